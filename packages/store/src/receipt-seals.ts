import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { DeleteCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { LedgerEntry } from "@grants/core/audit/log-store";
import type { ReceiptReader } from "@grants/core/proposals/read-receipts";
import type { PendingSeal, ReceiptSealStore } from "@grants/core/proposals/seal-receipts";
import { ProposalId } from "@grants/core/proposals/proposal";
import { SealedReceipt } from "@grants/core/proposals/sealed-receipt";
import { z } from "zod";
import type { Database } from "./database.ts";
import { type Item, getOne, queryPage, readThrough } from "./read.ts";
import { evidenceKeys, evidencePatterns } from "./tables/evidence.ts";
import { sharedKeys, sharedPatterns } from "./tables/shared.ts";

const PendingItem = z.object({ sk: ProposalId, upTo: z.int().min(1) });
const VersionItem = z.object({ sk: z.string() });

const versionOf = (item: Item): number => Number(VersionItem.parse(item).sk.slice("V#".length));

/** A write whose condition was lost is one that somebody has done before. */
const unlessLost = async (write: Promise<unknown>): Promise<void> => {
  try {
    await write;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
};

const sealedVersions = async (db: Database, proposalId: ProposalId): Promise<ReadonlySet<number>> => {
  const ask = { pk: evidenceKeys.receiptSeal(proposalId, 1).pk, sk: { beginsWith: "V#" } };
  const items = await readThrough(db, evidencePatterns.receiptSeals, ask);
  return new Set(items.map(versionOf));
};

/** Seals of receipts, by their one writer. */
export const createReceiptSealStore = (db: Database): ReceiptSealStore => {
  const TableName = db.tables.grants;
  return {
    notePending: async ({ proposalId, upTo }: PendingSeal) => {
      const Item = { ...evidenceKeys.pendingSeal(proposalId), schema: "pending-seal/1", upTo };
      await db.client.send(new PutCommand({ TableName, Item }));
    },
    listPending: async (itemsMax) => {
      const ask = { pk: evidenceKeys.pendingSeal("").pk, limit: itemsMax };
      const { items } = await queryPage(db, evidencePatterns.pendingSeals, ask);
      return items.map((item) => PendingItem.parse(item)).map(({ sk, upTo }) => ({ proposalId: sk, upTo }));
    },
    dropPending: ({ proposalId, upTo }) =>
      unlessLost(
        db.client.send(
          new DeleteCommand({
            TableName,
            Key: evidenceKeys.pendingSeal(proposalId),
            ConditionExpression: "upTo = :seen",
            ExpressionAttributeValues: { ":seen": upTo },
          }),
        ),
      ),
    sealedVersions: (proposalId) => sealedVersions(db, proposalId),
    keepSeal: (sealed) => {
      const { proposalId, version } = sealed.receipt;
      const Item = { ...evidenceKeys.receiptSeal(proposalId, version), schema: "sealed-receipt/1", ...sealed };
      return unlessLost(
        db.client.send(new PutCommand({ TableName, Item, ConditionExpression: "attribute_not_exists(pk)" })),
      );
    },
  };
};

/** The same for those who may read the proposal. */
export const createReceiptReader = (db: Database): ReceiptReader => ({
  loadChain: async (proposalId) => {
    const ask = { pk: sharedKeys.auditEntry(proposalId, 1).pk, sk: { beginsWith: "V#" } };
    const items = await readThrough(db, sharedPatterns.auditTrail, ask);
    return items.map((item) => LedgerEntry.parse({ ...item, aggregate: proposalId, version: versionOf(item) }));
  },
  sealedVersions: (proposalId) => sealedVersions(db, proposalId),
  loadSeal: async (proposalId, version) => {
    const item = await getOne(db, "grants", evidenceKeys.receiptSeal(proposalId, version));
    return item === null ? null : SealedReceipt.parse(item);
  },
});
