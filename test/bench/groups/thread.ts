import { operations } from "@grants/contract/document";
import { tellStory } from "@grants/local/demo/story";
import { openDatabase } from "../../support/dynamodb.ts";
import { createStoryInProcess } from "../../support/story.ts";
import { type Metered, createMeter } from "../meter.ts";

/** The dearest call of each operation that the story makes. */
export type Measured = ReadonlyMap<string, Metered>;

const byParameters = (a: { path: string }, b: { path: string }) => a.path.split("{").length - b.path.split("{").length;
const patterns = operations.toSorted(byParameters).map(({ method, path, operationId }) => ({
  method: method.toUpperCase(),
  pattern: new RegExp(`^${path.replaceAll(/\{[^}]+\}/g, "[^/]+")}$`),
  operationId,
}));

const operationOf = (method: string, path: string): string => {
  const [address = ""] = path.split("?");
  const found = patterns.find((each) => each.method === method && each.pattern.test(address));
  if (found === undefined) throw new Error(`The contract has no ${method} ${path}.`);
  return found.operationId;
};

const dearer = (a: Metered | undefined, b: Metered): Metered => ({
  readUnits: Math.max(a?.readUnits ?? 0, b.readUnits),
  writeUnits: Math.max(a?.writeUnits ?? 0, b.writeUnits),
  waves: Math.max(a?.waves ?? 0, b.waves),
  writeWaves: Math.max(a?.writeWaves ?? 0, b.writeWaves),
});

/** Tells the demonstration's story and measures what each request of it costs. Requests follow one another, so that their calls are told apart. */
const measureThread = async (): Promise<Measured> => {
  const { db, stop } = await openDatabase();
  const measure = createMeter(db);
  const costs = new Map<string, Metered>();
  let last: Promise<unknown> = Promise.resolve();
  const story = await createStoryInProcess(db, (method, path, send) => {
    const operationId = operationOf(method, path);
    const measured = last.then(async () => {
      const { result, cost } = await measure(send);
      costs.set(operationId, dearer(costs.get(operationId), cost));
      return result;
    });
    last = measured.catch(() => undefined);
    return measured;
  });
  await tellStory(story);
  await stop();
  return costs;
};

let measured: Promise<Measured> | undefined;

/** Measured once a run; several groups read it. */
export const threadCosts = (): Promise<Measured> => (measured ??= measureThread());
