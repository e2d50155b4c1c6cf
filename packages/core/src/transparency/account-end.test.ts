import { PastRole } from "@grants/core/access/kept-rights";
import { RoleGrant } from "@grants/core/access/rights";
import { UserId } from "@grants/kernel/id";
import { Instant, LocalDate } from "@grants/kernel/time";
import { describe, expect, test } from "vitest";
import { type AccountFacts, accountEndsOn, decideAccountEnd } from "./account-end.ts";

const on = (day: string) => LocalDate.parse(day);
const grant = (over: object = {}) => RoleGrant.parse({ role: "applicant", validTo: "2027-01-31", ...over });
const past = (over: object = {}) => PastRole.parse({ role: "applicant", endedOn: "2027-01-31", ...over });
const someone = UserId.parse("usr_01ARZ3NDEKTSV4RRFFQ69G5FAV");
const account = (over: Partial<AccountFacts> = {}): AccountFacts => ({ grants: [], savedOn: null, ...over });
/** Noon in Brussels. */
const decided = (over: Partial<AccountFacts>, day: string, isOpen: readonly boolean[] = []) =>
  decideAccountEnd(
    account(over),
    isOpen.map((open) => ({ id: "agr_1", lastActOn: on("2027-01-31"), isOpen: open })),
    Instant.parse(`${day}T11:00:00.000Z`),
  );

describe("an account", () => {
  test.each<readonly [string, Partial<AccountFacts>, string]>([
    ["the last day of a role", { grants: [grant()] }, "2028-01-31"],
    ["the end of a role that was taken away", { past: [past()] }, "2028-01-31"],
    ["the day on which the person last wrote their details", { savedOn: on("2027-01-31") }, "2028-01-31"],
    ["the latest of these", { grants: [grant()], savedOn: on("2026-05-01"), past: [past()] }, "2028-01-31"],
    [
      "a last day that the month of the end does not have",
      { grants: [grant({ validTo: "2028-02-29" })] },
      "2029-02-28",
    ],
  ])("ends twelve months after %s", (_, facts, endsOn) => {
    expect(accountEndsOn(account(facts))).toBe(endsOn);
  });

  test.each<readonly [string, Partial<AccountFacts>]>([
    ["a role has none", { grants: [grant(), grant({ validTo: undefined })] }],
    ["the staff directory says whom the person reports to (CLR-SOD-01)", { grants: [grant()], superiors: [someone] }],
    ["the staff directory says which accounts are theirs (CLR-SOD-01)", { grants: [grant()], accounts: [someone] }],
    ["nothing is known of the person", {}],
  ])("has no end where %s", (_, facts) => {
    expect(accountEndsOn(account(facts))).toBeNull();
    expect(decided(facts, "2060-01-01")).toEqual({ kind: "NO_END" });
  });
});

describe("looking at a person whose day has come", () => {
  test.each([
    ["2028-01-30", { kind: "LATER", on: "2028-02-01" }],
    ["2028-01-31", { kind: "LATER", on: "2028-02-01" }],
    ["2028-02-01", { kind: "ERASE" }],
  ])("on %s answers %j: the last day of the account is included", (day, verdict) => {
    expect(decided({ grants: [grant()] }, day)).toEqual(verdict);
  });

  test.each([
    ["2034-05-15", { kind: "LATER", on: "2034-05-16" }],
    ["2034-05-16", { kind: "ERASE" }],
  ])("of who was a verifier in 2027 answers on %s %j (RECD-02)", (day, verdict) => {
    expect(decided({ past: [past({ role: "verifier" })] }, day)).toEqual(verdict);
    expect(decided({ grants: [grant({ role: "verifier" })] }, day)).toEqual(verdict);
  });

  test("comes back in a year where a file is open and nobody knows until when", () => {
    expect(decided({ past: [past()] }, "2028-02-01", [true])).toEqual({ kind: "LATER", on: "2029-02-01" });
    expect(decided({ past: [past()] }, "2028-02-01", [false])).toEqual({ kind: "LATER", on: "2034-05-16" });
  });
});
