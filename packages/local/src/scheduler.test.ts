import { instantOfEpoch } from "@grants/kernel/time";
import type { ScheduledEvent } from "aws-lambda";
import { describe, expect, test } from "vitest";
import { createRuntime } from "./lambda-runtime.ts";
import { createClocked, startScheduler } from "./scheduler.ts";

const startMs = Date.UTC(2027, 0, 10, 9, 0, 0, 123);

const failing = () => Promise.reject(new Error("no bank today"));

const schedule = (handler: (event: ScheduledEvent) => unknown) =>
  startScheduler({
    schedules: [{ name: "close-calls", everySeconds: 3_600 }],
    runtime: createRuntime({ handlers: { "close-calls": handler } }),
    clock: { nowMs: () => startMs, now: () => instantOfEpoch(startMs) },
  });

describe("work by a rate", () => {
  const run = async (everySeconds: number, timesMs: readonly number[]) => {
    let runs = 0;
    const work = async () => {
      runs += 1;
    };
    const clocked = createClocked({ name: "work", everySeconds }, work, startMs, () => undefined);
    await timesMs.reduce(async (before, timeMs) => {
      await before;
      clocked.tick(timeMs);
      await clocked.finished();
    }, Promise.resolve());
    return runs;
  };

  test.each([
    ["is not due a millisecond before", [startMs + 59_999], 0],
    ["is due when the rate has passed", [startMs + 60_000], 1],
    ["is due once for a clock that was set far forward", [startMs + 86_400_000, startMs + 86_400_001], 1],
    ["is due again after the next rate", [startMs + 60_000, startMs + 119_999, startMs + 120_000], 2],
    ["counts anew on a clock that was set back", [startMs - 3_600_000, startMs - 3_540_001, startMs - 3_540_000], 1],
  ])("%s", async (_, timesMs, runs) => {
    expect(await run(60, timesMs)).toBe(runs);
  });

  test("does not start while it still runs", async () => {
    const held = Promise.withResolvers<void>();
    let runs = 0;
    const work = async () => {
      runs += 1;
      await held.promise;
    };
    const clocked = createClocked({ name: "work", everySeconds: 1 }, work, startMs, () => undefined);
    clocked.tick(startMs + 1_000);
    clocked.tick(startMs + 2_000);
    held.resolve();
    await clocked.finished();
    expect(runs).toBe(1);
  });

  test("reports what it throws, and goes on", async () => {
    const lines: string[] = [];
    const clocked = createClocked({ name: "payments", everySeconds: 1 }, failing, startMs, (line) => lines.push(line));
    clocked.tick(startMs + 1_000);
    await clocked.finished();
    clocked.tick(startMs + 2_000);
    await clocked.finished();
    expect(lines).toEqual([expect.stringContaining("payments: Error: no bank today"), expect.any(String)]);
  });
});

describe("running a scheduled worker by hand", () => {
  test("hands it the event of its rule, with the clock's time in whole seconds", async () => {
    const scheduler = schedule((event) => event);
    const invocation = await scheduler.runNow("close-calls");
    await scheduler.stop();
    expect(invocation).toMatchObject({
      kind: "Returned",
      answer: {
        version: "0",
        "detail-type": "Scheduled Event",
        source: "aws.events",
        time: "2027-01-10T09:00:00Z",
        resources: ["arn:aws:events:eu-west-1:000000000000:rule/close-calls"],
        detail: {},
      },
    });
  });

  test("waits for a run that is still going on", async () => {
    const order: string[] = [];
    const first = Promise.withResolvers<void>();
    const scheduler = schedule(async () => {
      order.push("begins");
      await first.promise;
      order.push("ends");
    });
    const both = [scheduler.runNow("close-calls"), scheduler.runNow("close-calls")];
    first.resolve();
    await Promise.all(both);
    await scheduler.stop();
    expect(order).toEqual(["begins", "ends", "begins", "ends"]);
  });

  test("knows no other name", async () => {
    const scheduler = schedule(() => null);
    expect(await scheduler.runNow("open-calls")).toBeUndefined();
    await scheduler.stop();
  });
});
