import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { canonicalJson } from "@grants/kernel/canonical-json";
import type { Database } from "@grants/store/database";
import type { TableKey } from "@grants/store/table";
import { z } from "zod";

const tables: readonly TableKey[] = ["grants", "ledger", "people"];
const AnyItem = z.looseObject({ pk: z.string(), sk: z.string() }).and(z.record(z.string(), z.json()));

const itemsOf = async (db: Database, table: TableKey): Promise<readonly string[]> => {
  const items: string[] = [];
  let after: Record<string, unknown> | undefined;
  do {
    const page = await db.client.send(
      new ScanCommand({ TableName: db.tables[table], ConsistentRead: true, ExclusiveStartKey: after }),
    );
    const found = (page.Items ?? []).map((item) => AnyItem.parse(item));
    items.push(...found.map((item) => [item.pk, item.sk, db.sha256(canonicalJson(item))].join(" ")));
    after = page.LastEvaluatedKey;
  } while (after !== undefined);
  return items.toSorted();
};

/** Every item of the tables that evidence and state live in, by key and digest: equal before and after means that nothing was written. */
export const everything = async (db: Database): Promise<readonly string[]> =>
  (await Promise.all(tables.map((table) => itemsOf(db, table)))).flat();
