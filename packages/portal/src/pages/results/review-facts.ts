import { err, ok, type Result } from "@grants/kernel/result";
import { answerOf, apiOf, type Schemas } from "../../api-client.ts";
import type { PortalContext } from "../../area.ts";
import type { StatusTone } from "../../components/status-label.tsx";
import { namePeople } from "../../name-people.ts";
import type { PageContext } from "../../page/page-context.ts";
import type { Crumb } from "../../page/page.ts";
import type { Problem } from "../../problem.ts";
import { resultPath } from "./result-path.ts";

export type ShownReview = Schemas["ShownReview"];
export type Review = NonNullable<ShownReview["review"]>;

/** Longest text that the API takes (core/evaluation/redress). */
export const reviewTextMax = 5_000;
export const grounds = [
  "CONFLICT_OF_INTEREST",
  "CRITERIA_NOT_APPLIED",
  "PROCEDURE_NOT_FOLLOWED",
  "MANIFEST_ERROR",
] as const satisfies readonly Schemas["ReviewGround"][];
export const outcomes = [
  "REJECTED",
  "UPHELD_WITHOUT_EFFECT",
  "RE_EVALUATION",
] as const satisfies readonly Schemas["ReviewOutcome"][];

export const stateTone: Readonly<Record<Schemas["ReviewState"], StatusTone>> = {
  requested: "attention",
  notRegistrable: "quiet",
  registered: "attention",
  underReview: "attention",
  advised: "attention",
  rejected: "quiet",
  upheld: "neutral",
  reEvaluation: "attention",
  reEvaluated: "attention",
  corrected: "active",
};

export const reviewPath = (proposalId: string): string => `${resultPath(proposalId)}/review`;
export const reviewListPath = (callId: string): string => `/results/calls/${callId}`;

export const readReview = async (c: PortalContext): Promise<Result<ShownReview, Problem>> => {
  const params = { path: { proposalId: c.req.param("proposalId") ?? "" } };
  const read = await answerOf(apiOf(c).GET("/v1/results/proposals/{proposalId}/review", { params }));
  if (!read.ok) return err(read.error);
  await namePeople(c, read.value.review ?? {});
  return ok(read.value);
};

/** An applicant comes from the proposal, the Centre's people from the list of the call. */
export const reviewCrumbs = (
  { t, person }: PageContext,
  { proposalId, callId, acronym }: ShownReview,
): readonly Crumb[] =>
  person?.roles.includes("applicant") === true
    ? [
        { label: t("proposals.title"), path: `/proposals/${proposalId}` },
        { label: t("results.title", { acronym }), path: resultPath(proposalId) },
      ]
    : [{ label: t("results.review.list"), path: reviewListPath(callId) }];
