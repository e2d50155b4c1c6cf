import type { Sha256 } from "@grants/kernel/digest";
import type { NewId, OrganisationId } from "@grants/kernel/id";
import { type Result, err } from "@grants/kernel/result";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { CallGateDown, CallId, CallNotFound } from "../calls/call.ts";
import {
  type CallClosed,
  type CallNotOpen,
  type FirstStageClosed,
  refuseOutsidePeriod,
  refuseOutsideStage,
} from "./decide-submission.ts";
import { type Proposal, ProposalId } from "./proposal.ts";
import type { ProposalStore } from "./proposal-store.ts";
import { type UninvitedRefusal, refuseUninvited } from "./refuse-uninvited.ts";
import { shardOf } from "./shard-of.ts";

export type TopicNotFound = { readonly kind: "TopicNotFound"; readonly topicId: string };
export type CreateProposalDeps = { readonly proposals: ProposalStore; readonly newId: NewId; readonly sha256: Sha256 };
export type CreateProposalError =
  | NotAllowed
  | CallNotFound
  | TopicNotFound
  | CallNotOpen
  | CallClosed
  | FirstStageClosed
  | UninvitedRefusal
  | CallGateDown
  | CommitRefusal;
type CreateProposal = {
  readonly callId: CallId;
  readonly topicId: string;
  readonly coordinator: OrganisationId;
  /** The earlier proposal that it begins with. */
  readonly from?: ProposalId;
  readonly command: Command;
};

/** Starts a draft for one's own organisation while the call is open; the call's register knows it from now on (DATA §7). */
export const createProposal = async (
  { proposals, newId, sha256 }: CreateProposalDeps,
  { callId, topicId, coordinator, from, command }: CreateProposal,
): Promise<Result<Stored<Proposal>, CreateProposalError>> => {
  const [rights, call] = await Promise.all([proposals.loadRights(command.caller), proposals.loadCall(callId)]);
  const role = decideAccess("createProposal", rights, { organisations: [coordinator] }, command.at);
  if (!role.ok) return role;
  if (call === null) return err({ kind: "CallNotFound", callId });
  const { version, registerShards } = call;
  if (!version.content.topics.some((topic) => topic.topicId === topicId))
    return err({ kind: "TopicNotFound", topicId });
  const outside = refuseOutsidePeriod(version, command.at, topicId) ?? refuseOutsideStage(version, command.at);
  if (outside !== null) return err(outside);
  const uninvited = await refuseUninvited(proposals, call, { coordinator, rights, topicId, from });
  if (uninvited !== null) return err(uninvited);
  const id = ProposalId.parse(`prop_${newId(command.keyHash)}`);
  const next: Proposal = {
    state: "writing",
    id,
    callId,
    topicId,
    coordinator,
    shard: shardOf(sha256, id, registerShards),
  };
  const terms = [{ id: callId, version: version.contentVersion }];
  const change = { aggregate: id, before: null, next, type: "ProposalDrafted", role: role.value, terms };
  return proposals.commitCreation(
    change,
    { user: command.caller, organisation: coordinator, role: "coordinator" },
    command,
  );
};
