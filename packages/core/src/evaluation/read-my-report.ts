import { type Result, ok } from "@grants/kernel/result";
import { type AllowedAction, type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { CallVersion } from "../calls/call.ts";
import type { ProposalDocument } from "../proposals/document.ts";
import type { ProposalId } from "../proposals/proposal.ts";
import type { DocumentStore } from "../proposals/proposal-store.ts";
import { type CriterionHint, hintsOn } from "./comment-hints.ts";
import { type ExpertAssignment, isRapporteur } from "./assignment.ts";
import type { EvaluationStore, LoadedEvaluation, ReportWithBody } from "./evaluation-store.ts";
import { type DeclarationMissing, type EvaluationNotFound, findEvaluation } from "./find-evaluation.ts";
import type { ReportPart } from "./report.ts";

export type ReadMyReportDeps = {
  readonly evaluations: EvaluationStore;
  readonly documents: Pick<DocumentStore, "load">;
};
export type MyReport = {
  readonly own: ExpertAssignment;
  readonly isRapporteur: boolean;
  readonly call: CallVersion;
  /** The document that was sealed: the one thing an expert judges. */
  readonly document: ProposalDocument;
  readonly parts: readonly ReportPart[];
  /** What a second look at the saved comments may mend. */
  readonly hints: readonly CriterionHint[];
  /** What was handed in, once it was. */
  readonly submitted: ReportWithBody | null;
  readonly allowedActions: readonly AllowedAction[];
};

const allowedActions = ({ rights, ownReport }: LoadedEvaluation, { at }: Command): readonly AllowedAction[] =>
  (["saveReport", "submitReport"] as const).map((action) => {
    const access = decideAccess(action, rights, { isNamed: true }, at);
    if (!access.ok) return { action, allowed: false, because: access.error.kind };
    return ownReport === null ? { action, allowed: true } : { action, allowed: false, because: "ReportAlreadyIn" };
  });

/** The expert's page of one proposal: the document, the criteria, what is written so far. */
export const readMyReport = async (
  { evaluations, documents }: ReadMyReportDeps,
  { proposalId, command }: { readonly proposalId: ProposalId; readonly command: Command },
): Promise<Result<MyReport, EvaluationNotFound | DeclarationMissing | NotAllowed>> => {
  const { parts, ...loaded } = await evaluations.loadOwn(proposalId, command.caller);
  const found = findEvaluation(loaded, { action: "readMyReport", proposalId, command });
  if (!found.ok) return found;
  const { own, ownReport, assignment } = loaded;
  if (own === null || assignment === null)
    throw new Error(`${command.caller} is named on ${proposalId} without a part.`);
  const [call, document, bodies] = await Promise.all([
    evaluations.loadCall(own.callId),
    documents.load(proposalId, own.documentSha256),
    ownReport === null ? [] : evaluations.loadReportBodies([ownReport]),
  ]);
  if (call === null || document === null) throw new Error(`The call or the document of ${proposalId} is gone.`);
  return ok({
    own,
    isRapporteur: isRapporteur(assignment.state, command.caller),
    call,
    document,
    parts,
    hints: parts.flatMap(({ criterion, comment, score }) =>
      hintsOn(comment, score, call.content.profile).map((hint) => ({ criterion, hint })),
    ),
    submitted: bodies[0] ?? null,
    allowedActions: allowedActions(loaded, command),
  });
};
