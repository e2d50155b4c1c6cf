import { DeleteCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { Subscription, type SubscriptionPlace } from "@grants/core/calls/subscriptions/subscription";
import { type SubscriptionStore, subscriptionShards } from "@grants/core/calls/subscriptions/subscription-store";
import { z } from "zod";
import type { Database } from "./database.ts";
import { getOne, readThrough } from "./read.ts";
import { type Key } from "./table.ts";
import { callKeys, callPatterns } from "./tables/calls.ts";

const SubscriptionItem = z.object({ subscription: Subscription });

const hexadecimal = 16;
const firstByte = 2;

/** By the first byte of the address's digest: those of one address are told together. */
const placeKey = ({ mailSha256, subscriptionSha256 }: SubscriptionPlace): Key => {
  const shard = Number.parseInt(mailSha256.slice(0, firstByte), hexadecimal) % subscriptionShards;
  return callKeys.subscription(shard, mailSha256, subscriptionSha256);
};

/** Who is told of calls by mail. An address is kept after its owner's second yes, and with the last subscription it is gone. */
export const createSubscriptionStore = (db: Database): SubscriptionStore => ({
  keep: async (subscription) => {
    const { mail, subscriptionSha256 } = subscription;
    const key = placeKey({ mailSha256: db.sha256(mail.toLowerCase()), subscriptionSha256 });
    const Item = { ...key, schema: "subscription/1", subscription };
    await db.client.send(new PutCommand({ TableName: db.tables.people, Item }));
  },
  load: async (place) => {
    const item = await getOne(db, "people", placeKey(place));
    return item === null ? null : SubscriptionItem.parse(item).subscription;
  },
  remove: async (place) => {
    await db.client.send(new DeleteCommand({ TableName: db.tables.people, Key: placeKey(place) }));
  },
  listShard: async (shard) => {
    const items = await readThrough(db, callPatterns.subscribers, { pk: callKeys.subscription(shard, "", "").pk });
    return items.map((item) => SubscriptionItem.parse(item).subscription);
  },
});
