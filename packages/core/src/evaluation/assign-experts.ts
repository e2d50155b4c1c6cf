import { canonicalJson } from "@grants/kernel/canonical-json";
import type { Sha256 } from "@grants/kernel/digest";
import type { NewId, OrganisationId, UserId } from "@grants/kernel/id";
import { type Result, err, ok } from "@grants/kernel/result";
import { type Instant, dateInZone } from "@grants/kernel/time";
import { admissionOf } from "../admissibility/admissibility.ts";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { ConflictSeverity } from "../experts/conflict.ts";
import { weighConflicts } from "../experts/weigh-conflicts.ts";
import type { ProposalId } from "../proposals/proposal.ts";
import { AssignmentHead, AssignmentId, type AssignmentManifest } from "./assignment.ts";
import type { Candidate, EvaluationStore, ReportAlreadyIn } from "./evaluation-store.ts";
import { type DeclarationMissing, type EvaluationNotFound, findEvaluation } from "./find-evaluation.ts";
import { headOf } from "./head-of.ts";

export type ExpertNamedTwice = {
  readonly kind: "ExpertNamedTwice";
  readonly field: "experts";
  readonly expert: UserId;
};
export type NotAnExpert = { readonly kind: "NotAnExpert"; readonly field: "experts"; readonly expert: UserId };
export type ConflictOfInterest = {
  readonly kind: "ConflictOfInterest";
  readonly field: "experts";
  readonly expert: UserId;
  readonly severity: ConflictSeverity;
  readonly organisation?: OrganisationId;
};
/** The admissibility of the proposal was decided against it. */
export type ProposalNotAdmitted = { readonly kind: "ProposalNotAdmitted" };
export type ConsensusRecorded = { readonly kind: "ConsensusRecorded" };
type Bars = ReturnType<typeof weighConflicts>;
type Unsuitable = ExpertNamedTwice | NotAnExpert | ConflictOfInterest;

export type AssignExpertsDeps = {
  readonly evaluations: EvaluationStore;
  readonly newId: NewId;
  readonly sha256: Sha256;
};
export type AssignExpertsError =
  | EvaluationNotFound
  | DeclarationMissing
  | NotAllowed
  | Unsuitable
  | ProposalNotAdmitted
  | ConsensusRecorded
  | ReportAlreadyIn
  | CommitRefusal;
type AssignExperts = {
  readonly proposalId: ProposalId;
  /** In the order of their places; the first one writes the consensus. */
  readonly experts: readonly UserId[];
  readonly expectedVersion: number;
  readonly command: Command;
};

const notAnExpert = ({ user, rights }: Candidate, at: Instant): NotAnExpert | null =>
  decideAccess("listMyAssignments", rights, {}, at).ok ? null : { kind: "NotAnExpert", field: "experts", expert: user };

/** What bars somebody, as long as nobody set it aside; the finding itself is read on the page of the pool (EVA-02, EVA-03). */
const conflicted = ({ user }: Candidate, bars: Bars): ConflictOfInterest | null => {
  const bar = bars.get(user);
  if (bar === undefined || bar.isSetAside) return null;
  const organisation = bar.facts.flatMap((fact) => ("organisation" in fact ? [fact.organisation] : [])).at(0);
  return {
    kind: "ConflictOfInterest",
    field: "experts",
    expert: user,
    severity: bar.severity,
    ...(organisation === undefined ? {} : { organisation }),
  };
};

/** Whether these people may evaluate the proposal, in this order (EVA-01 … EVA-03). */
export const decideExperts = (
  candidates: readonly Candidate[],
  bars: Bars,
  at: Instant,
): Result<readonly UserId[], Unsuitable> => {
  const users = candidates.map(({ user }) => user);
  const twice = users.find((user, place) => users.indexOf(user) !== place);
  if (twice !== undefined) return err({ kind: "ExpertNamedTwice", field: "experts", expert: twice });
  const refusal = candidates
    .map((candidate) => notAnExpert(candidate, at) ?? conflicted(candidate, bars))
    .find((found) => found !== null);
  return refusal === undefined || refusal === null ? ok(users) : err(refusal);
};

/** Names the experts of a proposal. One whose report is in keeps the place; the others may be replaced until the consensus. */
export const assignExperts = async (
  { evaluations, newId, sha256 }: AssignExpertsDeps,
  { proposalId, experts, expectedVersion, command }: AssignExperts,
): Promise<Result<Stored<AssignmentHead>, AssignExpertsError>> => {
  const loaded = await evaluations.loadCandidates(proposalId, {
    caller: command.caller,
    experts,
    today: dateInZone(command.at),
  });
  const found = findEvaluation(loaded, { action: "assignExperts", proposalId, command });
  if (!found.ok) return found;
  const { dossier, role } = found.value;
  const before = loaded.assignment === null ? null : headOf(AssignmentHead, loaded.assignment);
  if (before !== null && before.version !== expectedVersion)
    return evaluations.settle(before, expectedVersion, command);
  if (before === null && expectedVersion !== 0) return err({ kind: "StaleVersion", expectedVersion, actualVersion: 0 });
  if (admissionOf(loaded.admissibility, command.at) === "REFUSED") return err({ kind: "ProposalNotAdmitted" });
  if (loaded.consensus !== null) return err({ kind: "ConsensusRecorded" });
  const decided = decideExperts(
    loaded.candidates,
    weighConflicts(loaded.ground, { at: command.at, sha256 }),
    command.at,
  );
  if (!decided.ok) return decided;
  const barred = experts.find((expert) => loaded.withdrawn.includes(expert));
  if (barred !== undefined)
    return err({ kind: "ConflictOfInterest", field: "experts", expert: barred, severity: "DISQUALIFYING" });
  const { callId, documentSha256, callVersion } = dossier;
  const manifest: AssignmentManifest = { callId, documentSha256, experts: [...decided.value] };
  const manifestSha256 = sha256(canonicalJson(manifest));
  const id = AssignmentId.parse(`asg_${newId(`assignment:${proposalId}`)}`);
  const next: AssignmentHead = { state: "assigned", id, proposalId, manifestSha256 };
  const type = before === null ? "ExpertsAssigned" : "ExpertsReplaced";
  const change = { aggregate: id, before, next, type, role, terms: [{ id: callId, version: callVersion }] };
  const were = loaded.assignment?.state.experts ?? [];
  return evaluations.commitAssignment(change, { manifest, were, dossier }, command);
};
