import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { UserId } from "@grants/kernel/id";
import { headBytesMax } from "@grants/kernel/limits";
import { itemBytes } from "@grants/store/item-bytes";
import { getOne } from "@grants/store/read";
import { keys } from "@grants/store/tables/all";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { type TestApi, createTestApi } from "../support/api.ts";
import { createAwards } from "../support/awarded.ts";
import { aBudget, aPartner } from "../support/builders.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";
import { auditBodies } from "../support/evidence.ts";
import { createPayables } from "../support/payable.ts";
import { createRefused, problem } from "../support/refusal.ts";

/** The first period runs from 10 May 2027 to 9 November 2028; its report is due on 8 January 2029. */
const inPeriod = "2028-03-01T09:00:00.000Z";
const lastMoment = "2028-11-09T22:59:59.999Z";
const afterPeriod = "2028-11-09T23:00:00.000Z";

let database: OpenDatabase;
let api: TestApi;
let payables: Awaited<ReturnType<typeof createPayables>>;
let callId: Awaited<ReturnType<ReturnType<typeof createAwards>["openCall"]>>;
let refused: ReturnType<typeof createRefused>;

beforeAll(async () => {
  database = await openDatabase();
  api = createTestApi(database.db, "2027-05-03T09:00:00.000Z");
  callId = await createAwards(api, database.db).openCall();
  payables = await createPayables(api, database.db, callId);
  refused = createRefused(api, database.db);
});
afterAll(() => database.stop());

const aLine = (over: object = {}) => ({
  category: "A",
  description: "Analysts, 20 days",
  incurredOn: "2028-02-15",
  cents: 100_000_00,
  ...over,
});
const stated = (...lines: readonly object[]) => ({ lines, revenueCents: 0 });
const File = z.looseObject({
  version: z.int(),
  contentSha256: z.string(),
  state: z.string(),
  computed: z.looseObject({ totalEligibleCents: z.int(), unionContributionCents: z.int() }),
});
const summary = "The hub has been set up; the exchange with the national centres began in the second year.";

type Grant = {
  readonly agreementId: string;
  readonly path: string;
  readonly coordinator: UserId;
  readonly partner: UserId;
};
/** An agreement in force of two beneficiaries, each with a person of its own. */
const aGrant = async (name: string): Promise<Grant> => {
  const [payee, partner] = await Promise.all([
    payables.payees.validated(name),
    payables.payees.validated(`partner of ${name}`),
  ]);
  const parts = { "partner.p002": aPartner("p002"), "budget.p002": aBudget("p002") };
  const { agreementId } = await payables.sign(payee, { parts });
  // The partner is registered, as its acceptance would have left it.
  await database.db.client.send(
    new UpdateCommand({
      TableName: database.db.tables.grants,
      Key: keys.dataSheet(agreementId, 1),
      UpdateExpression: "SET sheet.parties[1].organisation = :organisation",
      ExpressionAttributeValues: { ":organisation": partner.organisation },
    }),
  );
  return {
    agreementId,
    path: `/v1/reporting/agreements/${agreementId}`,
    coordinator: payee.user,
    partner: partner.user,
  };
};
const statementPath = ({ path }: Grant, slot: string, period = 1) => `${path}/periods/${period}/statements/${slot}`;
const read = async (grant: Grant, slot: string, as: UserId, at = afterPeriod) =>
  File.parse((await api.send("GET", statementPath(grant, slot), { as, at })).body);
const save = (grant: Grant, slot: string, as: UserId, over: object = {}) =>
  api.send("PUT", statementPath(grant, slot), { as, at: inPeriod, ifMatch: 0, body: stated(aLine()), ...over });
const sign = async (grant: Grant, slot: string, as: UserId, over: object = {}) => {
  const { version, contentSha256 } = await read(grant, slot, as);
  const body = { contentSha256 };
  const path = `${statementPath(grant, slot)}/signature`;
  return api.send("POST", path, { as, at: afterPeriod, ifMatch: version, body, ...over });
};
const send = (grant: Grant, as: UserId, over: object = {}) =>
  api.send("POST", `${grant.path}/periods/1/sending`, { as, at: afterPeriod, body: { summary }, ...over });
const bothSigned = async (grant: Grant) => {
  await save(grant, "p001", grant.coordinator);
  await save(grant, "p002", grant.partner, { body: stated() });
  expect((await sign(grant, "p001", grant.coordinator)).status).toBe(200);
  expect((await sign(grant, "p002", grant.partner)).status).toBe(200);
};

describe("a financial statement", () => {
  test("is kept as a draft, worked out, signed after its period, and sent with the others by the coordinator (GA-07)", async () => {
    const grant = await aGrant("a whole report");
    const { coordinator, partner } = grant;
    expect(await save(grant, "p001", coordinator)).toMatchObject({ status: 200, body: { version: 1 } });
    expect(await read(grant, "p001", coordinator, inPeriod)).toMatchObject({
      state: "draft",
      computed: { totalEligibleCents: 107_000_00, unionContributionCents: 53_500_00 },
    });
    expect(await send(grant, coordinator)).toMatchObject(
      problem(409, "StatementsMissing", { slots: ["p001", "p002"] }),
    );
    await save(grant, "p002", partner, { body: stated() });
    await sign(grant, "p001", coordinator);
    await sign(grant, "p002", partner);
    const sent = await send(grant, coordinator);
    expect(sent).toMatchObject({
      status: 201,
      body: { report: { eligibleCents: 107_000_00, contributionCents: 53_500_00, receivedOn: "2028-11-10" } },
    });
    const { officer } = payables.circuit;
    expect((await api.send("GET", grant.path, { as: officer, at: "2029-02-01T09:00:00.000Z" })).body).toMatchObject({
      periods: [
        { state: "SENT", signed: 2 },
        { state: "RUNNING", signed: 0 },
      ],
    });
    const report = await api.send("GET", `${grant.path}/periods/1`, { as: officer, at: afterPeriod });
    expect(report.body).toMatchObject({ paper: { summary, statements: [{ slot: "p001" }, { slot: "p002" }] } });
  });

  test("leaves an entry for each step and a head within its size", async () => {
    const grant = await aGrant("entries");
    await bothSigned(grant);
    const head = await getOne(database.db, "grants", keys.financialStatement(grant.agreementId, 1, "p001"));
    expect(itemBytes(head ?? {})).toBeLessThanOrEqual(headBytesMax);
    const { state } = z.object({ state: z.string() }).parse(head);
    const id = z.object({ id: z.string() }).parse(head).id;
    expect(state).toBe("signed");
    expect((await auditBodies(database.db, id)).map(({ type }) => type)).toEqual(["StatementSaved", "StatementSigned"]);
  });

  test("is signed on the day after the period, and not on its last day", async () => {
    const grant = await aGrant("the last day");
    await save(grant, "p001", grant.coordinator);
    expect(await sign(grant, "p001", grant.coordinator, { at: lastMoment })).toMatchObject(
      problem(409, "PeriodNotOver", { to: "2028-11-09" }),
    );
    expect((await sign(grant, "p001", grant.coordinator)).status).toBe(200);
  });

  test("is signed as it was looked at, changed by nobody then, and opened again by its own people", async () => {
    const grant = await aGrant("opened again");
    const { coordinator } = grant;
    await save(grant, "p001", coordinator);
    const other = { body: { contentSha256: "0".repeat(64) } };
    expect(await sign(grant, "p001", coordinator, other)).toMatchObject(problem(409, "AnotherStatementStands"));
    await sign(grant, "p001", coordinator);
    expect(await save(grant, "p001", coordinator, { ifMatch: 2 })).toMatchObject(problem(409, "StatementIsSigned"));
    const reopening = `${statementPath(grant, "p001")}/reopening`;
    expect((await api.send("POST", reopening, { as: coordinator, at: afterPeriod, ifMatch: 2 })).status).toBe(200);
    const again = await save(grant, "p001", coordinator, { ifMatch: 3, body: stated(aLine({ cents: 1 })) });
    expect(again).toMatchObject({ status: 200, body: { version: 4, statement: { state: "draft", eligibleCents: 1 } } });
  });

  test("is answered again to whoever sends it again, and refused to whoever did not see the last one", async () => {
    const grant = await aGrant("sent again");
    const key = "save-statement-once";
    const { status, body } = await save(grant, "p001", grant.coordinator, { key });
    expect(await save(grant, "p001", grant.coordinator, { key })).toMatchObject({ status, body });
    expect(await save(grant, "p001", grant.coordinator)).toMatchObject(problem(412, "StaleVersion"));
  });

  test.each([
    ["a line of another period", stated(aLine({ incurredOn: "2027-05-09" })), 422, "StatementLineRefused"],
    ["a cost of tomorrow", stated(aLine(), aLine({ incurredOn: "2028-03-02" })), 422, "StatementLineRefused"],
    ["half a cent", stated(aLine({ cents: 0.5 })), 400, "InputInvalid"],
    ["a negative amount", stated(aLine({ cents: -1 })), 400, "InputInvalid"],
    ["151 lines", stated(...Array.from({ length: 151 }, () => aLine())), 400, "InputInvalid"],
    ["an unknown member", { ...stated(), paidCents: 1 }, 400, "InputInvalid"],
  ])("with %s is refused, and nothing is kept", async (what, body, status, code) => {
    const grant = await aGrant(`bad input: ${what}`);
    const ask = { as: grant.coordinator, at: inPeriod, ifMatch: 0, body };
    expect(await refused("PUT", statementPath(grant, "p001"), ask)).toMatchObject(problem(status, code));
  });

  test("is not begun before its period, nor for a period or a beneficiary that the agreement lacks", async () => {
    const grant = await aGrant("no such place");
    const ask = { as: grant.coordinator, at: inPeriod, ifMatch: 0, body: stated() };
    const put = (slot: string, period: number) => refused("PUT", statementPath(grant, slot, period), ask);
    expect(await put("p001", 2)).toMatchObject(problem(409, "PeriodNotBegun", { from: "2028-11-10" }));
    expect(await put("p001", 3)).toMatchObject(problem(404, "PeriodNotFound"));
    expect(await put("p009", 1)).toMatchObject(problem(404, "BeneficiaryNotFound"));
  });
});

describe("who sees and writes what of a report", () => {
  test("a partner states its own costs alone, and sees no figures of the others", async () => {
    const grant = await aGrant("a partner's view");
    const { coordinator, partner } = grant;
    await save(grant, "p001", coordinator);
    expect(await save(grant, "p001", partner, { ifMatch: 1 })).toMatchObject(problem(403, "NotAllowed"));
    expect(await save(grant, "p002", coordinator)).toMatchObject(problem(403, "NotAllowed"));
    const ask = { as: partner, at: inPeriod };
    expect(await api.send("GET", statementPath(grant, "p001"), ask)).toMatchObject(problem(403, "NotAllowed"));
    const { body } = await api.send("GET", `${grant.path}/periods/1`, ask);
    expect(body).toMatchObject({
      statements: [
        { slot: "p001", state: "draft", isOwn: false, figures: null },
        { slot: "p002", state: "none", isOwn: true, figures: null },
      ],
      eligibleCents: 0,
    });
    expect(await send(grant, partner)).toMatchObject(problem(403, "NotAllowed"));
  });

  test("somebody else finds no such agreement", async () => {
    const grant = await aGrant("not theirs");
    const { user } = await payables.payees.validated("somebody else");
    expect(await api.send("GET", grant.path, { as: user, at: inPeriod })).toMatchObject(
      problem(404, "AgreementNotFound"),
    );
  });
});

describe("a report that goes out while somebody opens a statement again", () => {
  test("is sent with all signatures or not at all", async () => {
    for (const round of ["one", "two", "three"]) {
      const grant = await aGrant(`race ${round}`);
      await bothSigned(grant);
      const reopening = `${statementPath(grant, "p002")}/reopening`;
      const [sent, opened] = await Promise.all([
        send(grant, grant.coordinator),
        api.send("POST", reopening, { as: grant.partner, at: afterPeriod, ifMatch: 2 }),
      ]);
      expect([sent.status, opened.status]).toEqual(sent.status === 201 ? [201, 409] : [409, 200]);
      const { state } = await read(grant, "p002", grant.partner);
      expect(state).toBe(sent.status === 201 ? "signed" : "draft");
    }
  });

  test("is sent once, however often it is sent", async () => {
    const grant = await aGrant("sent twenty times");
    await bothSigned(grant);
    const replies = await Promise.all(Array.from({ length: 20 }, () => send(grant, grant.coordinator)));
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(replies.filter(({ body }) => body["code"] === "ReportAlreadySent")).toHaveLength(19);
  });
});

describe("the check of a statement that was sent", () => {
  const aFinding = (over: object = {}) => ({
    line: 1,
    outcome: "rejected",
    ground: "DEDUCTIBLE_VAT",
    cents: 20_000_00,
    reason: "The VAT of these invoices is deductible.",
    ...over,
  });
  const checkPath = (grant: Grant) => `${statementPath(grant, "p001")}/verification`;
  const verify = (grant: Grant, over: object = {}) =>
    api.send("PUT", checkPath(grant), {
      as: payables.circuit.verifier,
      at: afterPeriod,
      ifMatch: 0,
      body: { findings: [aFinding()] },
      ...over,
    });
  const sentGrant = async (name: string) => {
    const grant = await aGrant(name);
    await bothSigned(grant);
    await send(grant, grant.coordinator);
    return grant;
  };

  test("keeps what is rejected and why, and works out what is accepted with the indirect costs on it alone (GA-14, GA-16)", async () => {
    const grant = await sentGrant("checked");
    expect(await verify(grant)).toMatchObject({ status: 200, body: { version: 1 } });
    // 80,000.00 and 7 % of it, half of which is the Union's.
    const { body } = await api.send("GET", checkPath(grant), { as: payables.circuit.officer, at: afterPeriod });
    expect(body).toMatchObject({
      version: 1,
      lines: [{ cents: 100_000_00, acceptedCents: 80_000_00, finding: { ground: "DEDUCTIBLE_VAT" } }],
      stated: { unionContributionCents: 53_500_00 },
      accepted: { totalEligibleCents: 85_600_00, unionContributionCents: 42_800_00 },
      rejectedCents: 20_000_00,
      parkedCents: 0,
      allowedActions: [{ action: "verifyStatement", allowed: false }],
    });
    expect(await verify(grant)).toMatchObject(problem(412, "StaleVersion"));
    const parked = { ifMatch: 1, body: { findings: [aFinding({ outcome: "parked" })] } };
    expect(await verify(grant, parked)).toMatchObject({
      body: { version: 2, verification: { rejectedCents: 0, parkedCents: 20_000_00 } },
    });
    const head = await getOne(database.db, "grants", keys.statementVerification(grant.agreementId, 1, "p001"));
    expect(itemBytes(head ?? {})).toBeLessThanOrEqual(headBytesMax);
    const { id } = z.object({ id: z.string() }).parse(head);
    const types = (await auditBodies(database.db, id)).map(({ type }) => type);
    expect(types).toEqual(["StatementVerified", "StatementVerified"]);
  });

  test("is the verifier's, read by the Centre alone, and begins when the report is sent", async () => {
    const grant = await aGrant("not sent yet");
    await bothSigned(grant);
    expect(await verify(grant)).toMatchObject(problem(409, "ReportNotSent", { period: 1 }));
    await send(grant, grant.coordinator);
    expect(await verify(grant, { as: payables.circuit.officer })).toMatchObject(problem(403, "NotAllowed"));
    const own = await api.send("GET", checkPath(grant), { as: grant.coordinator, at: afterPeriod });
    expect(own).toMatchObject(problem(403, "NotAllowed"));
  });

  test.each([
    ["a cent more than the line", [aFinding({ cents: 100_000_01 })], 422, "FindingRefused"],
    ["a line that is not there", [aFinding({ line: 2 })], 422, "FindingRefused"],
    ["two findings about one line", [aFinding(), aFinding()], 422, "FindingRefused"],
    ["half a cent", [aFinding({ cents: 0.5 })], 400, "InputInvalid"],
    ["a ground of its own", [aFinding({ ground: "BECAUSE" })], 400, "InputInvalid"],
    ["no reason", [aFinding({ reason: "" })], 400, "InputInvalid"],
  ])("with %s is refused, and nothing is kept", async (what, findings, status, code) => {
    const grant = await sentGrant(`bad finding: ${what}`);
    const ask = { as: payables.circuit.verifier, at: afterPeriod, ifMatch: 0, body: { findings } };
    expect(await refused("PUT", checkPath(grant), ask)).toMatchObject(problem(status, code));
  });
});
