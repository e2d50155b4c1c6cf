import { canonicalJson } from "@grants/kernel/canonical-json";
import type { Sha256 } from "@grants/kernel/digest";
import type { NewId } from "@grants/kernel/id";
import type { Result } from "@grants/kernel/result";
import type { NotAllowed } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { ProposalId } from "../proposals/proposal.ts";
import { type AssessmentRefusal, type EnteredAssessment, decideAssessment } from "./decide-scores.ts";
import type { EvaluationStore, NotAssignedAnyMore } from "./evaluation-store.ts";
import { type DeclarationMissing, type EvaluationNotFound, findEvaluation } from "./find-evaluation.ts";
import { headOf } from "./head-of.ts";
import { type ReportBody, ReportHead, ReportId } from "./report.ts";

export type SubmitReportDeps = {
  readonly evaluations: EvaluationStore;
  readonly newId: NewId;
  readonly sha256: Sha256;
};
export type SubmitReportError =
  | EvaluationNotFound
  | DeclarationMissing
  | NotAllowed
  | AssessmentRefusal
  | NotAssignedAnyMore
  | CommitRefusal;
type SubmitReport = {
  readonly proposalId: ProposalId;
  readonly entered: EnteredAssessment;
  readonly command: Command;
};

/** Hands in the own report, whole and once. It says itself what is handed in, so an autosave in flight cannot change it. */
export const submitReport = async (
  { evaluations, newId, sha256 }: SubmitReportDeps,
  { proposalId, entered, command }: SubmitReport,
): Promise<Result<Stored<ReportHead>, SubmitReportError>> => {
  const loaded = await evaluations.load(proposalId, command.caller);
  const found = findEvaluation(loaded, { action: "submitReport", proposalId, command });
  if (!found.ok) return found;
  if (loaded.ownReport !== null) return evaluations.settle(headOf(ReportHead, loaded.ownReport), 0, command);
  const { dossier, role } = found.value;
  const { callId, documentSha256 } = dossier;
  const call = await evaluations.loadCall(callId);
  if (call === null) throw new Error(`The call of ${proposalId} is gone.`);
  const decided = decideAssessment(call.content.profile, entered);
  if (!decided.ok) return decided;
  const { scores, comments } = decided.value;
  const by = { expert: command.caller, submittedAt: command.at };
  const body: ReportBody = { v: 1, proposalId, documentSha256, ...by, comments };
  const bodySha256 = sha256(canonicalJson(body));
  const id = ReportId.parse(`rep_${newId(`report:${proposalId}:${command.caller}`)}`);
  const next: ReportHead = { state: "submitted", id, proposalId, scores, bodySha256 };
  const terms = [{ id: callId, version: call.contentVersion }];
  const change = { aggregate: id, before: null, next, type: "ReportSubmitted", role, terms };
  return evaluations.commitReport(change, body, command);
};
