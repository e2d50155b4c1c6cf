import { canonicalJson } from "@grants/kernel/canonical-json";
import { partBytesMax } from "@grants/kernel/limits";
import { type Result, err } from "@grants/kernel/result";
import type { NotAllowed } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import { type CallClosed, type CallNotOpen, refuseOutsidePeriod } from "./decide-submission.ts";
import { type ProposalNotFound, findProposal } from "./find-proposal.ts";
import { type Part, pathOf } from "./part.ts";
import type { PartStale, ProposalStore, SavePart } from "./proposal-store.ts";

export type PartPathMismatch = { readonly kind: "PartPathMismatch"; readonly belongsUnder: string };
export type PartTooLarge = { readonly kind: "PartTooLarge"; readonly bytes: number; readonly bytesMax: number };
export type SavePartError =
  | ProposalNotFound
  | NotAllowed
  | CallNotOpen
  | CallClosed
  | PartPathMismatch
  | PartTooLarge
  | PartStale;

/** UTF-8 bytes of a text, counted without an encoder. */
const utf8Bytes = (text: string): number => {
  let bytes = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    if (point < 0x80) bytes += 1;
    else if (point < 0x8_00) bytes += 2;
    else bytes += point < 0x1_00_00 ? 3 : 4;
  }
  return bytes;
};

/** Autosave of one part. Two people in different parts never meet; in the same part the second sees both texts. */
export const savePart = async (
  { proposals }: { readonly proposals: ProposalStore },
  { save, command }: { save: SavePart; command: Command },
): Promise<Result<Part, SavePartError>> => {
  const { proposalId, path, content } = save;
  const belongsUnder = pathOf(content);
  if (belongsUnder !== path) return err({ kind: "PartPathMismatch", belongsUnder });
  const bytes = utf8Bytes(canonicalJson(content));
  if (bytes > partBytesMax) return err({ kind: "PartTooLarge", bytes, bytesMax: partBytesMax });
  const found = findProposal(await proposals.load(proposalId, command.caller), {
    action: "savePart",
    proposalId,
    command,
  });
  if (!found.ok) return found;
  const { callId } = found.value.proposal.state;
  const outside = await refuseNow(proposals, callId, command);
  return outside === null ? proposals.savePart(save, command) : err(outside);
};

/** A copy of the call may be a few seconds old to accept; a refusal for lateness reads it again (DATA §6). */
export const refuseNow = async (
  proposals: Pick<ProposalStore, "loadCall">,
  callId: Parameters<ProposalStore["loadCall"]>[0],
  { at }: Command,
): Promise<CallNotOpen | CallClosed | null> => {
  const cached = await proposals.loadCall(callId);
  if (cached !== null && refuseOutsidePeriod(cached.version, at) === null) return null;
  const fresh = await proposals.loadCall(callId, true);
  if (fresh === null) throw new Error(`The call ${callId} of a proposal is gone.`);
  return refuseOutsidePeriod(fresh.version, at);
};
