import { type Result, err } from "@grants/kernel/result";
import type { NotAllowed } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { CriterionName } from "../calls/call.ts";
import type { ProposalId } from "../proposals/proposal.ts";
import { type CriterionNotOfCall, type ScoreNotOnStep, decideOneScore } from "./decide-scores.ts";
import type { EvaluationStore, ReportAlreadyIn, ReportPartStale } from "./evaluation-store.ts";
import { type DeclarationMissing, type EvaluationNotFound, findEvaluation } from "./find-evaluation.ts";
import type { ReportPart } from "./report.ts";

export type SaveReportError =
  | EvaluationNotFound
  | DeclarationMissing
  | NotAllowed
  | ReportAlreadyIn
  | CriterionNotOfCall
  | ScoreNotOnStep
  | ReportPartStale;
type SaveReport = {
  readonly proposalId: ProposalId;
  readonly criterion: CriterionName;
  /** As it was typed; left out while the expert has no score yet. */
  readonly score?: string | undefined;
  readonly comment: string;
  readonly expectedVersion: number;
  readonly command: Command;
};

/** Autosave of one criterion of the own report. */
export const saveReport = async (
  { evaluations }: { readonly evaluations: EvaluationStore },
  { proposalId, criterion, score = "", comment, expectedVersion, command }: SaveReport,
): Promise<Result<ReportPart, SaveReportError>> => {
  const loaded = await evaluations.load(proposalId, command.caller);
  const found = findEvaluation(loaded, { action: "saveReport", proposalId, command });
  if (!found.ok) return found;
  if (loaded.ownReport !== null) return err({ kind: "ReportAlreadyIn", expert: command.caller });
  const call = await evaluations.loadCall(found.value.dossier.callId);
  if (call === null) throw new Error(`The call of ${proposalId} is gone.`);
  const { profile } = call.content;
  if (!profile.criteria.includes(criterion)) return err({ kind: "CriterionNotOfCall", field: "criterion", criterion });
  const part = { criterion, savedAt: command.at, comment };
  const save = { proposalId, expert: command.caller, expectedVersion };
  if (score === "") return evaluations.savePart({ ...save, part });
  const decided = decideOneScore(profile, { criterion, text: score, field: "score" });
  return decided.ok ? evaluations.savePart({ ...save, part: { ...part, score: decided.value } }) : decided;
};
