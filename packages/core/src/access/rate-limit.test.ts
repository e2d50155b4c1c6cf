import { type Instant, instantOfEpoch } from "@grants/kernel/time";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Bucket, fillMs, fullBucket, takeTokens, tokensIn } from "./rate-limit.ts";
import { type RateLimit, rateClassOf, rateLimits } from "./rate-limits.ts";

const limit: RateLimit = { bucketTokens: 3, tokenMs: 400, leaseTokens: 0 };
const start = Date.parse("2027-01-10T09:00:00.000Z");
const after = (milliseconds: number): Instant => instantOfEpoch(start + milliseconds);
const take = (bucket: Bucket, milliseconds: number, wanted = 1, of = limit) =>
  takeTokens(bucket, { limit: of, rateClass: "read", wanted }, after(milliseconds));
const emptied = (): Bucket => ({ fullAtMs: start + fillMs(limit) });

describe("taking a token", () => {
  test("is possible as often as the bucket holds, and not once more", () => {
    let bucket = fullBucket;
    const answers = Array.from({ length: 4 }, () => {
      const taken = take(bucket, 0);
      bucket = taken.ok ? taken.value.bucket : bucket;
      return taken.ok;
    });
    expect(answers).toEqual([true, true, true, false]);
  });

  test.each([
    [399, false],
    [400, true],
    [401, true],
  ])("%i ms after the bucket was emptied is allowed: %s", (milliseconds, isAllowed) => {
    expect(take(emptied(), milliseconds).ok).toBe(isAllowed);
  });

  test.each([
    [{ bucketTokens: 1, tokenMs: 1_000, leaseTokens: 0 }, 0, 1],
    [{ bucketTokens: 1, tokenMs: 1_001, leaseTokens: 0 }, 0, 2],
    [{ bucketTokens: 1, tokenMs: 1_001, leaseTokens: 0 }, 1, 1],
    [{ bucketTokens: 2, tokenMs: 60_000, leaseTokens: 0 }, 59_999, 1],
  ])("that is not there says after how many seconds it is (%j, %i ms later: %i s)", (of, milliseconds, seconds) => {
    const bucket = { fullAtMs: start + fillMs(of) };
    expect(take(bucket, milliseconds, 1, of)).toEqual({
      ok: false,
      error: { kind: "TooManyRequests", rateClass: "read", retryAfterSeconds: seconds },
    });
  });
});

describe("a lease", () => {
  test("takes what is wanted, or what there is", () => {
    const leased = [1, 2, 3, 4].map((wanted) => take(fullBucket, 0, wanted));
    expect(leased.map((lease) => lease.ok && lease.value.tokens)).toEqual([1, 2, 3, 3]);
  });

  test("is never refused while one token is left", () => {
    expect(take({ fullAtMs: start + fillMs(limit) - 400 }, 0, 50)).toMatchObject({ ok: true, value: { tokens: 1 } });
  });
});

describe("a bucket that is further from full than it can be", () => {
  test.each([
    ["by the difference of two instances", fillMs(limit) + 1, 0],
    ["by as much as two clocks may differ", fillMs(limit) + 30_000, 0],
    ["by more, of a clock that was set back", fillMs(limit) + 30_001, 3],
  ])("%s holds what is expected", (_, missing, tokens) => {
    expect(tokensIn({ fullAtMs: start + missing }, limit, after(0))).toBe(tokens);
  });
});

const limits = fc
  .record({ bucketTokens: fc.integer({ min: 1, max: 2_000 }), tokenMs: fc.integer({ min: 1, max: 60_000 }) })
  .map((some) => ({ ...some, leaseTokens: 0 }));
const asks = fc.array(fc.record({ pauseMs: fc.nat(100_000), wanted: fc.integer({ min: 1, max: 60 }) }), {
  maxLength: 60,
});

describe("whatever is asked, in whatever rhythm", () => {
  test("no more is given than the bucket and what has come into it since", () => {
    fc.assert(
      fc.property(limits, asks, (of, sequence) => {
        let [bucket, elapsed, given] = [fullBucket, 0, 0];
        for (const { pauseMs, wanted } of sequence) {
          elapsed += pauseMs;
          const taken = take(bucket, elapsed, wanted, of);
          given += taken.ok ? taken.value.tokens : 0;
          bucket = taken.ok ? taken.value.bucket : bucket;
        }
        expect(given).toBeLessThanOrEqual(of.bucketTokens + Math.floor(elapsed / of.tokenMs));
      }),
    );
  });

  test("whoever waits as long as the refusal says is let in, and nobody a second earlier", () => {
    fc.assert(
      fc.property(limits, (of) => {
        const isLetIn = (milliseconds: number) => take({ fullAtMs: start + fillMs(of) }, milliseconds, 1, of).ok;
        const refused = take({ fullAtMs: start + fillMs(of) }, 0, 1, of);
        const seconds = refused.ok ? 0 : refused.error.retryAfterSeconds;
        expect([isLetIn(seconds * 1_000), isLetIn((seconds - 1) * 1_000)]).toEqual([true, false]);
      }),
    );
  });

  test("every number stays an exact integer", () => {
    fc.assert(
      fc.property(limits, asks, (of, sequence) => {
        let [bucket, elapsed] = [fullBucket, 0];
        for (const { pauseMs, wanted } of sequence) {
          elapsed += pauseMs;
          const taken = take(bucket, elapsed, wanted, of);
          bucket = taken.ok ? taken.value.bucket : bucket;
          expect([bucket.fullAtMs, tokensIn(bucket, of, after(elapsed))].every(Number.isSafeInteger)).toBe(true);
        }
      }),
    );
  });
});

describe("the table of limits", () => {
  const leased = Object.entries(rateLimits).filter(([, { leaseTokens }]) => leaseTokens > 0);

  test.each(leased)("of %s lets four instances hold a lease at once", (_, { bucketTokens, leaseTokens }) => {
    expect(bucketTokens).toBeGreaterThanOrEqual(4 * leaseTokens);
  });

  test.each([
    ["submitProposal", "POST", "submit"],
    ["savePart", "PUT", "draft"],
    ["readProposal", "GET", "read"],
    ["createProposal", "POST", "write"],
    [null, "HEAD", "read"],
    [null, "DELETE", "write"],
  ])("counts %s by %s as %s", (operationId, method, rateClass) => {
    expect(rateClassOf(operationId, method)).toBe(rateClass);
  });
});
