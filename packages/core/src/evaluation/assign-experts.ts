import { canonicalJson } from "@grants/kernel/canonical-json";
import type { Sha256 } from "@grants/kernel/digest";
import type { NewId, OrganisationId, UserId } from "@grants/kernel/id";
import { type Result, err, ok } from "@grants/kernel/result";
import type { Instant } from "@grants/kernel/time";
import { admissionOf } from "../admissibility/admissibility.ts";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { ProposalId } from "../proposals/proposal.ts";
import { AssignmentHead, AssignmentId, type AssignmentManifest } from "./assignment.ts";
import type { Dossier } from "./dossier.ts";
import type { Candidate, EvaluationStore, ReportAlreadyIn } from "./evaluation-store.ts";
import { type EvaluationNotFound, findEvaluation } from "./find-evaluation.ts";
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
  readonly organisation: OrganisationId;
};
/** The admissibility of the proposal was decided against it. */
export type ProposalNotAdmitted = { readonly kind: "ProposalNotAdmitted" };
export type ConsensusRecorded = { readonly kind: "ConsensusRecorded" };
type Unsuitable = ExpertNamedTwice | NotAnExpert | ConflictOfInterest;

export type AssignExpertsDeps = {
  readonly evaluations: EvaluationStore;
  readonly newId: NewId;
  readonly sha256: Sha256;
};
export type AssignExpertsError =
  | EvaluationNotFound
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

/**
 * An organisation of the consortium that a person acts for or ever acted for: what can be perceived as a conflict is one (EVA-03). A partner
 * that no registered organisation stands for is known by its PIC.
 */
const sharedOrganisation = ({ organisations }: Candidate, dossier: Dossier): OrganisationId | undefined =>
  organisations.find(
    ({ id, pic }) => dossier.organisations.includes(id) || (pic !== null && dossier.pics.includes(pic)),
  )?.id;

const unsuitable = (candidate: Candidate, dossier: Dossier, at: Instant): Unsuitable | null => {
  const { user, rights } = candidate;
  if (!decideAccess("listMyAssignments", rights, {}, at).ok)
    return { kind: "NotAnExpert", field: "experts", expert: user };
  const organisation = sharedOrganisation(candidate, dossier);
  return organisation === undefined
    ? null
    : { kind: "ConflictOfInterest", field: "experts", expert: user, organisation };
};

/** Whether these people may evaluate the proposal, in this order (EVA-01 … EVA-03). */
export const decideExperts = (
  dossier: Dossier,
  candidates: readonly Candidate[],
  at: Instant,
): Result<readonly UserId[], Unsuitable> => {
  const users = candidates.map(({ user }) => user);
  const twice = users.find((user, place) => users.indexOf(user) !== place);
  if (twice !== undefined) return err({ kind: "ExpertNamedTwice", field: "experts", expert: twice });
  const refusal = candidates.map((candidate) => unsuitable(candidate, dossier, at)).find((found) => found !== null);
  return refusal === undefined || refusal === null ? ok(users) : err(refusal);
};

/** Names the experts of a proposal. One whose report is in keeps the place; the others may be replaced until the consensus. */
export const assignExperts = async (
  { evaluations, newId, sha256 }: AssignExpertsDeps,
  { proposalId, experts, expectedVersion, command }: AssignExperts,
): Promise<Result<Stored<AssignmentHead>, AssignExpertsError>> => {
  const loaded = await evaluations.loadCandidates(proposalId, command.caller, experts);
  const found = findEvaluation(loaded, { action: "assignExperts", proposalId, command });
  if (!found.ok) return found;
  const { dossier, role } = found.value;
  const before = loaded.assignment === null ? null : headOf(AssignmentHead, loaded.assignment);
  if (before !== null && before.version !== expectedVersion)
    return evaluations.settle(before, expectedVersion, command);
  if (before === null && expectedVersion !== 0) return err({ kind: "StaleVersion", expectedVersion, actualVersion: 0 });
  if (admissionOf(loaded.admissibility, command.at) === "REFUSED") return err({ kind: "ProposalNotAdmitted" });
  if (loaded.consensus !== null) return err({ kind: "ConsensusRecorded" });
  const decided = decideExperts(dossier, loaded.candidates, command.at);
  if (!decided.ok) return decided;
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
