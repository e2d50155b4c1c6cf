import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import type { Busy } from "@grants/core/audit/stored";
import { type Result, err, ok } from "@grants/kernel/result";
import type { Database } from "./database.ts";

export const attemptsMax = 10;
const firstPauseMsMax = 50;
const pauseMsMax = 2_000;
/** No attempt begins later than this after the first one: a request has 30 seconds in all. */
const totalMsMax = 8_000;
const retryAfterSeconds = 2;

const contentionReasons = new Set(["TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"]);
const contentionErrors = new Set([
  "TransactionConflictException",
  "TransactionInProgressException",
  "ThrottlingException",
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "TimeoutError",
]);
/** The connection broke: the request may have arrived or not. */
const networkCodes = new Set(["ECONNRESET", "ECONNREFUSED", "EPIPE", "ETIMEDOUT", "EAI_AGAIN"]);
const serverFaultStatusMin = 500;

export const isContentionReason = (code: string): boolean => contentionReasons.has(code);

const isServerFault = (error: Error): boolean =>
  "$metadata" in error &&
  typeof error.$metadata === "object" &&
  error.$metadata !== null &&
  "httpStatusCode" in error.$metadata &&
  typeof error.$metadata.httpStatusCode === "number" &&
  error.$metadata.httpStatusCode >= serverFaultStatusMin;

/**
 * Two writers at once, or a busy or silent database: not an answer about the state. A lost condition in the same cancellation is an
 * answer, any other reason in it a bug.
 */
export const isContention = (error: unknown): boolean => {
  if (error instanceof TransactionCanceledException) {
    const codes = (error.CancellationReasons ?? []).flatMap(({ Code = "None" }) => (Code === "None" ? [] : [Code]));
    return codes.length > 0 && codes.every(isContentionReason);
  }
  if (!(error instanceof Error)) return false;
  return (
    contentionErrors.has(error.name) ||
    ("code" in error && typeof error.code === "string" && networkCodes.has(error.code)) ||
    isServerFault(error)
  );
};

/** Full jitter: anything from nothing to a bound that doubles with each attempt, from 50 ms to 2 s. */
export const pauseMs = (random: () => number, attempt: number): number =>
  Math.floor(random() * Math.min(pauseMsMax, firstPauseMsMax * 2 ** (attempt - 1)));

/** Sends the same thing up to ten times within eight seconds while the database is in contention (DATA §4); other errors are thrown at once. */
export const sendAgain = async <T>(
  { pause, random, elapsedMs }: Pick<Database, "pause" | "random" | "elapsedMs">,
  send: () => Promise<T>,
): Promise<Result<T, Busy>> => {
  const startedMs = elapsedMs();
  for (let attempt = 1; ; attempt += 1) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- an attempt follows the failure of the one before.
      return ok(await send());
    } catch (error) {
      if (!isContention(error)) throw error;
      const waitMs = pauseMs(random, attempt);
      const isLast = attempt === attemptsMax || elapsedMs() - startedMs + waitMs > totalMsMax;
      if (isLast) return err({ kind: "Busy", retryAfterSeconds });
      // oxlint-disable-next-line no-await-in-loop -- the pause is the point.
      await pause(waitMs);
    }
  }
};
