import { Call } from "@grants/core/calls/call";
import type { AwardDecisions } from "@grants/core/cofunding/award-decisions";
import type { SealedProposals } from "@grants/core/cofunding/list-national-requests";
import { AwardDecision } from "@grants/core/evaluation/award-decision";
import { SealedRow, pagesFor } from "@grants/core/evaluation/sealed-list";
import type { Database } from "./database.ts";
import { loadListPage } from "./evaluation-lists.ts";
import { loadAwardPage } from "./evaluation-rankings.ts";
import { getOne, toStoredOrNull } from "./read.ts";
import { keys } from "./table.ts";

/** Pages of a list count from 1. */
const pageNumbers = (rows: number): readonly number[] => Array.from({ length: pagesFor(rows) }, (_, page) => page + 1);

/** Award decisions with their awards, in two waves: the head, then the pages that it names. */
export const createAwardDecisions = (db: Database): AwardDecisions => ({
  load: async (decisionId) => {
    const decision = toStoredOrNull(AwardDecision, await getOne(db, "grants", keys.awardDecision(decisionId)));
    if (decision === null) return null;
    const numbers = pageNumbers(decision.state.awards);
    const pages = await Promise.all(numbers.map((page) => loadAwardPage(db, decision.state, page)));
    return { decision, rows: pages.flat() };
  },
});

/** The sealed list of a call's submissions, in two waves. */
export const createSealedProposals = (db: Database): SealedProposals => ({
  load: async (callId) => {
    const call = toStoredOrNull(Call, await getOne(db, "grants", keys.call(callId)));
    if (call?.state.state !== "sealed") return null;
    const numbers = pageNumbers(call.state.submissions);
    const pages = await Promise.all(
      numbers.map((page) => loadListPage(db, keys.list(callId, "submitted", 1, page), SealedRow)),
    );
    return pages.flat();
  },
});
