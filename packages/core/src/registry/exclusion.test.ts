import { OrganisationId } from "@grants/kernel/id";
import { LocalDate } from "@grants/kernel/time";
import { describe, expect, test } from "vitest";
import { Exclusion, checkExclusion, isExcludedOn, refuseExcluded } from "./exclusion.ts";

const day = (text: string) => LocalDate.parse(text);
const excluded = (over: object = {}) =>
  Exclusion.parse({
    status: "EXCLUDED",
    ground: "c",
    from: "2027-01-10",
    to: "2030-01-10",
    heardOn: "2027-01-09",
    ...over,
  });
const warned = (to: string) => Exclusion.parse({ status: "EARLY_DETECTION", from: "2027-01-10", to });
const organisationId = OrganisationId.parse(`org_${"1".repeat(26)}`);

describe("an exclusion", () => {
  test.each([
    ["the day before it begins", "2027-01-09", false],
    ["its first day", "2027-01-10", true],
    ["its last day", "2030-01-10", true],
    ["the day after it ends", "2030-01-11", false],
  ])("holds on %s: %s", (_, on, holds) => {
    expect(isExcludedOn({ exclusion: excluded() }, day(on))).toBe(holds);
    expect(refuseExcluded(organisationId, { exclusion: excluded() }, day(on)).ok).toBe(!holds);
  });

  test("lasts without an end where its cause does, and says no end", () => {
    const exclusion = excluded({ ground: "a", to: undefined });
    expect(checkExclusion(exclusion).ok).toBe(true);
    expect(refuseExcluded(organisationId, { exclusion }, day("2099-01-01"))).toStrictEqual({
      ok: false,
      error: { kind: "ParticipantExcluded", organisationId },
    });
  });

  test("is none where the system only warns, or says nothing", () => {
    expect(isExcludedOn({ exclusion: warned("2027-06-01") }, day("2027-02-01"))).toBe(false);
    expect(isExcludedOn({}, day("2027-02-01"))).toBe(false);
    expect(refuseExcluded(organisationId, null, day("2027-02-01")).ok).toBe(true);
  });
});

describe("the dates of an exclusion", () => {
  test.each([
    ["c", "2030-01-10", true],
    ["c", "2030-01-11", false],
    ["h", "2030-01-11", false],
    ["d", "2032-01-10", true],
    ["d", "2032-01-11", false],
    ["i", "2032-01-11", false],
    ["b", "2099-01-01", true],
  ])("on point %s may last to %s: %s", (ground, to, mayLast) => {
    expect(checkExclusion(excluded({ ground, to })).ok).toBe(mayLast);
  });

  test.each([
    ["2028-01-10", true],
    ["2028-01-11", false],
  ])("of early detection may last to %s: %s", (to, mayLast) => {
    expect(checkExclusion(warned(to)).ok).toBe(mayLast);
  });

  test.each([
    [{ to: "2027-01-09" }, "ENDS_BEFORE_IT_BEGINS"],
    [{ to: undefined }, "END_MISSING"],
    [{ heardOn: "2027-01-10" }, "NOT_HEARD_BEFORE"],
  ])("are refused with %o", (over, because) => {
    expect(checkExclusion(excluded(over))).toMatchObject({ error: { kind: "ExclusionDatesInvalid", because } });
  });
});
