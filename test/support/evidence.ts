import { AuditBody } from "@grants/core/audit/entry";
import { JournalBody } from "@grants/core/ledger/journal";
import type { Database } from "@grants/store/database";
import { queryAll } from "@grants/store/read";
import { accessPatterns, keys } from "@grants/store/tables/all";
import { z } from "zod";

const LedgerItem = z.object({ pk: z.string(), sk: z.string(), body: z.string(), hash: z.string() });
export type LedgerItem = z.infer<typeof LedgerItem>;

/** The audit entries of an aggregate as they are stored, in the order of their versions. */
export const auditItems = async (db: Database, aggregate: string): Promise<readonly LedgerItem[]> => {
  const items = await queryAll(db, accessPatterns.auditTrail, { pk: keys.auditEntry(aggregate, 1).pk });
  return items.map((item) => LedgerItem.parse(item));
};

export const auditBodies = async (db: Database, aggregate: string): Promise<readonly AuditBody[]> =>
  (await auditItems(db, aggregate)).map(({ body }) => AuditBody.parse(JSON.parse(body)));

export const journalItems = async (db: Database, aggregate: string): Promise<readonly LedgerItem[]> => {
  const items = await queryAll(db, accessPatterns.journal, { pk: keys.journalEntry(aggregate, 1).pk });
  return items.map((item) => LedgerItem.parse(item));
};

export const journalBodies = async (db: Database, aggregate: string): Promise<readonly JournalBody[]> =>
  (await journalItems(db, aggregate)).map(({ body }) => JournalBody.parse(JSON.parse(body)));
