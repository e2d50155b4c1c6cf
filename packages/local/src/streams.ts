import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { DynamoDBStreamEvent } from "aws-lambda";
import { z } from "zod";
import type { PlatformClock } from "./clock.ts";
import { readJsonFile, replaceFile } from "./durable-file.ts";
import { describeError } from "./http-server.ts";
import type { LambdaRuntime } from "./lambda-runtime.ts";
import { createStreamApi, type StreamRecord } from "./stream-api.ts";
import { localRegion } from "./tables.ts";

/** An engine's stream costs more to look at the longer it is: look when something may have been written, and else rarely. */
const idleMs = 1_000;
const betweenLooksMs = 50;
const shardsKnownMs = 10_000;
const retryMsMin = 100;
const retryMsMax = 5_000;
const millisecondsPerSecond = 1_000;

/** A function that reads the stream at its own pace. */
export type StreamWorker = {
  readonly name: string;
  /** It is called for new items whose partition key begins with one of these, and for nothing else; without any, for every record. */
  readonly pkPrefixes?: readonly string[];
};

export type StreamOptions = {
  readonly endpoint: string;
  readonly table: string;
  readonly workers: readonly StreamWorker[];
  readonly runtime: LambdaRuntime;
  readonly clock: Pick<PlatformClock, "shifted">;
  /** Where positions are kept over a restart. */
  readonly folder: string;
  readonly report?: (line: string) => void;
};

export type StreamConsumers = {
  /** Tells that something may have been written. */
  readonly wake: () => void;
  /** Resolves once every record that was written before the call has been handled by every worker. */
  readonly settled: () => Promise<void>;
  /** Lets a batch in hand finish. What was not handled yet comes again at the next start. */
  readonly stop: () => Promise<void>;
};

const Position = z.object({ streamArn: z.string(), shards: z.record(z.string(), z.string()) });

/** Up to which record each shard has been handled. Another stream (a new table) starts from its beginning. */
const openPosition = async (file: string, streamArn: string) => {
  const stored = Position.safeParse(await readJsonFile(file)).data;
  let shards = stored?.streamArn === streamArn ? stored.shards : {};
  return {
    of: (shardId: string): string | undefined => shards[shardId],
    advance: async (shardId: string, sequenceNumber: string): Promise<void> => {
      shards = { ...shards, [shardId]: sequenceNumber };
      await replaceFile(file, JSON.stringify({ streamArn, shards }));
    },
  };
};

const BatchAnswer = z.object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })) });

/** How many records of a batch, from the first on, a worker has handled. */
const handledCount = (records: readonly StreamRecord[], answer: unknown): number => {
  const reported = BatchAnswer.safeParse(answer);
  if (!reported.success) return records.length;
  const failed = new Set(reported.data.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
  if (failed.size === 0) return records.length;
  const first = records.findIndex(({ dynamodb }) => failed.has(dynamodb.SequenceNumber));
  // Lambda takes an identifier that is none of the batch for a failure of the whole batch.
  return Math.max(0, first);
};

const toEvent = (
  streamArn: string,
  records: readonly StreamRecord[],
  shifted: PlatformClock["shifted"],
): DynamoDBStreamEvent => ({
  Records: records.map((record) => {
    const writtenAt = record.dynamodb.ApproximateCreationDateTime ?? Date.now() / millisecondsPerSecond;
    const onClock = Math.floor(shifted(writtenAt * millisecondsPerSecond) / millisecondsPerSecond);
    const dynamodb = { ...record.dynamodb, ApproximateCreationDateTime: onClock };
    return { ...record, awsRegion: localRegion, eventSourceARN: streamArn, dynamodb };
  }),
});

/** The filter of the deployed worker. */
const isFor = ({ pkPrefixes }: StreamWorker, { eventName, dynamodb }: StreamRecord): boolean => {
  const pk = dynamodb.Keys?.["pk"]?.S ?? "";
  return pkPrefixes === undefined || (eventName === "INSERT" && pkPrefixes.some((prefix) => pk.startsWith(prefix)));
};

type Pass = "Idle" | "Progress" | "Failed";

const createConsumer = async (worker: StreamWorker, streamArn: string, options: StreamOptions) => {
  const api = createStreamApi(options.endpoint);
  const position = await openPosition(join(options.folder, `${worker.name}.json`), streamArn);
  let known = { shardIds: await api.shardsOf(streamArn), sinceMs: performance.now() };

  const shards = async (): Promise<readonly string[]> => {
    if (performance.now() - known.sinceMs > shardsKnownMs)
      known = { shardIds: await api.shardsOf(streamArn), sinceMs: performance.now() };
    return known.shardIds;
  };

  /** How many of the records, from the first on, the worker has handled; what its filter leaves out needs no handling. */
  const handle = async (records: readonly StreamRecord[]): Promise<number> => {
    const own = records.filter((record) => isFor(worker, record));
    if (own.length === 0) return records.length;
    const event = toEvent(streamArn, own, options.clock.shifted);
    const invocation = await options.runtime.invoke(worker.name, event);
    const next = own[invocation.kind === "Returned" ? handledCount(own, invocation.answer) : 0];
    return next === undefined ? records.length : records.indexOf(next);
  };

  const passShard = async (shardId: string): Promise<Pass> => {
    const records = await api.readAfter(streamArn, shardId, position.of(shardId));
    if (records.length === 0) return "Idle";
    const handled = await handle(records);
    const last = records[handled - 1];
    if (last !== undefined) await position.advance(shardId, last.dynamodb.SequenceNumber);
    return handled === records.length ? "Progress" : "Failed";
  };

  /** One look at every shard, in the stream's order. */
  return async (): Promise<Pass> =>
    (await shards()).reduce<Promise<Pass>>(async (before, shardId) => {
      const passed = await before;
      const next = passed === "Failed" ? passed : await passShard(shardId);
      return next === "Idle" ? passed : next;
    }, Promise.resolve("Idle"));
};

const startConsumer = async (worker: StreamWorker, streamArn: string, options: StreamOptions) => {
  const pass = await createConsumer(worker, streamArn, options);
  const { report = () => undefined } = options;
  const stopping = new AbortController();
  let woken = Promise.withResolvers<void>();
  let waiting: readonly (() => void)[] = [];

  const guardedPass = async (): Promise<Pass> => {
    try {
      return await pass();
    } catch (error) {
      if (!stopping.signal.aborted) report(`stream to ${worker.name}: ${describeError(error)}`);
      return "Failed";
    }
  };

  const rest = (milliseconds: number) =>
    pause(milliseconds, undefined, { signal: stopping.signal }).catch(() => undefined);

  const restAfter = async (passed: Pass, retryMs: number): Promise<void> => {
    if (passed === "Failed") return rest(retryMs);
    if (waiting.length === 0) await rest(betweenLooksMs);
    if (passed === "Progress") return;
    await Promise.race([woken.promise, rest(idleMs)]);
  };

  const run = async (): Promise<void> => {
    for (let retryMs = retryMsMin; !stopping.signal.aborted;) {
      const asked = waiting;
      woken = Promise.withResolvers<void>();
      // oxlint-disable-next-line no-await-in-loop -- a stream is read in its order.
      const passed = await guardedPass();
      if (passed === "Idle") {
        waiting = waiting.filter((tell) => !asked.includes(tell));
        for (const tell of asked) tell();
      }
      // oxlint-disable-next-line no-await-in-loop -- the pause is the point.
      await restAfter(passed, retryMs);
      retryMs = passed === "Failed" ? Math.min(retryMs * 2, retryMsMax) : retryMsMin;
    }
  };

  const running = run();
  const wake = () => woken.resolve();
  return {
    wake,
    settled: () => {
      const settled = Promise.withResolvers<void>();
      waiting = [...waiting, settled.resolve];
      wake();
      return settled.promise;
    },
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
};

/** Hands the records of a table's stream to its workers: each at least once, in the stream's order, the position saved after the handling. */
export const consumeStream = async (options: StreamOptions): Promise<StreamConsumers> => {
  await mkdir(options.folder, { recursive: true });
  const streamArn = await createStreamApi(options.endpoint).streamOf(options.table);
  const consumers = await Promise.all(options.workers.map((worker) => startConsumer(worker, streamArn, options)));
  return {
    wake: () => {
      for (const { wake } of consumers) wake();
    },
    settled: async () => {
      await Promise.all(consumers.map(({ settled }) => settled()));
    },
    stop: async () => {
      await Promise.all(consumers.map(({ stop }) => stop()));
    },
  };
};
