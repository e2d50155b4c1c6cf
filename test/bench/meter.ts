import type { Database } from "@grants/store/database";
import { z } from "zod";

export type Metered = {
  readonly readUnits: number;
  readonly writeUnits: number;
  /** Calls in flight together are one wave: what a caller waits for, one after the other. */
  readonly waves: number;
  readonly writeWaves: number;
};

const Capacity = z.object({ CapacityUnits: z.number().default(0) });
const Output = z.object({ ConsumedCapacity: z.union([Capacity, z.array(Capacity)]).optional() });

const reads = new Set(["GetItemCommand", "QueryCommand", "BatchGetItemCommand"]);
const writes = new Set(["PutItemCommand", "UpdateItemCommand", "DeleteItemCommand", "TransactWriteItemsCommand"]);

const unitsOf = (output: unknown): number =>
  [Output.parse(output).ConsumedCapacity ?? []].flat().reduce((sum, { CapacityUnits }) => sum + CapacityUnits, 0);

/**
 * Asks the database what each call cost and counts the waves of calls. Exact: the engine's figures agree with the real one's on every
 * kind of call, and nothing here depends on how fast the machine is.
 */
export const createMeter = ({ client }: Database) => {
  let now = { readUnits: 0, writeUnits: 0, done: 0, waves: 0, writeWaves: new Set<number>() };
  client.middlewareStack.add(
    (next, { commandName = "" }) =>
      async (args) => {
        const isWrite = writes.has(commandName);
        if (!isWrite && !reads.has(commandName)) return next(args);
        const run = now;
        const wave = run.done + 1;
        run.waves = Math.max(run.waves, wave);
        if (isWrite) run.writeWaves.add(wave);
        const answer = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: "TOTAL" } });
        run.done = Math.max(run.done, wave);
        const units = unitsOf(answer.output);
        if (isWrite) run.writeUnits += units;
        else run.readUnits += units;
        return answer;
      },
    { step: "initialize", name: "meter", priority: "low" },
  );
  return async <T>(act: () => Promise<T>): Promise<{ readonly result: T; readonly cost: Metered }> => {
    now = { readUnits: 0, writeUnits: 0, done: 0, waves: 0, writeWaves: new Set() };
    const result = await act();
    const { readUnits, writeUnits, waves, writeWaves } = now;
    return { result, cost: { readUnits, writeUnits, waves, writeWaves: writeWaves.size } };
  };
};
