import { createHash } from "node:crypto";
import { deflateRawSync, inflateRawSync } from "node:zlib";

/** A block packs to about a write unit in most scripts. */
const blockCharacters = 1_200;
/** Above this a block that grew is parted again. */
const blockCharactersMax = 1_800;
/** Below this a block joins its neighbour at the next change beside it. */
const blockCharactersMin = 400;
/** No block unpacks to more: what grows without end is no block of ours. */
const blockBytesMax = 4 * blockCharactersMax;
const digestCharacters = 8;
const radix = 36;

/**
 * A block as the order of its text names it: where it is kept, and how long it is. Its id is the version that wrote it and the digest of what
 * it holds, so that two who write the same version can only write the same under one name.
 */
export type BlockReference = { readonly id: string; readonly length: number };
export type TextBlock = BlockReference & { readonly text: string };

const digestOf = (text: string): string =>
  createHash("sha256").update(text, "utf8").digest("base64url").slice(0, digestCharacters);

const idOf = (text: string, version: number): string => `${version.toString(radix)}.${digestOf(text)}`;

/** Whether a block holds this text: what stands behind the version in its id. Half a character has the bytes of another one, and is in no block. */
const holds = ({ id }: BlockReference, text: string): boolean =>
  text.isWellFormed() && id.slice(id.indexOf(".") + 1) === digestOf(text);

/** The order of the blocks as the head of a text keeps it: some fifteen bytes a block. */
export const writeOrder = (blocks: readonly BlockReference[]): string =>
  blocks.map(({ id, length }) => `${id}:${length.toString(radix)}`).join(",");

export const readOrder = (order: string): readonly BlockReference[] =>
  order.split(",").map((entry) => {
    const [id, length] = entry.split(":");
    if (id === undefined || length === undefined) throw new Error("The order of a text names no block.");
    return { id, length: Number.parseInt(length, radix) };
  });

/** The blocks at the beginning of a text that are still what they were. */
const keptFromStart = (text: string, blocks: readonly BlockReference[]): number => {
  let at = 0;
  const changed = blocks.findIndex((block) => {
    const isSame = holds(block, text.slice(at, at + block.length));
    at += block.length;
    return !isSame;
  });
  return changed === -1 ? blocks.length : changed;
};

const keptFromEnd = (text: string, blocks: readonly BlockReference[]): number => {
  let at = text.length;
  const changed = blocks.toReversed().findIndex((block) => {
    const isSame = at >= block.length && holds(block, text.slice(at - block.length, at));
    at -= block.length;
    return !isSame;
  });
  return changed === -1 ? blocks.length : changed;
};

/** Never through the middle of a character: half of one has no bytes. */
const wholeAt = (text: string, at: number): number =>
  /[\uD800-\uDBFF]/.test(text.charAt(at - 1)) && at < text.length ? at - 1 : at;

/** A text in pieces of about a block, parted behind a line or a word where there is one. */
const pieces = (text: string): readonly string[] => {
  if (text.length <= blockCharactersMax) return text === "" ? [] : [text];
  const window = text.slice(0, blockCharacters);
  const line = window.lastIndexOf("\n") + 1;
  const word = window.lastIndexOf(" ") + 1;
  const end = [line, word].find((one) => one >= blockCharactersMin) ?? wholeAt(text, blockCharacters);
  return [text.slice(0, end), ...pieces(text.slice(end))];
};

const lengthOf = (blocks: readonly BlockReference[]): number => blocks.reduce((sum, { length }) => sum + length, 0);

export type Replacement = {
  /** All blocks of the text, in order. */
  readonly order: readonly BlockReference[];
  /** Those that are not kept yet. */
  readonly added: readonly TextBlock[];
};

/**
 * The blocks of a text, keeping those of the text before that did not change: whoever types in one place writes one block. Blocks are never
 * changed in place: what a reader was promised stays there.
 */
export const replaceBlocks = (text: string, before: readonly BlockReference[], version: number): Replacement => {
  const first = keptFromStart(text, before);
  const start = lengthOf(before.slice(0, first));
  const last = keptFromEnd(text.slice(start), before.slice(first));
  let [kept, tail] = [before.slice(0, first), before.slice(before.length - last)];
  // A small rest goes with its neighbour, so that a text does not fall into crumbs.
  const rest = (): number => text.length - lengthOf(kept) - lengthOf(tail);
  if (rest() > 0 && rest() < blockCharactersMin) {
    if (kept.length > 0) kept = kept.slice(0, -1);
    else tail = tail.slice(1);
  }
  const middle = text.slice(lengthOf(kept), text.length - lengthOf(tail));
  const added = pieces(middle).map((piece) => ({ id: idOf(piece, version), length: piece.length, text: piece }));
  return { order: [...kept, ...added.map(({ id, length }) => ({ id, length })), ...tail], added };
};

export const packBlock = (text: string): Uint8Array => new Uint8Array(deflateRawSync(Buffer.from(text, "utf8")));

export const unpackBlock = (packed: Uint8Array): string =>
  inflateRawSync(packed, { maxOutputLength: blockBytesMax }).toString("utf8");
