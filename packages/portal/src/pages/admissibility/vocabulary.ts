import { answerOf, apiOf, type Schemas } from "../../api-client.ts";
import type { PortalContext } from "../../area.ts";
import type { StatusTone } from "../../components/status-label.tsx";
import type { PageContext } from "../../page/page-context.ts";
import type { Crumb } from "../../page/page.ts";

export type AdmissibilityPage = Schemas["AdmissibilityPage"];
export type CheckName = Schemas["CheckName"];
export type Clarification = Schemas["Clarification"];
export type BoardState = NonNullable<Schemas["AdmissibilityLine"]["state"]> | "none";

/** Paths below the language. */
export const boardPath = (callId: string): string => `/admissibility/calls/${callId}`;
export const proposalPath = (proposalId: string): string => `/admissibility/proposals/${proposalId}`;

export const stateTone: Readonly<Record<BoardState, StatusTone>> = {
  none: "attention",
  open: "attention",
  admitted: "active",
  refused: "neutral",
  underReview: "attention",
  upheld: "quiet",
};
export const outcomeTone: Readonly<Record<Schemas["CheckOutcome"], StatusTone>> = {
  PASS: "active",
  FAIL: "attention",
  TO_DECIDE: "neutral",
};

/** Longest reason that the API takes (core/admissibility). */
export const reasonMax = 5_000;

export const areaCrumb = ({ t }: PageContext): Crumb => ({ label: t("admissibility.title"), path: "/admissibility" });

/** Back to the board for officers; applicants come from their proposal. */
export const proposalCrumbs = (page: PageContext, shown: AdmissibilityPage): readonly Crumb[] =>
  shown.isApplicant
    ? [{ label: page.t("proposals.title"), path: `/proposals/${shown.proposalId}` }]
    : [areaCrumb(page), { label: page.t("admissibility.board.crumb"), path: boardPath(shown.callId) }];

export const readAdmissibility = (c: PortalContext) =>
  answerOf(
    apiOf(c).GET("/v1/admissibility/proposals/{proposalId}", {
      params: { path: { proposalId: c.req.param("proposalId") ?? "" } },
    }),
  );
