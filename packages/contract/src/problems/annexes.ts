import type { PiecesMismatch, UploadOver } from "@grants/core/proposals/continue-annex-upload";
import type { AnnexNotChecked, AnnexNotFound, AnnexNotSafe } from "@grants/core/proposals/open-annex";
import type { RegisterAnnexError } from "@grants/core/proposals/register-annex";
import type { RequestAnnexUploadError } from "@grants/core/proposals/request-annex-upload";
import type { ProblemTable, SharedKind } from "./problem-table.ts";
import type { ProposalProblem } from "./proposals.ts";

export type AnnexProblem =
  | RequestAnnexUploadError
  | RegisterAnnexError
  | UploadOver
  | PiecesMismatch
  | AnnexNotFound
  | AnnexNotChecked
  | AnnexNotSafe;

export const annexProblems = {
  AnnexNotOfCall: [422, "The call asks for no such annex."],
  AnnexTooLarge: [422, "The file is too large."],
  AnnexEmpty: [422, "The file is empty."],
  TooManyUploads: [409, "Too many uploads are under way."],
  UploadOver: [409, "This upload is not under way."],
  UploadIncomplete: [409, "The file has not arrived whole."],
  PiecesMismatch: [422, "The file has another number of pieces."],
  AnnexNotFound: [404, "There is no such file."],
  AnnexNotChecked: [409, "The file waits for its check."],
  AnnexNotSafe: [409, "The file holds malware and is kept closed."],
} as const satisfies ProblemTable<Exclude<AnnexProblem["kind"], SharedKind | ProposalProblem["kind"]>>;
