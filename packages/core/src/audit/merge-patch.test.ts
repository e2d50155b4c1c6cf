import type { Json } from "@grants/kernel/canonical-json";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyPatch, mergePatch } from "./merge-patch.ts";

/** Names that every object inherits are names like any other. */
const aName = fc.oneof(fc.constantFrom("a", "b", "c", "toString", "constructor", "__proto__"), fc.string());
const aValue = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2 },
    fc.constantFrom(null, true, false, 0, -0, 1, "", "x"),
    fc.integer(),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(aName, tie("value"), { maxKeys: 3 }),
  ),
})).value;
const aState = fc.dictionary(
  aName,
  aValue.filter((value) => value !== null),
  { maxKeys: 6 },
);
/** What JSON makes of it: −0 is 0. */
const plain = (state: object): unknown => JSON.parse(JSON.stringify(state));

describe("patching a state", () => {
  test("gives the state after from the state before", () => {
    fc.assert(
      fc.property(aState, aState, (before, after) => {
        expect(plain(applyPatch(before, mergePatch(before, after)))).toEqual(plain(after));
      }),
      { numRuns: 1_000 },
    );
  });

  test("says nothing where nothing changed", () => {
    fc.assert(
      fc.property(aState, (state) => {
        expect(mergePatch(state, structuredClone(state))).toEqual({});
      }),
    );
  });

  test("folds a chain of states to the last one", () => {
    fc.assert(
      fc.property(fc.array(aState, { minLength: 1, maxLength: 8 }), (states) => {
        const patches = states.map((state, index) => mergePatch(states[index - 1] ?? {}, state));
        const folded = patches.reduce<Record<string, Json>>(applyPatch, {});
        expect(plain(folded)).toEqual(plain(states.at(-1) ?? {}));
      }),
    );
  });

  test("names changed members whole and removed ones as null", () => {
    const before = { kept: { a: [1, { b: 2 }] }, changed: { a: 1, b: 2 }, removed: 1, left: undefined };
    const after = { kept: { a: [1, { b: 2 }] }, changed: { a: 1 }, added: "x", removed: undefined };
    expect(mergePatch(before, after)).toEqual({ changed: { a: 1 }, removed: null, added: "x" });
  });

  test("does not mind in which order the members of a member were set", () => {
    expect(mergePatch({ a: { b: 1, c: 2 } }, { a: { c: 2, b: 1 } })).toEqual({});
  });

  test("throws for a state with a member that is null, because a patch cannot say so", () => {
    expect(() => mergePatch({}, { a: null })).toThrow("A patch cannot say that a is null.");
    expect(() => mergePatch({ a: null }, { a: null })).toThrow(/cannot say/);
    expect(mergePatch({}, { a: [null], b: { c: null } })).toEqual({ a: [null], b: { c: null } });
  });
});
