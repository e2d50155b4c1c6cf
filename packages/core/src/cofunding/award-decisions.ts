import type { UserId } from "@grants/kernel/id";
import type { Rights } from "../access/rights.ts";
import type { Stored } from "../audit/stored.ts";
import type { AwardDecision, AwardRow } from "../evaluation/award-decision.ts";
import type { AwardList, AwardListId } from "../evaluation/award-list.ts";
import type { AwardDecisionId } from "./award.ts";

export type AwardDecisionNotFound = { readonly kind: "AwardDecisionNotFound"; readonly decisionId: AwardDecisionId };

/** What the evaluation decided for a topic, as the money needs it. */
export type AwardDecisions = {
  load(
    decisionId: AwardDecisionId,
    caller: UserId,
  ): Promise<{ readonly rights: Rights | null; readonly decision: Stored<AwardDecision> | null }>;
  /** The awards of a decision in rank order. */
  loadRows(decision: AwardDecision): Promise<readonly AwardRow[]>;
  /** What became of them since; `null` where nothing did. */
  loadList(listId: AwardListId): Promise<Stored<AwardList> | null>;
};
