import { randomUUID } from "node:crypto";
import type { EventBridgeEvent } from "aws-lambda";
import type { PlatformClock } from "./clock.ts";
import { describeError } from "./http-server.ts";
import { type Invocation, type LambdaRuntime, localAccountId } from "./lambda-runtime.ts";
import { localRegion } from "./tables.ts";

const tickMs = 250;
const millisecondsPerSecond = 1_000;

export type Schedule = { readonly name: string; readonly everySeconds: number };

/** Work of the platform itself that runs by the same clock. */
export type Chore = Schedule & { readonly run: () => Promise<unknown> };

export type Scheduler = {
  readonly names: readonly string[];
  /** Runs a worker now, after a run that is still going on. Undefined for a name that is not scheduled. */
  readonly runNow: (name: string) => Promise<Invocation | undefined>;
  readonly stop: () => Promise<void>;
};

export type SchedulerOptions = {
  readonly schedules: readonly Schedule[];
  readonly chores?: readonly Chore[];
  readonly runtime: LambdaRuntime;
  readonly clock: Pick<PlatformClock, "now" | "nowMs">;
  readonly report?: (line: string) => void;
};

/** The event that EventBridge sends for a rule with a rate. Its time has whole seconds. */
const scheduledEvent = (name: string, now: string): EventBridgeEvent<"Scheduled Event", Record<string, never>> => ({
  version: "0",
  id: randomUUID(),
  "detail-type": "Scheduled Event",
  source: "aws.events",
  account: localAccountId,
  time: now.replace(/\.\d+Z$/, "Z"),
  region: localRegion,
  resources: [`arn:aws:events:${localRegion}:${localAccountId}:rule/${name}`],
  detail: {},
});

/** Lets one run at a time through; whoever comes in between waits for its turn. */
const createTurn = <T>(work: () => Promise<T>) => {
  let last: Promise<unknown> = Promise.resolve();
  return {
    take: (): Promise<T> => {
      const turn = last.then(work, work);
      last = turn.catch(() => undefined);
      return turn;
    },
    finished: (): Promise<unknown> => last,
  };
};

type Clocked = {
  readonly name: string;
  readonly tick: (nowMs: number) => void;
  readonly finished: () => Promise<unknown>;
};

/** Due once the platform's clock has gone on by the rate, however far it was set forward: once, not once for every rate that was missed. */
export const createClocked = (
  { name, everySeconds }: Schedule,
  work: () => Promise<unknown>,
  startMs: number,
  report: (line: string) => void,
): Clocked => {
  const everyMs = everySeconds * millisecondsPerSecond;
  let lastMs = startMs;
  let isRunning = false;
  let run: Promise<void> = Promise.resolve();
  const start = async () => {
    try {
      await work();
    } catch (error) {
      report(`${name}: ${describeError(error)}`);
    } finally {
      isRunning = false;
    }
  };
  return {
    name,
    tick: (nowMs) => {
      // A clock that was set back starts the rate anew.
      if (nowMs < lastMs) lastMs = nowMs;
      if (isRunning || nowMs - lastMs < everyMs) return;
      lastMs = nowMs;
      isRunning = true;
      run = start();
    },
    finished: () => run,
  };
};

/** Fires workers by their rate on the platform's clock. */
export const startScheduler = ({
  schedules,
  chores = [],
  runtime,
  clock,
  report = () => undefined,
}: SchedulerOptions): Scheduler => {
  const turns = new Map(
    schedules.map(({ name }) => [name, createTurn(() => runtime.invoke(name, scheduledEvent(name, clock.now())))]),
  );
  const clocked = [
    ...schedules.map((schedule) =>
      createClocked(schedule, async () => turns.get(schedule.name)?.take(), clock.nowMs(), report),
    ),
    ...chores.map((chore) => createClocked(chore, chore.run, clock.nowMs(), report)),
  ];
  const timer = setInterval(() => {
    for (const { tick } of clocked) tick(clock.nowMs());
  }, tickMs);
  return {
    names: [...turns.keys()],
    runNow: async (name) => turns.get(name)?.take(),
    stop: async () => {
      clearInterval(timer);
      await Promise.all([...clocked, ...turns.values()].map(({ finished }) => finished()));
    },
  };
};
