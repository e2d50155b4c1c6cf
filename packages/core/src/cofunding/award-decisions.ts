import type { Stored } from "../audit/stored.ts";
import type { AwardDecision, AwardRow } from "../evaluation/award-decision.ts";
import type { AwardDecisionId } from "./award.ts";

/** The award decision of one topic with its awards in rank order, as the evaluation keeps them. */
export type DecidedAwards = { readonly decision: Stored<AwardDecision>; readonly rows: readonly AwardRow[] };

export type AwardDecisionNotFound = { readonly kind: "AwardDecisionNotFound"; readonly decisionId: AwardDecisionId };

/** What the evaluation decided, as the money needs it. */
export type AwardDecisions = { load(decisionId: AwardDecisionId): Promise<DecidedAwards | null> };
