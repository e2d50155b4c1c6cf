import { ONE, compare } from "@grants/kernel/fraction";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { alikeFrom, legalNameKey, nameSimilarity } from "./legal-name.ts";

const isAlike = (one: string, other: string) => compare(nameSimilarity(one, other), alikeFrom) >= 0;

describe("comparing legal names", () => {
  test.each([
    ["Cyber Hub B.V.", "cyber hub"],
    ["Électricité & Réseaux SA", "Electricite and Reseaux"],
    ["Cyber-Hub, S.p.A.", "Cyber Hub SpA"],
    ["Łódź Cyber sp. z o.o.", "Łódź Cyber sp z oo"],
  ])("takes %s and %s for one name", (one, other) => {
    expect(isAlike(one, other)).toBe(true);
  });

  test.each([
    ["Cyber Hub of Ghent", "National Cyber Agency"],
    ["Alpha", "Omega"],
    ["A", "B"],
  ])("keeps %s and %s apart", (one, other) => {
    expect(isAlike(one, other)).toBe(false);
  });

  test("keeps a name that is nothing but a legal form", () => {
    expect(legalNameKey("SA")).toBe("sa");
  });

  test("is the same both ways, one with itself and never more", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), fc.string({ maxLength: 30 }), (one, other) => {
        expect(nameSimilarity(one, other)).toEqual(nameSimilarity(other, one));
        expect(nameSimilarity(one, one)).toEqual(ONE);
        expect(compare(nameSimilarity(one, other), ONE)).toBeLessThanOrEqual(0);
      }),
    );
  });
});
