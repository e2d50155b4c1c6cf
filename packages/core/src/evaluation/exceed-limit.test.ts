import { LocalDate } from "@grants/kernel/time";
import { describe, expect, test } from "vitest";
import { averageDays, decideExcess } from "./exceed-limit.ts";

const on = (date: string) => LocalDate.parse(date);
const asked = { limit: "INFORM", ground: "MANY_PROPOSALS", signRule: "FROM_INFORMED" } as const;

describe("a reason for exceeding a limit", () => {
  test.each([
    [0, false],
    [1, true],
    [40, true],
  ])("is taken when it is exceeded: %i days, %s (TTG-03)", (daysLate, isTaken) => {
    expect(decideExcess({ daysLate }, asked).ok).toBe(isTaken);
  });

  test("is none where there is nothing to sign (TTG-03)", () => {
    expect(decideExcess(null, { ...asked, limit: "SIGN" })).toEqual({
      ok: false,
      error: { kind: "LimitNotExceeded", limit: "SIGN" },
    });
  });

  test("is ethics or security for Horizon Europe alone (TTG-04)", () => {
    const ethics = { ...asked, ground: "ETHICS_OR_SECURITY" } as const;
    expect(decideExcess({ daysLate: 5 }, ethics)).toMatchObject({ error: { kind: "GroundOfOtherProgramme" } });
    expect(decideExcess({ daysLate: 5 }, { ...ethics, signRule: "FROM_CLOSING" }).ok).toBe(true);
  });
});

describe("the average of the annual report", () => {
  test("is the mean of the days, to a tenth, and none before there is one (TTG-03)", () => {
    const from = on("2027-02-11");
    expect(averageDays(from, ["2027-02-12", "2027-02-13", "2027-02-13"].map(on))).toBe("1.7");
    expect(averageDays(from, [])).toBeNull();
    expect(averageDays(null, [from])).toBeNull();
  });
});
