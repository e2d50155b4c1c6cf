import { type Result, err, ok } from "@grants/kernel/result";
import type { NotAllowed } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { Busy } from "../audit/stored.ts";
import type { AnnexPart, UploadId } from "./annex.ts";
import type { AnnexEmpty, AnnexTooLarge, UploadIncomplete } from "./annex-store.ts";
import { type UploadOver, isOwnUpload } from "./continue-annex-upload.ts";
import type { CallClosed, CallNotOpen } from "./decide-submission.ts";
import { type CoordinatorOnly, type ProposalNotFound, findProposal } from "./find-proposal.ts";
import { type Part, pathOf } from "./part.ts";
import type { ProposalId } from "./proposal.ts";
import type { PartStale } from "./proposal-store.ts";
import { type AnnexDeps, type AnnexNotOfCall, annexOf, bytesMaxOf } from "./request-annex-upload.ts";
import { type PartNotYours, decidePartAccess } from "./part-access.ts";
import { callNow } from "./save-part.ts";

export type RegisterAnnexError =
  | ProposalNotFound
  | NotAllowed
  | CoordinatorOnly
  | PartNotYours
  | CallNotOpen
  | CallClosed
  | AnnexNotOfCall
  | UploadOver
  | UploadIncomplete
  | AnnexEmpty
  | AnnexTooLarge
  | PartStale
  | Busy;

type RegisterAnnex = {
  readonly proposalId: ProposalId;
  readonly annexId: string;
  readonly uploadId: UploadId;
  readonly fileName: string;
  /** Version of what stands in this place; 0: nothing. */
  readonly expectedVersion: number;
  readonly command: Command;
};

/** Where a file that was received is kept: a folder that only the platform writes. */
export const annexKey = (proposalId: ProposalId, uploadId: UploadId): string => `annexes/${proposalId}/${uploadId}`;

/**
 * Takes a file that has arrived into the draft, in the place of the one before. What counts is the instant of this request and not of the
 * link that the file was sent by: after the deadline nothing enters (CLR-CAL-01). A document that was frozen goes on naming the file that it
 * named, in the version that it named.
 */
export const registerAnnex = async (
  { proposals, annexes, files }: AnnexDeps,
  { proposalId, annexId, uploadId, fileName, expectedVersion, command }: RegisterAnnex,
): Promise<Result<Part, RegisterAnnexError>> => {
  const { upload, part, ...loaded } = await annexes.loadUpload({ proposalId, annexId, uploadId }, command.caller);
  const found = findProposal(loaded, { action: "registerAnnex", proposalId, command });
  if (!found.ok) return found;
  const mine = loaded.member === null ? ok(null) : decidePartAccess(loaded.member, `annex.${annexId}`);
  if (!mine.ok) return mine;
  // Handed in before, and the answer was lost.
  if (part?.content.kind === "annex" && part.content.uploadId === uploadId && part.savedBy === command.caller)
    return ok(part);
  const call = await callNow(proposals, found.value.proposal.state, command);
  if (!call.ok) return call;
  const annex = annexOf(call.value, annexId);
  if (annex === undefined) return err({ kind: "AnnexNotOfCall", annexId });
  if (!isOwnUpload(upload, annexId, command)) return err({ kind: "UploadOver", uploadId });
  const key = annexKey(proposalId, uploadId);
  const received = await files.receive(upload, { fileName, key, bytesMax: bytesMaxOf(annex) });
  if (!received.ok) return received;
  const content: AnnexPart = { kind: "annex", annexId, uploadId, fileName, key, ...received.value };
  const saved = await proposals.savePart({ proposalId, path: pathOf(content), content, expectedVersion }, command);
  if (saved.ok) await annexes.dropUploads(proposalId, [uploadId]);
  return saved;
};
