import { PutCommand } from "@aws-sdk/lib-dynamodb";
import type { CallContent } from "@grants/core/calls/call";
import type { UserId } from "@grants/kernel/id";
import { headBytesMax } from "@grants/kernel/limits";
import { itemBytes } from "@grants/store/item-bytes";
import { newId } from "@grants/store/new-id";
import { getOne } from "@grants/store/read";
import { keys } from "@grants/store/tables/all";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { type Ask, type TestApi, createTestApi } from "../support/api.ts";
import { aPartner, nch } from "../support/builders.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";
import { type ProposalSpec, createEvaluation, idIn, whileEvaluating } from "../support/evaluation.ts";
import { auditBodies } from "../support/evidence.ts";
import { createCofunding } from "../support/joint-action.ts";
import { createRefused, problem } from "../support/refusal.ts";

type Content = Partial<z.input<typeof CallContent>>;
/** Proposals of one partner with direct costs of 500,000: 267,500 of Union money each. */
type Ranked = ProposalSpec & { readonly scores: string };

let database: OpenDatabase;
let api: TestApi;
let evaluation: ReturnType<typeof createEvaluation>;
let officer: UserId;
let director: UserId;
let experts: readonly UserId[];

beforeAll(async () => {
  database = await openDatabase();
  api = createTestApi(database.db, whileEvaluating);
  evaluation = createEvaluation(api, database.db);
  [officer, director, experts] = await Promise.all([
    evaluation.officer(),
    evaluation.director(),
    evaluation.experts("eva", "emil", "enzo"),
  ]);
});
afterAll(() => database.stop());

const requestedCents = 267_500_00;
const topicOf = (budgetCents: number) => ({
  topicId: nch,
  title: "National Cyber Hubs",
  budgetCents,
  minGrantCents: 100_000_00,
  maxGrantCents: Math.min(1_000_000_00, budgetCents),
});

type Sealed = { readonly callId: string; readonly ids: Readonly<Record<string, string>>; readonly path: string };

const submitAll = async (callId: string, proposals: readonly ProposalSpec[]): Promise<Sealed> => {
  const submitted = await Promise.all(
    proposals.map(async (spec) => {
      const { proposalId } = await evaluation.submitProposal(callId, spec);
      return [spec.acronym, proposalId] as const;
    }),
  );
  await evaluation.sealCall(callId);
  return { callId, ids: Object.fromEntries(submitted), path: `/v1/evaluation/calls/${callId}/topics/${nch}` };
};
const idOf = ({ ids }: Sealed, acronym: string): string => {
  const id = ids[acronym];
  if (id === undefined) throw new Error(`There is no proposal ${acronym}.`);
  return id;
};
const evaluateAll = (sealed: Sealed, proposals: readonly Ranked[]) =>
  Promise.all(
    proposals.map(({ acronym, scores }) => evaluation.evaluate(officer, experts, idOf(sealed, acronym), scores)),
  );
/** A sealed call on whose proposals the experts have agreed. */
const evaluated = async (budgetCents: number, proposals: readonly Ranked[], over: Content = {}): Promise<Sealed> => {
  const callId = await evaluation.thread.publishCall({ topics: [topicOf(budgetCents)], ...over });
  const sealed = await submitAll(callId, proposals);
  await Promise.all([evaluation.admitAll(callId), evaluateAll(sealed, proposals)]);
  return sealed;
};

const refused = (path: string, ask: Ask) => createRefused(api, database.db)("POST", path, ask);
const rank = ({ path }: Sealed, over: Ask = {}) =>
  api.send("POST", `${path}/ranking`, { as: officer, ifMatch: 0, ...over });
const read = async ({ path }: Sealed, as = officer) => (await api.send("GET", `${path}/ranking`, { as })).body;
const orderTie = (sealed: Sealed, acronyms: readonly string[], over: Ask = {}) =>
  api.send("POST", `${sealed.path}/ties`, {
    as: officer,
    ifMatch: 1,
    body: {
      order: acronyms.map((acronym) => idOf(sealed, acronym)),
      reason: "The panel preferred the wider cover of sectors.",
    },
    ...over,
  });
const decide = ({ path }: Sealed, body: object = {}, over: Ask = {}) =>
  api.send("POST", `${path}/decision`, { as: director, body: { rankingVersion: 1, ...body }, ...over });
const Rows = z.array(z.object({ acronym: z.string(), rank: z.int().optional(), status: z.string() }));
const rowsOf = (body: Record<string, unknown>) =>
  Rows.parse(body["rows"]).map(({ acronym, rank: place, status }) => `${place ?? "-"} ${acronym} ${status}`);
const decisionIdOf = (body: Record<string, unknown>) => idIn(body, "decision");

describe("ranking a topic", () => {
  const proposals: readonly Ranked[] = [
    { acronym: "BEST", scores: "5 5 4.5" },
    { acronym: "GOOD", scores: "4 4 4" },
    { acronym: "FAIR", scores: "3.5 3.5 3.5" },
    { acronym: "WEAK", scores: "5 5 2.5" },
  ];
  let sealed: Sealed;
  beforeAll(async () => {
    sealed = await evaluated(2 * requestedCents, proposals);
  });

  test("draws the budget line: funded, in reserve, rejected", async () => {
    const ranked = await rank(sealed);
    const page = await read(sealed);
    expect(ranked).toMatchObject({ status: 200, body: { version: 1, ranking: { state: "ranked", topicId: nch } } });
    expect(rowsOf(page)).toEqual(["1 BEST MAIN", "2 GOOD MAIN", "3 FAIR RESERVE", "- WEAK REJECTED"]);
    expect(page).toMatchObject({
      ranking: { proposals: 4, main: 2, rejected: 1, mainCents: 2 * requestedCents, unspentCents: 0, tieNeedsPanel: 0 },
      deadlines: { inform: { dueOn: "2027-07-29" }, latestSign: { dueOn: "2027-10-29" } },
    });
  });

  test("names what it stands on, and keeps head and entry small", async () => {
    const id = idIn(await read(sealed), "ranking");
    const head = await getOne(database.db, "grants", keys.ranking(id));
    const [entry] = await auditBodies(database.db, id);
    expect(entry).toMatchObject({ type: "TopicRanked", role: "evaluationOfficer", terms: { [sealed.callId]: 1 } });
    expect(itemBytes(head ?? {})).toBeLessThanOrEqual(headBytesMax);
  });

  test("may be done again on the last version, and on no older one", async () => {
    const stale = await refused(`${sealed.path}/ranking`, { as: officer, ifMatch: 0 });
    const again = await rank(sealed, { ifMatch: 1, key: "rank-it-again" });
    const repeated = await rank(sealed, { ifMatch: 1, key: "rank-it-again" });
    expect(stale).toMatchObject(problem(412, "StaleVersion", { actualVersion: 1 }));
    expect(again).toMatchObject({ status: 200, body: { version: 2 } });
    expect(repeated.body).toEqual(again.body);
  });

  test("waits for the sealed list", async () => {
    const callId = await evaluation.thread.publishCall();
    const path = `/v1/evaluation/calls/${callId}/topics/${nch}`;
    const reply = await refused(`${path}/ranking`, { as: officer, ifMatch: 0 });
    const unranked = await api.send("GET", `${path}/ranking`, { as: officer });
    expect(reply).toMatchObject(problem(409, "CallNotSealed", { callId }));
    expect(unranked).toMatchObject(problem(404, "TopicNotRanked"));
  });

  test("waits for every consensus, and says whose is missing", async () => {
    const callId = await evaluation.thread.publishCall();
    const open = await submitAll(callId, [{ acronym: "BEST" }, { acronym: "GOOD" }]);
    await evaluation.evaluate(officer, experts, idOf(open, "BEST"), "4 4 4");
    const reply = await refused(`${open.path}/ranking`, { as: officer, ifMatch: 0 });
    const board = await api.send("GET", `/v1/evaluation/calls/${callId}`, { as: officer });
    expect(reply).toMatchObject(problem(409, "ConsensusMissing", { missing: 1, proposalIds: [idOf(open, "GOOD")] }));
    expect(board.body["topics"]).toMatchObject([
      { topicId: nch, allowedActions: [{ action: "rankTopic", allowed: false, because: "ConsensusMissing" }, {}, {}] },
    ]);
  });

  test("ranks a topic without proposals as an empty list", async () => {
    const empty = await submitAll(await evaluation.thread.publishCall(), []);
    const reply = await rank(empty);
    expect(reply.status).toBe(200);
    expect(await read(empty)).toMatchObject({ rows: [], ranking: { proposals: 0 } });
  });

  test("knows no topic that the call does not have, and no unknown call", async () => {
    const path = `/v1/evaluation/calls/${sealed.callId}/topics/NO-SUCH-TOPIC`;
    const unknown = `/v1/evaluation/calls/call_${newId("unknown")}`;
    const topic = await refused(`${path}/ranking`, { as: officer, ifMatch: 0 });
    const call = await api.send("GET", unknown, { as: officer });
    expect(topic).toMatchObject(problem(404, "TopicOfCallNotFound"));
    expect(call).toMatchObject(problem(404, "CallNotFound"));
  });
});

describe("a tie at the budget line", () => {
  const proposals: readonly Ranked[] = [
    { acronym: "BEST", scores: "5 5 5" },
    { acronym: "TWIN-A", scores: "4 4 4" },
    { acronym: "TWIN-B", scores: "4 4 4" },
    { acronym: "LAST", scores: "4 4 3.5" },
  ];
  let sealed: Sealed;
  beforeAll(async () => {
    sealed = await evaluated(2 * requestedCents, proposals);
    await rank(sealed);
  });

  test("waits for the panel, and is never broken by an id", async () => {
    const page = await read(sealed);
    expect(rowsOf(page).toSorted()).toEqual([
      "1 BEST MAIN",
      "2 TWIN-A TIE_NEEDS_PANEL",
      "2 TWIN-B TIE_NEEDS_PANEL",
      "4 LAST RESERVE",
    ]);
    const forTheDirector = await read(sealed, director);
    expect(page).toMatchObject({ ranking: { tieNeedsPanel: 2 } });
    expect(forTheDirector["allowedActions"]).toMatchObject([
      { action: "rankTopic", because: "NotAllowed" },
      { action: "decideTie", because: "NotAllowed" },
      { action: "decideAward", allowed: false, because: "TieNeedsPanel" },
    ]);
  });

  test("holds the award decision up", async () => {
    const reply = await refused(`${sealed.path}/decision`, { as: director, body: { rankingVersion: 1 } });
    expect(reply).toMatchObject(problem(409, "TieNeedsPanel"));
  });

  test("is not ordered by naming other proposals than its own", async () => {
    const order = [idOf(sealed, "TWIN-A"), idOf(sealed, "LAST")];
    const body = { order, reason: "A reason in words." };
    const reply = await refused(`${sealed.path}/ties`, { as: officer, ifMatch: 1, body });
    const short = await refused(`${sealed.path}/ties`, { as: officer, ifMatch: 1, body: { ...body, reason: "so" } });
    expect(reply).toMatchObject(problem(422, "NotATie", { field: "order" }));
    expect(short).toMatchObject(problem(400, "InputInvalid", { field: "reason" }));
  });

  test("is ordered by the panel in an entry of its own, whose reason stays out of the chain", async () => {
    const reply = await orderTie(sealed, ["TWIN-B", "TWIN-A"]);
    const page = await read(sealed);
    const entries = await auditBodies(database.db, idIn(reply.body, "ranking"));
    const note = await getOne(database.db, "people", keys.note(idIn(reply.body, "ranking"), 2));
    expect(rowsOf(page)).toEqual(["1 BEST MAIN", "2 TWIN-B MAIN", "3 TWIN-A RESERVE", "4 LAST RESERVE"]);
    expect(entries.at(-1)).toMatchObject({ type: "TieDecided", commitments: { reason: expect.any(String) } });
    expect(note).toMatchObject({ notes: { reason: { value: "The panel preferred the wider cover of sectors." } } });
  });

  test("stays ordered when the topic is ranked again", async () => {
    await rank(sealed, { ifMatch: 2 });
    const page = await read(sealed);
    expect(rowsOf(page)[1]).toBe("2 TWIN-B MAIN");
    expect(page).toMatchObject({ version: 3, ranking: { tieDecisions: 1 } });
  });
});

describe("deciding the awards", () => {
  const proposals: readonly Ranked[] = [
    { acronym: "BEST", scores: "5 5 5" },
    { acronym: "GOOD", scores: "4 4 4" },
    { acronym: "FAIR", scores: "3.5 3.5 3.5" },
    { acronym: "WEAK", scores: "2 5 5" },
  ];
  let sealed: Sealed;
  beforeAll(async () => {
    sealed = await evaluated(2 * requestedCents, proposals);
    await rank(sealed);
  });
  const refuseDecision = (body: object) =>
    refused(`${sealed.path}/decision`, { as: director, body: { rankingVersion: 1, ...body } });
  const reason = "GOOD is funded by another programme already.";

  test("is refused on a ranking that is not the last one", async () => {
    const reply = await refuseDecision({ rankingVersion: 7 });
    expect(reply).toMatchObject(problem(409, "RankingMoved", { rankingVersion: 7, actualVersion: 1 }));
  });

  test("is refused when it departs from the ranking without a reason", async () => {
    const reply = await refuseDecision({ awards: [idOf(sealed, "BEST")] });
    expect(reply).toMatchObject(problem(422, "DepartureNeedsReason", { field: "reason" }));
  });

  test("is refused for a proposal below a threshold, and for one that is not ranked", async () => {
    const weak = idOf(sealed, "WEAK");
    const unknown = `prop_${newId("unknown")}`;
    const replies = await Promise.all([weak, unknown].map((id) => decide(sealed, { awards: [id], reason })));
    expect(replies).toMatchObject([
      problem(422, "ProposalNotAwardable", { proposalId: weak, standing: "REJECTED" }),
      problem(422, "ProposalNotAwardable", { proposalId: unknown, standing: null }),
    ]);
  });

  test("is refused above the budget of the topic", async () => {
    const awards = ["BEST", "GOOD", "FAIR"].map((acronym) => idOf(sealed, acronym));
    const reply = await refuseDecision({ awards, reason });
    expect(reply).toMatchObject(problem(422, "AwardsAboveBudget", { budgetCents: 2 * requestedCents }));
  });

  test("is not the officer's to take", async () => {
    const reply = await refused(`${sealed.path}/decision`, { as: officer, body: { rankingVersion: 1 } });
    expect(reply).toMatchObject(problem(403, "NotAllowed", { because: "ROLE" }));
  });

  test("takes the main list, names the ranking by version and ends it", async () => {
    const decided = await decide(sealed, {}, { key: "the-one-decision" });
    const repeated = await decide(sealed, {}, { key: "the-one-decision" });
    const again = await refuseDecision({});
    const reranked = await refused(`${sealed.path}/ranking`, { as: officer, ifMatch: 2 });
    const page = await api.send("GET", `/v1/evaluation/decisions/${decisionIdOf(decided.body)}`, { as: director });
    const [entry] = await auditBodies(database.db, decisionIdOf(decided.body));
    expect(repeated.body).toEqual(decided.body);
    expect(again).toMatchObject(problem(412, "StaleVersion"));
    expect(reranked).toMatchObject(problem(409, "TopicDecided", { decisionId: decisionIdOf(decided.body) }));
    expect(page.body).toMatchObject({
      version: 1,
      decision: { rankingVersion: 1, departsFromRanking: false, awards: 2, unionCents: 2 * requestedCents },
      awards: [
        { acronym: "BEST", rank: 1, unionCents: requestedCents, national: [], potCents: 0 },
        { acronym: "GOOD", rank: 2 },
      ],
    });
    expect(entry).toMatchObject({ type: "AwardDecided", role: "authorisingOfficer" });
    expect(Object.values(entry?.terms ?? {})).toEqual([1, 1]);
  });

  test("may depart from the ranking with a reason, which is kept as a note", async () => {
    const other = await evaluated(2 * requestedCents, proposals);
    await rank(other);
    const awards = ["FAIR", "BEST"].map((acronym) => idOf(other, acronym));
    const decided = await decide(other, { awards, reason });
    const page = await api.send("GET", `/v1/evaluation/decisions/${decisionIdOf(decided.body)}`, { as: director });
    const note = await getOne(database.db, "people", keys.note(decisionIdOf(decided.body), 1));
    expect(page.body).toMatchObject({
      decision: { departsFromRanking: true },
      awards: [{ acronym: "BEST" }, { acronym: "FAIR", rank: 3 }],
    });
    expect(note).toMatchObject({ notes: { reason: { value: reason } } });
  });
});

const twoPartners = (belgianCents: number, dutchCents: number) => ({
  "partner.p002": aPartner("p002", { country: "NL" }),
  "budget.p001": {
    kind: "budget",
    slot: "p001",
    categoriesCents: { A: 400_000_00 },
    national: { funder: "BE", requestedCents: belgianCents },
  },
  "budget.p002": {
    kind: "budget",
    slot: "p002",
    categoriesCents: { A: 400_000_00 },
    national: { funder: "NL", requestedCents: dutchCents },
  },
});

const verdicts = new Map([["VETOED NL", { outcome: "VETO", reason: "The ministry stops this." }]]);

describe("ranking the topic of a joint action", () => {
  const proposals: readonly Ranked[] = [
    { acronym: "BEST", scores: "5 5 5", parts: twoPartners(100_000_00, 50_000_00) },
    { acronym: "VETOED", scores: "4.5 4.5 4.5", parts: twoPartners(10_000_00, 10_000_00) },
    { acronym: "SHORT", scores: "4 4 4", parts: twoPartners(100_000_00, 100_000_00) },
    { acronym: "BEHIND", scores: "3.5 3.5 3.5", parts: twoPartners(1_000_00, 1_000_00) },
  ];

  test("lets the national budgets meet the ranking once the verdicts are locked", async () => {
    const cofunding = createCofunding(api, database.db);
    const joint = await cofunding.open({ topics: [topicOf(2_000_000_00)] });
    await cofunding.commitLine(joint, "BE", 300_000_00);
    await cofunding.setBudget(joint, "BE", 300_000_00);
    await cofunding.commitLine(joint, "NL", 120_000_00);
    await cofunding.setBudget(joint, "NL", 120_000_00);
    const sealed = await submitAll(joint.callId, proposals);
    await evaluation.admitAll(joint.callId);
    await evaluateAll(sealed, proposals);
    const early = await refused(`${sealed.path}/ranking`, { as: officer, ifMatch: 0 });
    expect(early).toMatchObject(problem(409, "VerdictsNotLocked", { jointActionId: joint.jointActionId }));

    await giveVerdicts(cofunding, joint, sealed);
    const ranked = await rank(sealed);
    const page = await read(sealed);
    expect(ranked.status).toBe(200);
    expect(rowsOf(page)).toEqual(["1 BEST MAIN", "2 VETOED VETO", "3 SHORT GAP", "4 BEHIND NOT_REACHED"]);
    expect(page["rows"]).toMatchObject([{}, {}, { missing: [{ funder: "NL", cents: 30_000_00 }] }, {}]);
    const { body } = await api.send("GET", `/v1/awards/calls/${sealed.callId}/topics/${nch}/what-if`, { as: director });
    // In rank order BEHIND still fits behind the gap; SHORT would need what the Netherlands lack (MAT-02).
    expect(body["negotiation"]).toMatchObject({
      inRankOrder: 2,
      most: { projects: 2, more: 1, fewer: 0, isProven: true },
      next: {
        acronym: "SHORT",
        shortfalls: [{ purse: "NL", missingCents: 30_000_00 }],
        leastTotalCents: 30_000_00,
        alone: [{ purse: "NL", addCents: 30_000_00 }],
      },
    });

    const decided = await decide(sealed);
    const decision = await api.send("GET", `/v1/evaluation/decisions/${decisionIdOf(decided.body)}`, { as: director });
    expect(decision.body).toMatchObject({
      decision: { nationalCents: 150_000_00, potCents: 0 },
      awards: [
        {
          acronym: "BEST",
          national: [
            { funder: "BE", cents: 100_000_00 },
            { funder: "NL", cents: 50_000_00 },
          ],
        },
      ],
    });

    // Awards take from the pot later; the ranking is computed once more with the money of its day.
    const { db } = database;
    const pot = await getOne(db, "grants", keys.pot(joint.callId));
    await db.client.send(new PutCommand({ TableName: db.tables.grants, Item: { ...pot, lBE: 0, lNL: 0 } }));
    const after = await api.send("GET", `/v1/awards/calls/${sealed.callId}/topics/${nch}/what-if`, { as: director });
    expect(after.body).toEqual(body);
    const auditor = await api.person("national auditor", [{ role: "auditor" }]);
    expect((await api.send("GET", `${sealed.path}/ranking/replay`, { as: auditor })).body).toMatchObject({
      isEqual: true,
      inputs: { consensus: 4, national: true },
      rules: expect.arrayContaining(["MAT-02"]),
    });
  });

  type Joint = Awaited<ReturnType<ReturnType<typeof createCofunding>["open"]>>;
  const giveVerdicts = async (cofunding: ReturnType<typeof createCofunding>, joint: Joint, sealed: Sealed) => {
    const programme = await cofunding.officer();
    await cofunding.must("POST", `${joint.path}/requests`, { as: programme, ifMatch: 1 });
    for (const acronym of Object.keys(sealed.ids)) {
      for (const [slot, code] of [
        ["p001", "BE"],
        ["p002", "NL"],
      ] as const) {
        const body = verdicts.get(`${acronym} ${code}`) ?? { outcome: "ELIGIBLE" };
        const as = await cofunding.funder(code);
        const path = `${joint.path}/funders/${code}/verdicts/${idOf(sealed, acronym)}/${slot}`;
        await cofunding.must("PUT", path, { as, ifMatch: 0, body });
      }
    }
    await cofunding.must("POST", `${joint.path}/verdict-lock`, { as: programme, ifMatch: 2 });
  };
});

describe("computing a ranking once more", () => {
  const replay = async ({ path }: Sealed, as: UserId) => api.send("GET", `${path}/ranking/replay`, { as });

  test("gives the same, down to the digest that the decision names, and only to the auditor", async () => {
    const auditor = await api.person("replaying auditor", [{ role: "auditor" }]);
    const sealed = await evaluated(300_000_00, [
      { acronym: "REPLAY1", scores: "5 5 5" },
      { acronym: "REPLAY2", scores: "4 4 4" },
    ]);
    expect((await replay(sealed, auditor)).body).toMatchObject({ code: "TopicNotRanked" });
    await rank(sealed);
    const { status, body } = await replay(sealed, auditor);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      isEqual: true,
      firstDifference: null,
      inputs: { consensus: 2, tieDecisions: 0, national: false },
      decided: { proposals: 2, main: 1, mainCents: requestedCents },
      terms: [{ id: sealed.callId }],
    });
    expect(body["recomputed"]).toEqual(body["decided"]);
    expect((await replay(sealed, officer)).status).toBe(403);
  });

  test("shows what differs when somebody changed what it was decided on", async () => {
    const auditor = await api.person("replaying auditor", [{ role: "auditor" }]);
    const sealed = await evaluated(300_000_00, [
      { acronym: "FORGED1", scores: "5 5 5" },
      { acronym: "FORGED2", scores: "4 4 4" },
    ]);
    await rank(sealed);
    const { db } = database;
    const [one, two] = ["FORGED1", "FORGED2"].map((acronym) => keys.consensus(idOf(sealed, acronym)));
    const [first, second] = await Promise.all([one, two].map((key) => getOne(db, "grants", key ?? keys.log())));
    await db.client.send(
      new PutCommand({ TableName: db.tables.grants, Item: { ...first, scores: second?.["scores"] } }),
    );
    expect((await replay(sealed, auditor)).body).toMatchObject({
      isEqual: false,
      firstDifference: { decided: { acronym: "FORGED1" } },
    });
  });
});
