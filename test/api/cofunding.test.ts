import { CallId } from "@grants/core/calls/call";
import { jointActionIdOf } from "@grants/core/cofunding/joint-action";
import { headBytesMax } from "@grants/kernel/limits";
import { itemBytes } from "@grants/store/item-bytes";
import { enteredCentsMax, linesPerFunderMax } from "@grants/kernel/limits";
import { newId } from "@grants/store/new-id";
import { getOne } from "@grants/store/read";
import { keys } from "@grants/store/tables/all";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { type Ask, type TestApi, createTestApi } from "../support/api.ts";
import { aCallContent, beforeOpening } from "../support/builders.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";
import { auditBodies, journalBodies } from "../support/evidence.ts";
import { type OpenedJointAction, createCofunding, inHorizonEurope } from "../support/joint-action.ts";
import { type Asked, createRefused, problem } from "../support/refusal.ts";

/** Before the call closes; the contributions of a joint action come early. */
const december = "2026-12-10T09:00:00.000Z";

let database: OpenDatabase;
let api: TestApi;
let cofunding: ReturnType<typeof createCofunding>;
let refused: ReturnType<typeof createRefused>;

beforeAll(async () => {
  database = await openDatabase();
  api = createTestApi(database.db, december);
  cofunding = createCofunding(api, database.db);
  refused = createRefused(api, database.db);
});
afterAll(() => database.stop());

const base = "/v1/cofunding";
const idIn = (body: Record<string, unknown>, noun: string) =>
  z.object({ [noun]: z.object({ id: z.string() }) }).parse(body)[noun]?.id ?? "";
const bodyFor = (callId: string, over: object = {}) => ({
  callId,
  unionAmountCents: 1_000_000_00,
  unionCapCents: 2_000_000_00,
  administrativeCents: 10_000_00,
  ...over,
});
const openOn = async (body: object, over: Ask = {}) =>
  api.send("POST", `${base}/joint-actions`, { as: await cofunding.officer(), body, ...over });

describe("opening a joint action", () => {
  test("adds voluntary contributions to a call of Digital Europe", async () => {
    const callId = await cofunding.publishCall();
    const made = await openOn(bodyFor(callId));
    expect(made).toMatchObject({
      status: 201,
      body: { version: 1, jointAction: { state: "open", callId, matching: "VOLUNTARY" } },
    });
  });

  test("mirrors contributions in Horizon Europe", async () => {
    const callId = await cofunding.publishCall(inHorizonEurope);
    expect((await openOn(bodyFor(callId))).body).toMatchObject({ jointAction: { matching: "MIRRORED" } });
  });

  test("answers the same request again and is done once", async () => {
    const callId = await cofunding.publishCall();
    const first = await openOn(bodyFor(callId), { key: "open-once" });
    const second = await openOn(bodyFor(callId), { key: "open-once" });
    expect(second).toMatchObject({ status: 201, body: first.body });
    expect(await auditBodies(database.db, idIn(first.body, "jointAction"))).toHaveLength(1);
  });

  test("is refused a second time for the same call", async () => {
    const callId = await cofunding.publishCall();
    await openOn(bodyFor(callId));
    const as = await cofunding.officer();
    const again = await refused("POST", `${base}/joint-actions`, {
      as,
      body: bodyFor(callId, { unionAmountCents: 1 }),
    });
    expect(again).toMatchObject(problem(412, "StaleVersion"));
  });

  test("is for its own call: another one cannot be published with it", async () => {
    const { jointActionId: other } = await cofunding.open();
    const [as, at] = [await cofunding.officer(), beforeOpening];
    const funding = { kind: "jointAction", selectionMode: "STRICT", commonPotCents: 0 } as const;
    const content = aCallContent({ nationalFunding: { ...funding, jointActionId: other } });
    const callId = idIn((await api.send("POST", "/v1/calls", { as, at, body: content })).body, "call");
    const publication = await refused("POST", `/v1/calls/${callId}/publication-request`, {
      as,
      at,
      ifMatch: 1,
      body: { reasons: [] },
    });
    const evidence = { field: "nationalFunding", ownJointActionId: jointActionIdOf(newId, CallId.parse(callId)) };
    expect(publication).toMatchObject(problem(422, "JointActionOfAnotherCall", evidence));
  });

  test("is refused for a call that does not exist", async () => {
    const as = await cofunding.officer();
    const reply = await refused("POST", `${base}/joint-actions`, { as, body: bodyFor(`call_${newId("nowhere")}`) });
    expect(reply).toMatchObject(problem(404, "CallNotFound"));
  });

  test("takes an amount at the cap and refuses one cent more", async () => {
    const callId = await cofunding.publishCall();
    const body = bodyFor(callId, { unionAmountCents: 2_000_000_01 });
    const as = await cofunding.officer();
    const above = await refused("POST", `${base}/joint-actions`, { as, body });
    expect(above).toMatchObject(
      problem(422, "UnionAmountAboveCap", { field: "unionAmountCents", unionCapCents: 2_000_000_00 }),
    );
    expect(await openOn({ ...body, unionAmountCents: 2_000_000_00 })).toMatchObject({ status: 201 });
  });

  test.each([
    ["mirrors", {}, "unionCapCents", 1_372_020_000_00, "FIN-03", false],
    ["mirrors in Horizon Europe", inHorizonEurope, "unionCapCents", 1_649_566_000_00, "FIN-02", true],
    ["spends on its administration", {}, "administrativeCents", 32_000_000_00, "FIN-02", false],
  ] as const)(
    "%s up to the ceiling of the law and not a cent more",
    async (_, over, field, ceilingCents, rule, isAssumption) => {
      const callId = await cofunding.publishCall(over);
      const as = await cofunding.officer();
      const body = bodyFor(callId, { [field]: ceilingCents + 1 });
      expect(await refused("POST", `${base}/joint-actions`, { as, body })).toMatchObject(
        problem(422, "AboveLegalCeiling", { field, ceilingCents, rule, isAssumption }),
      );
      expect(await openOn(bodyFor(callId, { [field]: ceilingCents }))).toMatchObject({ status: 201 });
    },
  );

  test("mirrors nothing of a programme that is over", async () => {
    const callId = await cofunding.publishCall();
    const as = await cofunding.officer();
    const at = "2027-12-31T23:00:00.000Z";
    expect(await refused("POST", `${base}/joint-actions`, { as, at, body: bodyFor(callId) })).toMatchObject(
      problem(422, "AboveLegalCeiling", { field: "unionCapCents", ceilingCents: 0 }),
    );
  });

  test.each([
    ["an unknown field", { note: "?" }, "note"],
    ["half a cent", { unionAmountCents: 100.5 }, "unionAmountCents"],
    ["a negative amount", { administrativeCents: -1 }, "administrativeCents"],
    ["2^53 cents", { unionCapCents: 2 ** 53 }, "unionCapCents"],
    ["a cent above the most that is entered", { unionCapCents: enteredCentsMax + 1 }, "unionCapCents"],
  ])("is refused with %s", async (_, over, field) => {
    const callId = `call_${newId("any")}`;
    const as = await cofunding.officer();
    const reply = await refused("POST", `${base}/joint-actions`, { as, body: bodyFor(callId, over) });
    expect(reply).toMatchObject(problem(400, "InputInvalid", { field }));
  });
});

describe("contributing to a joint action", () => {
  let joint: OpenedJointAction;
  beforeAll(async () => {
    joint = await cofunding.open();
  });

  const pledgeOf = async (code: string, over: object = {}, ask: Ask = {}): Promise<Asked> => [
    "POST",
    `${joint.path}/funders/${code}/lines`,
    {
      as: await cofunding.funder(code),
      body: { purpose: "OPERATIONAL", channel: "VIA_ECCC", amountCents: 500_000_00, ...over },
      ...ask,
    },
  ];

  test("begins with a pledge, which obliges to nothing", async () => {
    const made = await api.send(...(await pledgeOf("NL")));
    expect(made).toMatchObject({
      status: 201,
      body: { version: 1, line: { state: "pledged", funder: "NL", pledgedCents: 500_000_00 } },
    });
    const page = await api.send("GET", joint.path, { as: await cofunding.officer() });
    expect(page.body).toMatchObject({ matching: { committedCents: 0 } });
  });

  test("takes administrative costs in money and refuses them in kind", async () => {
    expect(await api.send(...(await pledgeOf("NL", { purpose: "ADMINISTRATIVE" })))).toMatchObject({ status: 201 });
    const inKind = await pledgeOf("NL", { purpose: "ADMINISTRATIVE", channel: "IN_KIND" });
    expect(await refused(...inKind)).toMatchObject(problem(422, "AdministrativeCostsInKind", { field: "channel" }));
  });

  test.each([2026, 2029])("is pledged for a year that is not over: %i", async (forYear) => {
    const pledged = await api.send(...(await pledgeOf("PL", { forYear })));
    expect(pledged).toMatchObject({ status: 201, body: { line: { state: "pledged", forYear } } });
  });

  test.each([2025, 2030])(
    "is refused for a year that is over, or after the mandate of the ECCC: %i",
    async (forYear) => {
      expect(await refused(...(await pledgeOf("PL", { forYear })))).toMatchObject(
        problem(422, "PledgeYearOutside", { field: "forYear", earliestYear: 2026, latestYear: 2029 }),
      );
    },
  );

  test("is for this year where none is named, by the clock of Brussels", async () => {
    const newYear = await pledgeOf("PL", {}, { at: "2026-12-31T23:00:00.000Z" });
    expect(await api.send(...newYear)).toMatchObject({ body: { line: { forYear: 2027 } } });
  });

  test.each([
    ["OPERATIONAL", 1_649_566_000_00, "FIN-01", true],
    ["ADMINISTRATIVE", 100_000_00, "FIN-04", false],
  ] as const)(
    "commits to %s costs up to the ceiling and not a cent more",
    async (purpose, ceilingCents, rule, isAssumption) => {
      const own = await cofunding.open({}, { administrativeCents: 100_000_00 });
      const line = await cofunding.pledge(own, "ES", ceilingCents + 1, { purpose });
      const as = await cofunding.funder("ES");
      const above = await refused("POST", `${line}/commitment`, {
        as,
        ifMatch: 1,
        body: { amountCents: ceilingCents + 1 },
      });
      expect(above).toMatchObject(
        problem(422, "AboveLegalCeiling", { field: "amountCents", ceilingCents, rule, isAssumption }),
      );
      const at = await api.send("POST", `${line}/commitment`, { as, ifMatch: 1, body: { amountCents: ceilingCents } });
      expect(at).toMatchObject({ status: 200 });
    },
  );

  test("is refused to the funder of another country, with the reason", async () => {
    const [method, path, ask] = await pledgeOf("NL");
    const reply = await refused(method, path, { ...ask, as: await cofunding.funder("DE") });
    expect(reply).toMatchObject(problem(403, "NotAllowed", { because: "RELATION" }));
  });

  test("tells the regions of a country apart", async () => {
    const [method, path, ask] = await pledgeOf("BE-VLG");
    expect(await api.send(method, path, ask)).toMatchObject({ status: 201 });
    const reply = await refused(method, path, { ...ask, as: await cofunding.funder("BE") });
    expect(reply).toMatchObject(problem(403, "NotAllowed", { because: "RELATION" }));
  });

  test("is refused in a joint action that does not exist", async () => {
    const as = await cofunding.funder("NL");
    const path = `${base}/joint-actions/ja_${newId("none")}/funders/NL/lines`;
    const body = { purpose: "OPERATIONAL", channel: "VIA_ECCC", amountCents: 1 };
    expect(await refused("POST", path, { as, body })).toMatchObject(problem(404, "JointActionNotFound"));
  });

  test("is refused for nothing", async () => {
    expect(await refused(...(await pledgeOf("NL", { amountCents: 0 })))).toMatchObject(problem(400, "InputInvalid"));
  });

  test("takes the most that is entered and refuses a cent more", async () => {
    const above = await refused(...(await pledgeOf("SE", { amountCents: enteredCentsMax + 1 })));
    expect(above).toMatchObject(problem(400, "InputInvalid", { field: "amountCents" }));
    expect(await api.send(...(await pledgeOf("SE", { amountCents: enteredCentsMax })))).toMatchObject({ status: 201 });
  });

  test("still adds up with fifty pledges of the most, and refuses the next one", async () => {
    const own = await cofunding.open();
    const pledge = async (ask: Ask = {}): Promise<Asked> => {
      const [method, , given] = await pledgeOf("FI", { amountCents: enteredCentsMax }, ask);
      return [method, `${own.path}/funders/FI/lines`, given];
    };
    const asked = await Promise.all(Array.from({ length: linesPerFunderMax - 1 }, () => pledge()));
    const made = await Promise.all(asked.map((ask) => api.send(...ask)));
    expect(new Set(made.map(({ status }) => status))).toEqual(new Set([201]));
    const last = await pledge({ key: "the-fiftieth" });
    expect(await api.send(...last)).toMatchObject({ status: 201 });
    const above = problem(409, "TooManyContributions", { linesMax: linesPerFunderMax });
    expect(await refused(...(await pledge()))).toMatchObject(above);
    // The fiftieth, asked for again, is answered again.
    expect(await api.send(...last)).toMatchObject({ status: 201 });
    const page = await api.send("GET", own.path, { as: await cofunding.officer() });
    expect(page.body).toMatchObject({ matching: { pledgedCents: linesPerFunderMax * enteredCentsMax } });
  });

  test("takes back a pledge, which then counts nowhere", async () => {
    const own = await cofunding.open();
    const line = await cofunding.pledge(own, "DK", 300_000_00);
    const as = await cofunding.funder("DK");
    const ask = { as, ifMatch: 1, key: "withdraw-it-once" };
    const withdrawn = await api.send("POST", `${line}/withdrawal`, ask);
    expect(withdrawn).toMatchObject({ status: 200, body: { version: 2, line: { state: "withdrawn" } } });
    expect(await api.send("POST", `${line}/withdrawal`, ask)).toMatchObject({ status: 200, body: withdrawn.body });
    const entries = await auditBodies(database.db, idIn(withdrawn.body, "line"));
    expect(entries.at(-1)).toMatchObject({ type: "PledgeWithdrawn", role: "funder" });
    const page = await api.send("GET", `${own.path}/funders/DK`, { as });
    expect(page.body).toMatchObject({ totals: { pledgedCents: 0 }, lines: [{ status: "withdrawn", nextSteps: [] }] });
    const commit = await refused("POST", `${line}/commitment`, { as, ifMatch: 2, body: { amountCents: 1 } });
    expect(commit).toMatchObject(problem(409, "ContributionStepRefused", { from: "withdrawn", to: "committed" }));
  });

  test("keeps what is committed, and the pledges of others", async () => {
    const committed = await cofunding.commitLine(joint, "DK", 100_00);
    const as = await cofunding.funder("DK");
    expect(await refused("POST", `${committed}/withdrawal`, { as, ifMatch: 2 })).toMatchObject(
      problem(409, "ContributionStepRefused", { from: "committed", to: "withdrawn" }),
    );
    const ofAnother = await cofunding.pledge(joint, "NL", 100_00);
    expect(await refused("POST", `${ofAnother}/withdrawal`, { as, ifMatch: 1 })).toMatchObject(
      problem(403, "NotAllowed", { because: "RELATION" }),
    );
  });

  test("commits a part of a pledge, never more than it", async () => {
    const line = await cofunding.pledge(joint, "FR", 300_000_00);
    const as = await cofunding.funder("FR");
    const above = await refused("POST", `${line}/commitment`, { as, ifMatch: 1, body: { amountCents: 300_000_01 } });
    expect(above).toMatchObject(
      problem(422, "CommitmentAbovePledge", { field: "amountCents", pledgedCents: 300_000_00 }),
    );
    const part = await api.send("POST", `${line}/commitment`, { as, ifMatch: 1, body: { amountCents: 200_000_00 } });
    expect(part).toMatchObject({
      status: 200,
      body: { version: 2, line: { state: "committed", pledgedCents: 300_000_00, committedCents: 200_000_00 } },
    });
  });

  test("commits a pledge once", async () => {
    const line = await cofunding.commitLine(joint, "IT", 100_00);
    const as = await cofunding.funder("IT");
    const again = await refused("POST", `${line}/commitment`, { as, ifMatch: 2, body: { amountCents: 100_00 } });
    expect(again).toMatchObject(problem(409, "ContributionStepRefused", { from: "committed", to: "committed" }));
  });

  test("answers a repeated commitment again and refuses a stale one", async () => {
    const line = await cofunding.pledge(joint, "IT", 100_00);
    const ask = { as: await cofunding.funder("IT"), ifMatch: 1, body: { amountCents: 100_00 }, key: "commit-it-once" };
    const first = await api.send("POST", `${line}/commitment`, ask);
    expect(await refused("POST", `${line}/commitment`, ask)).toMatchObject({ status: 200, body: first.body });
    const stale = await refused("POST", `${line}/commitment`, { ...ask, key: "commit-it-late" });
    expect(stale).toMatchObject(problem(412, "StaleVersion", { expectedVersion: 1, actualVersion: 2 }));
  });

  test("is refused on a line that is not there", async () => {
    const as = await cofunding.funder("IT");
    const path = `${joint.path}/funders/IT/lines/lin_${newId("none")}/commitment`;
    const reply = await refused("POST", path, { as, ifMatch: 1, body: { amountCents: 1 } });
    expect(reply).toMatchObject(problem(404, "ContributionLineNotFound"));
  });

  test("keeps what proves a payment out of the chain, by its digest", async () => {
    const line = await cofunding.commitLine(joint, "AT", 100_00, { channel: "DIRECT_TO_BENEFICIARY" });
    const officer = await cofunding.officer();
    const accountant = await api.person("accountant", [{ role: "accountingOfficer" }]);
    await api.send("POST", `${line}/call`, { as: officer, ifMatch: 2, body: { dueOn: "2027-01-31" } });
    const body = { amountCents: 100_00, evidence: "Advice of the bank, statement 12" };
    const paid = await api.send("POST", `${line}/receipts`, { as: accountant, ifMatch: 3, body });
    expect(paid).toMatchObject({
      status: 200,
      body: { version: 4, line: { state: "paid", contributedCents: 100_00 } },
    });
    const id = idIn(paid.body, "line");
    const last = (await auditBodies(database.db, id)).at(-1);
    expect(last).toMatchObject({ type: "ContributionRecorded", commitments: { evidence: expect.any(String) } });
    expect(JSON.stringify(last)).not.toContain("Advice");
    expect(await getOne(database.db, "people", keys.note(id, 4))).toMatchObject({
      notes: { evidence: { value: body.evidence } },
    });
  });

  test("refuses a day that has passed and more than is open", async () => {
    const line = await cofunding.commitLine(joint, "PT", 100_00, { channel: "DIRECT_TO_BENEFICIARY" });
    const officer = await cofunding.officer();
    const accountant = await api.person("accountant", [{ role: "accountingOfficer" }]);
    const receipt = { as: accountant, body: { amountCents: 1, evidence: "none" } };
    const early = await refused("POST", `${line}/receipts`, { ...receipt, ifMatch: 2 });
    expect(early).toMatchObject(problem(409, "ContributionStepRefused", { from: "committed", to: "paid" }));
    const past = await refused("POST", `${line}/call`, { as: officer, ifMatch: 2, body: { dueOn: "2026-12-09" } });
    expect(past).toMatchObject(problem(422, "DueDateInPast", { field: "dueOn", earliestOn: "2026-12-10" }));
    const today = await api.send("POST", `${line}/call`, { as: officer, ifMatch: 2, body: { dueOn: "2026-12-10" } });
    expect(today).toMatchObject({ status: 200, body: { line: { state: "due", contributedCents: 0 } } });
    const body = { amountCents: 100_01, evidence: "Too much" };
    const above = await refused("POST", `${line}/receipts`, { as: accountant, ifMatch: 3, body });
    expect(above).toMatchObject(problem(422, "ContributionAboveCommitment", { openCents: 100_00 }));
  });
});

describe("a contribution that does not come (FIN-10)", () => {
  const [dayAfter, inPeriod, afterPeriod] = [
    "2027-01-31T23:00:00.000Z",
    "2027-03-31T21:59:59.999Z",
    "2027-03-31T22:00:00.000Z",
  ];

  test("is notified, given a period and in default, until it is remedied", async () => {
    const joint = await cofunding.open(inHorizonEurope);
    const line = await cofunding.commitLine(joint, "SK", 400_000_00, { channel: "DIRECT_TO_BENEFICIARY" });
    const officer = await cofunding.officer();
    const accountant = await api.person("accountant", [{ role: "accountingOfficer" }]);
    const director = await api.person("director", [{ role: "authorisingOfficer" }]);
    await api.send("POST", `${line}/call`, { as: officer, ifMatch: 2, body: { dueOn: "2027-01-31" } });
    const step = (body: object, ifMatch: number, at: string) => ({ as: director, ifMatch, at, body });
    const notify = { step: "NOTIFY" };
    expect(await refused("POST", `${line}/default-steps`, step(notify, 3, "2027-01-31T12:00:00.000Z"))).toMatchObject(
      problem(409, "ContributionStepRefused", { from: "due", to: "notified" }),
    );
    await api.send("POST", `${line}/default-steps`, step(notify, 3, dayAfter));
    const period = { step: "SET_REMEDY_PERIOD", remedyByOn: "2027-03-31" };
    await api.send("POST", `${line}/default-steps`, step(period, 4, dayAfter));
    const establish = { step: "ESTABLISH_DEFAULT" };
    expect(await refused("POST", `${line}/default-steps`, step(establish, 5, inPeriod))).toMatchObject(
      problem(409, "RemedyPeriodRunning", { remedyByOn: "2027-03-31" }),
    );
    const inDefault = await api.send("POST", `${line}/default-steps`, step(establish, 5, afterPeriod));
    expect(inDefault).toMatchObject({ status: 200, body: { line: { state: "default", defaultOn: "2027-04-01" } } });
    const row = keys.inDefault("SK", idIn(inDefault.body, "line"));
    expect(await getOne(database.db, "grants", row)).not.toBeNull();
    const whole = await api.send("GET", joint.path, { as: officer, at: afterPeriod });
    expect(whole.body["matching"]).toMatchObject({ shortfallCents: 400_000_00 });
    const body = { amountCents: 400_000_00, evidence: "Advice 12" };
    const paid = await api.send("POST", `${line}/receipts`, { as: accountant, ifMatch: 6, at: afterPeriod, body });
    expect(paid).toMatchObject({ status: 200, body: { line: { state: "remedied", contributedCents: 400_000_00 } } });
    expect(await getOne(database.db, "grants", row)).toBeNull();
  });
});

describe("stating what a joint action stands on", () => {
  test("mirrors what is committed up to the cap, and splits the administrative costs", async () => {
    const joint = await cofunding.open(inHorizonEurope, { administrativeCents: 100_000_00 });
    await cofunding.commitLine(joint, "BE", 600_000_00);
    await cofunding.commitLine(joint, "NL", 300_000_00, { channel: "DIRECT_TO_BENEFICIARY" });
    await cofunding.commitLine(joint, "NL", 100_000_00, { channel: "IN_KIND" });
    await cofunding.pledge(joint, "FR", 500_000_00);
    const page = await api.send("GET", joint.path, { as: await cofunding.officer() });
    expect(page.body["matching"]).toMatchObject({
      pledgedCents: 1_500_000_00,
      committedCents: 1_000_000_00,
      unionShareCents: 1_000_000_00,
      shortfallCents: 0,
      unionReductionCents: 0,
      funders: [
        { funder: "BE", committedCents: 600_000_00, committedInKindCents: 0 },
        { funder: "FR", pledgedCents: 500_000_00, committedCents: 0 },
        { funder: "NL", committedCents: 400_000_00, committedInKindCents: 100_000_00 },
      ],
      administrative: [
        { member: "UNION", cents: 50_000_00 },
        { member: "BE", cents: 30_000_00 },
        { member: "FR", cents: 0 },
        { member: "NL", cents: 20_000_00 },
      ],
    });
  });

  test("counts as missing what was called and is not there the day after, and proposes the reduction", async () => {
    const joint = await cofunding.open(inHorizonEurope);
    const line = await cofunding.commitLine(joint, "BE", 400_000_00, { channel: "DIRECT_TO_BENEFICIARY" });
    await cofunding.commitLine(joint, "NL", 400_000_00);
    const officer = await cofunding.officer();
    const accountant = await api.person("accountant", [{ role: "accountingOfficer" }]);
    await api.send("POST", `${line}/call`, { as: officer, ifMatch: 2, body: { dueOn: "2027-01-31" } });
    const body = { amountCents: 300_000_00, evidence: "First part" };
    await api.send("POST", `${line}/receipts`, { as: accountant, ifMatch: 3, body });
    const onTheDay = await api.send("GET", joint.path, { as: officer, at: "2027-01-31T22:59:59.999Z" });
    expect(onTheDay.body).toMatchObject({ matching: { shortfallCents: 0 } });
    const dayAfter = await api.send("GET", joint.path, { as: officer, at: "2027-01-31T23:00:00.000Z" });
    expect(dayAfter.body).toMatchObject({
      lines: expect.arrayContaining([expect.objectContaining({ status: "overdue", nextSteps: ["paid", "notified"] })]),
      matching: {
        unionShareCents: 800_000_00,
        shortfallCents: 100_000_00,
        unionReductionCents: 100_000_00,
        unionAfterReductionCents: 700_000_00,
      },
    });
  });

  test("lists joint actions, and for a funder its own contributions only", async () => {
    const joint = await cofunding.open();
    await cofunding.commitLine(joint, "LU", 10_000_00);
    await cofunding.commitLine(joint, "SE", 10_000_00);
    const listed = await api.send("GET", `${base}/joint-actions`, { as: await cofunding.funder("LU") });
    const { jointActions, ownFunders, ownLines } = z
      .object({
        jointActions: z.array(z.object({ jointAction: z.object({ id: z.string() }) })),
        ownFunders: z.array(z.string()),
        ownLines: z.array(z.object({ line: z.object({ funder: z.string() }) })),
      })
      .parse(listed.body);
    expect(jointActions.map(({ jointAction }) => jointAction.id)).toContain(joint.jointActionId);
    expect(ownFunders).toEqual(["LU"]);
    expect(ownLines.map(({ line }) => line.funder)).toEqual(["LU"]);
  });
});

describe("setting a national budget", () => {
  let joint: OpenedJointAction;
  beforeAll(async () => {
    joint = await cofunding.open({}, { administrativeCents: 30_000_00 });
    await cofunding.commitLine(joint, "BE", 500_000_00);
    await cofunding.commitLine(joint, "BE", 70_000_00, { channel: "IN_KIND" });
    await cofunding.commitLine(joint, "BE", 30_000_00, { purpose: "ADMINISTRATIVE" });
  });
  const budget = async (code: string, amountCents: number, ifMatch: number, over: Ask = {}): Promise<Asked> => [
    "PUT",
    `${joint.path}/funders/${code}/budget`,
    { as: await cofunding.funder(code), ifMatch, body: { amountCents }, ...over },
  ];

  test("takes all that was committed as operational money and not a cent more", async () => {
    const above = await refused(...(await budget("BE", 500_000_01, 0)));
    expect(above).toMatchObject(
      problem(422, "BudgetAboveContribution", { field: "amountCents", committedCents: 500_000_00 }),
    );
    const set = await api.send(...(await budget("BE", 500_000_00, 0)));
    expect(set).toMatchObject({ status: 200, body: { version: 1, budget: { amountCents: 500_000_00 } } });
    const id = idIn(set.body, "budget");
    expect(await journalBodies(database.db, id)).toMatchObject([
      {
        type: "FundsAppropriated",
        legs: [
          { account: `avail:${joint.callId}:BE`, cents: 500_000_00 },
          { account: `appropriated:${joint.callId}:BE`, cents: -500_000_00 },
        ],
      },
    ]);
    expect(await getOne(database.db, "grants", keys.pot(joint.callId))).toMatchObject({ lBE: 500_000_00 });
  });

  test("is refused to a funder that has committed nothing", async () => {
    expect(await refused(...(await budget("DE", 1, 0)))).toMatchObject(
      problem(422, "BudgetAboveContribution", { committedCents: 0 }),
    );
  });

  test("is refused when it would change nothing, and when it is stale", async () => {
    expect(await refused(...(await budget("BE", 500_000_00, 1)))).toMatchObject(problem(422, "NothingToChange"));
    expect(await refused(...(await budget("BE", 1, 0)))).toMatchObject(problem(412, "StaleVersion"));
    expect(await refused(...(await budget("BE", 1, 7)))).toMatchObject(problem(412, "StaleVersion"));
  });

  test("is lowered and raised by further appropriations", async () => {
    const lower = await api.send(...(await budget("BE", 450_000_00, 1)));
    expect(lower).toMatchObject({ status: 200, body: { version: 2 } });
    expect(await getOne(database.db, "grants", keys.pot(joint.callId))).toMatchObject({ lBE: 450_000_00, n: 2 });
  });

  test("keeps a head within its bytes", async () => {
    const item = await getOne(database.db, "grants", keys.nationalBudget(joint.jointActionId, "BE"));
    expect(itemBytes(item ?? {})).toBeLessThanOrEqual(headBytesMax);
  });
});

test("met no error that it did not expect", () => {
  expect(api.errors).toEqual([]);
});
