import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isContention, pauseMs, sendAgain } from "./retry.ts";

const cancelledFor = (...codes: readonly string[]) =>
  new TransactionCanceledException({
    $metadata: {},
    message: "cancelled",
    CancellationReasons: codes.map((Code) => ({ Code })),
  });
const named = (name: string, more: object = {}) => Object.assign(new Error(name), { name, ...more });

/** A database whose time passes by pausing alone, and whose chance is always the same. */
const timeless = (chance: number, attemptMs = 0) => {
  const pausesMs: number[] = [];
  let nowMs = 1_000_000;
  return {
    pausesMs,
    attempts: { count: 0 },
    random: () => chance,
    elapsedMs: () => nowMs,
    pause: async (milliseconds: number) => {
      pausesMs.push(milliseconds);
      nowMs += milliseconds;
    },
    pass: () => {
      nowMs += attemptMs;
    },
  };
};
type Timeless = ReturnType<typeof timeless>;
const failing = (db: Timeless, error: unknown, failures: number) => async () => {
  db.attempts.count += 1;
  db.pass();
  if (db.attempts.count > failures) return "answer";
  throw error;
};

describe("telling contention from an answer", () => {
  test.each([
    ["a conflict", cancelledFor("None", "TransactionConflict")],
    ["throttled items", cancelledFor("ThrottlingError", "ProvisionedThroughputExceeded", "None")],
    ["a conflict of a single write", named("TransactionConflictException")],
    ["a transaction in progress", named("TransactionInProgressException")],
    ["throttling", named("ThrottlingException")],
    ["used-up capacity", named("ProvisionedThroughputExceededException")],
    ["too many requests", named("RequestLimitExceeded")],
    ["a timeout", named("TimeoutError")],
    ["a broken connection", named("Error", { code: "ECONNRESET" })],
    ["a refused connection", named("AggregateError", { code: "ECONNREFUSED" })],
    ["a fault of the server", named("InternalServerError", { $metadata: { httpStatusCode: 500 } })],
    ["an unavailable service", named("UnknownError", { $metadata: { httpStatusCode: 503 } })],
  ])("%s is contention", (_, error) => {
    expect(isContention(error)).toBe(true);
  });

  test.each([
    ["a lost condition", cancelledFor("ConditionalCheckFailed", "None")],
    ["a lost condition beside a conflict", cancelledFor("TransactionConflict", "ConditionalCheckFailed")],
    ["an invalid write beside a conflict", cancelledFor("TransactionConflict", "ValidationError")],
    ["a cancellation without a reason", cancelledFor()],
    ["a cancellation with nothing but empty reasons", cancelledFor("None", "None")],
    ["a lost condition of a single write", named("ConditionalCheckFailedException")],
    ["other bytes under the same token", named("IdempotentParameterMismatchException")],
    ["an invalid request", named("ValidationException", { $metadata: { httpStatusCode: 400 } })],
    ["a missing right", named("AccessDeniedException", { $metadata: { httpStatusCode: 400 } })],
    ["a bug", new TypeError("x is not a function")],
    ["something that is no error", "TimeoutError"],
  ])("%s is not", (_, error) => {
    expect(isContention(error)).toBe(false);
  });
});

describe("sending again", () => {
  const conflict = cancelledFor("TransactionConflict");

  test("gives the first answer that comes", async () => {
    const db = timeless(0.5);
    expect(await sendAgain(db, failing(db, conflict, 9))).toEqual({ ok: true, value: "answer" });
    expect(db.attempts.count).toBe(10);
    expect(db.pausesMs).toHaveLength(9);
  });

  test("gives up after ten attempts, without a pause behind the last", async () => {
    const db = timeless(0.5);
    expect(await sendAgain(db, failing(db, conflict, 10))).toEqual({
      ok: false,
      error: { kind: "Busy", retryAfterSeconds: 2 },
    });
    expect(db.attempts.count).toBe(10);
    expect(db.pausesMs).toHaveLength(9);
  });

  test.each([
    [1_999, 5],
    [2_000, 5],
    [2_001, 4],
  ])(
    "begins no attempt more than eight seconds after the first: attempts of %i ms are %i",
    async (attemptMs, attempts) => {
      const db = timeless(0, attemptMs);
      await sendAgain(db, failing(db, conflict, 10));
      expect(db.attempts.count).toBe(attempts);
    },
  );

  test("throws what is no contention at once", async () => {
    const db = timeless(0.5);
    const lost = cancelledFor("ConditionalCheckFailed");
    await expect(sendAgain(db, failing(db, lost, 10))).rejects.toBe(lost);
    expect(db.attempts.count).toBe(1);
  });
});

describe("pausing before an attempt", () => {
  test("waits for anything below a bound that doubles from 50 ms to 2 s", () => {
    const longest = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((attempt) => pauseMs(() => 1 - Number.EPSILON, attempt));
    expect(longest).toEqual([49, 99, 199, 399, 799, 1_599, 1_999, 1_999, 1_999]);
    expect(pauseMs(() => 0, 9)).toBe(0);
  });

  test("is whole milliseconds within the bound, whatever the chance", () => {
    const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(chance, fc.integer({ min: 1, max: 10 }), (drawn, attempt) => {
        const waitMs = pauseMs(() => drawn, attempt);
        expect(Number.isInteger(waitMs) && waitMs >= 0 && waitMs < 2_000).toBe(true);
      }),
    );
  });
});
