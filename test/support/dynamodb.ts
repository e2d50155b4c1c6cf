import { randomUUID } from "node:crypto";
import { DeleteTableCommand } from "@aws-sdk/client-dynamodb";
import { startEngine } from "@grants/local/engine";
import { createTables, engineClient } from "@grants/local/tables";
import { type Database, connect } from "@grants/store/database";
import { tableDefinitions, type TableNames } from "@grants/store/table";

export type OpenDatabase = { readonly db: Database; readonly stop: () => Promise<void> };

/** Names that no other run uses, so that an engine which is already running can be shared. */
const namesOfRun = (): TableNames => {
  const run = randomUUID().slice(0, 8);
  return {
    grants: `${run}-grants`,
    ledger: `${run}-ledger`,
    people: `${run}-people`,
    views: `${run}-views`,
    sessions: `${run}-sessions`,
  };
};

/** The five tables on an engine of this test file's own, or on the one that DYNAMODB_ENDPOINT names. */
export const openDatabase = async (): Promise<OpenDatabase> => {
  const engine = await startEngine({ endpoint: process.env["DYNAMODB_ENDPOINT"] });
  const tables = namesOfRun();
  const client = engineClient(engine.endpoint);
  await createTables(
    engine.endpoint,
    tableDefinitions.map(({ key, stream, ttlAttribute }) => ({
      name: tables[key],
      stream,
      ...(ttlAttribute === undefined ? {} : { ttlAttribute }),
    })),
  );
  const stop = async () => {
    await Promise.all(Object.values(tables).map((name) => client.send(new DeleteTableCommand({ TableName: name }))));
    client.destroy();
    await engine.stop();
  };
  return { db: connect(tables, client), stop };
};
