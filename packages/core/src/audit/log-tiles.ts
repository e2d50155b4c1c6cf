import {
  type HashBytes,
  type LeafRange,
  type Subtree,
  joinSubtrees,
  leafHash,
  nodeHash,
  subtreesOf,
} from "./merkle-tree.ts";

/** A tile holds the roots of 32 neighbouring subtrees of one height, 32 times as high on each level: written once, when it is full. */
const tileHeight = 5;
export const tileWidth = 32;

export type TilePlace = { readonly level: number; readonly index: number };
export type Tile = TilePlace & { readonly hashes: readonly string[] };

/** The right edge of the log: the tile of each level that is not full yet. All that must be remembered to append (DATA §5). */
export type LogEdge = { readonly size: number; readonly levels: readonly (readonly string[])[] };

export const emptyEdge: LogEdge = { size: 0, levels: [] };

/** Root of 2^n neighbouring subtrees of one height. */
const rootOfComplete = (hash: HashBytes, hashes: readonly string[]): string => {
  const [only, ...others] = hashes;
  if (only === undefined) throw new RangeError("There is no complete tree of no leaves.");
  if (others.length === 0) return only;
  const middle = hashes.length / 2;
  return nodeHash(hash, rootOfComplete(hash, hashes.slice(0, middle)), rootOfComplete(hash, hashes.slice(middle)));
};

/** The edge after so many leaves more, and the tiles that became full. What lies left of the edge is never read again. */
export const appendLeaves = (
  hash: HashBytes,
  { size, levels }: LogEdge,
  data: readonly string[],
): { readonly edge: LogEdge; readonly tiles: readonly Tile[] } => {
  const grown = levels.map((hashes) => [...hashes]);
  const tiles: Tile[] = [];
  const push = (level: number, one: string, before: number): void => {
    const hashes = (grown[level] ??= []);
    hashes.push(one);
    if (hashes.length < tileWidth) return;
    const index = (before - (before % tileWidth)) / tileWidth;
    tiles.push({ level, index, hashes });
    grown[level] = [];
    push(level + 1, rootOfComplete(hash, hashes), index);
  };
  for (const [offset, one] of data.entries()) push(0, leafHash(hash, one), size + offset);
  return { edge: { size: size + data.length, levels: grown }, tiles };
};

/** The powers of two that a number is the sum of, the largest first. */
const powersOf = (number: number): readonly number[] => {
  if (number === 0) return [];
  let power = 1;
  while (power * 2 <= number) power *= 2;
  return [power, ...powersOf(number - power)];
};

const completeRoots = (hash: HashBytes, hashes: readonly string[]): readonly string[] => {
  let from = 0;
  return powersOf(hashes.length).map((length) => {
    from += length;
    return rootOfComplete(hash, hashes.slice(from - length, from));
  });
};

export const rootOfEdge = (hash: HashBytes, { levels }: LogEdge): string =>
  joinSubtrees(
    hash,
    levels.toReversed().flatMap((hashes) => completeRoots(hash, hashes)),
  );

/** The tile that holds a subtree's root or what it is computed from, and where in it. */
const inTile = ({ height, index }: Subtree) => {
  const within = height % tileHeight;
  const length = 2 ** within;
  const first = index * length;
  const from = first % tileWidth;
  return { level: (height - within) / tileHeight, index: (first - from) / tileWidth, from, to: from + length };
};

const placeText = ({ level, index }: TilePlace): string => `${level}/${index}`;

/** Full tiles that must be read to hash these ranges; the others are on the edge. */
export const tilesFor = ({ levels, size }: LogEdge, ranges: readonly LeafRange[]): readonly TilePlace[] => {
  const fullTiles = (level: number): number => {
    const leaves = tileWidth ** (level + 1);
    return (size - (size % leaves)) / leaves;
  };
  const places = ranges
    .flatMap(subtreesOf)
    .map(inTile)
    .filter(({ level, index }) => level < levels.length && index < fullTiles(level));
  return [...new Map(places.map(({ level, index }) => [placeText({ level, index }), { level, index }])).values()];
};

/** Hashes of ranges: the steps of a proof. Throws when a tile that `tilesFor` names is missing. */
export const hashRanges = (
  hash: HashBytes,
  { edge, tiles }: { readonly edge: LogEdge; readonly tiles: readonly Tile[] },
  ranges: readonly LeafRange[],
): readonly string[] => {
  const full = new Map(tiles.map((tile) => [placeText(tile), tile.hashes]));
  const rootAt = (subtree: Subtree): string => {
    const { level, index, from, to } = inTile(subtree);
    const hashes = (full.get(placeText({ level, index })) ?? edge.levels[level] ?? []).slice(from, to);
    if (hashes.length !== to - from) throw new Error(`The log lacks its tile ${placeText({ level, index })}.`);
    return rootOfComplete(hash, hashes);
  };
  return ranges.map((range) => joinSubtrees(hash, subtreesOf(range).map(rootAt)));
};
