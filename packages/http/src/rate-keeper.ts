import {
  type Bucket,
  type RateLeases,
  type TooManyRequests,
  fillMs,
  fullBucket,
  takeTokens,
} from "@grants/core/access/rate-limit";
import { type LeasedClass, type RateClass, rateLimits } from "@grants/core/access/rate-limits";
import type { UserId } from "@grants/kernel/id";
import { type Result, err, ok } from "@grants/kernel/result";
import { type Instant, epochOfInstant } from "@grants/kernel/time";

/** One request of a person. */
export type RateAsk = { readonly actor: UserId; readonly rateClass: RateClass; readonly at: Instant };

export type RateKeeper = {
  /** Lets a request pass, or says when to come again. */
  readonly take: (ask: RateAsk) => Promise<Result<null, TooManyRequests>>;
  /** Ends when no write of this keeper is under way: a function is frozen as soon as it has answered. */
  readonly settled: () => Promise<unknown>;
};

/** What an instance knows of a person in one class. */
type Held = {
  /** Leased and not spent; void after `untilMs`, so that nobody saves them up. */
  tokens: number;
  untilMs: number;
  bucket: Bucket;
  /** No token before this instant: asking again costs nobody a write. */
  refusedUntilMs: number;
  leasing: Promise<Result<null, TooManyRequests>> | null;
};

/** With so many tokens left the next lease is taken beside the request, which does not wait for it. */
const lowTokens = 10;
/** Persons and classes that an instance remembers; beyond them the one that came first is forgotten. */
const heldMax = 10_000;
const millisecondsPerSecond = 1_000;

const isLeased = (rateClass: RateClass): rateClass is LeasedClass => rateLimits[rateClass].leaseTokens > 0;

export type RateKeeperDeps = {
  readonly leases: RateLeases;
  /** Where a store that does not answer is told of; the instance then counts for itself. */
  readonly report: (error: unknown) => void;
};

const createHeld = (): ((key: string) => Held) => {
  const known = new Map<string, Held>();
  return (key) => {
    const held = known.get(key);
    if (held !== undefined) return held;
    const [oldest] = known.keys();
    if (known.size >= heldMax && oldest !== undefined) known.delete(oldest);
    const fresh = { tokens: 0, untilMs: 0, bucket: fullBucket, refusedUntilMs: 0, leasing: null };
    known.set(key, fresh);
    return fresh;
  };
};

/** A bucket of this instance alone: no write, no wait. */
const takeOwn = (held: Held, { rateClass, at }: RateAsk): Result<null, TooManyRequests> => {
  const taken = takeTokens(held.bucket, { limit: rateLimits[rateClass], rateClass, wanted: 1 }, at);
  if (!taken.ok) return taken;
  held.bucket = taken.value.bucket;
  return ok(null);
};

type LeasedAsk = RateAsk & { readonly rateClass: LeasedClass };

const askStore = async ({ leases, report }: RateKeeperDeps, held: Held, ask: LeasedAsk) => {
  const limit = rateLimits[ask.rateClass];
  try {
    return await leases.lease(ask, held.bucket, ask.at);
  } catch (error) {
    report(error);
    return takeTokens(held.bucket, { limit, rateClass: ask.rateClass, wanted: limit.leaseTokens }, ask.at);
  }
};

const lease = async (deps: RateKeeperDeps, held: Held, ask: LeasedAsk): Promise<Result<null, TooManyRequests>> => {
  const leased = await askStore(deps, held, ask);
  const nowMs = epochOfInstant(ask.at);
  if (!leased.ok) {
    held.refusedUntilMs = nowMs + leased.error.retryAfterSeconds * millisecondsPerSecond;
    return leased;
  }
  held.bucket = leased.value.bucket;
  held.tokens += leased.value.tokens;
  held.untilMs = nowMs + fillMs(rateLimits[ask.rateClass]);
  return ok(null);
};

/** A refusal that still holds; a clock that was set back ends it. */
const standingRefusal = ({ refusedUntilMs }: Held, { rateClass, at }: RateAsk): TooManyRequests | null => {
  const waitMs = refusedUntilMs - epochOfInstant(at);
  if (waitMs <= 0 || waitMs > fillMs(rateLimits[rateClass])) return null;
  return { kind: "TooManyRequests", rateClass, retryAfterSeconds: Math.ceil(waitMs / millisecondsPerSecond) };
};

/**
 * The limits of one instance. Tokens of a class with a lease are taken from the shared bucket fifty at a time: the first request of a person
 * waits for that write, later leases are taken beside a request.
 */
export const createRateKeeper = (deps: RateKeeperDeps): RateKeeper => {
  const heldOf = createHeld();
  const underWay = new Set<Promise<unknown>>();

  const begin = (held: Held, ask: LeasedAsk): Promise<Result<null, TooManyRequests>> => {
    if (held.leasing !== null) return held.leasing;
    const leasing = lease(deps, held, ask).finally(() => {
      held.leasing = null;
      underWay.delete(leasing);
    });
    held.leasing = leasing;
    underWay.add(leasing);
    return leasing;
  };

  const spend = (held: Held, ask: LeasedAsk): boolean => {
    if (held.untilMs < epochOfInstant(ask.at)) held.tokens = 0;
    if (held.tokens === 0) return false;
    held.tokens -= 1;
    if (held.tokens < lowTokens && standingRefusal(held, ask) === null) void begin(held, ask);
    return true;
  };

  const takeLeased = async (held: Held, ask: LeasedAsk): Promise<Result<null, TooManyRequests>> => {
    if (spend(held, ask)) return ok(null);
    const refusal = standingRefusal(held, ask);
    if (refusal !== null) return err(refusal);
    const leased = await begin(held, ask);
    if (!leased.ok) return leased;
    // Others may have waited for the same lease and spent it.
    return spend(held, ask) ? ok(null) : takeLeased(held, ask);
  };

  return {
    take: async (ask) => {
      const { actor, rateClass } = ask;
      const held = heldOf(`${actor} ${rateClass}`);
      return isLeased(rateClass) ? takeLeased(held, { ...ask, rateClass }) : takeOwn(held, ask);
    },
    settled: () => Promise.all(underWay),
  };
};
