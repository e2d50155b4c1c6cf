import { UserId } from "@grants/kernel/id";
import { describe, expect, test } from "vitest";
import { BankAccount, maskIban } from "./bank-account.ts";
import { Iban } from "../disbursement/iban.ts";
import { Organisation, payeeAccountOf } from "./organisation.ts";
import { decideAccountValidation } from "./validate-bank-account.ts";
import { decideVerification } from "./verify-bank-account.ts";
import { Instant } from "@grants/kernel/time";

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
});
const organisation = Organisation.parse({
  state: "validated",
  id: `org_${ulid("1")}`,
  pic: "999888777",
  country: "BE",
  legalEntitySha256: digest,
  registeredBy: ann,
  validatedBy: verifier,
});
const verified = (payeeCheck: string) =>
  BankAccount.parse({
    ...registered,
    state: payeeCheck === "NO_MATCH" ? "blocked" : "verified",
    payeeCheck,
    checkedAt,
    verifiedBy: verifier,
  });
const validation = (over: object = {}) => ({ validatedBy: accountant, reason: undefined, ...over });

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
  test.each(["MATCH", "NOT_POSSIBLE"])(
    "needs no reason after %s, and names the account as the payee's",
    (payeeCheck) => {
      const decided = decideAccountValidation(verified(payeeCheck), organisation, validation());
      const account = { id: registered.id, sha256: registered.detailsSha256 };
      expect(decided).toMatchObject({
        ok: true,
        value: { account: { state: "validated" }, organisation: { account } },
      });
    },
  );

  test.each([
    [
      "a close match without a reason",
      verified("CLOSE_MATCH"),
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

describe("the payee's account", () => {
  test("is missing with the legal entity first, then with the account", () => {
    const { id } = organisation;
    const lacks = (of: Organisation | null) => payeeAccountOf(id, of);
    expect(lacks(null)).toMatchObject({ error: { missing: "LEGAL_ENTITY" } });
    expect(lacks(Organisation.parse({ ...organisation, state: "registered" }))).toMatchObject({
      error: { missing: "LEGAL_ENTITY" },
    });
    expect(lacks(organisation)).toMatchObject({ error: { missing: "BANK_ACCOUNT" } });
    const account = { id: registered.id, sha256: digest };
    expect(lacks(Organisation.parse({ ...organisation, account }))).toStrictEqual({ ok: true, value: account });
  });
});

test("a masked number shows its beginning and its end", () => {
  expect(maskIban(Iban.parse("BE68539007547034"))).toBe("BE68 … 7034");
});
