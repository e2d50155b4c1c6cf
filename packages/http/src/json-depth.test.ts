import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isDeeperThan } from "./json-depth.ts";

const nested = (depth: number): string => `${"[".repeat(depth)}${"]".repeat(depth)}`;

describe("a JSON text", () => {
  test.each([
    [31, false],
    [32, false],
    [33, true],
    [200_000, true],
  ])("of %i lists in lists is deeper than 32: %s", (depth, isDeeper) => {
    expect(isDeeperThan(nested(depth), 32)).toBe(isDeeper);
  });

  test.each([
    ['{"a":{"b":1}}', true],
    ['{"a":"[[[["}', false],
    ['{"a":"\\"[[["}', false],
    ['{"a":"\\\\","b":[1]}', true],
    ["[],[],[]", false],
    ['"[[[[', false],
    ["", false],
  ])("%s is deeper than one: %s", (text, isDeeper) => {
    expect(isDeeperThan(text, 1)).toBe(isDeeper);
  });

  const depthOf = (value: unknown): number =>
    typeof value === "object" && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;

  test("is as deep as the value that it is read as", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), (value) => {
        const [text, depth] = [JSON.stringify(value), depthOf(value)];
        expect([isDeeperThan(text, depth), depth > 0 && !isDeeperThan(text, depth - 1)]).toEqual([false, false]);
      }),
    );
  });
});
