import { UserId } from "@grants/kernel/id";
import { describe, expect, test } from "vitest";
import { BankAccount, maskIban } from "./bank-account.ts";
import { Iban } from "../disbursement/iban.ts";
import { Organisation, payeeAccountOf } from "./organisation.ts";
import { decideOrganisationRefusal, decideOrganisationValidation } from "./validate-organisation.ts";
import { decideAccountValidation } from "./validate-bank-account.ts";
import { decideVerification } from "./verify-bank-account.ts";
import { Instant, LocalDate } from "@grants/kernel/time";

const ulid = (digit: string) => digit.repeat(26);
const person = (digit: string) => UserId.parse(`usr_${ulid(digit)}`);
const [ann, verifier, accountant] = [person("A"), person("B"), person("C")];
const checkedAt = Instant.parse("2027-05-03T09:00:00.000Z");
const digest = "a".repeat(64);

const registered = BankAccount.parse({
  state: "registered",
  id: `baf_${ulid("1")}`,
  organisation: `org_${ulid("1")}`,
  detailsSha256: digest,
  registeredBy: ann,
  registeredAt: "2027-05-01T09:00:00.000Z",
});
const organisation = Organisation.parse({
  state: "validated",
  id: `org_${ulid("1")}`,
  pic: "999888777",
  country: "BE",
  legalEntitySha256: digest,
  registeredBy: ann,
  validatedBy: verifier,
  validatedAt: "2027-04-01T09:00:00.000Z",
});
const verified = (payeeCheck: string) =>
  BankAccount.parse({
    ...registered,
    state: payeeCheck === "NO_MATCH" ? "blocked" : "verified",
    payeeCheck,
    checkedAt,
    verifiedBy: verifier,
  });
const validation = (over: object = {}) => ({
  validatedBy: accountant,
  validatedAt: checkedAt,
  reason: undefined,
  ...over,
});

describe("verifying a bank account", () => {
  test.each([
    ["MATCH", "verified"],
    ["CLOSE_MATCH", "verified"],
    ["NOT_POSSIBLE", "verified"],
    ["NO_MATCH", "blocked"],
  ] as const)("keeps %s and leaves it %s", (payeeCheck, state) => {
    const decided = decideVerification(registered, { payeeCheck, checkedAt, verifiedBy: verifier });
    expect(decided).toMatchObject({ ok: true, value: { state, payeeCheck, checkedAt, verifiedBy: verifier } });
  });

  test("is refused to whoever registered it, and a second time", () => {
    const checked = { payeeCheck: "MATCH", checkedAt } as const;
    const own = decideVerification(registered, { ...checked, verifiedBy: ann });
    expect(own).toMatchObject({ error: { kind: "FourEyesRequired", because: "REGISTERED_IT" } });
    const again = decideVerification(verified("MATCH"), { ...checked, verifiedBy: verifier });
    expect(again).toMatchObject({ error: { kind: "BankAccountNotRegistered", state: "verified" } });
  });
});

describe("validating a bank account", () => {
  test("needs no reason after a match, and names the account as the payee's", () => {
    const decided = decideAccountValidation(verified("MATCH"), organisation, validation());
    const account = { id: registered.id, sha256: registered.detailsSha256 };
    expect(decided).toMatchObject({ ok: true, value: { account: { state: "validated" }, organisation: { account } } });
  });

  test.each([
    [
      "a close match without a reason",
      verified("CLOSE_MATCH"),
      organisation,
      {},
      { kind: "ReasonRequired", field: "reason" },
    ],
    [
      "a bank that cannot answer, without a reason",
      verified("NOT_POSSIBLE"),
      organisation,
      {},
      { kind: "ReasonRequired", field: "reason" },
    ],
    ["a blocked account", verified("NO_MATCH"), organisation, {}, { kind: "PayeeNotMatched" }],
    [
      "an account that was not verified",
      registered,
      organisation,
      {},
      { kind: "BankAccountNotVerified", state: "registered" },
    ],
    [
      "whoever registered it",
      verified("MATCH"),
      organisation,
      { validatedBy: ann },
      { kind: "FourEyesRequired", because: "REGISTERED_IT" },
    ],
    [
      "whoever verified it",
      verified("MATCH"),
      organisation,
      { validatedBy: verifier },
      { kind: "FourEyesRequired", because: "VERIFIED_IT" },
    ],
    [
      "an organisation that is not validated",
      verified("MATCH"),
      Organisation.parse({ ...organisation, state: "registered" }),
      {},
      { kind: "PayeeNotValidated", organisationId: organisation.id, missing: "LEGAL_ENTITY" },
    ],
  ])("is refused for %s", (_, account, of, over, error) => {
    expect(decideAccountValidation(account, of, validation(over))).toStrictEqual({ ok: false, error });
  });

  test("takes a close match with the second person's reason", () => {
    const reason = "The bank abbreviates the legal form.";
    expect(decideAccountValidation(verified("CLOSE_MATCH"), organisation, validation({ reason })).ok).toBe(true);
  });
});

const cooledAt = "2027-05-11T09:00:00.000Z";
const paidOn = { id: `baf_${ulid("0")}`, sha256: digest };
const paid = Organisation.parse({ ...organisation, account: paidOn });
const called = (outcome: string, by = verifier) => ({ outcome, by, at: "2027-05-02T09:00:00.000Z" });
const changed = (over: object = {}) =>
  BankAccount.parse({
    ...verified("MATCH"),
    change: { replaces: paidOn.id, cooledAt, callBack: called("CONFIRMED"), ...over },
  });
const validateAt = (account: BankAccount, at: string, of = paid) =>
  decideAccountValidation(account, of, validation({ validatedAt: Instant.parse(at) }));

describe("validating a changed account", () => {
  test.each([
    ["one millisecond before the cooling period is over", "2027-05-11T08:59:59.999Z", false],
    ["at its last instant", cooledAt, true],
    ["one millisecond after it", "2027-05-11T09:00:00.001Z", true],
  ])("%s: %s", (_, at, isValidated) => {
    expect(validateAt(changed(), at).ok).toBe(isValidated);
  });

  test("says until when the account cools down", () => {
    const refused = validateAt(changed(), "2027-05-05T09:00:00.000Z");
    expect(refused).toStrictEqual({ ok: false, error: { kind: "CoolingPeriodRuns", cooledAt } });
  });

  test.each([
    ["nobody called", { callBack: undefined }, "CallBackRequired"],
    ["nobody was reached", { callBack: called("NOT_REACHED") }, "CallBackRequired"],
    ["the validator called himself", { callBack: called("CONFIRMED", accountant) }, "FourEyesRequired"],
    ["payments go to a third account by now", { replaces: `baf_${ulid("9")}` }, "PayeeAccountChanged"],
  ])("is refused where %s", (_, over, kind) => {
    expect(validateAt(changed(over), cooledAt)).toMatchObject({ ok: false, error: { kind } });
  });

  test("is no way around for an account that was registered as the first one", () => {
    expect(validateAt(verified("MATCH"), cooledAt)).toMatchObject({ error: { kind: "PayeeAccountChanged" } });
    expect(validateAt(changed(), cooledAt, organisation)).toMatchObject({ error: { kind: "PayeeAccountChanged" } });
  });
});

describe("the payee's account", () => {
  test("is missing with the legal entity first, then with the account", () => {
    const { id } = organisation;
    const lacks = (of: Organisation | null) => payeeAccountOf(id, of, LocalDate.parse("2027-05-03"));
    expect(lacks(null)).toMatchObject({ error: { missing: "LEGAL_ENTITY" } });
    expect(lacks(Organisation.parse({ ...organisation, state: "registered" }))).toMatchObject({
      error: { missing: "LEGAL_ENTITY" },
    });
    expect(lacks(organisation)).toMatchObject({ error: { missing: "BANK_ACCOUNT" } });
    const account = { id: registered.id, sha256: digest };
    expect(lacks(Organisation.parse({ ...organisation, account }))).toStrictEqual({ ok: true, value: account });
  });
});

describe("a validated legal entity", () => {
  test.each([
    ["2030-04-01", true],
    ["2030-04-02", false],
  ])("is paid on %s: %s", (on, isPaid) => {
    const account = { id: registered.id, sha256: digest };
    const paidOrganisation = Organisation.parse({ ...organisation, account });
    expect(payeeAccountOf(organisation.id, paidOrganisation, LocalDate.parse(on)).ok).toBe(isPaid);
  });

  test("is looked at again in its last three months, and refused by nobody who registered it", () => {
    const again = (at: string, validatedBy = verifier) =>
      decideOrganisationValidation(organisation, { validatedBy, validatedAt: Instant.parse(at) });
    expect(again("2029-12-31T11:00:00.000Z")).toMatchObject({ error: { kind: "OrganisationNotRegistered" } });
    expect(again("2030-01-01T11:00:00.000Z")).toMatchObject({ ok: true, value: { state: "validated" } });
    expect(again("2031-01-01T11:00:00.000Z", ann)).toMatchObject({ error: { kind: "FourEyesRequired" } });
    const refused = { refusedBy: verifier, refusedAt: checkedAt };
    expect(decideOrganisationRefusal(organisation, refused)).toMatchObject({ ok: false });
    const stated = Organisation.parse({ ...organisation, state: "registered" });
    expect(decideOrganisationRefusal(stated, refused)).toMatchObject({ ok: true, value: { state: "refused" } });
    expect(decideOrganisationRefusal(stated, { ...refused, refusedBy: ann })).toMatchObject({ ok: false });
  });
});

test("a masked number shows its beginning and its end", () => {
  expect(maskIban(Iban.parse("BE68539007547034"))).toBe("BE68 … 7034");
});
