import type { Sha256 } from "@grants/kernel/digest";
import type { NewId, UserId } from "@grants/kernel/id";
import { type Result, err } from "@grants/kernel/result";
import { dateInZone } from "@grants/kernel/time";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { EvaluationNotFound } from "../evaluation/find-evaluation.ts";
import type { ProposalId } from "../proposals/proposal.ts";
import { type ConflictOverride, overrideIdOf } from "./conflict-override.ts";
import type { ExpertStore } from "./expert-store.ts";
import { weighConflicts } from "./weigh-conflicts.ts";

/** Nothing was found between the two. */
export type NoConflict = { readonly kind: "NoConflict" };
/** No reason sets this one aside. */
export type ConflictDisqualifies = { readonly kind: "ConflictDisqualifies" };

export type ExpertDeps = { readonly experts: ExpertStore; readonly newId: NewId; readonly sha256: Sha256 };
export type SetConflictAsideError = NotAllowed | EvaluationNotFound | NoConflict | ConflictDisqualifies | CommitRefusal;
type SetConflictAside = {
  readonly proposalId: ProposalId;
  readonly expert: UserId;
  readonly reason: string;
  readonly expectedVersion: number;
  readonly command: Command;
};

/** An officer sets a potential conflict aside and says why: the reason is in the record (EVA-03). */
export const setConflictAside = async (
  { experts, newId, sha256 }: ExpertDeps,
  { proposalId, expert, reason, expectedVersion, command }: SetConflictAside,
): Promise<Result<Stored<ConflictOverride>, SetConflictAsideError>> => {
  const [{ rights }, ground] = await Promise.all([
    experts.loadExpert(expert, command.caller),
    experts.loadGround(proposalId, [expert], dateInZone(command.at)),
  ]);
  const role = decideAccess("setConflictAside", rights, {}, command.at);
  if (!role.ok) return role;
  if (ground.dossier === null) return err({ kind: "EvaluationNotFound", proposalId });
  const before = ground.overrides.find(({ state }) => state.expert === expert) ?? null;
  if (before !== null && before.version !== expectedVersion)
    return experts.settleOverride(before, expectedVersion, command);
  if (before === null && expectedVersion !== 0) return err({ kind: "StaleVersion", expectedVersion, actualVersion: 0 });
  const bar = weighConflicts(ground, { at: command.at, sha256 }).get(expert);
  if (bar === undefined) return err({ kind: "NoConflict" });
  if (bar.severity === "DISQUALIFYING") return err({ kind: "ConflictDisqualifies" });
  const id = overrideIdOf(newId(`conflict:${proposalId}:${expert}`));
  const next: ConflictOverride = { state: "setAside", id, proposalId, expert, factsSha256: bar.factsSha256 };
  const terms = [{ id: ground.dossier.callId, version: ground.dossier.callVersion }];
  return experts.commitOverride(
    { aggregate: id, before, next, type: "ConflictSetAside", role: role.value, terms, notes: { reason } },
    command,
  );
};
