import { Digest } from "@grants/kernel/digest";
import { pageItemsMax } from "@grants/kernel/limits";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { digestOfList, pagesFor, pagesOf } from "./sealed-list.ts";

/** Tells texts apart, which is all that these tests ask of a digest. */
const sha256 = (text: string) => {
  let sum = 0n;
  for (const character of text) sum = (sum * 1_099_511_628_211n + BigInt(character.codePointAt(0) ?? 0)) % (1n << 256n);
  return Digest.parse(sum.toString(16).padStart(64, "0"));
};

describe("a list in pages", () => {
  test.each([
    [0, 0],
    [1, 1],
    [pageItemsMax, 1],
    [pageItemsMax + 1, 2],
  ])("of %i rows has %i pages", (rows, pages) => {
    expect(pagesFor(rows)).toBe(pages);
    expect(pagesOf(Array.from({ length: rows }, (_, row) => row))).toHaveLength(pages);
  });

  test("holds every row once and in order, never more than a hundred on a page", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 350 }), (rows) => {
        const pages = pagesOf(rows);
        expect(pages.flat()).toEqual(rows);
        expect(pages.every((page) => page.length > 0 && page.length <= pageItemsMax)).toBe(true);
      }),
    );
  });

  test("has a digest that any other row or order changes", () => {
    const list = digestOfList(sha256, [["a", "b"], ["c"]]);
    expect(digestOfList(sha256, [["a", "b"], ["d"]])).not.toBe(list);
    expect(digestOfList(sha256, [["b", "a"], ["c"]])).not.toBe(list);
    expect(digestOfList(sha256, [["a", "b"], ["c"]])).toBe(list);
  });
});
