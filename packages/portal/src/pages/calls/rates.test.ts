import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aPage } from "../../../../../test/support/a-page.ts";
import { rateFrom, readableRate, readableWeight, writableRate } from "./rates.ts";

describe("a rate", () => {
  test.each([
    ["en", "1/2", "50 %"],
    ["en", "1", "100 %"],
    ["en", "0", "0 %"],
    ["en", "1/10", "10 %"],
    ["nl", "1/40", "2,5 %"],
    ["en", "1/3", "1/3 (about 33.33 %)"],
  ] as const)("reads in %s: %s as %s", (language, text, expected) => {
    expect(readableRate(text, aPage({ language }))).toBe(expected);
  });

  test.each([
    ["50 %", "1/2"],
    ["50%", "1/2"],
    ["7,5 %", "3/40"],
    ["7.5%", "3/40"],
    ["100 %", "1"],
    ["1/3", "1/3"],
    ["120 %", "6/5"],
    ["half", "half"],
  ])("written as %s is %s", (written, text) => {
    expect(rateFrom(written)).toBe(text);
  });

  test("survives its way through a form", () => {
    fc.assert(
      fc.property(fc.nat({ max: 10_000 }), (parts) => {
        const text = rateFrom(`${String(parts / 100)} %`);
        expect(rateFrom(writableRate(text))).toBe(text);
      }),
    );
  });
});

describe("a weight", () => {
  test.each([
    ["en", "3/2", "1.5"],
    ["nl", "3/2", "1,5"],
    ["en", "10", "10"],
  ] as const)("reads in %s: %s as %s", (language, text, expected) => {
    expect(readableWeight(text, aPage({ language }))).toBe(expected);
  });
});
