import { cents } from "@grants/kernel/money";
import { LocalDate } from "@grants/kernel/time";
import { describe, expect, test } from "vitest";
import { CountryCode } from "../proposals/part.ts";
import { joinBy, mayHaveAlertSystemSupport, splitHubProcurement } from "./split-hub-procurement.ts";

const states = (...codes: readonly string[]) => codes.map((code) => CountryCode.parse(code));
const costs = { acquisitionCents: cents(3), operationCents: cents(3) };
const day = (text: string) => LocalDate.parse(text);

describe("paying a cyber hub", () => {
  test("rounds each share once, half up, and the others pay the rest (CSOA-JP)", () => {
    const hub = { ...costs, hubType: "CROSS_BORDER" as const, states: states("RO", "BG", "GR") };
    expect(splitHubProcurement(hub)).toEqual({
      ok: true,
      value: { unionAcquisitionCents: 2, unionOperationCents: 2, otherAcquisitionCents: 1, otherOperationCents: 1 },
    });
  });

  test.each([
    { name: "one state thrice", of: ["RO", "RO", "RO"], memberStates: 1 },
    { name: "two Member States and an associated country", of: ["RO", "BG", "NO"], memberStates: 2 },
  ])("across borders needs three Member States: not $name (CSOA-JP)", ({ of, memberStates }) => {
    const hub = { ...costs, hubType: "CROSS_BORDER" as const, states: states(...of) };
    expect(splitHubProcurement(hub)).toEqual({ ok: false, error: { kind: "HostingConsortiumTooSmall", memberStates } });
  });

  test("of one Member State needs one (CSOA-JP)", () => {
    const hub = { ...costs, hubType: "NATIONAL" as const, states: states("NO") };
    expect(splitHubProcurement(hub)).toMatchObject({ ok: false, error: { kind: "NationalHubNeedsMemberState" } });
  });
});

describe("a National Hub outside of every Cross-Border Hub (DEP-09)", () => {
  const hub = { acquiredOn: day("2027-02-28"), grantReceivedOn: day("2027-01-31"), joinedOn: null };

  test("has two years from its tools or its grant, whichever came sooner", () => {
    expect(joinBy(hub)).toBe("2029-01-31");
    expect(joinBy({ ...hub, grantReceivedOn: null })).toBe("2029-02-28");
    expect(joinBy({ acquiredOn: null, grantReceivedOn: null, joinedOn: null })).toBeNull();
  });

  test.each([
    { name: "on the last day", on: "2029-01-31", joinedOn: null, may: true },
    { name: "the day after", on: "2029-02-01", joinedOn: null, may: false },
    { name: "on the day it joins, however late", on: "2029-06-01", joinedOn: "2029-06-01", may: true },
    { name: "the day before it joins late", on: "2029-05-31", joinedOn: "2029-06-01", may: false },
  ])("may have further support $name: $may", ({ on, joinedOn, may }) => {
    const joined = joinedOn === null ? null : day(joinedOn);
    expect(mayHaveAlertSystemSupport({ ...hub, joinedOn: joined }, day(on))).toBe(may);
  });
});
