import type { AuditBody } from "@grants/core/audit/entry";
import type { UserId } from "@grants/kernel/id";
import { Instant, addMilliseconds } from "@grants/kernel/time";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { type TestApi, createTestApi } from "../support/api.ts";
import { createAwards } from "../support/awarded.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";
import { createPayables } from "../support/payable.ts";
import { AccountReply, coolingMs, validIban } from "../support/payee.ts";
import { makeReachable } from "../support/reachable.ts";

/**
 * Somebody has the sign-in of an applicant's administrator and asks that the organisation is paid on another account. Each test is one way of
 * going on; in none of them does money leave for the new account.
 */
const monday = "2027-05-03T09:00:00.000Z";
const askedAt = Instant.parse("2027-05-03T09:30:00.000Z");
/** Belongs to somebody else, and the bank knows. */
const muleIban = "LT121000011101001000";
/** Of an account that was opened in the organisation's own name: the bank is deceived. */
const twinIban = "BE71096123456769";

let database: OpenDatabase;
let api: TestApi;
let payables: Awaited<ReturnType<typeof createPayables>>;
let auditor: UserId;

beforeAll(async () => {
  database = await openDatabase();
  api = createTestApi(database.db, monday);
  payables = await createPayables(api, database.db, await createAwards(api, database.db).openCall());
  auditor = await api.person("auditor of the takeover", [{ role: "auditor" }]);
});
afterAll(() => database.stop());

const at = (instant: string, by: number) => addMilliseconds(Instant.parse(instant), by);
const Trail = z.object({ entries: z.array(z.object({ body: z.custom<AuditBody>() })), brokenLink: z.null() });

/** What the auditor reads of an aggregate: act, role and instant. */
const trailOf = async (aggregate: string) => {
  const read = await payables.must("GET", `/v1/transparency/trails/${aggregate}`, { as: auditor });
  return Trail.parse(read).entries.map(({ body }) => body);
};
const actsOf = async (aggregate: string) => (await trailOf(aggregate)).map(({ type }) => type);

/** A payee with a request that is certified, and a stranger who asks for another account with the administrator's sign-in. */
const takeover = async (name: string, iban: string) => {
  const signed = await payables.validated(await payables.inForce(name));
  const organisation = `/v1/registry/organisations/${signed.organisation}`;
  const body = { iban, holderName: "Cyber Hub" };
  const ask = { as: signed.user, at: askedAt, body };
  const made = await payables.must("POST", `${organisation}/bank-account-changes`, ask);
  const { id } = AccountReply.parse(made).account;
  const path = `${organisation}/bank-accounts/${id}`;
  const { verifier, accountant } = payables.circuit;
  const call = (outcome: string, version = 1) =>
    api.send("POST", `${path}/call-back`, {
      as: verifier,
      at: at(askedAt, 1),
      ifMatch: version,
      body: { outcome, reason: "Spoke with the director." },
    });
  const verify = (version: number) => api.send("POST", `${path}/verification`, { as: verifier, ifMatch: version });
  const validate = (version: number, when: string, as = accountant) =>
    api.send("POST", `${path}/validation`, { as, ifMatch: version, at: when, body: {} });
  return { ...signed, organisationPath: organisation, accountId: id, path, call, verify, validate };
};
type Takeover = Awaited<ReturnType<typeof takeover>>;

/** The payment is authorised and leaves; the file of the bank says where to. */
const payOn = async ({ requestId }: Takeover, executionOn: string): Promise<string> => {
  const { authorisingOfficer, accountant } = payables.circuit;
  const request = `/v1/disbursement/requests/${requestId}`;
  await payables.must("POST", `${request}/authorisation`, {
    as: authorisingOfficer,
    ifMatch: 2,
    body: { executionOn },
  });
  const run = await payables.sentRun(executionOn);
  const file = await payables.must("GET", `${run.path}/file`, { as: accountant });
  return z.string().parse(file["text"]);
};

const shownAccounts = async ({ user, organisationPath }: Takeover) =>
  (await payables.must("GET", organisationPath, { as: user }))["accounts"];

describe("an account that somebody takes over", () => {
  test("is not paid on where the bank says that it belongs to somebody else", async () => {
    const story = await takeover("mule at the bank", muleIban);
    const blocked = await story.verify(1);
    expect(blocked).toMatchObject({ status: 200, body: { account: { state: "blocked", payeeCheck: "NO_MATCH" } } });
    const refused = await story.validate(2, at(askedAt, coolingMs));
    expect(refused).toMatchObject({ status: 409, body: { code: "PayeeNotMatched" } });
    const file = await payOn(story, "2027-05-05");
    expect(file).toContain(validIban);
    expect(file).not.toContain(muleIban);
    expect(await actsOf(story.accountId)).toEqual(["BankAccountChangeRequested", "BankAccountBlocked"]);
  });

  test("is not paid on where the organisation says on its known number that it asked for nothing", async () => {
    const story = await takeover("denied by telephone", twinIban);
    const denied = await story.call("DENIED");
    expect(denied).toMatchObject({ status: 200, body: { account: { state: "withdrawn" } } });
    expect(await story.verify(2)).toMatchObject({ status: 409, body: { code: "BankAccountNotRegistered" } });
    const refused = await story.validate(2, at(askedAt, coolingMs));
    expect(refused).toMatchObject({ status: 409, body: { code: "BankAccountNotVerified", state: "withdrawn" } });
    const file = await payOn(story, "2027-05-12");
    expect(file).toContain(validIban);
    expect(file).not.toContain(twinIban);
    expect(await actsOf(story.accountId)).toEqual(["BankAccountChangeRequested", "BankAccountChangeDenied"]);
  });

  test("is not paid on without a call, however long anybody waits", async () => {
    const story = await takeover("nobody called", twinIban);
    expect(await story.verify(1)).toMatchObject({ body: { account: { state: "verified", payeeCheck: "MATCH" } } });
    const refused = await story.validate(2, "2027-12-31T09:00:00.000Z");
    expect(refused).toMatchObject({ status: 409, body: { code: "CallBackRequired" } });
    expect(await story.call("NOT_REACHED", 2)).toMatchObject({ status: 200, body: { account: { state: "verified" } } });
    const unreached = await story.validate(3, "2027-12-31T09:00:00.000Z");
    expect(unreached).toMatchObject({ status: 409, body: { code: "CallBackRequired" } });
  });

  test("is not paid on where the organisation denies it after the bank was deceived", async () => {
    const story = await takeover("denied after the bank", twinIban);
    expect(await story.verify(1)).toMatchObject({ body: { account: { state: "verified", payeeCheck: "MATCH" } } });
    expect(await story.call("DENIED", 2)).toMatchObject({ status: 200, body: { account: { state: "withdrawn" } } });
    const refused = await story.validate(3, at(askedAt, coolingMs));
    expect(refused).toMatchObject({ status: 409, body: { code: "BankAccountNotVerified", state: "withdrawn" } });
    const file = await payOn(story, "2027-05-13");
    expect(file).toContain(validIban);
    expect(file).not.toContain(twinIban);
  });

  test("is not paid on after a mismatch, whichever step came first", async () => {
    const calledFirst = await takeover("mismatch after the call", muleIban);
    expect((await calledFirst.call("CONFIRMED")).status).toBe(200);
    expect(await calledFirst.verify(2)).toMatchObject({ body: { account: { state: "blocked" } } });
    const refused = await calledFirst.validate(3, at(askedAt, coolingMs));
    expect(refused).toMatchObject({ status: 409, body: { code: "PayeeNotMatched" } });
    const bankFirst = await takeover("mismatch before the call", muleIban);
    expect(await bankFirst.verify(1)).toMatchObject({ body: { account: { state: "blocked" } } });
    expect(await bankFirst.call("CONFIRMED", 2)).toMatchObject({
      status: 409,
      body: { code: "AccountNotChanging", state: "blocked" },
    });
  });

  test("is not paid on after a colleague has seen the change and stopped it", async () => {
    const story = await takeover("stopped by a colleague", twinIban);
    const { organisation } = story;
    const colleague = await api.person("colleague of the victim", [{ role: "applicant", organisation }]);
    const read = await payables.must("GET", story.organisationPath, { as: colleague });
    expect(read["accounts"]).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ account: expect.objectContaining({ state: "changePending" }) }),
      ]),
    );
    const stopped = await api.send("POST", `${story.path}/withdrawal`, { as: colleague, ifMatch: 1 });
    expect(stopped).toMatchObject({
      status: 200,
      body: { account: { state: "withdrawn", withdrawn: { by: colleague } } },
    });
    expect(await story.verify(2)).toMatchObject({ status: 409, body: { code: "BankAccountNotRegistered" } });
  });

  test("is told to the organisation's administrators by mail, with no account, name or person in it (PAYX-06)", async () => {
    const payee = await payables.payees.validated("told by mail");
    const { organisation, user } = payee;
    const colleague = await api.person("writer of the victim", [{ role: "applicant", organisation }]);
    const silent = await api.person("administrator without address", [
      { role: "organisationAdministrator", organisation },
    ]);
    const owner = { user, organisation, language: "nl", mail: "baas@hub.example" } as const;
    await makeReachable(database.db, { ...owner, role: "organisationAdministrator" });
    const writer = { user: colleague, organisation, language: "en", mail: "writer@hub.example" } as const;
    await makeReachable(database.db, { ...writer, role: "applicant" });
    await makeReachable(database.db, { ...writer, user: silent, role: "organisationAdministrator", mail: undefined });
    const before = api.mails.length;
    await api.sendLetters(askedAt);
    expect(api.mails.slice(before)).toEqual([]);
    const body = { iban: twinIban, holderName: "Cyber Hub Holder" };
    const path = `/v1/registry/organisations/${organisation}`;
    await payables.must("POST", `${path}/bank-account-changes`, { as: user, at: askedAt, body });
    await api.sendLetters(askedAt);
    await api.sendLetters(askedAt);
    const [mail, ...others] = api.mails.slice(before);
    expect(others).toEqual([]);
    expect(mail).toMatchObject({ to: "baas@hub.example", subject: expect.stringContaining("andere bankrekening") });
    expect(mail?.text).toContain(`https://grants.test/nl/registry/organisations/${organisation}`);
    const told = JSON.stringify(mail).replaceAll(" ", "");
    for (const secret of [twinIban, validIban, twinIban.slice(-4), validIban.slice(-4), "CyberHub", user, "Joost"])
      expect(told).not.toContain(secret);
  });

  test("tells nobody by mail of a first account", async () => {
    const { user, organisation } = await payables.payees.registered("first account");
    const owner = { user, organisation, language: "en", mail: "first@hub.example" } as const;
    await makeReachable(database.db, { ...owner, role: "organisationAdministrator" });
    const path = `/v1/registry/organisations/${organisation}/bank-accounts`;
    await api.send("POST", path, { as: user, body: { iban: validIban, holderName: "Cyber Hub" } });
    await api.sendLetters(askedAt);
    expect(api.mails.map(({ to }) => to)).not.toContain("first@hub.example");
  });

  test("cannot be confirmed on a number that came after the request", async () => {
    const story = await takeover("number came later", twinIban);
    const call = {
      as: payables.circuit.verifier,
      ifMatch: 1,
      body: { outcome: "CONFIRMED", reason: "Spoke with Bo." },
    };
    const known = await api.send("POST", `${story.path}/call-back`, call);
    expect(known.status).toBe(200);
    const without = await payables.payees.validated("has no number");
    const ask = { as: without.user, at: askedAt, body: { iban: twinIban, holderName: "Cyber Hub" } };
    const path = `/v1/registry/organisations/${without.organisation}`;
    const made = AccountReply.parse(
      await payables.must("POST", `${path}/bank-account-changes`, { ...ask, at: monday }),
    );
    const refused = await api.send("POST", `${path}/bank-accounts/${made.account.id}/call-back`, call);
    expect(refused).toMatchObject({
      status: 409,
      body: { code: "ContactNotKnown", because: "VALIDATED_AFTER_THE_REQUEST" },
    });
  });
});

describe("a change that the organisation wants", () => {
  test("waits for the cooling period to the millisecond, and takes three persons of the Centre's and its own", async () => {
    const story = await takeover("wanted change", twinIban);
    const { verifier } = payables.circuit;
    expect((await story.call("NOT_REACHED")).status).toBe(200);
    expect((await story.call("CONFIRMED", 2)).status).toBe(200);
    expect((await story.verify(3)).status).toBe(200);
    const early = await story.validate(4, at(askedAt, coolingMs - 1));
    const cooledAt = at(askedAt, coolingMs);
    expect(early).toMatchObject({ status: 409, body: { code: "CoolingPeriodRuns", cooledAt } });
    const both = await api.person("circuit verifier", [{ role: "verifier" }, { role: "accountingOfficer" }]);
    const own = await story.validate(4, cooledAt, both);
    expect(own).toMatchObject({ status: 403, body: { code: "FourEyesRequired" } });
    await api.person("circuit verifier", [{ role: "verifier" }]);
    expect(await shownAccounts(story)).toMatchObject(
      expect.arrayContaining([expect.objectContaining({ iban: validIban, isPayeeAccount: true })]),
    );
    const validated = await story.validate(4, cooledAt);
    expect(validated).toMatchObject({ status: 200, body: { account: { state: "validated" } } });
    const trail = await trailOf(story.accountId);
    expect(trail.map(({ type, role }) => [type, role])).toEqual([
      ["BankAccountChangeRequested", "organisationAdministrator"],
      ["CallBackRecorded", "verifier"],
      ["CallBackRecorded", "verifier"],
      ["BankAccountVerified", "verifier"],
      ["BankAccountValidated", "accountingOfficer"],
    ]);
    expect(trail[1]?.commitments).toHaveProperty("call");
    expect(new Set(trail.map(({ actor }) => actor))).toEqual(
      new Set([story.user, verifier, payables.circuit.accountant]),
    );
    const [payee] = (await trailOf(story.organisation)).slice(-1);
    expect(payee).toMatchObject({ type: "PayeeAccountSet", terms: { [story.accountId]: 5 } });
  });

  test("may be confirmed after the bank has answered: then money leaves for the new account", async () => {
    const story = await takeover("bank asked first", twinIban);
    const { verifier } = payables.circuit;
    expect(await story.verify(1)).toMatchObject({ body: { account: { state: "verified", payeeCheck: "MATCH" } } });
    const confirmed = await story.call("CONFIRMED", 2);
    const callBack = { outcome: "CONFIRMED", by: verifier };
    expect(confirmed).toMatchObject({
      status: 200,
      body: { account: { state: "verified", payeeCheck: "MATCH", change: { callBack } } },
    });
    const cooledAt = at(askedAt, coolingMs);
    expect(await story.validate(3, at(cooledAt, -1))).toMatchObject({ body: { code: "CoolingPeriodRuns", cooledAt } });
    expect(await story.validate(3, cooledAt)).toMatchObject({ status: 200, body: { account: { state: "validated" } } });
    expect(await actsOf(story.accountId)).toEqual([
      "BankAccountChangeRequested",
      "BankAccountVerified",
      "CallBackRecorded",
      "BankAccountValidated",
    ]);
    const file = await payOn(story, "2027-05-19");
    expect(file).toContain(twinIban);
    expect(file).not.toContain(validIban);
  });

  test("does not pull an order along that was authorised for the old account: the order is held", async () => {
    const story = await takeover("order in between", twinIban);
    const executionOn = "2027-05-20";
    const { authorisingOfficer, accountant } = payables.circuit;
    const request = `/v1/disbursement/requests/${story.requestId}`;
    const authorisation = { as: authorisingOfficer, ifMatch: 2, body: { executionOn } };
    await payables.must("POST", `${request}/authorisation`, authorisation);
    await story.call("CONFIRMED");
    await story.verify(2);
    expect((await story.validate(3, at(askedAt, coolingMs))).status).toBe(200);
    const asked = await payables.must("POST", "/v1/treasury/runs", { as: accountant, body: { executionOn } });
    await api.runPayments();
    const { run } = z.object({ run: z.object({ id: z.string() }) }).parse(asked);
    const shown = await payables.must("GET", `/v1/treasury/runs/${run.id}`, { as: accountant });
    expect(shown).toMatchObject({ run: { state: "refused", because: "NothingDue" }, payments: [] });
    const held = await payables.must("GET", request, { as: accountant });
    expect(held).toMatchObject({ request: { state: "validated" } });
  });

  test("is refused where there is nothing to change, and a first account where there is one", async () => {
    const { user, organisation } = await payables.payees.registered("no account yet");
    const path = `/v1/registry/organisations/${organisation}`;
    const body = { iban: twinIban, holderName: "Cyber Hub" };
    const nothing = await api.send("POST", `${path}/bank-account-changes`, { as: user, body });
    expect(nothing).toMatchObject({ status: 409, body: { code: "NoPayeeAccount" } });
    const paid = await payables.payees.validated("paid already");
    const second = await api.send("POST", `/v1/registry/organisations/${paid.organisation}/bank-accounts`, {
      as: paid.user,
      body,
    });
    expect(second).toMatchObject({ status: 409, body: { code: "PayeeAccountStands" } });
  });
});
