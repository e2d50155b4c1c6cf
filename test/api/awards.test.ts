import { accessTable } from "@grants/core/access/access-table";
import { Role } from "@grants/core/access/role";
import type { OrganisationId, UserId } from "@grants/kernel/id";
import { newId } from "@grants/store/new-id";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { type Ask, type TestApi, createTestApi } from "../support/api.ts";
import { type AwardStory, doesNotFit, fits, ownedFromAbroad, tellAwardStory } from "../support/award-story.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";
import { idIn, whileEvaluating } from "../support/evaluation.ts";
import { auditBodies } from "../support/evidence.ts";
import { createCofunding } from "../support/joint-action.ts";
import { createPayees } from "../support/payee.ts";
import { type Asked, createRefused, problem } from "../support/refusal.ts";

const Committed = z.object({ awards: z.array(z.object({ awardId: z.string() })) });
const PartiesOf = z.object({ parties: z.array(z.object({ slot: z.string() })) });
const Versioned = z.object({ version: z.int() });
const reason = "C left before the signature; A takes over a part of its work.";

let database: OpenDatabase;
let api: TestApi;
let callId: string;
let director: UserId;
let officer: UserId;
let stranger: OrganisationId;
let foreign: OrganisationId;
let mains: AwardStory["mains"];
let reserves: AwardStory["reserves"];

const at = (topicId: string, rest = "") => `/v1/awards/calls/${callId}/topics/${topicId}${rest}`;
const read = async (topicId: string) => (await api.send("GET", at(topicId), { as: director })).body;
const refused = (...asked: Asked) => createRefused(api, database.db)(...asked);
const share = (slot: string, euro: number) => ({ slot, unionCents: euro * 100 });
const agreed = [share("p001", 1_050_000), share("p002", 400_000)];
const sharesPath = (topicId: string) => at(topicId, `/awards/${mains.get(topicId) ?? ""}/shares`);
const invite = (topicId: string, ifMatch: number, over: Ask = {}) =>
  api.send("POST", at(topicId, "/reserve"), { as: director, ifMatch, ...over });

beforeAll(async () => {
  database = await openDatabase();
  api = createTestApi(database.db, whileEvaluating);
  ({ callId, director, officer, mains, reserves } = await tellAwardStory(api, database.db));
  stranger = (await createPayees(api).registered("D")).organisation;
  foreign = (await ownedFromAbroad(api, "D of a foreign owner", "50.01")).organisation;
});
afterAll(() => database.stop());

describe("an award of 1,500,000.00, of which one partner leaves before signature", () => {
  test("stands as decided, with nothing free and a reserve list of the decided length and last day (DSC-09)", async () => {
    expect(await read(fits)).toMatchObject({
      version: 0,
      awards: [{ acronym: "MAIN-1", decidedCents: 1_500_000_00, unionCents: 1_500_000_00 }],
      availableCents: 0,
      reserve: { length: 1, expiresOn: "2027-06-30", waiting: [{ acronym: "NEXT-1", rank: 2 }], invited: [] },
      allowedActions: [
        { action: "changeAward", allowed: true },
        { action: "inviteReserve", allowed: false, because: "ReserveDoesNotFit" },
        { action: "orderReserveTie", allowed: false, because: "NotAllowed" },
        { action: "recordExcess", allowed: false, because: "LimitNotExceeded" },
      ],
    });
  });

  test("takes nobody in who may not take part, nobody unknown, and no cent more than was decided", async () => {
    const ask = (shares: readonly object[]) => ({ as: director, ifMatch: 0, body: { shares, reason } });
    const kept = [share("p001", 900_000), share("p002", 400_000)];
    const newcomer = { organisation: stranger, unionCents: 200_000_00 };
    const path = sharesPath(fits);
    expect(await refused("POST", path, ask([...kept, newcomer]))).toMatchObject(
      problem(422, "NewcomerNotEligible", { organisation: stranger, reasons: ["LEGAL_ENTITY_NOT_VALIDATED"] }),
    );
    const owned = { organisation: foreign, unionCents: 200_000_00 };
    expect(await refused("POST", path, ask([...kept, owned]))).toMatchObject(
      problem(422, "NewcomerNotEligible", {
        organisation: foreign,
        reasons: ["THIRD_COUNTRY_CONTROLLED", "GUARANTEES_MISSING"],
      }),
    );
    expect(await refused("POST", path, ask([...kept, share("p009", 1)]))).toMatchObject(problem(422, "SharesUnknown"));
    expect(await refused("POST", path, ask([share("p001", 1_500_000.01)]))).toMatchObject(
      problem(422, "AwardAboveDecision", { unionCents: 1_500_000_01, maximumCents: 1_500_000_00 }),
    );
    const elsewhere = at(fits, `/awards/prop_${newId("nowhere")}/shares`);
    expect(await refused("POST", elsewhere, ask(kept))).toMatchObject(problem(404, "AwardNotOfDecision"));
  });

  test("shows beforehand what a change would leave, and for whom, and keeps nothing of it (DSC-07, DSC-09)", async () => {
    const foresee = (topicId: string, shares: readonly object[]) =>
      refused("POST", `${sharesPath(topicId)}/foresight`, { as: director, body: { shares } });
    const enough = { unionCents: 1_450_000_00, availableCents: 50_000_00 };
    expect(await foresee(fits, agreed)).toMatchObject({
      status: 200,
      body: { ...enough, next: { acronyms: ["NEXT-1"], rank: 2, unionCents: 50_000_00, missingCents: 0 } },
    });
    expect(await foresee(doesNotFit, agreed)).toMatchObject({
      body: { ...enough, next: { acronyms: ["NEXT-2"], unionCents: 50_000_01, missingCents: 1 } },
    });
    expect(await foresee(fits, [])).toMatchObject({ body: { unionCents: 0, availableCents: 1_500_000_00 } });
    expect(await foresee(fits, [share("p009", 1)])).toMatchObject(problem(422, "SharesUnknown"));
  });

  test("goes on with 1,450,000.00, as a decision with its reason, and leaves 50,000.00 free", async () => {
    const ask = { as: director, ifMatch: 0, key: "a-takes-the-work-over", body: { shares: agreed, reason } };
    const [first, again] = [
      await api.send("POST", sharesPath(fits), ask),
      await api.send("POST", sharesPath(fits), ask),
    ];
    const stale = await refused("POST", sharesPath(fits), { ...ask, key: "another-change" });
    const bodies = await auditBodies(database.db, idIn(first.body, "list"));
    expect([first.status, again.body]).toEqual([200, first.body]);
    expect(stale).toMatchObject(problem(412, "StaleVersion"));
    expect(bodies).toMatchObject([{ type: "AwardChanged", role: "authorisingOfficer" }]);
    expect(JSON.stringify(bodies)).not.toContain(reason);
    expect(await read(fits)).toMatchObject({
      version: 1,
      awards: [{ decidedCents: 1_500_000_00, unionCents: 1_450_000_00, shares: agreed }],
      availableCents: 50_000_00,
    });
    const one = at(fits, `/awards/${mains.get(fits) ?? ""}`);
    expect((await api.send("GET", one, { as: director })).body).toMatchObject({
      version: 1,
      decidedCents: 1_500_000_00,
      unionCents: 1_450_000_00,
      partners: [
        { slot: "p001", decidedCents: 900_000_00, unionCents: 1_050_000_00 },
        { slot: "p002", decidedCents: 400_000_00, unionCents: 400_000_00 },
        { slot: "p003", decidedCents: 200_000_00 },
      ],
    });
  });

  test("makes room for the next of the reserve list at 50,000.00, and for nobody behind it (DSC-07, DSC-09)", async () => {
    const invited = await invite(fits, 1);
    const nobody = await invite(fits, 2);
    expect(invited).toMatchObject({ status: 200, body: { version: 2 } });
    expect(nobody).toMatchObject(problem(409, "ReserveExhausted"));
    expect(await read(fits)).toMatchObject({
      availableCents: 0,
      reserve: { invited: [{ proposalId: reserves.get(fits), rank: 2, unionCents: 50_000_00 }], waiting: [] },
    });
  });

  test("is committed as it is now, and its agreement is made with A and B alone (COMT-01, DSC-09)", async () => {
    const cofunding = createCofunding(api, database.db);
    await cofunding.appropriate(callId, 1_500_000_00);
    const { decisionId } = await read(fits);
    const path = `/v1/cofunding/decisions/${String(decisionId)}/commitments`;
    expect(await api.send("POST", path, { as: director })).toMatchObject({ status: 200, body: { committed: 1 } });
    const page = await api.send("GET", path, { as: director });
    expect(page.body).toMatchObject({ awards: [{ lines: [{ cents: 1_450_000_00 }] }] });
    const { awards } = Committed.parse(page.body);
    const projectOfficer = await api.person("project officer", [{ role: "projectOfficer" }]);
    const body = { awardId: awards[0]?.awardId, projectNumber: "101300001", startsOn: "2027-06-01" };
    const prepared = await api.send("POST", "/v1/agreements", { as: projectOfficer, body });
    const shown = await api.send("GET", `/v1/agreements/${idIn(prepared.body, "agreement")}`, { as: projectOfficer });
    expect(shown.body["sheet"]).toMatchObject({
      maxGrantCents: 1_450_000_00,
      parties: [
        // A takes over costs with the work: half of them is what it receives (assumption).
        { slot: "p001", eligibleCents: 2_100_000_00, maxContributionCents: 1_050_000_00 },
        { slot: "p002", maxContributionCents: 400_000_00 },
      ],
    });
    expect(PartiesOf.parse(shown.body["sheet"]).parties).toHaveLength(2);
  });

  test("changes no more once its money is committed", async () => {
    const { version } = Versioned.parse(await read(fits));
    const ask = { as: director, ifMatch: version, body: { shares: [], reason } };
    expect(await refused("POST", sharesPath(fits), ask)).toMatchObject(problem(409, "AwardCommitted"));
    const one = await api.send("GET", at(fits, `/awards/${mains.get(fits) ?? ""}`), { as: director });
    expect(one.body).toMatchObject({
      allowedActions: [{ action: "changeAward", allowed: false, because: "AwardCommitted" }],
    });
  });

  test("makes no room for one of 50,000.01 (DSC-07)", async () => {
    await api.send("POST", sharesPath(doesNotFit), { as: director, ifMatch: 0, body: { shares: agreed, reason } });
    const reply = await refused("POST", at(doesNotFit, "/reserve"), { as: director, ifMatch: 1 });
    const evidence = { requestedCents: 50_000_01, availableCents: 50_000_00 };
    expect(reply).toMatchObject(problem(409, "ReserveDoesNotFit", evidence));
  });

  test("calls nobody after the last day of the list (DSC-09)", async () => {
    const reply = await invite(doesNotFit, 1, { at: "2027-06-30T22:00:00.000Z" });
    expect(reply).toMatchObject(problem(409, "ReserveExpired", { expiresOn: "2027-06-30" }));
  });
});

describe("supposing another budget or other thresholds", () => {
  const ask = (query: string) => refused("GET", at(doesNotFit, `/what-if?${query}`), { as: officer });

  test("shows who would be funded and who not, and keeps nothing (DSC-08)", async () => {
    const more = await ask("budgetCents=155000001");
    const stricter = await ask("overallThreshold=12.5");
    expect(more).toMatchObject({
      status: 200,
      body: {
        asIs: { main: 1, reserve: 1 },
        asSupposed: { main: 2, reserve: 0, unspentCents: 0 },
        moved: [{ acronym: "NEXT-2", from: "RESERVE", to: "MAIN" }],
        isWithinFlexibility: null,
      },
    });
    expect(stricter.body).toMatchObject({ moved: [{ acronym: "NEXT-2", from: "RESERVE", to: "REJECTED" }] });
  });
});

describe("who may do what", () => {
  const operations: readonly (readonly [keyof typeof accessTable, string, () => string, Ask])[] = [
    ["readAwardList", "GET", () => at("NO-SUCH-TOPIC"), {}],
    ["readWhatIf", "GET", () => at("NO-SUCH-TOPIC", "/what-if"), {}],
    ["inviteReserve", "POST", () => at("NO-SUCH-TOPIC", "/reserve"), { ifMatch: 0 }],
    [
      "orderReserveTie",
      "POST",
      () => at("NO-SUCH-TOPIC", "/reserve/ties"),
      { ifMatch: 0, body: { order: [`prop_${newId("one")}`, `prop_${newId("other")}`], reason } },
    ],
    ["readAward", "GET", () => at("NO-SUCH-TOPIC", `/awards/prop_${newId("nowhere")}`), {}],
    [
      "foreseeAwardChange",
      "POST",
      () => at("NO-SUCH-TOPIC", `/awards/prop_${newId("nowhere")}/shares/foresight`),
      { body: { shares: [] } },
    ],
    [
      "changeAward",
      "POST",
      () => at("NO-SUCH-TOPIC", `/awards/prop_${newId("nowhere")}/shares`),
      { ifMatch: 0, body: { shares: [], reason } },
    ],
  ];
  const cases = operations.flatMap((operation) => Role.options.map((role) => [role, ...operation] as const));

  test.each(cases)("%s: %s", async (role, action, method, pathOf, ask) => {
    const person = await api.person(`matrix ${role}`, [{ role }]);
    const reply = await api.send(method, pathOf(), { as: person, ...ask });
    const allowed: readonly string[] = accessTable[action].map((row) => row.role);
    expect(reply.body["code"]).toBe(allowed.includes(role) ? "TopicOfCallNotFound" : "NotAllowed");
  });
});
