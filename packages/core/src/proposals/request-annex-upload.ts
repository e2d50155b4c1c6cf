import { annexBytesMax, uploadsPerProposalMax } from "@grants/kernel/limits";
import type { NewId } from "@grants/kernel/id";
import { type Result, err, ok } from "@grants/kernel/result";
import type { NotAllowed } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { CallAnnex } from "../calls/call-terms.ts";
import { type AnnexUpload, UploadId, isUploadOver } from "./annex.ts";
import type { AnnexFiles, AnnexStore, AnnexTooLarge } from "./annex-store.ts";
import type { CallClosed, CallNotOpen } from "./decide-submission.ts";
import type { AskedOf } from "./find-annex-faults.ts";
import { type CoordinatorOnly, type ProposalNotFound, findProposal } from "./find-proposal.ts";
import type { ProposalId } from "./proposal.ts";
import type { ProposalStore } from "./proposal-store.ts";
import { type PartNotYours, decidePartAccess } from "./part-access.ts";
import { callNow } from "./save-part.ts";

/** The call asks for no such annex. */
export type AnnexNotOfCall = { readonly kind: "AnnexNotOfCall"; readonly annexId: string };
export type TooManyUploads = { readonly kind: "TooManyUploads"; readonly uploadsMax: number };
export type RequestAnnexUploadError =
  | ProposalNotFound
  | NotAllowed
  | CoordinatorOnly
  | PartNotYours
  | CallNotOpen
  | CallClosed
  | AnnexNotOfCall
  | AnnexTooLarge
  | TooManyUploads;

export type AnnexDeps = {
  readonly proposals: Pick<ProposalStore, "loadCall" | "savePart">;
  readonly annexes: AnnexStore;
  readonly files: AnnexFiles;
};
export type RequestAnnexUploadDeps = AnnexDeps & {
  readonly newId: NewId;
  /** 128 random bits as text. */
  readonly newSecret: () => string;
};

type RequestAnnexUpload = {
  readonly proposalId: ProposalId;
  readonly annexId: string;
  /** Of a file that is sent in pieces; without it one form takes the whole. */
  readonly bytes: number | undefined;
  readonly command: Command;
};

export const bytesMaxOf = ({ bytesMax = annexBytesMax }: Pick<CallAnnex, "bytesMax">): number =>
  bytesMax < annexBytesMax ? bytesMax : annexBytesMax;

export const annexOf = ({ content }: AskedOf, annexId: string): CallAnnex | undefined =>
  content.annexes?.find((annex) => annex.annexId === annexId);

/** The whole rule: which annexes the call takes, and how large. */
export const decideUpload = (
  call: AskedOf,
  { annexId, bytes }: Pick<RequestAnnexUpload, "annexId" | "bytes">,
): Result<CallAnnex, AnnexNotOfCall | AnnexTooLarge> => {
  const annex = annexOf(call, annexId);
  if (annex === undefined) return err({ kind: "AnnexNotOfCall", annexId });
  const bytesMax = bytesMaxOf(annex);
  return bytes !== undefined && bytes > bytesMax ? err({ kind: "AnnexTooLarge", bytes, bytesMax }) : ok(annex);
};

/** Begins the upload of an annex. The same request again goes on with the same upload; it is forgotten after a day. */
export const requestAnnexUpload = async (
  { proposals, annexes, files, newId, newSecret }: RequestAnnexUploadDeps,
  { proposalId, annexId, bytes, command }: RequestAnnexUpload,
): Promise<Result<AnnexUpload, RequestAnnexUploadError>> => {
  const { uploads, ...loaded } = await annexes.loadUploads(proposalId, command.caller);
  const found = findProposal(loaded, { action: "requestAnnexUpload", proposalId, command });
  if (!found.ok) return found;
  const mine = loaded.member === null ? ok(null) : decidePartAccess(loaded.member, `annex.${annexId}`);
  if (!mine.ok) return mine;
  const call = await callNow(proposals, found.value.proposal.state, command);
  if (!call.ok) return call;
  const decided = decideUpload(call.value, { annexId, bytes });
  if (!decided.ok) return decided;
  // The same bytes in the same place, asked for again: what is there already need not be sent twice.
  const uploadId = UploadId.parse(`anx_${newId(`${command.keyHash}:${proposalId}:${annexId}:${bytes ?? "form"}`)}`);
  const over = uploads.filter((upload) => isUploadOver(upload, command.at));
  await annexes.dropUploads(
    proposalId,
    over.map((upload) => upload.uploadId),
  );
  const open = uploads.filter((upload) => !over.includes(upload));
  const own = open.find((upload) => upload.uploadId === uploadId);
  if (own !== undefined) return ok(own);
  if (open.length >= uploadsPerProposalMax) return err({ kind: "TooManyUploads", uploadsMax: uploadsPerProposalMax });
  const folder = `incoming/${proposalId}/${annexId}/${command.caller}/${newSecret()}`;
  const pieces = bytes === undefined ? {} : { pieces: { bytes, multipartId: await files.begin(folder) } };
  const upload = { uploadId, annexId, folder, requestedAt: command.at, requestedBy: command.caller, ...pieces };
  return ok(await annexes.keepUpload(proposalId, upload));
};
