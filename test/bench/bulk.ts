import { BatchWriteCommand } from "@aws-sdk/lib-dynamodb";
import type { Database } from "@grants/store/database";

const itemsPerBatch = 25;
const batchesAtOnce = 16;

/** Loads items that no decision made, to give lists a size. Unstreamed tables only: the ledger is never loaded in bulk. */
export const loadItems = async (db: Database, items: readonly Readonly<Record<string, unknown>>[]): Promise<void> => {
  const batches = Array.from({ length: Math.ceil(items.length / itemsPerBatch) }, (_, index) =>
    items.slice(index * itemsPerBatch, (index + 1) * itemsPerBatch),
  );
  for (let start = 0; start < batches.length; start += batchesAtOnce)
    await Promise.all(
      batches.slice(start, start + batchesAtOnce).map((batch) =>
        db.client.send(
          new BatchWriteCommand({
            RequestItems: { [db.tables.grants]: batch.map((Item) => ({ PutRequest: { Item } })) },
          }),
        ),
      ),
    );
};
