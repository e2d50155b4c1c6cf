import type { Result } from "@grants/kernel/result";
import type { Instant } from "@grants/kernel/time";
import type { TooManyRequests } from "../../access/rate-limit.ts";
import type { Subscription, SubscriptionPlace, SubscriptionWish } from "./subscription.ts";

/** Parts in which subscriptions are kept and told, one after the other. */
export const subscriptionShards = 8;

export type SubscriptionStore = {
  /** Once confirmed; the same wish of the same address is the same item. */
  keep(subscription: Subscription): Promise<void>;
  load(place: SubscriptionPlace): Promise<Subscription | null>;
  /** Nothing of it is left. Ending what has ended is no error. */
  remove(place: SubscriptionPlace): Promise<void>;
  /** Those of one shard, those of one address beside each other. */
  listShard(shard: number): Promise<readonly Subscription[]>;
};

/** Sealed texts in links: only the platform can make one, nobody can read what is in it. */
export type SubscriptionLinks = {
  confirmation(wish: SubscriptionWish, expiresAt: Instant): string;
  /** `null` for what is none of ours, or over. */
  readConfirmation(token: string, now: Instant): SubscriptionWish | null;
  ending(place: SubscriptionPlace): string;
  readEnding(token: string): SubscriptionPlace | null;
};

/** How many mails anonymous callers may cause: a few for each address, and a number for all of them together. */
export type MailLimits = {
  /** `false`: this address has had enough of late, and nobody is told so. */
  admit(mail: string, at: Instant): Promise<Result<boolean, TooManyRequests>>;
};
