import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { dataPaths } from "@grants/local/data-folder";
import { FolderHolder } from "@grants/local/folder-lock";
import { engineClient } from "@grants/local/tables";
import { type Database, connect } from "@grants/store/database";
import type { Item } from "@grants/store/read";
import type { TableKey, TableNames } from "@grants/store/table";

/** As the functions of a platform find them in their environment. */
const tables: TableNames = {
  grants: "grants",
  ledger: "ledger",
  people: "people",
  views: "views",
  sessions: "sessions",
};

export type PlatformDatabase = {
  readonly db: Database;
  /** The process of the embedded engine. */
  readonly enginePid: number;
  readonly close: () => void;
};

/** The database of a running platform, beside its front door: what is written, and not what the platform says of it. */
export const openPlatformDatabase = async (dataDir: string): Promise<PlatformDatabase> => {
  const text = await readFile(join(dataPaths(dataDir).engine, "holder.json"), "utf8");
  const { engine } = FolderHolder.parse(JSON.parse(text));
  if (engine === null) throw new Error(`No engine works in ${dataDir}.`);
  const client = engineClient(`http://127.0.0.1:${engine.port}`);
  return { db: connect(tables, client), enginePid: engine.pid, close: () => client.destroy() };
};

/** Everything in a table. */
export const itemsOf = async ({ client, tables: names }: Database, table: TableKey): Promise<readonly Item[]> => {
  const items: Item[] = [];
  let start: Item | undefined;
  do {
    const from = start === undefined ? {} : { ExclusiveStartKey: start };
    const page = await client.send(new ScanCommand({ TableName: names[table], ConsistentRead: true, ...from }));
    items.push(...(page.Items ?? []));
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return items;
};
