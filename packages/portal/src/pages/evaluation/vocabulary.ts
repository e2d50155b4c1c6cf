import type { Schemas } from "../../api-client.ts";
import type { StatusTone } from "../../components/status-label.tsx";
import { mayDo } from "../../may-do.ts";
import type { PageContext } from "../../page/page-context.ts";
import type { Crumb } from "../../page/page.ts";

export type Criterion = Schemas["CriterionName"];
export type Sheet = Schemas["ScoringSheet"];
export type RankedStatus = Schemas["RankedStatus"];

/** Lengths that the API takes (core/evaluation/report, contract/evaluation). */
export const commentMax = 1_800;
export const reasonMax = 5_000;
export const expertsMin = 3;
export const expertsMax = 7;

export const taskTone: Readonly<Record<Schemas["ListedAssignment"]["task"], StatusTone>> = {
  DECLARE: "attention",
  WRITE_REPORT: "attention",
  WAIT_FOR_REPORTS: "neutral",
  WRITE_CONSENSUS: "attention",
  WAIT_FOR_CONSENSUS: "neutral",
  NOTHING: "quiet",
};

export const stepTone: Readonly<Record<Schemas["BoardRow"]["step"], StatusTone>> = {
  NOT_ADMITTED: "quiet",
  UNASSIGNED: "attention",
  REPLACEMENT_DUE: "attention",
  REPORTS_DUE: "neutral",
  CONSENSUS_DUE: "attention",
  AGREED: "quiet",
};

export const statusTone: Readonly<Record<RankedStatus, StatusTone>> = {
  MAIN: "active",
  RESERVE: "neutral",
  TIE_NEEDS_PANEL: "attention",
  GAP: "attention",
  NOT_REACHED: "neutral",
  NATIONAL_INELIGIBLE: "neutral",
  VETO: "neutral",
  REJECTED: "quiet",
};

/** Paths below the language. */
export const boardPath = (callId: string): string => `/evaluation/calls/${callId}`;
export const callConflictsPath = (callId: string): string => `${boardPath(callId)}/conflicts`;
export const topicPath = (callId: string, topicId: string): string => `${boardPath(callId)}/topics/${topicId}`;
export const awardsPath = (callId: string, topicId: string): string => `${topicPath(callId, topicId)}/awards`;
export const awardPath = ({
  callId,
  topicId,
  proposalId,
}: {
  readonly callId: string;
  readonly topicId: string;
  readonly proposalId: string;
}): string => `${awardsPath(callId, topicId)}/${proposalId}`;
export const proposalPath = (proposalId: string): string => `/evaluation/proposals/${proposalId}`;
export const decisionPath = (decisionId: string): string => `/evaluation/decisions/${decisionId}`;

export const evaluationCrumb = ({ t }: PageContext): Crumb => ({ label: t("evaluation.title"), path: "/evaluation" });
export const assignmentsCrumb = ({ t }: PageContext): Crumb => ({
  label: t("evaluation.assignments"),
  path: "/evaluation/assignments",
});
export const boardCrumbs = (page: PageContext, callId: string, title: string): readonly Crumb[] => [
  evaluationCrumb(page),
  { label: page.t("evaluation.board.title", { title }), path: boardPath(callId) },
];

/** Whether the reader comes as an expert rather than as an officer. */
export const isExpert = ({ person }: PageContext): boolean => mayDo(person, "listMyAssignments");

/** Number of the page that an address asks for; the first one where it asks for none. */
export const pageNumberOf = ({ query }: PageContext): string => {
  const asked = query.get("page") ?? "";
  return /^[1-9]\d{0,3}$/.test(asked) ? asked : "1";
};

/** Whole cents; their sum stays within what the platform counts (kernel/money). */
export const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);
