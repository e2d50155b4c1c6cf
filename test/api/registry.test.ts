import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { createDemoPayeeVerification } from "@grants/bank/demo-payee-verification";
import type { PayeeVerification } from "@grants/core/registry/payee-verification";
import type { OrganisationId, UserId } from "@grants/kernel/id";
import { canonicalJson } from "@grants/kernel/canonical-json";
import { headBytesMax } from "@grants/kernel/limits";
import { itemBytes } from "@grants/store/item-bytes";
import { getOne, queryAll } from "@grants/store/read";
import { accessPatterns, keys } from "@grants/store/tables/all";
import { z } from "zod";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestApi, createTestApi } from "../support/api.ts";
import { anOrganisation } from "../support/builders.ts";
import { withUnits } from "../support/capacity.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";
import { auditBodies } from "../support/evidence.ts";
import { AccountReply, aLegalEntity, anAccount, createPayees, validIban } from "../support/payee.ts";

const noon = "2026-11-24T11:00:00.000Z";
let database: OpenDatabase;
let api: TestApi;
let payees: ReturnType<typeof createPayees>;
let verifier: UserId;
let accountant: UserId;

beforeAll(async () => {
  database = await openDatabase();
  const bank = createDemoPayeeVerification();
  const payeeVerification: PayeeVerification = {
    ask: async (question) => (question.iban === silentIban ? null : bank.ask(question)),
  };
  api = createTestApi(database.db, noon, { payeeVerification });
  payees = createPayees(api);
  verifier = await api.person("verifier", [{ role: "verifier" }]);
  accountant = await api.person("accountant", [{ role: "accountingOfficer" }]);
});
afterAll(() => database.stop());

/** Accounts that the demonstration's bank knows: of somebody else, and of nearly this name; and one about which it says nothing. */
const muleIban = "LT121000011101001000";
const closeIban = "ES9121000418450200051332";
const silentIban = "BE71096123456769";

const organisationPath = (id: string) => `/v1/registry/organisations/${id}`;
const register = (as: UserId, organisationId: OrganisationId, over: object = {}, key?: string) =>
  api.send("POST", "/v1/registry/organisations", {
    as,
    body: { organisationId, legalEntity: aLegalEntity(organisationId, over) },
    ...(key === undefined ? {} : { key }),
  });
const headOf = (key: { pk: string; sk: string }) => getOne(database.db, "grants", key);

const accountOf = async (name: string, over: object = {}) => {
  const payee = await payees.registered(name);
  const made = await api.send("POST", `${organisationPath(payee.organisation)}/bank-accounts`, {
    as: payee.user,
    body: anAccount(over),
  });
  const { id } = AccountReply.parse(made.body).account;
  return { ...payee, id, path: `${organisationPath(payee.organisation)}/bank-accounts/${id}` };
};

describe("registering an organisation", () => {
  test("keeps the legal entity apart and its salted digest in the head", async () => {
    const { user, organisation } = await payees.applicant("registers");
    const made = await register(user, organisation);
    expect(made.status).toBe(201);
    const head = await headOf(keys.organisation(organisation));
    expect(head).toMatchObject({ state: "registered", country: "BE", registeredBy: user });
    expect(JSON.stringify(head)).not.toContain("Cyber");
    expect(itemBytes(head ?? {})).toBeLessThanOrEqual(headBytesMax);
    const file = await getOne(database.db, "people", keys.legalEntity(organisation));
    expect(file?.["content"]).toMatchObject({ name: "Cyber Hub" });
    const { sha256 } = database.db;
    const salted = `${String(file?.["salt"])}${canonicalJson(aLegalEntity(organisation))}`;
    expect(head?.["legalEntitySha256"]).toBe(sha256(salted));
  });

  test("answers the same request again and makes one entry", async () => {
    const { user, organisation } = await payees.applicant("repeats");
    const first = await register(user, organisation, {}, "registration-1");
    const second = await register(user, organisation, {}, "registration-1");
    expect(second.status).toBe(201);
    expect(second.body).toStrictEqual(first.body);
    expect(await auditBodies(database.db, organisation)).toHaveLength(1);
  });

  test("is refused a second time", async () => {
    const { user, organisation } = await payees.registered("twice");
    const again = await register(user, organisation, { registrationNumber: "BE 2" });
    expect(again).toMatchObject({ status: 409, body: { code: "OrganisationRegistered" } });
  });

  test("is refused under a PIC that another organisation has", async () => {
    const first = await payees.registered("owns the PIC");
    const { user, organisation } = await payees.applicant("wants the PIC");
    const { pic } = aLegalEntity(first.organisation);
    const taken = await register(user, organisation, { pic });
    expect(taken).toMatchObject({ status: 409, body: { code: "PicTaken", pic } });
    expect(await headOf(keys.organisation(organisation))).toBeNull();
  });

  test("is refused under a VAT number or a registration number that another organisation has, however it is written", async () => {
    const first = await payees.applicant("has the numbers");
    await register(first.user, first.organisation, { vatNumber: "BE 0428.759.497", registrationNumber: "KBO 12.34" });
    const { user, organisation } = await payees.applicant("wants the numbers");
    const vat = await register(user, organisation, { vatNumber: "be0428759497" });
    expect(vat).toMatchObject({ status: 409, body: { code: "IdentityTaken", mark: "VAT" } });
    const number = await register(user, organisation, { registrationNumber: "kbo-1234" });
    expect(number).toMatchObject({ status: 409, body: { code: "IdentityTaken", mark: "REGISTRATION" } });
    expect(await headOf(keys.organisation(organisation))).toBeNull();
    const rows = JSON.stringify(await headOf(keys.organisation(first.organisation)));
    expect(rows).not.toContain("0428759497");
  });

  test.each([
    [{ vatNumber: "BE 0428.759.498" }, "VatNumberInvalid", "legalEntity.vatNumber"],
    [{ nuts: "EL303" }, "RegionElsewhere", "legalEntity.nuts"],
  ])("is refused with %o, at its field", async (over, code, field) => {
    const { user, organisation } = await payees.applicant(`refused ${code}`);
    expect(await register(user, organisation, over)).toMatchObject({ status: 422, body: { code, field } });
  });

  test("takes the region of the seat, by the Union's code of the country", async () => {
    const { user, organisation } = await payees.applicant("in Athens");
    const { address } = aLegalEntity(organisation);
    const greek = { nuts: "EL303", vatNumber: "GR 094259216", address: { ...address, country: "GR" } };
    expect((await register(user, organisation, greek)).status).toBe(201);
    const read = await api.send("GET", organisationPath(organisation), { as: user });
    expect(read.body["legalEntity"]).toMatchObject({ nuts: "EL303", vatNumber: "EL094259216" });
  });

  test("is refused for somebody else's organisation", async () => {
    const { user } = await payees.applicant("a stranger");
    const refused = await register(user, anOrganisation("not theirs"));
    expect(refused).toMatchObject({ status: 403, body: { code: "NotAllowed", because: "RELATION" } });
  });

  test("is refused with an unknown field, which is named", async () => {
    const { user, organisation } = await payees.applicant("unknown field");
    const refused = await register(user, organisation, { motto: "secure" });
    expect(refused).toMatchObject({ status: 400, body: { code: "InputInvalid", field: "legalEntity.motto" } });
  });
});

describe("validating an organisation", () => {
  test("is done by a verifier, once", async () => {
    const { organisation } = await payees.registered("to validate");
    const path = `${organisationPath(organisation)}/validation`;
    const done = await api.send("POST", path, { as: verifier, ifMatch: 1 });
    expect(done).toMatchObject({ status: 200, body: { version: 2, organisation: { state: "validated" } } });
    const again = await api.send("POST", path, { as: verifier, ifMatch: 2 });
    expect(again).toMatchObject({ status: 409, body: { code: "OrganisationNotRegistered", state: "validated" } });
  });

  test("is refused to the person who registered it", async () => {
    const organisation = anOrganisation("own validator");
    const both = await api.person("both", [{ role: "applicant", organisation }, { role: "verifier" }]);
    await register(both, organisation);
    const refused = await api.send("POST", `${organisationPath(organisation)}/validation`, { as: both, ifMatch: 1 });
    expect(refused).toMatchObject({ status: 403, body: { code: "FourEyesRequired", because: "REGISTERED_IT" } });
  });

  test("is refused on a stale version", async () => {
    const { organisation } = await payees.registered("stale");
    const path = `${organisationPath(organisation)}/validation`;
    await api.send("POST", path, { as: verifier, ifMatch: 1 });
    const stale = await api.send("POST", path, { as: verifier, ifMatch: 1 });
    expect(stale).toMatchObject({ status: 412, body: { code: "StaleVersion", actualVersion: 2 } });
  });

  test("is refused for an organisation that does not exist", async () => {
    const path = `${organisationPath(anOrganisation("nobody"))}/validation`;
    const refused = await api.send("POST", path, { as: verifier, ifMatch: 1 });
    expect(refused).toMatchObject({ status: 404, body: { code: "OrganisationNotFound" } });
  });
});

describe("refusing an organisation", () => {
  test("keeps the reason, and lets the organisation state itself anew under the same numbers", async () => {
    const { user, organisation } = await payees.registered("to refuse");
    const path = `${organisationPath(organisation)}/refusal`;
    const body = { reason: "The name in the register is another one." };
    const refused = await api.send("POST", path, { as: verifier, ifMatch: 1, body });
    expect(refused).toMatchObject({ status: 200, body: { version: 2, organisation: { state: "refused" } } });
    const listed = await api.send("GET", "/v1/registry/work?rows=100", { as: verifier });
    expect(JSON.stringify(listed.body)).not.toContain(organisation);
    const anew = await register(user, organisation, { name: "Cyber Hub of Ghent" }, "registration-anew");
    expect(anew).toMatchObject({ status: 201, body: { version: 3, organisation: { state: "registered" } } });
    const again = await register(user, organisation, { name: "Cyber Hub of Ghent" }, "registration-anew");
    expect(again.body).toStrictEqual(anew.body);
    const entries = await auditBodies(database.db, organisation);
    expect(entries.map(({ type }) => type)).toEqual([
      "OrganisationRegistered",
      "OrganisationRefused",
      "OrganisationRegistered",
    ]);
    expect(entries[1]?.commitments).toHaveProperty("reason");
  });
});

describe("registering a bank account", () => {
  test("keeps the number out of head and chain", async () => {
    const { id, organisation } = await accountOf("has an account");
    const head = await headOf(keys.bankAccount(organisation, id));
    expect(JSON.stringify(head)).not.toContain(validIban);
    expect(itemBytes(head ?? {})).toBeLessThanOrEqual(headBytesMax);
    expect(JSON.stringify(await auditBodies(database.db, id))).not.toContain(validIban);
    const file = await getOne(database.db, "people", keys.bankAccountFile(organisation, id));
    expect(file?.["content"]).toMatchObject({ iban: validIban });
  });

  test.each([
    ["a wrong check digit", { iban: "BE69 5390 0754 7034" }, "IbanInvalid", "CHECKSUM"],
    ["a length of another country", { iban: "BE68 5390 0754 703" }, "IbanInvalid", "LENGTH"],
    ["a country that SEPA does not reach", { iban: "US68539007547034" }, "IbanInvalid", "COUNTRY_NOT_REACHABLE"],
    ["no number at all", { iban: "none" }, "IbanInvalid", "FORMAT"],
    ["a holder's name of 71 characters", { holderName: "H".repeat(71) }, "PaymentTextInvalid", "TOO_LONG"],
  ])("is refused with %s, and nothing is written", async (_, over, code, reason) => {
    const { user, organisation } = await payees.registered(`refused: ${code} ${reason}`);
    const path = `${organisationPath(organisation)}/bank-accounts`;
    const refused = await api.send("POST", path, { as: user, body: anAccount(over) });
    expect(refused).toMatchObject({ status: 422, body: { code, reason } });
    const ask = { pk: keys.organisation(organisation).pk, sk: { beginsWith: "BAF#" } };
    expect(await queryAll(database.db, accessPatterns.bankAccounts, ask)).toHaveLength(0);
  });
});

describe("checking a bank account", () => {
  test("takes two persons of the ECCC and makes it the payee's account", async () => {
    const { organisation, path, id } = await accountOf("is checked");
    await api.send("POST", `${organisationPath(organisation)}/validation`, { as: verifier, ifMatch: 1 });
    const verified = await api.send("POST", `${path}/verification`, { as: verifier, ifMatch: 1 });
    expect(verified).toMatchObject({ status: 200, body: { account: { state: "verified", checkedAt: noon } } });
    const validated = await api.send("POST", `${path}/validation`, { as: accountant, ifMatch: 2, body: {} });
    expect(validated).toMatchObject({
      status: 200,
      body: { account: { state: "validated", validatedBy: accountant } },
    });
    const head = await headOf(keys.organisation(organisation));
    expect(head).toMatchObject({ version: 3, account: { id } });
    expect(itemBytes(head ?? {})).toBeLessThanOrEqual(headBytesMax);
  });

  test("leaves nothing in the list of what waits", async () => {
    const { organisation } = await payees.validated("leaves the list");
    const listed = await api.send("GET", "/v1/registry/work", { as: verifier });
    expect(listed.status).toBe(200);
    expect(JSON.stringify(listed.body)).not.toContain(organisation);
  });

  test("is listed page by page: nothing is cut off, and a cursor is its reader's own", async () => {
    await payees.registered("fills a page");
    await payees.registered("fills another page");
    const seen: string[] = [];
    let cursor = "";
    do {
      const query = `?rows=1${cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`}`;
      const { body } = await api.send("GET", `/v1/registry/work${query}`, { as: verifier });
      seen.push(JSON.stringify(body["organisations"]), JSON.stringify(body["accounts"]));
      cursor = z.string().catch("").parse(body["next"]);
      const stolen = await api.send("GET", `/v1/registry/work?cursor=${encodeURIComponent(cursor)}`, {
        as: accountant,
      });
      expect([200, 400]).toContain(stolen.status);
    } while (cursor !== "");
    const whole = await api.send("GET", "/v1/registry/work", { as: verifier });
    const idsIn = (text: string) => text.match(/"id":"(?:org|baf)_[^"]+"/g) ?? [];
    expect(seen.flatMap(idsIn).toSorted()).toEqual(idsIn(JSON.stringify(whole.body)).toSorted());
  });

  test("stands in the list until somebody does it", async () => {
    const { organisation, id } = await accountOf("stands in the list");
    const listed = await api.send("GET", "/v1/registry/work", { as: accountant });
    expect(JSON.stringify(listed.body["organisations"])).toContain(organisation);
    expect(JSON.stringify(listed.body["accounts"])).toContain(id);
  });

  test("ends with no match: the result is kept and the account is blocked", async () => {
    const { path } = await accountOf("no match", { iban: muleIban });
    const blocked = await api.send("POST", `${path}/verification`, { as: verifier, ifMatch: 1 });
    expect(blocked).toMatchObject({ status: 200, body: { account: { state: "blocked", payeeCheck: "NO_MATCH" } } });
    const refused = await api.send("POST", `${path}/validation`, { as: accountant, ifMatch: 2, body: {} });
    expect(refused).toMatchObject({ status: 409, body: { code: "PayeeNotMatched" } });
  });

  test("asks about the legal entity, whatever holder the request names", async () => {
    const { path } = await accountOf("names the mule", { iban: muleIban, holderName: "Quick Money Services UAB" });
    const blocked = await api.send("POST", `${path}/verification`, { as: verifier, ifMatch: 1 });
    expect(blocked).toMatchObject({ body: { account: { payeeCheck: "NO_MATCH" } } });
  });

  test("waits where the bank gives no answer, and writes nothing", async () => {
    const { path, id } = await accountOf("bank is silent", { iban: silentIban });
    const silent = await api.send("POST", `${path}/verification`, { as: verifier, ifMatch: 1 });
    expect(silent).toMatchObject({ status: 503, body: { code: "PayeeCheckUnavailable", retryAfterSeconds: 60 } });
    expect(await auditBodies(database.db, id)).toHaveLength(1);
  });

  test("needs the second person's reason on a close match", async () => {
    const { path, organisation, id } = await accountOf("close match", { iban: closeIban });
    await api.send("POST", `${organisationPath(organisation)}/validation`, { as: verifier, ifMatch: 1 });
    await api.send("POST", `${path}/verification`, { as: verifier, ifMatch: 1 });
    const refused = await api.send("POST", `${path}/validation`, { as: accountant, ifMatch: 2, body: {} });
    expect(refused).toMatchObject({ status: 422, body: { code: "ReasonRequired", field: "reason" } });
    const reason = "The bank abbreviates the legal form.";
    const done = await api.send("POST", `${path}/validation`, { as: accountant, ifMatch: 2, body: { reason } });
    expect(done.status).toBe(200);
    const [, , entry] = await auditBodies(database.db, id);
    expect(entry?.commitments).toHaveProperty("reason");
    const { tables, client } = database.db;
    const { Item } = await client.send(new GetCommand({ TableName: tables.people, Key: keys.note(id, 3) }));
    expect(Item?.["notes"]).toMatchObject({ reason: { value: reason } });
  });

  test("is refused to one person for both steps", async () => {
    const { path, organisation } = await accountOf("one person");
    const both = await api.person("two roles", [{ role: "verifier" }, { role: "accountingOfficer" }]);
    await api.send("POST", `${organisationPath(organisation)}/validation`, { as: verifier, ifMatch: 1 });
    await api.send("POST", `${path}/verification`, { as: both, ifMatch: 1 });
    const refused = await api.send("POST", `${path}/validation`, { as: both, ifMatch: 2, body: {} });
    expect(refused).toMatchObject({ status: 403, body: { code: "FourEyesRequired", because: "VERIFIED_IT" } });
  });

  test("is refused before the legal entity is validated", async () => {
    const { path } = await accountOf("no legal entity");
    await api.send("POST", `${path}/verification`, { as: verifier, ifMatch: 1 });
    const refused = await api.send("POST", `${path}/validation`, { as: accountant, ifMatch: 2, body: {} });
    expect(refused).toMatchObject({ status: 409, body: { code: "PayeeNotValidated", missing: "LEGAL_ENTITY" } });
  });

  test("is refused before the bank was asked", async () => {
    const { path } = await accountOf("not asked");
    const refused = await api.send("POST", `${path}/validation`, { as: accountant, ifMatch: 1, body: {} });
    expect(refused).toMatchObject({ status: 409, body: { code: "BankAccountNotVerified", state: "registered" } });
  });
});

describe("reading an organisation", () => {
  test("shows its own person the whole number and what may be done", async () => {
    const { user, organisation } = await payees.validated("reads itself");
    const read = await api.send("GET", organisationPath(organisation), { as: user });
    expect(read.body["accounts"]).toMatchObject([{ iban: validIban, isPayeeAccount: true }]);
    expect(read.body["allowedActions"]).toStrictEqual([
      { action: "registerBankAccount", allowed: false, because: "PayeeAccountStands" },
      { action: "changeBankAccount", allowed: true },
      { action: "refuseOrganisation", allowed: false, because: "NotAllowed" },
      { action: "recordExclusion", allowed: false, because: "NotAllowed" },
      { action: "validateOrganisation", allowed: false, because: "NotAllowed" },
    ]);
  });

  test("shows an officer who does not check it a masked number", async () => {
    const { organisation } = await payees.validated("is masked");
    const officer = await api.person("project officer", [{ role: "projectOfficer" }]);
    const read = await api.send("GET", organisationPath(organisation), { as: officer });
    expect(read.body["accounts"]).toMatchObject([{ iban: "BE68 … 7034" }]);
    expect(JSON.stringify(read.body)).not.toContain(validIban);
  });

  test("says of somebody else's organisation that there is none", async () => {
    const { organisation } = await payees.registered("unseen");
    const { user } = await payees.applicant("curious");
    const read = await api.send("GET", organisationPath(organisation), { as: user });
    expect(read).toMatchObject({ status: 404, body: { code: "OrganisationNotFound" } });
  });
});

test("the registry's steps cost what they should", async () => {
  const { db } = database;
  const { user, organisation } = await payees.applicant("counted");
  const registration = await withUnits(db, () => register(user, organisation));
  // Six of them are the words by which others find it.
  expect(registration.units).toBeLessThanOrEqual(21);
  expect(api.errors).toStrictEqual([]);
});
