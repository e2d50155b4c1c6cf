import { err, ok } from "@grants/kernel/result";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { remainderOf97 } from "./check-digits.ts";
import { ibanLengthByCountry } from "./iban-lengths.ts";
import { Iban, checkIban } from "./iban.ts";

describe("checking an IBAN", () => {
  test.each([
    "DE89370400440532013000",
    "RO49AAAA1B31007593840000",
    "MT84MALT011000012345MTLCAST001S",
    "NO9386011117947",
  ])("accepts %s", (text) => {
    expect(checkIban(text)).toEqual(ok(text));
  });

  test("takes it as people write it, with spaces and in lower case", () => {
    expect(checkIban(" de89 3704 0044\u00a00532 0130 00 ")).toEqual(ok("DE89370400440532013000"));
  });

  test.each([
    ["", "FORMAT"],
    ["DE89", "FORMAT"],
    ["D889370400440532013000", "FORMAT"],
    ["DEXX370400440532013000", "FORMAT"],
    ["DE89-3704-0044-0532-0130-00", "FORMAT"],
    ["DE8937040044053201300ß", "FORMAT"],
    ["DE8937040044053201300ı", "FORMAT"],
    [`DE89${"1".repeat(31)}`, "FORMAT"],
    ["US89370400440532013000", "COUNTRY_NOT_REACHABLE"],
    ["EL89370400440532013000", "COUNTRY_NOT_REACHABLE"],
    ["DE8937040044053201300", "LENGTH"],
    ["DE893704004405320130000", "LENGTH"],
    ["DE88370400440532013000", "CHECKSUM"],
    ["DE89370400440532013001", "CHECKSUM"],
    ["de88 3704 0044 0532 0130 00", "CHECKSUM"],
  ] as const)("refuses %s: %s", (text, reason) => {
    expect(checkIban(text)).toEqual(err({ kind: "IbanInvalid", reason }));
  });

  test.each(["00", "01", "99"])(
    "refuses check digits %s, which are never issued though the remainder may fit",
    (digits) => {
      const withRemainderOne = Array.from({ length: 97 }, (_, n) => `NO${digits}${String(n).padStart(11, "0")}`).find(
        (text) => remainderOf97(text) === 1,
      );
      expect(withRemainderOne).toBeDefined();
      expect(checkIban(withRemainderOne ?? "")).toEqual(err({ kind: "IbanInvalid", reason: "CHECKSUM" }));
    },
  );

  test("is the schema of the noun, which takes it in its final form alone", () => {
    expect(Iban.safeParse("DE89370400440532013000").success).toBe(true);
    expect(Iban.safeParse("DE89 3704 0044 0532 0130 00").success).toBe(false);
    expect(Iban.safeParse("DE88370400440532013000").success).toBe(false);
  });

  test("finds every single wrong digit, and every swap of neighbours (property)", () => {
    const valid = "DE89370400440532013000";
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 21 }), fc.integer({ min: 1, max: 9 }), (at, more) => {
        const digit = (Number(valid.charAt(at)) + more) % 10;
        expect(checkIban(`${valid.slice(0, at)}${digit}${valid.slice(at + 1)}`).ok).toBe(false);
      }),
    );
  });
});

describe("the lengths of IBANs", () => {
  test("cover the 27 Member States, the European Economic Area and the other countries of SEPA", () => {
    expect(ibanLengthByCountry.size).toBe(41);
    expect([...ibanLengthByCountry.values()].every((length) => length >= 15 && length <= 34)).toBe(true);
  });
});
