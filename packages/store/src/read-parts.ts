import type { Part } from "@grants/core/proposals/part";
import type { Database } from "./database.ts";
import { blocksOf, isBlock, toLongText } from "./long-text.ts";
import { toPart } from "./part-item.ts";
import { type Item, queryAll } from "./read.ts";
import { proposalKeys, proposalPatterns } from "./tables/proposals.ts";

/** Somebody may save while a draft is read; that a save falls into each of so many reads does not happen. */
const readsMax = 5;

const partOf = (item: Item, blocks: ReadonlyMap<string, string>): Part | null =>
  item["schema"] === "part/3" ? toLongText(item, blocks) : toPart(item);

const isThere = (part: Part | null): part is Part => part !== null;

/** The parts below a path, long texts put together; all of a draft where no path is given. */
export const readParts = async (db: Database, proposalId: string, path = ""): Promise<readonly Part[]> => {
  const ask = { pk: proposalKeys.proposal(proposalId).pk, sk: { beginsWith: `PART#${path}` } };
  for (let read = 1; read <= readsMax; read += 1) {
    // oxlint-disable-next-line no-await-in-loop -- read again only where a text was changed under the reader.
    const items = await queryAll(db, proposalPatterns.proposalParts, ask);
    const blocks = blocksOf(items);
    const parts = items.filter((item) => !isBlock(item)).map((item) => partOf(item, blocks));
    if (parts.every(isThere)) return parts;
  }
  throw new Error(`A text of ${proposalId} misses a block.`);
};

/** One part as it stands now, from its item and what hangs beside it. */
export const readPart = async (db: Database, proposalId: string, item: Item | null): Promise<Part | null> => {
  if (item === null) return null;
  if (item["schema"] !== "part/3") return toPart(item);
  const path = String(item["path"]);
  return (await readParts(db, proposalId, path)).find((part) => part.path === path) ?? null;
};
