import { describe, expect, test } from "vitest";
import { differences, isForbidden } from "./compare.ts";

describe("comparing a result with its expectation", () => {
  test("finds nothing where both say the same, whatever the order of the keys", () => {
    expect(differences({ a: 1, b: { c: null } }, { b: { c: null }, a: 1 })).toEqual([]);
  });

  test("lets fields pass that are not expected", () => {
    expect(differences({ a: 1 }, { a: 1, b: 2 })).toEqual([]);
  });

  test("names the path, the expected and the other value of each failing field", () => {
    expect(differences({ a: { b: 1, c: 2 }, d: "x" }, { a: { b: 9, c: 2 }, d: "y" })).toEqual([
      { path: "a.b", expected: 1, got: 9 },
      { path: "d", expected: "x", got: "y" },
    ]);
  });

  test("tells a missing field from null, and a number from its text", () => {
    expect(differences({ a: null, b: 1 }, { b: "1" })).toEqual([
      { path: "a", expected: null, got: undefined },
      { path: "b", expected: 1, got: "1" },
    ]);
  });

  test.each(["ranking", "main", "reserve", "selected", "notReached", "gaps", "allocations", "awards", "results"])(
    "keeps the order of %s",
    (list) => {
      expect(differences({ [list]: ["a", "b"] }, { [list]: ["b", "a"] })).toEqual([
        { path: `${list}[0]`, expected: "a", got: "b" },
        { path: `${list}[1]`, expected: "b", got: "a" },
      ]);
    },
  );

  test("reports an element too few and one too many in an ordered list", () => {
    expect(differences({ main: ["a", "b"] }, { main: ["a"] })).toEqual([
      { path: "main[1]", expected: "b", got: undefined },
    ]);
    expect(differences({ main: ["a"] }, { main: ["a", "b"] })).toEqual([
      { path: "main[1]", expected: undefined, got: "b" },
    ]);
  });

  test("takes the lists inside a ranking as sets", () => {
    expect(differences({ ranking: [["a", "b"], ["c"]] }, { ranking: [["b", "a"], ["c"]] })).toEqual([]);
  });

  test("takes every other list as a set, an element counting once for each time it stands there", () => {
    expect(differences({ reasons: ["a", "b"] }, { reasons: ["b", "a"] })).toEqual([]);
    expect(differences({ reasons: ["a", "a", "b"] }, { reasons: ["a", "b", "b"] })).toHaveLength(1);
    expect(differences({ reasons: ["a"] }, { reasons: ["a", "b"] })).toHaveLength(1);
    expect(differences({ reasons: ["a"] }, { reasons: [] })).toHaveLength(1);
  });

  test("pairs elements of a set that name few fields with the ones that fit", () => {
    const expected = { rejected: [{ id: "P" }, { id: "P", reason: "x" }] };
    expect(
      differences(expected, {
        rejected: [
          { id: "P", reason: "x" },
          { id: "P", reason: "y" },
        ],
      }),
    ).toEqual([]);
    expect(
      differences(expected, {
        rejected: [
          { id: "P", reason: "y" },
          { id: "P", reason: "y" },
        ],
      }),
    ).toHaveLength(1);
  });

  test("tells a list from an object and from nothing", () => {
    expect(differences({ a: [] }, { a: {} })).toHaveLength(1);
    expect(differences({ a: {} }, { a: [] })).toHaveLength(1);
    expect(differences({ a: {} }, { a: null })).toHaveLength(1);
    expect(differences({ a: 1 }, undefined)).toHaveLength(1);
  });
});

describe("comparing a result with what must not come out", () => {
  test("finds the forbidden result, its explanation aside", () => {
    expect(isForbidden({ main: ["a"], why: "by id" }, { main: ["a"], reserve: [] })).toBe(true);
  });

  test("lets a result pass that differs in one field", () => {
    expect(isForbidden({ main: ["a"], reserve: ["b"] }, { main: ["a"], reserve: [] })).toBe(false);
  });

  test("finds nothing where only an explanation stands", () => {
    expect(isForbidden({ why: "by id" }, { main: ["a"] })).toBe(false);
  });
});
