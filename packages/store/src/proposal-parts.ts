import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { DeleteCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import type { Command } from "@grants/core/audit/command";
import type { Part } from "@grants/core/proposals/part";
import type { PartStale, ProposalStore, SavePart } from "@grants/core/proposals/proposal-store";
import { canonicalJson } from "@grants/kernel/canonical-json";
import { type Result, err, ok } from "@grants/kernel/result";
import type { Database } from "./database.ts";
import { dropBlocks, isLongText, longTextItem } from "./long-text.ts";
import { partItem } from "./part-item.ts";
import { plainItem } from "./plain-item.ts";
import type { Item } from "./read.ts";
import { readPart } from "./read-parts.ts";
import { keys } from "./table.ts";

const partStale = async (
  db: Database,
  { proposalId, path, expectedVersion }: Omit<SavePart, "content">,
  item: Item | null,
): Promise<PartStale> => ({
  kind: "PartStale",
  path,
  expectedVersion,
  current: await readPart(db, proposalId, item),
});

const ifPartVersion = (expectedVersion: number) =>
  expectedVersion === 0
    ? { ConditionExpression: "attribute_not_exists(pk)" }
    : { ConditionExpression: "version = :v", ExpressionAttributeValues: { ":v": expectedVersion } };

const lostItem = (error: unknown): { readonly item: Item | null } | null => {
  if (!(error instanceof ConditionalCheckFailedException)) return null;
  return { item: error.Item === undefined ? null : plainItem(error.Item) };
};

/** The same content by the same person one version on: our own earlier save, whose answer was lost. */
const ownSave = ({ current }: PartStale, { version, sha256, savedBy }: Part): Part | null =>
  current?.version === version && current.sha256 === sha256 && current.savedBy === savedBy ? current : null;

const savePart = async (db: Database, save: SavePart, command: Command): Promise<Result<Part, PartStale>> => {
  const { proposalId, path, content, expectedVersion } = save;
  const sha256 = db.sha256(canonicalJson(content));
  const version = expectedVersion + 1;
  const part: Part = { path, version, savedAt: command.at, savedBy: command.caller, sha256, content };
  const item = isLongText(content) ? await longTextItem(db, proposalId, { ...part, content }) : partItem(part);
  const put = new PutCommand({
    TableName: db.tables.grants,
    Item: { ...keys.part(proposalId, path), ...item },
    ...ifPartVersion(expectedVersion),
    ReturnValues: "ALL_OLD",
    ReturnValuesOnConditionCheckFailure: "ALL_OLD",
  });
  try {
    const { Attributes: before = null } = await db.client.send(put);
    await dropBlocks(db, proposalId, { before, after: item });
    return ok(part);
  } catch (error) {
    const lost = lostItem(error);
    if (lost === null) throw error;
    const stale = await partStale(db, save, lost.item);
    const own = ownSave(stale, part);
    return own === null ? err(stale) : ok(own);
  }
};

/** Writes of single parts: one conditional write each, no transaction, no entry, no event (DATA §3); a long text beside it the blocks that changed. */
export const createPartWrites = (db: Database): Pick<ProposalStore, "savePart" | "removePart"> => ({
  savePart: (save, command) => savePart(db, save, command),
  removePart: async (removal) => {
    const { proposalId, path, expectedVersion } = removal;
    const remove = new DeleteCommand({
      TableName: db.tables.grants,
      Key: keys.part(proposalId, path),
      ...ifPartVersion(expectedVersion),
      ReturnValues: "ALL_OLD",
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    });
    try {
      const { Attributes: before = null } = await db.client.send(remove);
      await dropBlocks(db, proposalId, { before, after: null });
      return ok({ path });
    } catch (error) {
      const lost = lostItem(error);
      if (lost === null) throw error;
      return err(lost.item === null ? { kind: "PartNotFound", path } : await partStale(db, removal, lost.item));
    }
  },
});
