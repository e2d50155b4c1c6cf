import type { Sha256 } from "@grants/kernel/digest";
import { type Result, err, ok } from "@grants/kernel/result";
import { dateInZone } from "@grants/kernel/time";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { CursorInvalid } from "../audit/cursor-invalid.ts";
import type { CallId, CallNotFound } from "../calls/call.ts";
import type { Dossier } from "../evaluation/dossier.ts";
import type { EvaluationNotFound } from "../evaluation/find-evaluation.ts";
import type { ProposalId } from "../proposals/proposal.ts";
import type { AssignedExpert, AssignedGround, ExpertStore } from "./expert-store.ts";
import { type WeighedBar, weighConflicts } from "./weigh-conflicts.ts";

/** An expert of a proposal, with what is known against them today. */
export type CheckedExpert = AssignedExpert & { readonly name: string; readonly bar: WeighedBar | null };
export type ConflictsOfProposal = { readonly dossier: Dossier; readonly experts: readonly CheckedExpert[] };

type ReadConflicts = { readonly proposalId: ProposalId; readonly command: Command };

/** What ties the experts of a proposal to it as things are now: a conflict that came up after they were assigned is found here (EVA-02). */
export const readConflicts = async (
  { experts, sha256 }: { readonly experts: ExpertStore; readonly sha256: Sha256 },
  { proposalId, command }: ReadConflicts,
): Promise<Result<ConflictsOfProposal, NotAllowed | EvaluationNotFound>> => {
  const { rights, assigned } = await experts.loadAssigned(proposalId, command.caller);
  const role = decideAccess("readConflicts", rights, {}, command.at);
  if (!role.ok) return role;
  const users = assigned.map(({ user }) => user);
  const ground = await experts.loadGround(proposalId, users, dateInZone(command.at));
  if (ground.dossier === null) return err({ kind: "EvaluationNotFound", proposalId });
  return ok({ dossier: ground.dossier, experts: checkedExperts({ assigned, ground }, { at: command.at, sha256 }) });
};

const checkedExperts = (
  { assigned, ground }: AssignedGround,
  how: Parameters<typeof weighConflicts>[1],
): readonly CheckedExpert[] => {
  const names = new Map(ground.experts.map(({ expert, name }) => [expert, name]));
  const bars = weighConflicts(ground, how);
  return assigned.map((one) => ({ ...one, name: names.get(one.user) ?? "", bar: bars.get(one.user) ?? null }));
};

/** Some proposals of a call, of which `proposals` names those that somebody has to look at. */
export type ConflictsOfCall = {
  /** How many were looked at. */
  readonly checked: number;
  /** Each with those of its experts that are tied to it, or whose place a conflict ended. */
  readonly proposals: readonly ConflictsOfProposal[];
  readonly next: string | null;
};
type ListConflicts = { readonly callId: CallId; readonly cursor: string | null; readonly command: Command };

/** The conflicts of a whole call as things are now, some proposals at a time: what came up after the experts were assigned (EVA-02). */
export const listConflicts = async (
  { experts, sha256 }: { readonly experts: ExpertStore; readonly sha256: Sha256 },
  { callId, cursor, command: { caller, at } }: ListConflicts,
): Promise<Result<ConflictsOfCall, NotAllowed | CursorInvalid | CallNotFound>> => {
  const loaded = await experts.loadCallGround(callId, { caller, cursor, today: dateInZone(at) });
  if (!loaded.ok) return loaded;
  const role = decideAccess("listConflicts", loaded.value.rights, {}, at);
  if (!role.ok) return role;
  if (loaded.value.ground === null) return err({ kind: "CallNotFound", callId });
  const { checked, proposals, next } = loaded.value.ground;
  const tied = proposals.flatMap((one): readonly ConflictsOfProposal[] => {
    const { dossier } = one.ground;
    const found = checkedExperts(one, { at, sha256 }).filter(({ bar, isWithdrawn }) => bar !== null || isWithdrawn);
    return dossier === null || found.length === 0 ? [] : [{ dossier, experts: found }];
  });
  return ok({ checked, proposals: tied, next });
};
