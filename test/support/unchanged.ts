import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import type { Database } from "@grants/store/database";
import type { TableKey } from "@grants/store/table";

const tables: readonly TableKey[] = ["grants", "ledger", "people"];

const itemsOf = async (db: Database, table: TableKey): Promise<readonly string[]> => {
  const items: string[] = [];
  let after: Record<string, unknown> | undefined;
  do {
    const page = await db.client.send(
      new ScanCommand({ TableName: db.tables[table], ConsistentRead: true, ExclusiveStartKey: after }),
    );
    items.push(...(page.Items ?? []).map((item) => JSON.stringify(Object.entries(item).toSorted())));
    after = page.LastEvaluatedKey;
  } while (after !== undefined);
  return items.toSorted();
};

/** Every item of the tables that evidence and state live in, as text: equal before and after means that nothing was written. */
export const everything = async (db: Database): Promise<readonly string[]> =>
  (await Promise.all(tables.map((table) => itemsOf(db, table)))).flat();
