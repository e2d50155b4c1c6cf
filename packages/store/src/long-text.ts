import { DeleteCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { Part, type TextPart } from "@grants/core/proposals/part";
import { z } from "zod";
import type { Database } from "./database.ts";
import { type Item, getOne } from "./read.ts";
import { proposalKeys } from "./tables/proposals.ts";
import { packBlock, readOrder, replaceBlocks, type TextBlock, unpackBlock, writeOrder } from "./text-blocks.ts";

/** A text from here on is kept in blocks; a shorter one is a part like any other. */
const blocksFromCharacters = 3_501;
/** Blocks that are written side by side. */
const writesAtOnce = 25;

const LongText = z.object({ schema: z.literal("part/3"), path: z.string(), section: z.string(), order: z.string() });
const BlockItem = z.object({ sk: z.string(), packed: z.instanceof(Uint8Array) });

export const isLongText = (content: Part["content"]): content is TextPart =>
  content.kind === "text" && content.text.length >= blocksFromCharacters;

const orderIn = (item: Item | null): ReturnType<typeof readOrder> =>
  item?.["schema"] === "part/3" ? readOrder(LongText.parse(item).order) : [];

const inTurns = async <T>(all: readonly T[], act: (one: T) => Promise<unknown>): Promise<void> => {
  for (let start = 0; start < all.length; start += writesAtOnce)
    // oxlint-disable-next-line no-await-in-loop -- a pasted book does not open a hundred connections.
    await Promise.all(all.slice(start, start + writesAtOnce).map(act));
};

const keepBlock = async (db: Database, proposalId: string, path: string, { id, text }: TextBlock): Promise<void> => {
  const item = { ...proposalKeys.textBlock(proposalId, path, id), schema: "text-block/1", packed: packBlock(text) };
  await db.client.send(new PutCommand({ TableName: db.tables.grants, Item: item }));
};

/**
 * The item of a long text, once the blocks that it names are kept. A block is there before anything names it, so that no reader misses one;
 * whoever then loses the version leaves blocks that nobody names.
 */
export const longTextItem = async (
  db: Database,
  proposalId: string,
  { content, ...facts }: Part & { readonly content: TextPart },
): Promise<Item> => {
  const stored = facts.version === 1 ? null : await getOne(db, "grants", proposalKeys.part(proposalId, facts.path));
  const { order, added } = replaceBlocks(content.text, orderIn(stored), facts.version);
  await inTurns(added, (block) => keepBlock(db, proposalId, facts.path, block));
  return { schema: "part/3", ...facts, section: content.section, order: writeOrder(order) };
};

/** Takes away the blocks that a text had and its successor has not. */
export const dropBlocks = async (
  db: Database,
  proposalId: string,
  { before, after }: { readonly before: Item | null; readonly after: Item | null },
): Promise<void> => {
  const kept = new Set(orderIn(after).map(({ id }) => id));
  const gone = orderIn(before).filter(({ id }) => !kept.has(id));
  const path = String(before?.["path"]);
  await inTurns(gone, ({ id }) =>
    db.client.send(
      new DeleteCommand({ TableName: db.tables.grants, Key: proposalKeys.textBlock(proposalId, path, id) }),
    ),
  );
};

const blockMark = "#B";

/** The key of a block names its text and its id: "PART#text.impact#B3.0". */
export const isBlock = ({ sk }: Item): boolean => String(sk).includes(blockMark);

/** Blocks by "path#Bid". */
export const blocksOf = (items: readonly Item[]): ReadonlyMap<string, string> =>
  new Map(
    items
      .filter(isBlock)
      .map((item) => BlockItem.parse(item))
      .map(({ sk, packed }) => [sk.slice("PART#".length), unpackBlock(packed)]),
  );

/** A long text with its blocks; `null` where one is missing, since the text was changed while it was read. */
export const toLongText = (item: Item, blocks: ReadonlyMap<string, string>): Part | null => {
  const { path, section, order } = LongText.parse(item);
  const texts = readOrder(order).map(({ id }) => blocks.get(`${path}${blockMark}${id}`));
  if (texts.includes(undefined)) return null;
  return Part.parse({ ...item, content: { kind: "text", section, text: texts.join("") } });
};
