import { canonicalJson } from "@grants/kernel/canonical-json";
import type { Sha256 } from "@grants/kernel/digest";
import type { NewId } from "@grants/kernel/id";
import { type Result, err } from "@grants/kernel/result";
import type { NotAllowed } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { ProposalId } from "../proposals/proposal.ts";
import { type Consensus, type ConsensusBody, ConsensusHead, ConsensusId } from "./consensus.ts";
import { type AssessmentRefusal, type EnteredAssessment, decideAssessment } from "./decide-scores.ts";
import type { AssignmentChanged, EvaluationStore } from "./evaluation-store.ts";
import { type DeclarationMissing, type EvaluationNotFound, findEvaluation } from "./find-evaluation.ts";
import { headOf } from "./head-of.ts";

/** Reports that are not in yet; all of them when nobody is assigned. */
export type ReportsMissing = { readonly kind: "ReportsMissing"; readonly experts: number; readonly reportsIn: number };

export type RecordConsensusDeps = {
  readonly evaluations: EvaluationStore;
  readonly newId: NewId;
  readonly sha256: Sha256;
};
export type RecordConsensusError =
  | EvaluationNotFound
  | DeclarationMissing
  | NotAllowed
  | ReportsMissing
  | AssessmentRefusal
  | AssignmentChanged
  | CommitRefusal;
type RecordConsensus = {
  readonly proposalId: ProposalId;
  readonly entered: EnteredAssessment & Pick<Consensus, "theme" | "namedStaff">;
  readonly command: Command;
};

/** Writes down what the experts agreed on, once all their reports are in; an award without a call may be assessed by the officers alone. */
export const recordConsensus = async (
  { evaluations, newId, sha256 }: RecordConsensusDeps,
  { proposalId, entered, command }: RecordConsensus,
): Promise<Result<Stored<ConsensusHead>, RecordConsensusError>> => {
  const loaded = await evaluations.load(proposalId, command.caller);
  const found = findEvaluation(loaded, { action: "recordConsensus", proposalId, command });
  if (!found.ok) return found;
  const { assignment, consensus } = loaded;
  if (consensus !== null) return evaluations.settle(headOf(ConsensusHead, consensus), 0, command);
  const { callId, documentSha256, callVersion } = found.value.dossier;
  const experts = assignment?.state.experts ?? [];
  const [call, heads] = await Promise.all([evaluations.loadCall(callId), evaluations.loadReports(proposalId, experts)]);
  if (call === null) throw new Error(`The call of ${proposalId} is gone.`);
  const reports = heads.flatMap((head) =>
    head === null || loaded.withdrawn.includes(head.state.expert) ? [] : [head],
  );
  const isUnassigned = assignment === null && call.content.directAward === undefined;
  if (isUnassigned || reports.length < experts.length)
    return err({ kind: "ReportsMissing", experts: experts.length, reportsIn: reports.length });
  const decided = decideAssessment(call.content.profile, entered);
  if (!decided.ok) return decided;
  const { scores, comments } = decided.value;
  const { theme, namedStaff } = entered;
  const tags = {
    ...(theme === undefined ? {} : { theme }),
    ...(namedStaff === undefined ? {} : { namedStaff }),
  };
  const body: ConsensusBody = { v: 1, proposalId, documentSha256, ...tags, agreedAt: command.at, comments };
  const bodySha256 = sha256(canonicalJson(body));
  const id = ConsensusId.parse(`con_${newId(`consensus:${proposalId}`)}`);
  const next: ConsensusHead = { state: "agreed", id, proposalId, scores, bodySha256 };
  // The assignment leads to the experts, their reports and the document, and so to the call's version.
  const terms =
    assignment === null
      ? [{ id: callId, version: callVersion }]
      : [{ id: assignment.state.id, version: assignment.version }];
  const change = { aggregate: id, before: null, next, type: "ConsensusRecorded", role: found.value.role, terms };
  const counted = { assignmentVersion: assignment?.version ?? 0, withdrawnCount: loaded.withdrawn.length };
  return evaluations.commitConsensus(change, { body, ...counted }, command);
};
