import { uploadPieceBytes } from "@grants/kernel/limits";
import { type Result, err, ok } from "@grants/kernel/result";
import type { NotAllowed } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { CallVersion } from "../calls/call.ts";
import { type AnnexUpload, type UploadId, isUploadOver } from "./annex.ts";
import type { SignedPiece, UploadForm, UploadPiece } from "./annex-store.ts";
import type { CallClosed, CallNotOpen } from "./decide-submission.ts";
import { type CoordinatorOnly, type ProposalNotFound, findProposal } from "./find-proposal.ts";
import type { ProposalId } from "./proposal.ts";
import { type AnnexDeps, type AnnexNotOfCall, annexOf, bytesMaxOf } from "./request-annex-upload.ts";
import { callNow } from "./save-part.ts";

/** It was never begun, is not of this person, was handed in, or is over. */
export type UploadOver = { readonly kind: "UploadOver"; readonly uploadId: UploadId };
export type PiecesMismatch = { readonly kind: "PiecesMismatch"; readonly piecesExpected: number };
export type ContinueUploadError =
  | ProposalNotFound
  | NotAllowed
  | CoordinatorOnly
  | CallNotOpen
  | CallClosed
  | AnnexNotOfCall
  | UploadOver;

type Asked = {
  readonly proposalId: ProposalId;
  readonly annexId: string;
  readonly uploadId: UploadId;
  readonly command: Command;
};
type Deps = Pick<AnnexDeps, "proposals" | "annexes" | "files">;
type Found = { readonly upload: AnnexUpload; readonly call: CallVersion };

const findUpload = async (
  { proposals, annexes }: Deps,
  { proposalId, annexId, uploadId, command }: Asked,
  action: "readAnnexUpload" | "signAnnexPieces",
): Promise<Result<Found, ContinueUploadError>> => {
  const { upload, ...loaded } = await annexes.loadUpload({ proposalId, annexId, uploadId }, command.caller);
  const found = findProposal(loaded, { action, proposalId, command });
  if (!found.ok) return found;
  const call = await callNow(proposals, found.value.proposal.state, command);
  if (!call.ok) return call;
  return isOwnUpload(upload, annexId, command)
    ? ok({ upload, call: call.value })
    : err({ kind: "UploadOver", uploadId });
};

/** Only who began an upload goes on with it. */
export const isOwnUpload = (
  upload: AnnexUpload | null,
  annexId: string,
  { caller, at }: Command,
): upload is AnnexUpload =>
  upload !== null && upload.annexId === annexId && upload.requestedBy === caller && !isUploadOver(upload, at);

/** How an upload goes on: the form that a browser without JavaScript sends to the storage, where one takes the whole file. */
export const readAnnexUpload = async (
  deps: Deps,
  asked: Asked,
): Promise<Result<{ readonly upload: AnnexUpload; readonly form: UploadForm | null }, ContinueUploadError>> => {
  const found = await findUpload(deps, asked, "readAnnexUpload");
  if (!found.ok) return found;
  const { upload, call } = found.value;
  const annex = annexOf(call, asked.annexId);
  if (annex === undefined) return err({ kind: "AnnexNotOfCall", annexId: asked.annexId });
  const form = upload.pieces === undefined ? await deps.files.signForm(upload.folder, bytesMaxOf(annex)) : null;
  return ok({ upload, form });
};

/** The lengths of the pieces of a file: all of one size, the last one what is left. */
export const pieceLengths = (bytes: number): readonly number[] => {
  const last = bytes % uploadPieceBytes;
  const whole = Array.from({ length: (bytes - last) / uploadPieceBytes }, () => uploadPieceBytes);
  return last === 0 ? whole : [...whole, last];
};

/** Addresses for the pieces of a file, by the digests that the browser computed; those that are there already are said to be. */
export const signAnnexPieces = async (
  deps: Deps,
  { sha256Base64, ...asked }: Asked & { readonly sha256Base64: readonly string[] },
): Promise<Result<readonly SignedPiece[], ContinueUploadError | PiecesMismatch>> => {
  const found = await findUpload(deps, asked, "signAnnexPieces");
  if (!found.ok) return found;
  const { folder, pieces } = found.value.upload;
  if (pieces === undefined) return err({ kind: "PiecesMismatch", piecesExpected: 0 });
  const lengths = pieceLengths(pieces.bytes);
  if (lengths.length !== sha256Base64.length) return err({ kind: "PiecesMismatch", piecesExpected: lengths.length });
  const asPieces: UploadPiece[] = lengths.map((bytes, index) => ({
    number: index + 1,
    bytes,
    sha256Base64: sha256Base64[index] ?? "",
  }));
  return ok(await deps.files.signPieces({ folder, multipartId: pieces.multipartId }, asPieces));
};
