import type { NewId } from "@grants/kernel/id";
import type { AwardDecision, AwardRow } from "../evaluation/award-decision.ts";
import { awardListIdOf, emptyAwardList } from "../evaluation/award-list.ts";
import { standingAwards } from "../evaluation/standing-awards.ts";
import type { AwardDecisions } from "./award-decisions.ts";
import type { StandingList } from "./funds-store.ts";

/** Awards as they are now, those that failed left out, and the version of the list that says so. */
export type Standing = { readonly rows: readonly AwardRow[]; readonly list: StandingList };

/** The awards of a decision as changes before their agreements left them (DSC-09). */
export const loadStanding = async (
  { decisions, newId }: { readonly decisions: AwardDecisions; readonly newId: NewId },
  decision: AwardDecision,
): Promise<Standing> => {
  const id = awardListIdOf(newId, decision.id);
  const [rows, list] = await Promise.all([decisions.loadRows(decision), decisions.loadList(id)]);
  return { rows: standingAwards(rows, list?.state ?? emptyAwardList), list: { id, version: list?.version ?? 0 } };
};
