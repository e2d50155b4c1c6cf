import type { UserId } from "@grants/kernel/id";
import { type Result, err, ok } from "@grants/kernel/result";
import { type Instant, epochOfInstant } from "@grants/kernel/time";
import type { LeasedClass, RateClass, RateLimit } from "./rate-limits.ts";

export type TooManyRequests = {
  readonly kind: "TooManyRequests";
  readonly rateClass: RateClass;
  readonly retryAfterSeconds: number;
};

/**
 * A token bucket as the one instant at which it will be full again, in milliseconds since 1970: what is missing is the time until then. It
 * needs no refilling, is exact, and means nothing once that instant is past.
 */
export type Bucket = { readonly fullAtMs: number };
export const fullBucket: Bucket = { fullAtMs: 0 };

/** Tokens that were taken out of a bucket at once, with what is left in it. */
export type Lease = { readonly tokens: number; readonly bucket: Bucket };

/** Where the buckets are that all instances share. */
export type RateLeases = {
  /** Takes the next tokens of an instance out of a person's bucket, which stood at `known` when the instance last saw it. */
  lease(
    whose: { readonly actor: UserId; readonly rateClass: LeasedClass },
    known: Bucket,
    at: Instant,
  ): Promise<Result<Lease, TooManyRequests>>;
};

const millisecondsPerSecond = 1_000;

const roundedUp = (dividend: number, divisor: number): number =>
  (dividend + ((divisor - (dividend % divisor)) % divisor)) / divisor;

/** How long an empty bucket takes to fill. */
export const fillMs = ({ bucketTokens, tokenMs }: RateLimit): number => bucketTokens * tokenMs;

/** The clocks of two instances differ by less. */
const apartMsMax = 30_000;

/** Time that is missing from a bucket, never more than a bucket holds. */
const missingMs = ({ fullAtMs }: Bucket, limit: RateLimit, nowMs: number): number => {
  const missing = fullAtMs - nowMs;
  if (missing <= 0) return 0;
  // Two instances may see an instant a little apart; a bucket from further on is of a clock that was set back.
  if (missing > fillMs(limit) + apartMsMax) return 0;
  return missing < fillMs(limit) ? missing : fillMs(limit);
};

/** Whole tokens that a bucket holds. */
export const tokensIn = (bucket: Bucket, limit: RateLimit, at: Instant): number => {
  const left = fillMs(limit) - missingMs(bucket, limit, epochOfInstant(at));
  return (left - (left % limit.tokenMs)) / limit.tokenMs;
};

/**
 * Takes tokens for one request or for the next ones of an instance: up to `wanted`, at least one. A refusal says after how many seconds
 * there is one again.
 */
export const takeTokens = (
  bucket: Bucket,
  { limit, rateClass, wanted }: { readonly limit: RateLimit; readonly rateClass: RateClass; readonly wanted: number },
  at: Instant,
): Result<Lease, TooManyRequests> => {
  const nowMs = epochOfInstant(at);
  const missing = missingMs(bucket, limit, nowMs);
  const held = tokensIn(bucket, limit, at);
  if (held === 0) {
    const retryAfterSeconds = roundedUp(missing + limit.tokenMs - fillMs(limit), millisecondsPerSecond);
    return err({ kind: "TooManyRequests", rateClass, retryAfterSeconds });
  }
  const tokens = held < wanted ? held : wanted;
  return ok({ tokens, bucket: { fullAtMs: nowMs + missing + tokens * limit.tokenMs } });
};
