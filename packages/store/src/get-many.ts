import type { Database } from "./database.ts";
import { type Item, type Wanted, getAll } from "./read.ts";

/** Keys of one BatchGet. */
const keysPerBatchMax = 100;

/** Items by key as `getAll` reads them, however many: batches go at the same time, in one wave. */
export const getMany = async (db: Database, wanted: readonly Wanted[]): Promise<readonly (Item | null)[]> => {
  const batches = Array.from({ length: Math.ceil(wanted.length / keysPerBatchMax) }, (_, batch) =>
    wanted.slice(batch * keysPerBatchMax, (batch + 1) * keysPerBatchMax),
  );
  return (await Promise.all(batches.map((batch) => getAll(db, batch)))).flat();
};
