/** One place where a result is not what the case expects. */
export type Difference = { readonly path: string; readonly expected: unknown; readonly got: unknown };

/** Lists whose order is part of the result (cases/README.md). Every other list is a set, also a list inside one of these. */
const orderedLists: ReadonlySet<string> = new Set([
  "ranking",
  "main",
  "reserve",
  "selected",
  "notReached",
  "gaps",
  "allocations",
  "awards",
  "results",
  "submissions",
  "controlChain",
]);

type Fields = { readonly [key: string]: unknown };
const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

/** Every place where `got` is not what `expected` says. A field that is not expected does not matter. */
export const differences = (expected: unknown, got: unknown, path = "", isOrdered = false): readonly Difference[] => {
  if (isList(expected) && isList(got))
    return isOrdered ? listDifferences(expected, got, path) : setDifferences(expected, got, path);
  if (isFields(expected) && isFields(got)) return fieldDifferences(expected, got, path);
  return expected === got ? [] : [{ path, expected, got }];
};

const fieldDifferences = (expected: Fields, got: Fields, path: string): readonly Difference[] =>
  Object.keys(expected).flatMap((key) =>
    differences(expected[key], got[key], path === "" ? key : `${path}.${key}`, orderedLists.has(key)),
  );

const listDifferences = (expected: readonly unknown[], got: readonly unknown[], path: string): readonly Difference[] =>
  Array.from({ length: Math.max(expected.length, got.length) }).flatMap((_, index) =>
    differences(expected[index], got[index], `${path}[${index}]`),
  );

/** Nothing, or the two lists as a whole: without an order no element of one can be named as the fellow of one of the other. */
const setDifferences = (expected: readonly unknown[], got: readonly unknown[], path: string): readonly Difference[] =>
  expected.length === got.length && pairsUp(expected, got) ? [] : [{ path, expected, got }];

/**
 * Whether every expected element finds a result of its own. An element that names few fields may fit several results, so an element
 * that finds its place taken asks the holder to look for another one (a maximum matching by augmenting paths).
 */
const pairsUp = (expected: readonly unknown[], got: readonly unknown[]): boolean => {
  const holderByPlace = new Map<number, number>();
  const seat = (element: number, tried: Set<number>): boolean =>
    got.some((result, place) => {
      if (tried.has(place) || differences(expected[element], result).length > 0) return false;
      tried.add(place);
      const holder = holderByPlace.get(place);
      if (holder !== undefined && !seat(holder, tried)) return false;
      holderByPlace.set(place, element);
      return true;
    });
  return expected.every((_, element) => seat(element, new Set()));
};

/**
 * Whether a result is the one that a wrong implementation would give. Words that explain the trap (`why`) are no field of the result
 * and are left aside; where nothing is left there is nothing to match.
 */
export const isForbidden = (expectedNot: Fields, got: unknown): boolean => {
  const fields = Object.entries(expectedNot).filter(([key]) => isFields(got) && key in got);
  return fields.length > 0 && differences(Object.fromEntries(fields), got).length === 0;
};
