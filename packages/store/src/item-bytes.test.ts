import { describe, expect, test } from "vitest";
import { itemBytes } from "./item-bytes.ts";

describe("counting the bytes of an item", () => {
  test.each([
    ["a text by its UTF-8 bytes", { a: "€é" }, 1 + 5],
    ["an empty text", { a: "" }, 1],
    ["a name by its UTF-8 bytes", { é: "" }, 2],
    ["two significant digits a byte and one byte more", { a: 123_456_789 }, 1 + 6],
    ["no byte for zeros at the end", { a: 100_000_000 }, 1 + 2],
    ["no byte for zeros in front", { a: 0.000_12 }, 1 + 2],
    ["a byte for the sign", { a: -123_456_789 }, 1 + 7],
    ["zero as one byte", { a: 0 }, 1 + 1],
    ["a truth and a nothing as one byte each", { a: true, b: null }, 2 + 2],
    ["three bytes for a map and one for each member", { a: { b: "c" } }, 1 + 3 + 1 + 1 + 1],
    ["three bytes for a list and one for each element", { a: ["b", true] }, 1 + 3 + 2 + 2],
    ["nothing for what is left out", { a: "b", c: undefined, d: { e: undefined } }, 2 + 1 + 3],
  ])("counts %s", (_, item, bytes) => {
    expect(itemBytes(item)).toBe(bytes);
  });

  test("throws for what the store does not keep", () => {
    expect(() => itemBytes({ a: 1n })).toThrow(/keeps no bigint/);
  });
});
