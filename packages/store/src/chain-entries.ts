import type { ChainPort } from "@grants/core/audit/read-chain";
import { z } from "zod";
import type { Database } from "./database.ts";
import { readThrough } from "./read.ts";
import { sharedKeys, sharedPatterns } from "./tables/shared.ts";

const EntryItem = z.object({ body: z.string(), hash: z.string() });

/** Every entry of an aggregate, the first one first. */
export const createChainPort = (db: Database): ChainPort => ({
  loadEntries: async (aggregate) => {
    const { pk } = sharedKeys.auditEntry(aggregate, 1);
    const items = await readThrough(db, sharedPatterns.auditTrail, { pk, sk: { beginsWith: "V#" } });
    return items.map((item) => EntryItem.parse(item));
  },
});
