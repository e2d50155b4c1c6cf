import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { DeleteCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import type { Command } from "@grants/core/audit/command";
import type { Part } from "@grants/core/proposals/part";
import type { Busy } from "@grants/core/audit/stored";
import type { PartStale, ProposalStore, SavePart } from "@grants/core/proposals/proposal-store";
import { canonicalJson } from "@grants/kernel/canonical-json";
import { transactionItemsMax } from "@grants/kernel/limits";
import { type Result, err, ok } from "@grants/kernel/result";
import type { Database } from "./database.ts";
import { dropBlocks, isLongText, longTextItem } from "./long-text.ts";
import { partItem } from "./part-item.ts";
import { plainItem } from "./plain-item.ts";
import type { Item } from "./read.ts";
import { readPart } from "./read-parts.ts";
import { proposalKeys } from "./tables/proposals.ts";
import { type Write, sendTransaction } from "./transaction.ts";

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

const partOf = (db: Database, { path, content, expectedVersion }: SavePart, { at, caller }: Command): Part => ({
  path,
  version: expectedVersion + 1,
  savedAt: at,
  savedBy: caller,
  sha256: db.sha256(canonicalJson(content)),
  content,
});

const putOf = (db: Database, { proposalId, path, expectedVersion }: SavePart, item: Item) => ({
  TableName: db.tables.grants,
  Item: { ...proposalKeys.part(proposalId, path), ...item },
  ...ifPartVersion(expectedVersion),
  ReturnValuesOnConditionCheckFailure: "ALL_OLD" as const,
});

/** The same content by the same person one version on: our own earlier save, whose answer was lost. */
const isOwnEarlier = (current: Part | null, { version, sha256, savedBy }: Part): current is Part =>
  current?.version === version && current.sha256 === sha256 && current.savedBy === savedBy;

/** The head at a version that somebody read; every removal of a partner moves it. */
const headAt = (db: Database, proposalId: string, version: number): Write => ({
  ConditionCheck: {
    TableName: db.tables.grants,
    Key: proposalKeys.proposal(proposalId),
    ConditionExpression: "version = :v",
    ExpressionAttributeValues: { ":v": version },
  },
});

const busy: Busy = { kind: "Busy", retryAfterSeconds: 1 };

const saveHundred = async (
  db: Database,
  saves: readonly SavePart[],
  command: Command,
): Promise<Result<readonly Part[], PartStale | Busy>> => {
  const parts = saves.map((save) => ({ save, part: partOf(db, save, command) }));
  // Saves of one request stand on one head: a transaction takes an item once.
  const stood = new Map(
    saves.flatMap(({ proposalId, onHead }) => (onHead === undefined ? [] : [[proposalId, onHead]])),
  );
  const heads = [...stood].map(([proposalId, version]) => headAt(db, proposalId, version));
  const puts = parts.map(({ save, part }) => ({ Put: putOf(db, save, partItem(part)) }));
  const outcome = await sendTransaction(db, [...puts, ...heads]);
  if (outcome.kind === "committed") return ok(parts.map(({ part }) => part));
  if (outcome.kind === "contended") return err(outcome.refusal);
  const lost = await Promise.all(
    parts.map(async ({ save, part }, index) => {
      const fate = outcome.fates[index];
      if (fate?.kind !== "lost") return null;
      const stale = await partStale(db, save, fate.item);
      return isOwnEarlier(stale.current, part) ? null : stale;
    }),
  );
  const first = lost.find((stale) => stale !== null);
  if (first === undefined && !outcome.fates.slice(0, parts.length).some(({ kind }) => kind === "lost"))
    return err(busy);
  // All that were lost are our own: the transaction was answered before and the answer did not arrive.
  return first === undefined || first === null ? ok(parts.map(({ part }) => part)) : err(first);
};

const theOne = ([part]: readonly Part[]): Part => {
  if (part === undefined) throw new Error("A part was saved and none came back.");
  return part;
};

const lostItem = (error: unknown): { readonly item: Item | null } | null => {
  if (!(error instanceof ConditionalCheckFailedException)) return null;
  return { item: error.Item === undefined ? null : plainItem(error.Item) };
};

const savePart = async (db: Database, save: SavePart, command: Command): Promise<Result<Part, PartStale | Busy>> => {
  const { proposalId, content, onHead } = save;
  if (onHead !== undefined) {
    const saved = await saveHundred(db, [save], command);
    return saved.ok ? ok(theOne(saved.value)) : saved;
  }
  const part = partOf(db, save, command);
  const item = isLongText(content) ? await longTextItem(db, proposalId, { ...part, content }) : partItem(part);
  try {
    const put = new PutCommand({ ...putOf(db, save, item), ReturnValues: "ALL_OLD" });
    const { Attributes: before = null } = await db.client.send(put);
    await dropBlocks(db, proposalId, { before, after: item });
    return ok(part);
  } catch (error) {
    const lost = lostItem(error);
    if (lost === null) throw error;
    const stale = await partStale(db, save, lost.item);
    return isOwnEarlier(stale.current, part) ? ok(stale.current) : err(stale);
  }
};

/** Writes of single parts: one conditional write each, no transaction, no entry, no event (DATA §3); a long text beside it the blocks that changed. The first save of what a place says stands on the head beside it. */
export const createPartWrites = (db: Database): Pick<ProposalStore, "savePart" | "saveParts" | "removePart"> => ({
  savePart: (save, command) => savePart(db, save, command),
  saveParts: async (saves, command) => {
    const saved: Part[] = [];
    // Beside the parts stands the head.
    const partsMax = transactionItemsMax - 1;
    for (let from = 0; from < saves.length; from += partsMax) {
      // oxlint-disable-next-line no-await-in-loop -- one transaction after the other: the first that is stale stops what follows.
      const done = await saveHundred(db, saves.slice(from, from + partsMax), command);
      if (!done.ok) return done;
      saved.push(...done.value);
    }
    return ok(saved);
  },
  removePart: async (removal) => {
    const { proposalId, path, expectedVersion } = removal;
    const remove = new DeleteCommand({
      TableName: db.tables.grants,
      Key: proposalKeys.part(proposalId, path),
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
