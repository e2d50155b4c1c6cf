import { UserId } from "@grants/kernel/id";
import { Instant } from "@grants/kernel/time";
import { describe, expect, test } from "vitest";
import { BankAccount, changeOf } from "./bank-account.ts";
import { decideCallBack, knownPhone } from "./call-back.ts";
import { Organisation } from "./organisation.ts";
import { cooledAtOf } from "./register-bank-account.ts";
import { decideWithdrawal } from "./withdraw-bank-account.ts";

const ulid = (digit: string) => digit.repeat(26);
const [ann, officer] = [UserId.parse(`usr_${ulid("A")}`), UserId.parse(`usr_${ulid("B")}`)];
const digest = "a".repeat(64);
const askedAt = "2027-05-01T09:00:00.000Z";
const at = Instant.parse("2027-05-02T09:00:00.000Z");

const pending = BankAccount.parse({
  state: "changePending",
  id: `baf_${ulid("1")}`,
  organisation: `org_${ulid("1")}`,
  detailsSha256: digest,
  registeredBy: ann,
  registeredAt: askedAt,
  change: { replaces: `baf_${ulid("0")}`, cooledAt: "2027-05-11T09:00:00.000Z" },
});
const organisation = (validatedAt: string) =>
  Organisation.parse({
    state: "validated",
    id: `org_${ulid("1")}`,
    pic: "999888777",
    country: "BE",
    legalEntitySha256: digest,
    registeredBy: ann,
    validatedBy: officer,
    validatedAt,
  });

describe("calling back about a changed account", () => {
  test.each([
    ["CONFIRMED", "changePending"],
    ["NOT_REACHED", "changePending"],
    ["DENIED", "withdrawn"],
  ] as const)("keeps %s and leaves the account %s", (outcome, state) => {
    const decided = decideCallBack(pending, { outcome, by: officer, at });
    expect(decided).toMatchObject({ ok: true, value: { state, change: { callBack: { outcome, by: officer, at } } } });
  });

  test("may be tried again after nobody was reached", () => {
    const tried = {
      ...pending,
      change: { ...changeOf(pending), callBack: { outcome: "NOT_REACHED", by: officer, at } },
    };
    const again = decideCallBack(BankAccount.parse(tried), { outcome: "CONFIRMED", by: officer, at });
    expect(again).toMatchObject({ ok: true, value: { change: { callBack: { outcome: "CONFIRMED" } } } });
  });

  const checked = { payeeCheck: "MATCH", checkedAt: at, verifiedBy: officer };
  const verified = BankAccount.parse({ ...pending, ...checked, state: "verified" });

  test.each([
    ["CONFIRMED", "verified"],
    ["NOT_REACHED", "verified"],
    ["DENIED", "withdrawn"],
  ] as const)("may follow the bank's answer: %s leaves the account %s", (outcome, state) => {
    const decided = decideCallBack(verified, { outcome, by: officer, at });
    expect(decided).toMatchObject({ ok: true, value: { state, change: { callBack: { outcome } } } });
  });

  test.each(["blocked", "withdrawn", "validated"])("is refused for a file that is %s", (state) => {
    const over = BankAccount.parse({ ...verified, state, validatedBy: ann });
    expect(decideCallBack(over, { outcome: "CONFIRMED", by: officer, at })).toMatchObject({
      error: { kind: "AccountNotChanging", state },
    });
  });

  test("is refused for the first account of an organisation, verified or not", () => {
    const first = BankAccount.parse({ ...verified, change: undefined });
    expect(decideCallBack(first, { outcome: "CONFIRMED", by: officer, at })).toMatchObject({
      error: { kind: "AccountNotChanging", state: "verified" },
    });
  });

  test("is refused to whoever asked for the change, and where nothing changes", () => {
    const own = decideCallBack(pending, { outcome: "CONFIRMED", by: ann, at });
    expect(own).toMatchObject({ error: { kind: "FourEyesRequired", because: "REGISTERED_IT" } });
    const first = BankAccount.parse({ ...pending, state: "registered" });
    expect(decideCallBack(first, { outcome: "CONFIRMED", by: officer, at })).toMatchObject({
      error: { kind: "AccountNotChanging", state: "registered" },
    });
  });
});

describe("the number that is called", () => {
  const phone = "+3225550101";

  test.each([
    ["a millisecond before the request", "2027-05-01T08:59:59.999Z", true],
    ["at the instant of the request", askedAt, false],
    ["a millisecond after it", "2027-05-01T09:00:00.001Z", false],
  ])("validated %s is known: %s", (_, validatedAt, isKnown) => {
    expect(knownPhone(pending, organisation(validatedAt), { phone }).ok).toBe(isKnown);
  });

  test("is missing where the file has none or nobody validated it", () => {
    const missing = { error: { kind: "ContactNotKnown", because: "NO_NUMBER" } };
    expect(knownPhone(pending, organisation("2027-04-01T09:00:00.000Z"), {})).toMatchObject(missing);
    const registered = Organisation.parse({ ...organisation(askedAt), state: "registered" });
    expect(knownPhone(pending, registered, { phone })).toMatchObject(missing);
  });
});

describe("withdrawing an account", () => {
  test("stops one that is not validated, once", () => {
    const stopped = decideWithdrawal(pending, { by: ann, at });
    expect(stopped).toMatchObject({ ok: true, value: { state: "withdrawn", withdrawn: { by: ann, at } } });
    const withdrawn = BankAccount.parse({ ...pending, state: "withdrawn", withdrawn: { by: ann, at } });
    expect(decideWithdrawal(withdrawn, { by: ann, at })).toMatchObject({ error: { kind: "BankAccountSettled" } });
  });
});

test("a changed account cools down for ten whole days, over a change of the clock too", () => {
  expect(cooledAtOf(Instant.parse("2027-03-24T12:00:00.000Z"))).toBe("2027-04-03T12:00:00.000Z");
});
