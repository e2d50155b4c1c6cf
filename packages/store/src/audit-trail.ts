import type { AuditTrailStore } from "@grants/core/audit/read-audit-trail";
import { z } from "zod";
import type { Database } from "./database.ts";
import { getOne, queryPage, toRights } from "./read.ts";
import { versionKey, versionMax } from "./table.ts";
import { sharedKeys, sharedPatterns } from "./tables/shared.ts";

const EntryItem = z.object({ body: z.string(), hash: z.string() });

export const createAuditTrailStore = (db: Database): AuditTrailStore => ({
  loadTrail: async (aggregate, { fromVersion, entriesMax }, caller) => {
    const { pk, sk: from } = sharedKeys.auditEntry(aggregate, fromVersion);
    const ask = { pk, sk: { from, to: versionKey(versionMax) }, limit: entriesMax };
    const [rights, { items }] = await Promise.all([
      getOne(db, "people", sharedKeys.rights(caller)),
      queryPage(db, sharedPatterns.auditTrail, ask),
    ]);
    return { rights: toRights(rights), entries: items.map((item) => EntryItem.parse(item)) };
  },
});
