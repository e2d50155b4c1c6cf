import type { AuditTrailStore } from "@grants/core/audit/read-audit-trail";
import { z } from "zod";
import type { Database } from "./database.ts";
import { getOne, queryAll, toRights } from "./read.ts";
import { accessPatterns, keys } from "./table.ts";

const EntryItem = z.object({ body: z.string(), hash: z.string() });

export const createAuditTrailStore = (db: Database): AuditTrailStore => ({
  loadTrail: async (aggregate, caller) => {
    const [rights, items] = await Promise.all([
      getOne(db, "people", keys.rights(caller)),
      queryAll(db, accessPatterns.auditTrail, { pk: keys.auditEntry(aggregate, 1).pk, sk: { beginsWith: "V#" } }),
    ]);
    return { rights: toRights(rights), entries: items.map((item) => EntryItem.parse(item)) };
  },
});
