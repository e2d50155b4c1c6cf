import { type Result, err, ok } from "@grants/kernel/result";
import type { NotAllowed } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { CallClosed, CallNotOpen } from "./decide-submission.ts";
import { type CoordinatorOnly, type ProposalNotFound, findProposal } from "./find-proposal.ts";
import type { PartPath } from "./part.ts";
import { type PartNotYours, decidePartAccess } from "./part-access.ts";
import type { PartNotFound, PartStale, ProposalStore, SavePart } from "./proposal-store.ts";
import { refuseNow } from "./save-part.ts";

export type RemovePartError =
  | ProposalNotFound
  | NotAllowed
  | CoordinatorOnly
  | PartNotYours
  | CallNotOpen
  | CallClosed
  | PartStale
  | PartNotFound;

/** Takes a partner or a budget out of the draft. What was frozen before still names it. */
export const removePart = async (
  { proposals }: { readonly proposals: ProposalStore },
  { removal, command }: { removal: Omit<SavePart, "content">; command: Command },
): Promise<Result<{ readonly path: PartPath }, RemovePartError>> => {
  const { proposalId } = removal;
  const loaded = await proposals.load(proposalId, command.caller);
  const found = findProposal(loaded, { action: "savePart", proposalId, command });
  if (!found.ok) return found;
  const mine = loaded.member === null ? ok(null) : decidePartAccess(loaded.member, removal.path);
  if (!mine.ok) return mine;
  const { callId, topicId } = found.value.proposal.state;
  const outside = await refuseNow(proposals, callId, command, topicId);
  return outside === null ? proposals.removePart(removal, command) : err(outside);
};
