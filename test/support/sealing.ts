import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { AccessLogReader } from "@grants/core/audit/access-log";
import type { HeadVault, TimeStampAuthority } from "@grants/core/audit/log-store";
import { createHeadSigner } from "@grants/files/evidence/head-signer";
import { createReceiptSigner } from "@grants/files/evidence/receipt-signer";
import { createTimeStampAuthority } from "@grants/files/evidence/time-stamp";
import { startTimeStampAuthority } from "@grants/local/time-stamp-authority";
import type { Database } from "@grants/store/database";
import { createAccessDigestStore, createLogKeyStore, createLogStore } from "@grants/store/log";
import { newId } from "@grants/store/new-id";
import { createReceiptSealStore } from "@grants/store/receipt-seals";
import { sha256OfBytes } from "@grants/store/sha256";
import { keys } from "@grants/store/tables/all";
import { type SealLedgerDeps, type SealLedgerReport, sealLedgerOn } from "../../functions/seal-ledger/seal-ledger.ts";

import { accessLogInMemory } from "./access-log.ts";

/** A time-stamping authority of this test's own, at an instant. */
export const openAuthority = async (at: string) => {
  const folder = await mkdtemp(join(tmpdir(), "authority-"));
  const service = await startTimeStampAuthority({
    keysFile: join(folder, "keys.json"),
    clock: { nowMs: () => Date.parse(at) },
  });
  return {
    timeStamps: createTimeStampAuthority(new URL(service.url)),
    stop: async () => {
      await service.close(0);
      await rm(folder, { recursive: true });
    },
  };
};

/** A vault in memory that keeps the first thing under each name. */
export const vaultInMemory = () => {
  const kept = new Map<string, string>();
  const keep = (name: string, text: string) => void (kept.has(name) || kept.set(name, text));
  const vault: HeadVault = {
    keepHead: async (size, text) => keep(`${size}.json`, text),
    keepTimeStamp: async (size, token) => keep(`${size}.tst`, token),
  };
  return { vault, kept };
};

export type SealWorker = {
  readonly deps: SealLedgerDeps;
  /** The schedule's event at an instant. */
  readonly seal: (at: string, over?: Partial<SealLedgerDeps>) => Promise<SealLedgerReport>;
  /** The stream's event with every entry of some aggregates. */
  readonly bring: (aggregates: readonly string[], at: string, entriesMax?: number) => Promise<SealLedgerReport>;
};

type Given = {
  readonly timeStamps: TimeStampAuthority;
  readonly vault: HeadVault;
  readonly secret?: string;
  readonly accessLog?: AccessLogReader;
};

/** The worker that seals, over a database. */
export const sealWorker = (
  db: Database,
  { timeStamps, vault, secret = "the first secret", accessLog = accessLogInMemory() }: Given,
): SealWorker => {
  const deps = {
    log: createLogStore(db),
    keys: createLogKeyStore(db),
    signer: createHeadSigner(secret),
    former: null,
    vault,
    timeStamps,
    reader: accessLog,
    digests: createAccessDigestStore(db),
    receiptSeals: createReceiptSealStore(db),
    receiptSigner: createReceiptSigner(secret),
    newId,
    sha256: db.sha256,
    sha256OfBytes,
  };
  const recordsOf = async (aggregate: string, at: string) => {
    const { Items = [] } = await db.client.send(
      new QueryCommand({
        TableName: db.tables.ledger,
        KeyConditionExpression: "pk = :p",
        ExpressionAttributeValues: { ":p": keys.auditEntry(aggregate, 1).pk },
      }),
    );
    return Items.map((item) => ({
      dynamodb: {
        ApproximateCreationDateTime: Date.parse(at) / 1_000,
        NewImage: Object.fromEntries(Object.entries(item).map(([name, value]) => [name, { S: String(value) }])),
      },
    }));
  };
  return {
    deps,
    seal: (at, over = {}) => sealLedgerOn({ ...deps, ...over }, { id: "scheduled", time: at.replace(/\.\d+Z$/, "Z") }),
    bring: async (aggregates, at, entriesMax = Infinity) => {
      const found = await Promise.all(aggregates.map((aggregate) => recordsOf(aggregate, at)));
      const records = found.map((some) => some.slice(0, entriesMax));
      return sealLedgerOn(deps, { Records: records.flat() });
    },
  };
};
