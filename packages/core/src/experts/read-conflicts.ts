import type { Sha256 } from "@grants/kernel/digest";
import { type Result, err, ok } from "@grants/kernel/result";
import { dateInZone } from "@grants/kernel/time";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { Dossier } from "../evaluation/dossier.ts";
import type { EvaluationNotFound } from "../evaluation/find-evaluation.ts";
import type { ProposalId } from "../proposals/proposal.ts";
import type { AssignedExpert, ExpertStore } from "./expert-store.ts";
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
  const names = new Map(ground.experts.map(({ expert, name }) => [expert, name]));
  const bars = weighConflicts(ground, { at: command.at, sha256 });
  return ok({
    dossier: ground.dossier,
    experts: assigned.map((one) => ({
      ...one,
      name: names.get(one.user) ?? "",
      bar: bars.get(one.user) ?? null,
    })),
  });
};
