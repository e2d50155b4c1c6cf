import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { DeleteCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import type { Part } from "@grants/core/proposals/part";
import type { Command } from "@grants/core/audit/command";
import type { Busy } from "@grants/core/audit/stored";
import type { PartStale, ProposalStore, SavePart } from "@grants/core/proposals/proposal-store";
import { canonicalJson } from "@grants/kernel/canonical-json";
import { transactionItemsMax } from "@grants/kernel/limits";
import { type Result, err, ok } from "@grants/kernel/result";
import type { Database } from "./database.ts";
import { partItem, toPart } from "./part-item.ts";
import { plainItem } from "./plain-item.ts";
import type { Item } from "./read.ts";
import { keys } from "./table.ts";
import { sendTransaction } from "./transaction.ts";

const partStale = (path: Part["path"], expectedVersion: number, item: Item | null): PartStale => ({
  kind: "PartStale",
  path,
  expectedVersion,
  current: item === null ? null : toPart(item),
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

const putOf = (db: Database, { proposalId, path, expectedVersion }: SavePart, part: Part) => ({
  TableName: db.tables.grants,
  Item: { ...keys.part(proposalId, path), ...partItem(part) },
  ...ifPartVersion(expectedVersion),
  ReturnValuesOnConditionCheckFailure: "ALL_OLD" as const,
});

/** The same content by the same person one version on: our own earlier save, whose answer was lost. */
const isOwnEarlier = (current: Part | null, { version, sha256, savedBy }: Part): current is Part =>
  current?.version === version && current.sha256 === sha256 && current.savedBy === savedBy;

const saveHundred = async (
  db: Database,
  saves: readonly SavePart[],
  command: Command,
): Promise<Result<readonly Part[], PartStale | Busy>> => {
  const parts = saves.map((save) => ({ save, part: partOf(db, save, command) }));
  const outcome = await sendTransaction(
    db,
    parts.map(({ save, part }) => ({ Put: putOf(db, save, part) })),
  );
  if (outcome.kind === "committed") return ok(parts.map(({ part }) => part));
  if (outcome.kind === "contended") return err(outcome.refusal);
  const stale = parts.flatMap(({ save, part }, index) => {
    const fate = outcome.fates[index];
    if (fate?.kind !== "lost") return [];
    const lost = partStale(save.path, save.expectedVersion, fate.item);
    return isOwnEarlier(lost.current, part) ? [] : [lost];
  });
  const [first] = stale;
  // All that were lost are our own: the transaction was answered before and the answer did not arrive.
  return first === undefined ? ok(parts.map(({ part }) => part)) : err(first);
};

const lostItem = (error: unknown): { readonly item: Item | null } | null => {
  if (!(error instanceof ConditionalCheckFailedException)) return null;
  return { item: error.Item === undefined ? null : plainItem(error.Item) };
};

/** Writes of single parts: one conditional write each, no transaction, no entry, no event (DATA §3). */
export const createPartWrites = (db: Database): Pick<ProposalStore, "savePart" | "saveParts" | "removePart"> => ({
  savePart: async (save, command) => {
    const part = partOf(db, save, command);
    try {
      await db.client.send(new PutCommand(putOf(db, save, part)));
      return ok(part);
    } catch (error) {
      const lost = lostItem(error);
      if (lost === null) throw error;
      const stale = partStale(save.path, save.expectedVersion, lost.item);
      return isOwnEarlier(stale.current, part) ? ok(stale.current) : err(stale);
    }
  },
  saveParts: async (saves, command) => {
    const saved: Part[] = [];
    for (let from = 0; from < saves.length; from += transactionItemsMax) {
      // oxlint-disable-next-line no-await-in-loop -- one transaction after the other: the first that is stale stops what follows.
      const done = await saveHundred(db, saves.slice(from, from + transactionItemsMax), command);
      if (!done.ok) return done;
      saved.push(...done.value);
    }
    return ok(saved);
  },
  removePart: async ({ proposalId, path, expectedVersion }) => {
    try {
      await db.client.send(
        new DeleteCommand({
          TableName: db.tables.grants,
          Key: keys.part(proposalId, path),
          ...ifPartVersion(expectedVersion),
          ReturnValuesOnConditionCheckFailure: "ALL_OLD",
        }),
      );
      return ok({ path });
    } catch (error) {
      const lost = lostItem(error);
      if (lost === null) throw error;
      return err(lost.item === null ? { kind: "PartNotFound", path } : partStale(path, expectedVersion, lost.item));
    }
  },
});
