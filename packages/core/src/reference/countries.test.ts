import { describe, expect, test } from "vitest";
import { isCountry } from "./countries.ts";

const letters = Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
const pairs = letters.flatMap((first) => letters.map((second) => `${first}${second}`));

describe("the countries", () => {
  test("are the 249 of ISO 3166-1 and Kosovo", () => {
    expect(pairs.filter(isCountry)).toHaveLength(250);
  });

  test.each(["ZZ", "EL", "UK", "EU", "AA", "be", ""])("do not hold %s", (code) => {
    expect(isCountry(code)).toBe(false);
  });

  test("are those that have a name of their own", () => {
    const names = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
    expect(pairs.filter(isCountry).filter((code) => names.of(code) === undefined)).toEqual([]);
  });
});
