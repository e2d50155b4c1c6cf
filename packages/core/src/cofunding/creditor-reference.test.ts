import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { creditorReference, readCreditorReference } from "./creditor-reference.ts";

describe("the reference of a creditor (ISO 11649)", () => {
  test.each([
    ["539007547034", "RF18539007547034"],
    ["2348231", "RF712348231"],
  ])("of %s is the one that the standard's examples give", (marks, reference) => {
    expect(creditorReference(marks)).toBe(reference);
  });

  test("is read with the blanks of paper and in small letters, and not with a slip", () => {
    expect(readCreditorReference("rf18 5390 0754 7034")).toBe("RF18539007547034");
    expect(readCreditorReference("RF18539007547043")).toBeNull();
    expect(readCreditorReference("539007547034")).toBeNull();
  });

  // A letter counts as two digits, so that one for a digit moves the others and may fit by chance.
  test("tells every other digit in the place of a digit, and every other letter in that of a letter", () => {
    const marks = fc.stringMatching(/^[0-9A-Z]{1,21}$/);
    fc.assert(
      fc.property(marks, fc.nat(20), fc.nat(25), (of, at, other) => {
        const place = 4 + (at % of.length);
        const reference = creditorReference(of);
        const marksOfItsKind = /\d/.test(reference.charAt(place)) ? "0123456789" : "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        const mark = marksOfItsKind.charAt(other % marksOfItsKind.length);
        const slipped = `${reference.slice(0, place)}${mark}${reference.slice(place + 1)}`;
        expect(readCreditorReference(slipped)).toBe(slipped === reference ? reference : null);
      }),
    );
  });
});
