import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalJson } from "./canonical-json.ts";

const record = (keys: readonly string[]) => Object.fromEntries(keys.map((key) => [key, key]));

describe("the canonical text of a value", () => {
  test("is the one of RFC 8785, section 3.2.3 (numbers, escapes, literals)", () => {
    const value = {
      // oxlint-disable-next-line no-loss-of-precision -- the digits are the RFC's own.
      numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"/",
      literals: [null, true, false],
    };
    expect(canonicalJson(value)).toBe(
      String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    );
  });

  test("sorts keys by their UTF-16 code units (RFC 8785, section 3.2.3)", () => {
    const value = {
      "\u20ac": "Euro Sign",
      "\r": "Carriage Return",
      "\ufb33": "Hebrew Letter Dalet With Dagesh",
      "1": "One",
      "\u{1f600}": "Emoji: Grinning Face",
      "\u0080": "Control",
      "\u00f6": "Latin Small Letter O With Diaeresis",
    };
    const sorted = Object.values(JSON.parse(canonicalJson(value)));
    expect(canonicalJson(value).indexOf("Carriage Return")).toBeLessThan(canonicalJson(value).indexOf("One"));
    expect(sorted.slice(1)).toEqual([
      "Carriage Return",
      "Control",
      "Latin Small Letter O With Diaeresis",
      "Euro Sign",
      "Emoji: Grinning Face",
      "Hebrew Letter Dalet With Dagesh",
    ]);
  });

  test.each([
    [0, "0"],
    [-0, "0"],
    [Number.MAX_SAFE_INTEGER, "9007199254740991"],
    [1e21, "1e+21"],
    [5e-324, "5e-324"],
    [1.7976931348623157e308, "1.7976931348623157e+308"],
  ])("writes the number %d as %s (RFC 8785, appendix B)", (value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  test("leaves out members that are undefined, and has no blanks", () => {
    expect(canonicalJson({ b: [1, { d: "x y", c: null }], a: undefined })).toBe('{"b":[1,{"c":null,"d":"x y"}]}');
  });

  test.each([Number.NaN, Infinity, -Infinity, "\ud800", "a\udc00"])("throws on %s, which JSON cannot say", (value) => {
    expect(() => canonicalJson(value)).toThrow(/not allowed/);
    expect(() => canonicalJson({ deep: [value] })).toThrow(/not allowed/);
  });

  test("throws where there is no value at all", () => {
    // @ts-expect-error -- a caller without types can still pass nothing.
    expect(() => canonicalJson(undefined)).toThrow("A value without a JSON text cannot be evidence.");
  });

  test("reads back as the value, and is its own canonical text", () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: "grapheme" }), (value) => {
        const text = canonicalJson(value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(JSON.parse(text))).toBe(text);
      }),
    );
  });

  test("does not depend on the order in which keys were set", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ unit: "grapheme" })), fc.nat(), (keys, seed) => {
        const turned = [...keys.slice(seed % (keys.length + 1)), ...keys.slice(0, seed % (keys.length + 1))];
        expect(canonicalJson(record(turned))).toBe(canonicalJson(record(keys)));
      }),
    );
  });
});
