import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestApi, createTestApi } from "../support/api.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";
import { idIn, whileEvaluating } from "../support/evaluation.ts";
import { auditBodies } from "../support/evidence.ts";
import { type Asked, createRefused, problem } from "../support/refusal.ts";
import { type ReserveTieStory, enough, tellReserveTie, tooMuch } from "../support/reserve-tie.ts";

const reason = "The panel puts the one first that works with two more Member States.";

let database: OpenDatabase;
let api: TestApi;
let story: ReserveTieStory;

const at = (topicId: string, rest = "") => `/v1/awards/calls/${story.callId}/topics/${topicId}${rest}`;
const read = async (topicId: string) => (await api.send("GET", at(topicId), { as: story.officer })).body;
const refused = (...asked: Asked) => createRefused(api, database.db)(...asked);
const idsOf = (...acronyms: readonly string[]) => acronyms.map((acronym) => story.idOf(acronym));
/** Whichever stands first in the list: inside a tie the order says nothing. */
const inAnyOrder = (...acronyms: readonly string[]): unknown => expect.arrayContaining(idsOf(...acronyms));

beforeAll(async () => {
  database = await openDatabase();
  api = createTestApi(database.db, whileEvaluating);
  story = await tellReserveTie(api, database.db);
});
afterAll(() => database.stop());

describe("a decision on a ranking with a tie among the reserves", () => {
  test("fixes no end of the reserve list that would cut the tie in two (CLR-RANK-01)", async () => {
    const reply = await story.decide(tooMuch, 2);
    expect(reply).toMatchObject(problem(409, "TieNeedsPanel", { proposalIds: inAnyOrder("FIRST-1", "OTHER-1") }));
  });

  test("may end it before the tie or behind it", async () => {
    expect((await story.decide(tooMuch, 3)).status).toBe(200);
    expect((await story.decide(enough, 3)).status).toBe(200);
  });
});

describe("two proposals that are tied on the reserve list", () => {
  test("wait for the panel where what is free is not enough for both (CLR-RANK-04)", async () => {
    const version = await story.freeAndCallNext(tooMuch);
    expect(await read(tooMuch)).toMatchObject({
      availableCents: 46_500_00,
      reserve: {
        waiting: [
          { rank: 3, isTied: true },
          { rank: 3, isTied: true },
        ],
      },
    });
    const reply = await refused("POST", at(tooMuch, "/reserve"), { as: story.director, ifMatch: version });
    const evidence = {
      proposalIds: inAnyOrder("FIRST-1", "OTHER-1"),
      requestedCents: 53_500_00,
      availableCents: 46_500_00,
    };
    expect(reply).toMatchObject(problem(409, "ReserveTieNeedsPanel", evidence));
  });

  test.each([
    ["one of them alone, twice", ["FIRST-1", "FIRST-1"]],
    ["somebody who is not tied", ["FIRST-1", "NEXT-1"]],
    ["somebody else as well", ["FIRST-1", "OTHER-1", "NEXT-1"]],
    ["those of another topic", ["FIRST-2", "OTHER-2"]],
  ])("are not ordered by a list that names %s", async (_, acronyms) => {
    const ask = { as: story.officer, ifMatch: 2, body: { order: idsOf(...acronyms), reason } };
    expect(await refused("POST", at(tooMuch, "/reserve/ties"), ask)).toMatchObject(problem(422, "NotATie"));
  });

  test("are not ordered by who decides on awards, nor on a version that is gone, nor without a reason", async () => {
    const order = idsOf("OTHER-1", "FIRST-1");
    const path = at(tooMuch, "/reserve/ties");
    const byDirector = { as: story.director, ifMatch: 2, body: { order, reason } };
    const stale = { as: story.officer, ifMatch: 1, body: { order, reason } };
    const silent = { as: story.officer, ifMatch: 2, body: { order, reason: "Because" } };
    expect(await refused("POST", path, byDirector)).toMatchObject(problem(403, "NotAllowed"));
    expect(await refused("POST", path, stale)).toMatchObject(problem(412, "StaleVersion"));
    expect(await refused("POST", path, silent)).toMatchObject({ status: 400, body: { field: "reason" } });
  });

  test("are called in the panel's order, with its reason in the evidence and not in the entry (DSC-05, DSC-06)", async () => {
    const ask = { as: story.officer, ifMatch: 2, body: { order: idsOf("OTHER-1", "FIRST-1"), reason } };
    const ordered = await api.send("POST", at(tooMuch, "/reserve/ties"), ask);
    expect(ordered).toMatchObject({ status: 200, body: { version: 3 } });
    expect(await read(tooMuch)).toMatchObject({
      reserve: {
        waiting: [
          { acronym: "OTHER-1", rank: 3, isTied: false, isOrderedByPanel: true },
          { acronym: "FIRST-1", rank: 4, isTied: false, isOrderedByPanel: true },
        ],
      },
    });
    const entries = await auditBodies(database.db, idIn(ordered.body, "list"));
    expect(entries.at(-1)).toMatchObject({ type: "ReserveTieOrdered", role: "evaluationOfficer" });
    expect(JSON.stringify(entries)).not.toContain(reason);
    const called = await api.send("POST", at(tooMuch, "/reserve"), { as: story.director, ifMatch: 3 });
    expect(called.status).toBe(200);
    expect(await read(tooMuch)).toMatchObject({
      availableCents: 19_750_00,
      reserve: { invited: [{ acronym: "NEXT-1" }, { acronym: "OTHER-1", rank: 3 }], waiting: [{ acronym: "FIRST-1" }] },
    });
    const reply = await refused("POST", at(tooMuch, "/reserve"), { as: story.director, ifMatch: 4 });
    expect(reply).toMatchObject(problem(409, "ReserveDoesNotFit", { proposalId: story.idOf("FIRST-1") }));
  });

  test("are called together where what is free is enough for both (CLR-RANK-04)", async () => {
    const version = await story.freeAndCallNext(enough);
    const called = await api.send("POST", at(enough, "/reserve"), { as: story.director, ifMatch: version });
    expect(called.status).toBe(200);
    expect(await read(enough)).toMatchObject({
      availableCents: 3_700_00,
      reserve: { invited: [{ acronym: "NEXT-2", rank: 2 }, { rank: 3 }, { rank: 3 }], waiting: [] },
    });
  });
});
