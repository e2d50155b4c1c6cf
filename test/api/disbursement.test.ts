import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { GrantId } from "@grants/core/access/rights";
import { Role } from "@grants/core/access/role";
import { UserId } from "@grants/kernel/id";
import { headBytesMax } from "@grants/kernel/limits";
import { itemBytes } from "@grants/store/item-bytes";
import { newId } from "@grants/store/new-id";
import { getOne } from "@grants/store/read";
import { keys } from "@grants/store/tables/all";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { type TestApi, createTestApi } from "../support/api.ts";
import { createAwards } from "../support/awarded.ts";
import { withUnits } from "../support/capacity.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";
import { auditBodies, journalBodies } from "../support/evidence.ts";
import { RequestReply, createPayables } from "../support/payable.ts";

const monday = "2027-05-03T09:00:00.000Z";
/** 80 % of 267 500 euro. */
const prefinancingCents = 214_000_00;

let database: OpenDatabase;
let api: TestApi;
let payables: Awaited<ReturnType<typeof createPayables>>;

beforeAll(async () => {
  database = await openDatabase();
  api = createTestApi(database.db, monday);
  const callId = await createAwards(api, database.db).openCall();
  payables = await createPayables(api, database.db, callId);
});
afterAll(() => database.stop());

const read = (path: string, as: UserId) => api.send("GET", path, { as });
const post = (path: string, as: UserId, over: object = {}) => api.send("POST", path, { as, ...over });
const head = (key: { pk: string; sk: string }) => getOne(database.db, "grants", key);
const Shown = z.looseObject({
  stage: z.string(),
  clock: z.looseObject({ clock: z.string(), dueOn: z.string().nullable(), paidOn: z.string().nullable() }),
  allowedActions: z.array(z.looseObject({ action: z.string(), allowed: z.boolean() })),
});
const shownRequest = async (path: string, as: UserId) => Shown.parse((await read(path, as)).body);

describe("requesting a payment", () => {
  test("takes amount and clock from the data sheet and counts the claim on the agreement", async () => {
    const signed = await payables.inForce("requests");
    const made = await post("/v1/disbursement/requests", payables.circuit.initiator, {
      body: { agreementId: signed.agreementId },
    });
    expect(made).toMatchObject({
      status: 201,
      body: {
        request: { state: "received", amountCents: prefinancingCents, clockFromOn: "2027-05-03", limitDays: 30 },
      },
    });
    expect(await head(keys.agreement(signed.agreementId))).toMatchObject({ claimedCents: prefinancingCents });
  });

  test("counts the time to pay from ten days before a later start", async () => {
    const signed = await payables.sign(await payables.payees.validated("starts later"), { startsOn: "2027-09-01" });
    const { id } = await payables.request(signed);
    expect(await head(keys.paymentRequest(id))).toMatchObject({ clockFromOn: "2027-08-22" });
  });

  test("answers the same request again and refuses another one", async () => {
    const { initiator } = payables.circuit;
    const { agreementId } = await payables.inForce("requests twice");
    const ask = { body: { agreementId }, key: "request-1" };
    const first = await post("/v1/disbursement/requests", initiator, ask);
    const again = await post("/v1/disbursement/requests", initiator, ask);
    expect(again).toMatchObject({ status: 201, body: first.body });
    const another = await post("/v1/disbursement/requests", initiator, { body: { agreementId } });
    expect(another).toMatchObject({ status: 409, body: { code: "PaymentRequestExists" } });
  });

  test("is refused while the agreement is not in force", async () => {
    const payee = await payables.payees.validated("not in force");
    const award = await createAwards(api, database.db).award(payee, {
      callId: (await payables.inForce("has the call")).callId,
      unionCents: 267_500_00,
    });
    const body = { awardId: award.awardId, projectNumber: "101999999", startsOn: "2027-06-01" };
    const made = await payables.must("POST", "/v1/agreements", { as: payables.circuit.officer, body });
    const { agreement } = z.object({ agreement: z.object({ id: z.string() }) }).parse(made);
    const refused = await post("/v1/disbursement/requests", payables.circuit.initiator, {
      body: { agreementId: agreement.id },
    });
    expect(refused).toMatchObject({ status: 409, body: { code: "AgreementNotInForce", state: "prepared" } });
  });

  test("is refused above what is committed, and nothing is written", async () => {
    const { agreementId, commitmentId } = await payables.inForce("too little committed");
    await setUnionCents(commitmentId, prefinancingCents - 1);
    const refused = await post("/v1/disbursement/requests", payables.circuit.initiator, { body: { agreementId } });
    const evidence = { committedCents: prefinancingCents - 1, claimedCents: prefinancingCents };
    expect(refused).toMatchObject({ status: 409, body: { code: "CommitmentExceeded", ...evidence } });
    expect(await head(keys.agreement(agreementId))).toMatchObject({ claimedCents: 0 });
  });

  test("is refused for an agreement that does not exist", async () => {
    const refused = await post("/v1/disbursement/requests", payables.circuit.initiator, {
      body: { agreementId: `agr_${newId("none")}` },
    });
    expect(refused).toMatchObject({ status: 404, body: { code: "AgreementNotFound" } });
  });
});

const setUnionCents = (commitmentId: string, unionCents: number) =>
  database.db.client.send(
    new UpdateCommand({
      TableName: database.db.tables.grants,
      Key: keys.commitment(commitmentId),
      UpdateExpression: "SET unionCents = :u",
      ExpressionAttributeValues: { ":u": unionCents },
    }),
  );

describe("certifying a request correct", () => {
  test("is done by another person than the initiator", async () => {
    const { id } = await payables.request(await payables.inForce("certified"));
    const done = await post(`/v1/disbursement/requests/${id}/validation`, payables.circuit.verifier, { ifMatch: 1 });
    expect(done).toMatchObject({ status: 200, body: { version: 2, request: { state: "validated" } } });
  });

  test("is refused to the initiator", async () => {
    const both = await api.person("initiates and verifies", [{ role: "initiator" }, { role: "verifier" }]);
    const { agreementId } = await payables.inForce("one person");
    const made = await post("/v1/disbursement/requests", both, { body: { agreementId } });
    const { id } = RequestReply.parse(made.body).request;
    const refused = await post(`/v1/disbursement/requests/${id}/validation`, both, { ifMatch: 1 });
    expect(refused).toMatchObject({
      status: 403,
      body: { code: "SegregationViolated", violations: [{ rule: "VERIFIER_IS_INITIATOR", persons: [both, both] }] },
    });
    expect(await auditBodies(database.db, id)).toHaveLength(1);
  });

  test("by a deputy bars the person represented from authorising (CLR-SOD-01)", async () => {
    const absent = await api.person("absent verifier", [{ role: "verifier" }, { role: "authorisingOfficer" }]);
    const delegation = { from: absent };
    const id = GrantId.parse(`acc_${newId("stands in")}`);
    const deputy = await api.person("stands in", [{ id, role: "verifier", delegation }]);
    const { id: requestId } = await payables.request(await payables.inForce("verified by a deputy"));
    const path = `/v1/disbursement/requests/${requestId}`;
    expect(await post(`${path}/validation`, deputy, { ifMatch: 1 })).toMatchObject({
      status: 200,
      body: { request: { verifiedBy: deputy, verifiedFor: absent } },
    });
    const body = { executionOn: "2027-05-10" };
    const refused = await post(`${path}/authorisation`, absent, { ifMatch: 2, body });
    expect(refused).toMatchObject({ status: 403, body: { code: "SegregationViolated" } });
    expect(await auditBodies(database.db, requestId)).toHaveLength(2);
  });

  test("by a deputy is refused where another account of the person represented has asked for it (CLR-SOD-01)", async () => {
    const administrator = await api.person("keeper of the directory", [{ role: "administrator" }]);
    const from = await api.person("first account of Kim", [{ role: "verifier" }]);
    const initiator = await api.person("second account of Kim", [{ role: "initiator" }]);
    const deputy = await api.person("stands in for Kim", [
      { id: GrantId.parse(`acc_${newId("stands in for Kim")}`), role: "verifier", delegation: { from } },
    ]);
    const { agreementId } = await payables.inForce("two accounts of Kim");
    const made = await post("/v1/disbursement/requests", initiator, { body: { agreementId } });
    const { id: requestId } = RequestReply.parse(made.body).request;
    const directory = { as: administrator, ifMatch: 0, body: { accounts: [initiator] } };
    expect((await api.send("PUT", `/v1/people/staff/${from}`, directory)).status).toBe(200);
    const path = `/v1/disbursement/requests/${requestId}/validation`;
    const persons = [initiator, initiator];
    expect(await post(path, deputy, { ifMatch: 1 })).toMatchObject({
      status: 403,
      body: { code: "SegregationViolated", violations: [{ rule: "VERIFIER_IS_INITIATOR", persons }] },
    });
    expect(await auditBodies(database.db, requestId)).toHaveLength(1);
  });

  test("is refused to another account of the person who asked for it, whichever the directory names (CLR-SOD-01)", async () => {
    const administrator = await api.person("keeper of the directory", [{ role: "administrator" }]);
    const initiator = await api.person("first account of Lou", [{ role: "initiator" }]);
    const verifier = await api.person("second account of Lou", [{ role: "verifier" }]);
    const { agreementId } = await payables.inForce("two accounts of Lou");
    const made = await post("/v1/disbursement/requests", initiator, { body: { agreementId } });
    const { id: requestId } = RequestReply.parse(made.body).request;
    const directory = { as: administrator, ifMatch: 0, body: { accounts: [verifier] } };
    expect((await api.send("PUT", `/v1/people/staff/${initiator}`, directory)).status).toBe(200);
    const path = `/v1/disbursement/requests/${requestId}/validation`;
    expect(await post(path, verifier, { ifMatch: 1 })).toMatchObject({
      status: 403,
      body: { code: "SegregationViolated" },
    });
  });

  test("is refused twice and on a stale version", async () => {
    const { path } = await payables.validated(await payables.inForce("certified twice"));
    const { verifier } = payables.circuit;
    const twice = await post(`${path}/validation`, verifier, { ifMatch: 2 });
    expect(twice).toMatchObject({ status: 409, body: { code: "PaymentRequestNotReady", state: "validated" } });
    const stale = await post(`${path}/validation`, verifier, { ifMatch: 1 });
    expect(stale).toMatchObject({ status: 412, body: { code: "StaleVersion" } });
  });
});

describe("stopping the clock", () => {
  const reason = "The guarantee that the agreement asks for is missing.";

  test("leaves no due date, and the remaining time runs again from the day of resumption", async () => {
    const { path } = await payables.validated(await payables.inForce("suspended"));
    const { verifier } = payables.circuit;
    await post(`${path}/suspension`, verifier, { ifMatch: 2, at: "2027-05-13T09:00:00.000Z", body: { reason } });
    const stopped = await shownRequest(path, verifier);
    expect(stopped.clock).toMatchObject({ clock: "STOPPED", dueOn: null, remainingDays: 20 });
    expect(stopped.stage).toBe("suspended");
    await post(`${path}/resumption`, verifier, { ifMatch: 3, at: "2027-05-27T09:00:00.000Z" });
    const running = await shownRequest(path, verifier);
    // 2 June and 14 days; 16 June 2027 is a Wednesday.
    expect(running.clock).toMatchObject({ clock: "RUNNING", dueOn: "2027-06-16", legalDueOn: "2027-06-16" });
  });

  test("keeps the reason out of the chain", async () => {
    const { path, requestId } = await payables.validated(await payables.inForce("reason kept apart"));
    await post(`${path}/suspension`, payables.circuit.verifier, { ifMatch: 2, body: { reason } });
    const [, , entry] = await auditBodies(database.db, requestId);
    expect(entry?.commitments).toHaveProperty("reason");
    expect(JSON.stringify(entry)).not.toContain("guarantee");
  });

  test("forbids authorisation until it runs again", async () => {
    const { path } = await payables.validated(await payables.inForce("not authorised while suspended"));
    await post(`${path}/suspension`, payables.circuit.verifier, { ifMatch: 2, body: { reason } });
    const ask = { ifMatch: 3, body: { executionOn: "2027-05-12" } };
    const refused = await post(`${path}/authorisation`, payables.circuit.authorisingOfficer, ask);
    expect(refused).toMatchObject({ status: 409, body: { code: "PaymentSuspended" } });
  });

  test("is refused a second time, before the clock runs, and after the fourth stop", async () => {
    const { path } = await payables.validated(await payables.inForce("stopped too often"));
    const { verifier } = payables.circuit;
    const early = await post(`${path}/suspension`, verifier, {
      ifMatch: 2,
      at: "2027-05-02T09:00:00.000Z",
      body: { reason },
    });
    expect(early).toMatchObject({ status: 409, body: { code: "ClockNotStarted", clockFromOn: "2027-05-03" } });
    for (const [index, day] of ["04", "06", "08", "10"].entries()) {
      const at = `2027-05-${day}T09:00:00.000Z`;
      await post(`${path}/suspension`, verifier, { ifMatch: 2 + 2 * index, at, body: { reason } });
      const twice = await post(`${path}/suspension`, verifier, { ifMatch: 3 + 2 * index, at, body: { reason } });
      expect(twice).toMatchObject({ status: 409, body: { code: "PaymentSuspended" } });
      await post(`${path}/resumption`, verifier, { ifMatch: 3 + 2 * index, at: `2027-05-${day}T15:00:00.000Z` });
    }
    const refused = await post(`${path}/suspension`, verifier, { ifMatch: 10, body: { reason } });
    expect(refused).toMatchObject({ status: 409, body: { code: "TooManySuspensions", suspensionsMax: 4 } });
    const idle = await post(`${path}/resumption`, verifier, { ifMatch: 10 });
    expect(idle).toMatchObject({ status: 409, body: { code: "PaymentNotSuspended" } });
  });
});

describe("authorising a payment", () => {
  const executionOn = "2027-05-11";
  const authorise = (path: string, as: UserId, over: object = {}) =>
    post(`${path}/authorisation`, as, { ifMatch: 2, body: { executionOn }, ...over });

  test("by deputies in every step, after as many stops as there may be, keeps the heads in their size (CLR-SOD-01)", async () => {
    const deputies = await Promise.all(
      (["initiator", "verifier", "authorisingOfficer"] as const).map(async (role) => {
        const from = await api.person(`away as ${role}`, [{ role }]);
        const id = GrantId.parse(`acc_${newId(`deputy of ${role}`)}`);
        return api.person(`deputy as ${role}`, [{ id, role, delegation: { from } }]);
      }),
    );
    const [initiator, verifier, authorising] = z.tuple([UserId, UserId, UserId]).parse(deputies);
    const { agreementId } = await payables.inForce("all by deputies");
    const made = await post("/v1/disbursement/requests", initiator, { body: { agreementId } });
    const { id } = RequestReply.parse(made.body).request;
    const path = `/v1/disbursement/requests/${id}`;
    await post(`${path}/validation`, verifier, { ifMatch: 1 });
    const reason = "A document is missing.";
    for (const [index, day] of ["04", "06", "08", "10"].entries()) {
      const ask = { ifMatch: 2 + 2 * index, at: `2027-05-${day}T09:00:00.000Z`, body: { reason } };
      await post(`${path}/suspension`, payables.circuit.verifier, ask);
      const again = { ifMatch: 3 + 2 * index, at: `2027-05-${day}T15:00:00.000Z` };
      await post(`${path}/resumption`, payables.circuit.verifier, again);
    }
    const done = await authorise(path, authorising, { ifMatch: 10 });
    const { paymentId = "" } = RequestReply.parse(done.body).request;
    const heads = await Promise.all([head(keys.paymentRequest(id)), head(keys.paymentOrder(paymentId))]);
    const represented = { initiatedFor: expect.any(String), verifiedFor: expect.any(String) };
    expect(heads).toMatchObject([{ ...represented, authorisedFor: expect.any(String) }, { state: "authorised" }]);
    for (const item of heads) expect(itemBytes(item ?? {})).toBeLessThanOrEqual(headBytesMax);
  });

  test("makes an order, takes its money from the commitment and its place among those of the day", async () => {
    const made = await payables.validated(await payables.inForce("authorised"));
    const done = await authorise(made.path, payables.circuit.authorisingOfficer);
    const { paymentId = "" } = RequestReply.parse(done.body).request;
    expect(await head(keys.paymentOrder(paymentId))).toMatchObject({
      state: "authorised",
      amountCents: prefinancingCents,
    });
    const [entry] = await journalBodies(database.db, paymentId);
    expect(entry?.legs).toStrictEqual([
      { account: `committed:${made.commitmentId}:U1`, cents: -prefinancingCents },
      { account: `payable:${paymentId}:U1`, cents: prefinancingCents },
    ]);
    const day = await read(`/v1/treasury/due/${executionOn}`, payables.circuit.accountant);
    expect(JSON.stringify(day.body["orders"])).toContain(paymentId);
    expect(itemBytes((await head(keys.paymentRequest(made.requestId))) ?? {})).toBeLessThanOrEqual(headBytesMax);
  });

  test("takes the request out of the queue", async () => {
    const made = await payables.validated(await payables.inForce("leaves the queue"));
    const { authorisingOfficer } = payables.circuit;
    const before = await read("/v1/disbursement/requests", authorisingOfficer);
    expect(JSON.stringify(before.body)).toContain(made.requestId);
    await authorise(made.path, authorisingOfficer);
    const after = await read("/v1/disbursement/requests", authorisingOfficer);
    expect(JSON.stringify(after.body)).not.toContain(made.requestId);
  });

  test.each([
    ["initiator", "SAME_PERSON_IN_TWO_ROLES"],
    ["verifier", "SAME_PERSON_IN_TWO_ROLES"],
  ] as const)("is refused to the %s", async (role, rule) => {
    const { path } = await payables.validated(await payables.inForce(`authorised by the ${role}`));
    const person = await api.person(`circuit ${role}`, [{ role }, { role: "authorisingOfficer" }]);
    const refused = await authorise(path, person);
    expect(refused).toMatchObject({ status: 403, body: { code: "SegregationViolated", violations: [{ rule }] } });
    await api.person(`circuit ${role}`, [{ role }]);
  });

  test("is refused before the request is certified correct", async () => {
    const { id } = await payables.request(await payables.inForce("not certified"));
    const refused = await authorise(`/v1/disbursement/requests/${id}`, payables.circuit.authorisingOfficer, {
      ifMatch: 1,
    });
    expect(refused).toMatchObject({ status: 409, body: { code: "PaymentRequestNotReady", state: "received" } });
  });

  test("is refused without a validated legal entity, then without a validated account", async () => {
    const payee = await payables.payees.applicant("no files");
    const { path } = await payables.validated(await payables.sign(payee));
    const { authorisingOfficer, verifier } = payables.circuit;
    const nothing = await authorise(path, authorisingOfficer);
    expect(nothing).toMatchObject({ status: 409, body: { code: "PayeeNotValidated", missing: "LEGAL_ENTITY" } });
    await payables.payees.register(payee);
    await post(`/v1/registry/organisations/${payee.organisation}/validation`, verifier, { ifMatch: 1 });
    const noAccount = await authorise(path, authorisingOfficer);
    expect(noAccount).toMatchObject({ status: 409, body: { code: "PayeeNotValidated", missing: "BANK_ACCOUNT" } });
  });

  test("is refused above what is committed by then, and nothing is written", async () => {
    const made = await payables.validated(await payables.inForce("decommitted"));
    await setUnionCents(made.commitmentId, prefinancingCents - 1);
    const refused = await authorise(made.path, payables.circuit.authorisingOfficer);
    expect(refused).toMatchObject({ status: 409, body: { code: "CommitmentExceeded" } });
    expect(await auditBodies(database.db, made.requestId)).toHaveLength(2);
    expect(await head(keys.paymentRequest(made.requestId))).toMatchObject({ state: "validated" });
  });

  test.each([
    ["yesterday", "2027-05-02", "PAST"],
    ["a Sunday", "2027-05-09", "NOT_A_WORKING_DAY"],
    ["a day too far ahead", "2027-07-05", "TOO_FAR"],
  ])("is refused for %s", async (_, day, because) => {
    const { path } = await payables.validated(await payables.inForce(`day ${because}`));
    const refused = await authorise(path, payables.circuit.authorisingOfficer, { body: { executionOn: day } });
    expect(refused).toMatchObject({ status: 422, body: { code: "ExecutionDateInvalid", because } });
  });

  test("is answered again to the same request", async () => {
    const { path, requestId } = await payables.validated(await payables.inForce("authorised again"));
    const first = await authorise(path, payables.circuit.authorisingOfficer, { key: "authorise-1" });
    const again = await authorise(path, payables.circuit.authorisingOfficer, { key: "authorise-1" });
    expect(again).toMatchObject({ status: 200, body: first.body });
    expect(await auditBodies(database.db, requestId)).toHaveLength(3);
  });
});

describe("the payment queue", () => {
  test("shows each person which buttons are theirs, and why not", async () => {
    const { id } = await payables.request(await payables.inForce("queued"));
    const { initiator, verifier } = payables.circuit;
    const rowOf = async (as: UserId) => {
      const { body } = await read("/v1/disbursement/requests", as);
      const rows = z.array(z.looseObject({ request: z.looseObject({ id: z.string() }) })).parse(body["requests"]);
      return rows.find(({ request }) => request.id === id);
    };
    expect(await rowOf(verifier)).toMatchObject({
      stage: "received",
      allowedActions: [
        { action: "validatePaymentRequest", allowed: true },
        { action: "authorisePayment", allowed: false, because: "NotAllowed" },
        { action: "suspendPayment", allowed: true },
        { action: "resumePayment", allowed: false, because: "PaymentNotSuspended" },
      ],
    });
    const both = await api.person("circuit initiator", [{ role: "initiator" }, { role: "verifier" }]);
    expect(both).toBe(initiator);
    expect(await rowOf(both)).toMatchObject({
      allowedActions: [{ allowed: false, because: "SegregationViolated" }, {}, {}, {}],
    });
    await api.person("circuit initiator", [{ role: "initiator" }]);
  });
});

describe("computing a payment once more", () => {
  const replayOf = async (requestId: string, as: UserId) => read(`/v1/disbursement/requests/${requestId}/replay`, as);
  const change = (
    { pk, sk }: { pk: string; sk: string },
    path: readonly string[],
    value: string | number,
    table: "grants" | "ledger" = "grants",
  ) =>
    database.db.client.send(
      new UpdateCommand({
        TableName: database.db.tables[table],
        Key: { pk, sk },
        UpdateExpression: `SET ${path.map((_, place) => `#n${String(place)}`).join(".")} = :v`,
        ExpressionAttributeNames: Object.fromEntries(path.map((name, place) => [`#n${String(place)}`, name])),
        ExpressionAttributeValues: { ":v": value },
      }),
    );
  let auditor: UserId;
  beforeAll(async () => {
    auditor = await api.person("replays payments", [{ role: "auditor" }]);
  });

  test("gives the amount and the days of the request, from the sheet that was signed (GA-02, GA-03)", async () => {
    const signed = await payables.inForce("computed again");
    const { id } = await payables.request(signed);
    const { status, body } = await replayOf(id, auditor);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      agreementId: signed.agreementId,
      isEqual: true,
      firstDifference: null,
      inputs: { maxGrantCents: 267_500_00, inForceOn: "2027-05-03" },
      decided: { amountCents: prefinancingCents, clockFromOn: "2027-05-03", limitDays: 30 },
    });
    expect([body["recomputed"], body["kept"]]).toEqual([body["decided"], body["decided"]]);
    expect(await replayOf(id, payables.circuit.verifier)).toMatchObject({ status: 403, body: { code: "NotAllowed" } });
  });

  test("names the amount that somebody raised by a cent behind the rules", async () => {
    const { id } = await payables.request(await payables.inForce("raised by a cent"));
    await change(keys.paymentRequest(id), ["amountCents"], prefinancingCents + 1);
    expect((await replayOf(id, auditor)).body).toMatchObject({
      isEqual: false,
      firstDifference: "amountCents",
      decided: { amountCents: prefinancingCents },
      recomputed: { amountCents: prefinancingCents },
      kept: { amountCents: prefinancingCents + 1 },
    });
  });

  test("is not misled by a sheet and a request that were both changed to fit each other", async () => {
    const { agreementId } = await payables.inForce("both changed");
    const { id } = await payables.request({ agreementId });
    await change(keys.dataSheet(agreementId, 1), ["sheet", "prefinancingDays"], 1);
    await change(keys.paymentRequest(id), ["limitDays"], 1);
    const sheetSha256 = z.object({ recomputed: z.object({ sheetSha256: z.string() }) });
    const forged = sheetSha256.parse((await replayOf(id, auditor)).body).recomputed.sheetSha256;
    await change(keys.agreement(agreementId), ["sheetSha256"], forged);
    const { body } = await replayOf(id, auditor);
    expect(body).toMatchObject({ isEqual: false, firstDifference: "sheetSha256", decided: { limitDays: 30 } });
    expect(body["kept"]).toEqual(body["recomputed"]);
  });

  test("gives no decision where an entry of the chain was altered", async () => {
    const { id } = await payables.request(await payables.inForce("entry altered"));
    const { pk, sk } = keys.auditEntry(id, 1);
    const entry = z.object({ body: z.string() }).parse(await getOne(database.db, "ledger", { pk, sk }));
    const body = entry.body.replace(`${prefinancingCents}`, `${prefinancingCents + 1}`);
    await change({ pk, sk }, ["body"], body, "ledger");
    expect((await replayOf(id, auditor)).body).toMatchObject({
      isEqual: false,
      decided: null,
      brokenLink: { kind: "BodyDoesNotMatchHash" },
    });
  });

  test("names the sheet that is another one than was signed, even where the amount stays", async () => {
    const { agreementId } = await payables.inForce("another title");
    const { id } = await payables.request({ agreementId });
    await change(keys.dataSheet(agreementId, 1), ["sheet", "title"], "Another title");
    expect((await replayOf(id, auditor)).body).toMatchObject({
      isEqual: false,
      firstDifference: "sheetSha256",
      decided: { amountCents: prefinancingCents },
      recomputed: { amountCents: prefinancingCents },
    });
  });

  test("is refused for a request that does not exist", async () => {
    const refused = await replayOf(`req_${newId("never asked for")}`, auditor);
    expect(refused).toMatchObject({ status: 404, body: { code: "PaymentRequestNotFound" } });
  });
});

describe("the roles of payments", () => {
  const staff = ["projectOfficer", "initiator", "verifier", "authorisingOfficer", "accountingOfficer", "auditor"];
  type Target = { readonly requestId: string; readonly agreementId: string };
  const requestPath = ({ requestId }: Target) => `/v1/disbursement/requests/${requestId}`;
  const ifMatch = 99;
  const operations = {
    createPaymentRequest: {
      may: ["initiator"],
      ask: (as: UserId, { agreementId }: Target) => post("/v1/disbursement/requests", as, { body: { agreementId } }),
    },
    listPaymentQueue: {
      may: ["initiator", "verifier", "authorisingOfficer", "accountingOfficer", "auditor"],
      ask: (as: UserId) => read("/v1/disbursement/requests", as),
    },
    readPaymentRequest: { may: staff, ask: (as: UserId, target: Target) => read(requestPath(target), as) },
    readPaymentReplay: {
      may: ["auditor"],
      ask: (as: UserId, target: Target) => read(`${requestPath(target)}/replay`, as),
    },
    readAgreementPayments: {
      may: staff,
      ask: (as: UserId, { agreementId }: Target) => read(`/v1/disbursement/agreements/${agreementId}`, as),
    },
    validatePaymentRequest: {
      may: ["verifier"],
      ask: (as: UserId, target: Target) => post(`${requestPath(target)}/validation`, as, { ifMatch }),
    },
    suspendPayment: {
      may: ["verifier", "authorisingOfficer"],
      ask: (as: UserId, target: Target) =>
        post(`${requestPath(target)}/suspension`, as, { ifMatch, body: { reason: "Documents are missing." } }),
    },
    resumePayment: {
      may: ["verifier", "authorisingOfficer"],
      ask: (as: UserId, target: Target) => post(`${requestPath(target)}/resumption`, as, { ifMatch }),
    },
    authorisePayment: {
      may: ["authorisingOfficer"],
      ask: (as: UserId, target: Target) =>
        post(`${requestPath(target)}/authorisation`, as, { ifMatch, body: { executionOn: "2027-05-12" } }),
    },
  };
  const rows = Object.entries(operations).flatMap(([action, operation]) =>
    Role.options.map((role) => ({ action, role, ...operation })),
  );
  let target: Target;
  beforeAll(async () => {
    target = await payables.validated(await payables.inForce("matrix"));
  });

  test.each(rows)("$action as $role", async ({ action, role, may, ask }) => {
    const person = await api.person(`matrix ${role}`, [{ role }]);
    const { status, body } = await ask(person, target);
    const isRefused = body["code"] === "NotAllowed" || (status === 404 && body["code"] !== "RouteNotFound");
    expect({ action, isRefused }).toStrictEqual({ action, isRefused: !may.includes(role) });
  });
});

test("the steps of a payment cost what they should", async () => {
  const { db } = database;
  const { circuit } = payables;
  const signed = await payables.inForce("counted");
  const requested = await withUnits(db, () => payables.request(signed));
  const path = `/v1/disbursement/requests/${requested.value.id}`;
  const validation = await withUnits(db, () => post(`${path}/validation`, circuit.verifier, { ifMatch: 1 }));
  const body = { executionOn: "2027-06-14" };
  const authorisation = await withUnits(db, () =>
    post(`${path}/authorisation`, circuit.authorisingOfficer, { ifMatch: 2, body }),
  );
  // Reads included. A claim moves two heads, an authorisation makes an order, its postings and its place in the day.
  expect(requested.units).toBeLessThanOrEqual(16);
  expect(validation.units).toBeLessThanOrEqual(6);
  expect(authorisation.units).toBeLessThanOrEqual(24);
  expect(api.errors).toStrictEqual([]);
});
