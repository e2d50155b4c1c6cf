import { Call } from "@grants/core/calls/call";
import type { AwardDecisions } from "@grants/core/cofunding/award-decisions";
import type { SealedProposals } from "@grants/core/cofunding/list-national-requests";
import { AwardDecision } from "@grants/core/evaluation/award-decision";
import { AwardList } from "@grants/core/evaluation/award-list";
import { pageNumbers } from "@grants/core/evaluation/sealed-list";
import type { Database } from "./database.ts";
import { loadAwardPage } from "./evaluation-rankings.ts";
import { getAll, getOne, rightsOf, toRights, toStoredOrNull } from "./read.ts";
import { loadSealedFront, loadSealedPage } from "./sealed-lists.ts";
import { awardKeys } from "./tables/awards.ts";
import { callKeys } from "./tables/calls.ts";
import { evaluationKeys } from "./tables/evaluation.ts";

export const createAwardDecisions = (db: Database): AwardDecisions => ({
  load: async (decisionId, caller) => {
    const [rights, decision] = await getAll(db, [
      rightsOf(caller),
      { table: "grants", key: evaluationKeys.awardDecision(decisionId) },
    ]);
    return { rights: toRights(rights), decision: toStoredOrNull(AwardDecision, decision) };
  },
  loadRows: async (decision) => {
    const pages = await Promise.all(pageNumbers(decision.awards).map((page) => loadAwardPage(db, decision, page)));
    const rows = pages.flat();
    if (rows.length !== decision.awards) throw new Error(`The list of ${decision.id} has ${rows.length} awards.`);
    return rows;
  },
  loadList: async (listId) => toStoredOrNull(AwardList, await getOne(db, "grants", awardKeys.awardList(listId))),
});

/** The sealed list of a call's submissions, in one wave up to a thousand of them, in two beyond. */
export const createSealedProposals = (db: Database): SealedProposals => ({
  load: async (callId) => {
    const [head, front] = await Promise.all([getOne(db, "grants", callKeys.call(callId)), loadSealedFront(db, callId)]);
    const call = toStoredOrNull(Call, head);
    if (call?.state.state !== "sealed") return null;
    const { submissions } = call.state;
    const pages = await Promise.all(
      pageNumbers(submissions).map(async (page) => front.get(page) ?? loadSealedPage(db, callId, page)),
    );
    const rows = pages.flat();
    if (rows.length !== submissions) throw new Error(`The sealed list of ${callId} has ${rows.length} rows.`);
    return rows;
  },
});
