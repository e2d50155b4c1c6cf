import { LocalDate } from "@grants/kernel/time";
import { describe, expect, test } from "vitest";
import { schemaByKey } from "./parameter-schemas.ts";
import { type ParameterKey, parameterOn, sampleRefinancingRates } from "./parameters.ts";
import { sampleWorkingCalendar } from "./working-calendar.ts";
import table from "./parameters.json" with { type: "json" };

const on = (text: string) => LocalDate.parse(text);
const isKey = (text: string): text is ParameterKey => text in schemaByKey;
const keys = Object.keys(schemaByKey).filter(isKey);

describe("the table of parameters", () => {
  test("has one schema for every key, and no other", () => {
    expect(table.parameters.map(({ key }) => key).toSorted()).toEqual(keys.toSorted());
  });

  test.each(keys)("gives %s in force while the platform runs", (key) => {
    expect(parameterOn(key, on("2026-11-22"))).toMatchObject({
      key,
      rule: expect.any(String),
      source: expect.any(String),
    });
  });
});

describe("looking up a parameter", () => {
  test("gives the value in its own type, with the row it came from", () => {
    expect(parameterOn("fr.lowValueGrant.max", on("2026-01-01"))).toEqual({
      key: "fr.lowValueGrant.max",
      value: 60_000_00,
      unit: "cents",
      validFrom: "2024-09-30",
      validTo: null,
      rule: "PRI-09",
      source: "FR 2(43); data.europa.eu/eli/reg/2024/2509/oj",
      confidence: "P",
      configurable: false,
    });
  });

  test("is answered on the first day of a row", () => {
    expect(parameterOn("fr.lowValueGrant.max", on("2024-09-30")).value).toBe(60_000_00);
  });

  test("throws the day before the first row begins", () => {
    expect(() => parameterOn("fr.lowValueGrant.max", on("2024-09-29"))).toThrow("No value of fr.lowValueGrant.max");
  });

  test("is answered on the last day of a row", () => {
    expect(parameterOn("eccc.dep.ceiling", on("2027-12-31")).value).toBe(1_649_566_000_00);
  });

  test("throws the day after the last row ended", () => {
    expect(() => parameterOn("eccc.dep.ceiling", on("2028-01-01"))).toThrow("No value of eccc.dep.ceiling");
  });

  test("is answered on any day where the date of start was not recorded", () => {
    expect(parameterOn("dep.rate.SME", on("1999-01-01")).value).toEqual({ SME: "3/4", OTHER: "1/2" });
  });
});

describe("the samples", () => {
  test("hold a series of refinancing rates", () => {
    expect(sampleRefinancingRates().at(-1)).toEqual({ from: "2025-06-11", ratePercent: "2.15" });
  });

  test("hold a calendar that moves periods off days off", () => {
    expect(sampleWorkingCalendar()).toMatchObject({ version: "sample-2026-2027", policy: "WORKING_DAY" });
  });
});
