import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { DeleteCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import type { Part } from "@grants/core/proposals/part";
import type { PartStale, ProposalStore } from "@grants/core/proposals/proposal-store";
import { canonicalJson } from "@grants/kernel/canonical-json";
import { err, ok } from "@grants/kernel/result";
import type { Database } from "./database.ts";
import { partItem, toPart } from "./part-item.ts";
import { plainItem } from "./plain-item.ts";
import type { Item } from "./read.ts";
import { keys } from "./table.ts";

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

const lostItem = (error: unknown): { readonly item: Item | null } | null => {
  if (!(error instanceof ConditionalCheckFailedException)) return null;
  return { item: error.Item === undefined ? null : plainItem(error.Item) };
};

/** Writes of single parts: one conditional write each, no transaction, no entry, no event (DATA §3). */
export const createPartWrites = (db: Database): Pick<ProposalStore, "savePart" | "removePart"> => ({
  savePart: async ({ proposalId, path, content, expectedVersion }, command) => {
    const sha256 = db.sha256(canonicalJson(content));
    const part: Part = {
      path,
      version: expectedVersion + 1,
      savedAt: command.at,
      savedBy: command.caller,
      sha256,
      content,
    };
    try {
      await db.client.send(
        new PutCommand({
          TableName: db.tables.grants,
          Item: { ...keys.part(proposalId, path), ...partItem(part) },
          ...ifPartVersion(expectedVersion),
          ReturnValuesOnConditionCheckFailure: "ALL_OLD",
        }),
      );
      return ok(part);
    } catch (error) {
      const lost = lostItem(error);
      if (lost === null) throw error;
      const stale = partStale(path, expectedVersion, lost.item);
      const { current } = stale;
      // The same content by the same person one version on: our own earlier save, whose answer was lost.
      const isOwn = current?.version === part.version && current.sha256 === sha256 && current.savedBy === part.savedBy;
      return isOwn ? ok(current) : err(stale);
    }
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
