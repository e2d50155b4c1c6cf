/** Hashes the bytes that hexadecimal digits spell; the digest is hexadecimal too. */
export type HashBytes = (hexadecimal: string) => string;

/** Leaves from one place up to another, the second not included. */
export type LeafRange = { readonly from: number; readonly to: number };

/** RFC 6962 §2.1: a leaf and a node can never be taken for each other. */
export const leafHash = (hash: HashBytes, data: string): string => hash(`00${data}`);
export const nodeHash = (hash: HashBytes, left: string, right: string): string => hash(`01${left}${right}`);
export const emptyRoot = (hash: HashBytes): string => hash("");

/** The largest power of two that is smaller than a number above 1: where RFC 6962 splits a tree. */
const splitOf = (size: number): number => {
  let power = 1;
  while (power * 2 < size) power *= 2;
  return power;
};

/** Root of neighbouring complete subtrees, the largest first: the way a tree of any size is put together. */
export const joinSubtrees = (hash: HashBytes, roots: readonly string[]): string => {
  const last = roots.at(-1);
  if (last === undefined) return emptyRoot(hash);
  return roots.slice(0, -1).reduceRight((right, left) => nodeHash(hash, left, right), last);
};

/** A complete subtree: 2^height leaves, the index-th of its height. */
export type Subtree = { readonly height: number; readonly index: number };

/** The complete subtrees that a range of a tree is put together from, left to right. */
export const subtreesOf = ({ from, to }: LeafRange): readonly Subtree[] => {
  const subtrees: Subtree[] = [];
  let place = from;
  while (place < to) {
    let [height, leaves] = [0, 1];
    while (place % (leaves * 2) === 0 && place + leaves * 2 <= to) [height, leaves] = [height + 1, leaves * 2];
    subtrees.push({ height, index: place / leaves });
    place += leaves;
  }
  return subtrees;
};

const inclusionWithin = (index: number, { from, to }: LeafRange): readonly LeafRange[] => {
  if (to - from === 1) return [];
  const middle = from + splitOf(to - from);
  const [left, right] = [
    { from, to: middle },
    { from: middle, to },
  ];
  return index < middle ? [...inclusionWithin(index, left), right] : [...inclusionWithin(index, right), left];
};

/** RFC 6962 §2.1.1: the parts of a tree whose roots, in this order, prove that it holds the leaf. */
export const inclusionRanges = (index: number, size: number): readonly LeafRange[] => {
  if (index < 0 || index >= size) throw new RangeError(`A tree of ${size} leaves has no leaf ${index}.`);
  return inclusionWithin(index, { from: 0, to: size });
};

const consistencyWithin = (first: number, { from, to }: LeafRange, isWhole: boolean): readonly LeafRange[] => {
  if (first === to) return isWhole ? [] : [{ from, to }];
  const middle = from + splitOf(to - from);
  const [left, right] = [
    { from, to: middle },
    { from: middle, to },
  ];
  return first <= middle
    ? [...consistencyWithin(first, left, isWhole), right]
    : [...consistencyWithin(first, right, false), left];
};

/** RFC 6962 §2.1.2: the parts whose roots prove that a tree begins with the `first` leaves that it once was. */
export const consistencyRanges = (first: number, size: number): readonly LeafRange[] => {
  if (first < 0 || first > size) throw new RangeError(`A tree of ${size} leaves was never one of ${first}.`);
  return first === 0 ? [] : consistencyWithin(first, { from: 0, to: size }, true);
};

const isOdd = (number: number): boolean => number % 2 === 1;
const halved = (number: number): number => (number - (number % 2)) / 2;

/** Where a proof stands: the node on the way up, and the last node of its level. */
type Climb = { node: number; last: number };

const climb = (at: Climb): void => {
  at.node = halved(at.node);
  at.last = halved(at.last);
};
/** Levels on which the last node has no neighbour are passed without a step of the proof. */
const climbPastLonely = (at: Climb): void => {
  while (!isOdd(at.node) && at.node !== 0) climb(at);
};

export type InclusionProof = { readonly index: number; readonly size: number; readonly path: readonly string[] };

/** RFC 9162 §2.1.3.2. */
export const verifyInclusion = (
  hash: HashBytes,
  { index, size, path }: InclusionProof,
  { leaf, root }: { readonly leaf: string; readonly root: string },
): boolean => {
  if (index < 0 || index >= size) return false;
  const at = { node: index, last: size - 1 };
  let reached = leaf;
  for (const step of path) {
    if (at.last === 0) return false;
    const isRight = isOdd(at.node) || at.node === at.last;
    reached = isRight ? nodeHash(hash, step, reached) : nodeHash(hash, reached, step);
    if (isRight) climbPastLonely(at);
    climb(at);
  }
  return at.last === 0 && reached === root;
};

export type ConsistencyProof = { readonly first: number; readonly second: number; readonly path: readonly string[] };

const isPowerOfTwo = (number: number): boolean => number === 1 || (!isOdd(number) && isPowerOfTwo(halved(number)));

/** RFC 9162 §2.1.4.2. Every tree begins with the empty one, and with itself. */
export const verifyConsistency = (
  hash: HashBytes,
  { first, second, path }: ConsistencyProof,
  roots: { readonly first: string; readonly second: string },
): boolean => {
  if (first < 0 || first > second) return false;
  if (first === 0) return path.length === 0 && roots.first === emptyRoot(hash);
  if (first === second) return path.length === 0 && roots.first === roots.second;
  const [begin, ...steps] = isPowerOfTwo(first) ? [roots.first, ...path] : path;
  if (begin === undefined) return false;
  const at = { node: first - 1, last: second - 1 };
  while (isOdd(at.node)) climb(at);
  let [was, is] = [begin, begin];
  for (const step of steps) {
    if (at.last === 0) return false;
    if (isOdd(at.node) || at.node === at.last) {
      [was, is] = [nodeHash(hash, step, was), nodeHash(hash, step, is)];
      climbPastLonely(at);
    } else is = nodeHash(hash, is, step);
    climb(at);
  }
  return at.last === 0 && was === roots.first && is === roots.second;
};
