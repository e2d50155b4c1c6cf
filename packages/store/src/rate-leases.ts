import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { type Bucket, type RateLeases, fullBucket, takeTokens } from "@grants/core/access/rate-limit";
import { rateLimits } from "@grants/core/access/rate-limits";
import { err } from "@grants/kernel/result";
import { z } from "zod";
import type { Database } from "./database.ts";
import { plainItem } from "./plain-item.ts";
import { type Key } from "./table.ts";
import { peopleKeys } from "./tables/people.ts";

const BucketItem = z.object({ schema: z.literal("rate-bucket/1"), fullAtMs: z.int().min(0) });

/** Instances that lease for the same person at the same moment give way to each other this often. */
const attemptsMax = 5;
const busySeconds = 1;
const millisecondsPerSecond = 1_000;

/** Writes the bucket if it still stands where it was seen. The bucket as it stands instead; `null` when it was written. */
const write = async (db: Database, key: Key, { known, next }: { known: Bucket; next: Bucket }) => {
  try {
    await db.client.send(
      new UpdateCommand({
        TableName: db.tables.views,
        Key: key,
        UpdateExpression: "SET #schema = :schema, fullAtMs = :next, expiresAt = :expires",
        // A bucket that is full again is deleted, so that none there is a full one.
        ConditionExpression: "attribute_not_exists(pk) OR fullAtMs = :known",
        ExpressionAttributeNames: { "#schema": "schema" },
        ExpressionAttributeValues: {
          ":schema": "rate-bucket/1",
          ":next": next.fullAtMs,
          ":known": known.fullAtMs,
          ":expires": Math.ceil(next.fullAtMs / millisecondsPerSecond),
        },
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      }),
    );
    return null;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return error.Item === undefined ? fullBucket : BucketItem.parse(plainItem(error.Item));
  }
};

/** The buckets in `views`: a lease is one write, without a read before it; a lost condition brings the bucket as it stands. */
export const createRateLeases = (db: Database): RateLeases => ({
  lease: async ({ actor, rateClass }, seen, at) => {
    const limit = rateLimits[rateClass];
    let known = seen;
    for (let attempt = 1; attempt <= attemptsMax; attempt += 1) {
      const lease = takeTokens(known, { limit, rateClass, wanted: limit.leaseTokens }, at);
      if (!lease.ok) return lease;
      // oxlint-disable-next-line no-await-in-loop -- an attempt starts from what the one before it found.
      const found = await write(db, peopleKeys.rateBucket(actor, rateClass), { known, next: lease.value.bucket });
      if (found === null) return lease;
      known = found;
    }
    return err({ kind: "TooManyRequests", rateClass, retryAfterSeconds: busySeconds });
  },
});
