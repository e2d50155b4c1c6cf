import { sha256OfBytes } from "@grants/store/sha256";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { appendLeaves, emptyEdge, hashRanges, rootOfEdge, tilesFor, type Tile } from "./log-tiles.ts";
import {
  consistencyRanges,
  emptyRoot,
  inclusionRanges,
  leafHash,
  nodeHash,
  verifyConsistency,
  verifyInclusion,
} from "./merkle-tree.ts";

/** The definition of RFC 6962 §2.1, word by word, over a list that is there whole. */
const naiveRoot = (leaves: readonly string[]): string => {
  const [only] = leaves;
  if (only === undefined) return emptyRoot(sha256OfBytes);
  if (leaves.length === 1) return leafHash(sha256OfBytes, only);
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return nodeHash(sha256OfBytes, naiveRoot(leaves.slice(0, k)), naiveRoot(leaves.slice(k)));
};

const grow = (leaves: readonly string[], batches: readonly number[] = [leaves.length]) => {
  let edge = emptyEdge;
  const tiles: Tile[] = [];
  let from = 0;
  for (const count of [...batches, leaves.length]) {
    const grown = appendLeaves(sha256OfBytes, edge, leaves.slice(from, from + count));
    edge = grown.edge;
    tiles.push(...grown.tiles);
    from += count;
  }
  return { edge, tiles };
};
type Log = ReturnType<typeof grow>;

/** Proofs made from nothing but the edge and the tiles that are asked for. */
const proofOf = ({ edge, tiles }: Log, ranges: ReturnType<typeof inclusionRanges>) => {
  const wanted = new Set(tilesFor(edge, ranges).map(({ level, index }) => `${level} ${index}`));
  const read = tiles.filter(({ level, index }) => wanted.has(`${level} ${index}`));
  expect(read).toHaveLength(wanted.size);
  return hashRanges(sha256OfBytes, { edge, tiles: read }, ranges);
};
const inclusion = (log: Log, index: number, size: number) => ({
  index,
  size,
  path: proofOf(log, inclusionRanges(index, size)),
});
const consistency = (log: Log, first: number, second: number) => ({
  first,
  second,
  path: proofOf(log, consistencyRanges(first, second)),
});

/** The leaves of the reference tests of Certificate Transparency, and the roots that they publish. */
const published = [
  ["", "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"],
  ["00", "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
  ["10", "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"],
  ["2021", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"],
  ["3031", "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4"],
  ["40414243", "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef"],
  ["5051525354555657", "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"],
  ["606162636465666768696a6b6c6d6e6f", "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"],
] as const;
const publishedLeaves = published.map(([leaf]) => leaf);
const [ca85, d37e, s5f08] = [
  "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
];
const [s96a2, s6b47, bc1a] = [
  "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
  "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
  "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
];

describe("the tree of RFC 6962", () => {
  test("has the published root at each of the published sizes", () => {
    expect(emptyRoot(sha256OfBytes)).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    expect(rootOfEdge(sha256OfBytes, emptyEdge)).toBe(emptyRoot(sha256OfBytes));
    for (const [index, [, root]] of published.entries())
      expect(rootOfEdge(sha256OfBytes, grow(publishedLeaves.slice(0, index + 1)).edge)).toBe(root);
  });

  test("has the published inclusion paths", () => {
    const log = grow(publishedLeaves);
    expect(inclusion(log, 0, 8).path).toEqual([s96a2, s5f08, s6b47]);
    expect(inclusion(log, 5, 8).path).toEqual([bc1a, ca85, d37e]);
    expect(inclusion(log, 2, 3).path).toEqual([published[1][1]]);
    expect(inclusion(log, 0, 1).path).toEqual([]);
  });

  test("has the published consistency paths", () => {
    const log = grow(publishedLeaves);
    expect(consistency(log, 1, 8).path).toEqual([s96a2, s5f08, s6b47]);
    expect(consistency(log, 6, 8).path).toEqual([
      "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
      ca85,
      d37e,
    ]);
    expect(consistency(log, 2, 5).path).toEqual([s5f08, bc1a]);
  });
});

const aSize = fc.oneof(
  fc.integer({ min: 1, max: 80 }),
  fc.constantFrom(31, 32, 33, 63, 64, 65, 1023, 1024, 1025, 1057),
);
const leavesOf = (size: number): readonly string[] =>
  Array.from({ length: size }, (_, index) => sha256OfBytes(`${index}`.padStart(8, "0")));
const allLeaves = leavesOf(1_057);
const whole = grow(allLeaves);

describe("appending to the log", () => {
  test("gives the root of the naive tree, however the leaves come in batches, from the edge alone", () => {
    fc.assert(
      fc.property(aSize, fc.array(fc.nat(90), { maxLength: 12 }), (size, batches) => {
        const leaves = allLeaves.slice(0, size);
        const { edge } = grow(leaves, batches);
        expect(edge.size).toBe(size);
        expect(rootOfEdge(sha256OfBytes, edge)).toBe(naiveRoot(leaves));
        expect(edge.levels.every((hashes) => hashes.length < 32)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test("writes every tile once, full", () => {
    const places = whole.tiles.map(({ level, index }) => `${level} ${index}`);
    expect(new Set(places).size).toBe(places.length);
    expect(whole.tiles.every(({ hashes }) => hashes.length === 32)).toBe(true);
    expect(places).toContain("1 0");
  });
});

/** The same path with one step changed, with one taken, and with one too many. */
const spoilt = (path: readonly string[], pick: number): readonly (readonly string[])[] => {
  const at = pick % path.length;
  return [path.with(at, ca85), path.toSpliced(at, 1), [...path, ca85]];
};

describe("proving that an entry is in the log", () => {
  const aLeaf = aSize.chain((size) => fc.tuple(fc.nat(size - 1), fc.constant(size)));
  const factsOf = (index: number, size: number) => ({
    leaf: leafHash(sha256OfBytes, allLeaves[index] ?? ""),
    root: naiveRoot(allLeaves.slice(0, size)),
  });

  test("holds for every leaf of a tree of any size, also after the log has grown", () => {
    fc.assert(
      fc.property(aLeaf, ([index, size]) => {
        expect(verifyInclusion(sha256OfBytes, inclusion(whole, index, size), factsOf(index, size))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test("fails for another leaf, root or place, and for a path that was changed, shortened or lengthened", () => {
    fc.assert(
      fc.property(aLeaf, fc.nat(), ([index, size], pick) => {
        fc.pre(size > 1);
        const facts = factsOf(index, size);
        const proof = inclusion(whole, index, size);
        const holds = (over: object, found = facts) => verifyInclusion(sha256OfBytes, { ...proof, ...over }, found);
        const wrong = [
          holds({}, { ...facts, root: ca85 }),
          holds({}, { ...facts, leaf: ca85 }),
          holds({ index: size }),
          holds({ index: -1 }),
          holds({ index: index === 0 ? 1 : index - 1 }),
          ...spoilt(proof.path, pick).map((path) => holds({ path })),
        ];
        expect(wrong).toEqual(wrong.map(() => false));
      }),
      { numRuns: 60 },
    );
  });

  test("throws for a leaf that no tree of that size has", () => {
    expect(() => inclusionRanges(8, 8)).toThrow(RangeError);
    expect(() => inclusionRanges(-1, 8)).toThrow(RangeError);
  });
});

describe("proving that the log only grew", () => {
  const twoSizes = aSize.chain((second) => fc.tuple(fc.integer({ min: 1, max: second }), fc.constant(second)));
  const rootsOf = (first: number, second: number) => ({
    first: naiveRoot(allLeaves.slice(0, first)),
    second: naiveRoot(allLeaves.slice(0, second)),
  });

  test("holds between any two sizes", () => {
    fc.assert(
      fc.property(twoSizes, ([first, second]) => {
        expect(verifyConsistency(sha256OfBytes, consistency(whole, first, second), rootsOf(first, second))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test("fails for roots of another history and for a path that was changed, shortened or lengthened", () => {
    fc.assert(
      fc.property(twoSizes, fc.nat(), ([first, second], pick) => {
        fc.pre(first < second);
        const roots = rootsOf(first, second);
        const proof = consistency(whole, first, second);
        const holds = (over: object, found = roots) => verifyConsistency(sha256OfBytes, { ...proof, ...over }, found);
        const wrong = [
          holds({}, { ...roots, first: ca85 }),
          holds({}, { ...roots, second: ca85 }),
          holds({ first: second, second: first }),
          ...spoilt(proof.path, pick).map((path) => holds({ path })),
        ];
        expect(wrong).toEqual(wrong.map(() => false));
      }),
      { numRuns: 60 },
    );
  });

  test("asks nothing of the empty tree or of a tree and itself, but that the roots are theirs", () => {
    const empty = { first: 0, second: 8, path: [] };
    const root = published[7][1];
    const nothing = emptyRoot(sha256OfBytes);
    expect(verifyConsistency(sha256OfBytes, empty, { first: nothing, second: root })).toBe(true);
    expect(verifyConsistency(sha256OfBytes, empty, { first: root, second: root })).toBe(false);
    expect(verifyConsistency(sha256OfBytes, { ...empty, path: [root] }, { first: nothing, second: root })).toBe(false);
    const same = { first: 8, second: 8, path: [] };
    expect(verifyConsistency(sha256OfBytes, same, { first: root, second: root })).toBe(true);
    expect(verifyConsistency(sha256OfBytes, same, { first: root, second: nothing })).toBe(false);
    expect(verifyConsistency(sha256OfBytes, { ...same, first: -1 }, { first: root, second: root })).toBe(false);
    expect(verifyConsistency(sha256OfBytes, { first: 3, second: 8, path: [] }, { first: root, second: root })).toBe(
      false,
    );
    expect(consistencyRanges(0, 8)).toEqual([]);
    expect(() => consistencyRanges(9, 8)).toThrow(RangeError);
  });
});
