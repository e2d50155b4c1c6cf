import { Digest } from "@grants/kernel/digest";
import { Instant } from "@grants/kernel/time";
import { z } from "zod";
import { CallId } from "../call.ts";
import { CallSearch } from "../search/call-search.ts";

export const SubscriptionLanguage = z.enum(["en", "nl"]).meta({ id: "SubscriptionLanguage" });

/** What somebody wants to be told of: one call, or whatever a search finds. Status and window of a search pass by; they are left out. */
export const SubscriptionTopic = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("call"), callId: CallId }),
    z.strictObject({
      kind: z.literal("search"),
      search: CallSearch.omit({ status: true, closingWithinDays: true }),
    }),
  ])
  .meta({ id: "SubscriptionTopic" });
export type SubscriptionTopic = z.infer<typeof SubscriptionTopic>;

/** An address as it is written, without space around it; what stands before the sign may tell capitals apart. */
export const MailAddress = z.email().max(254);

/** What is asked for, before the owner of the address has said yes. Nothing of it is kept: it travels in the link of the mail. */
export const SubscriptionWish = z
  .strictObject({ mail: MailAddress, language: SubscriptionLanguage, topic: SubscriptionTopic })
  .meta({ id: "SubscriptionWish" });
export type SubscriptionWish = z.infer<typeof SubscriptionWish>;

/** All that is kept of a subscriber: address, language, what they want to hear of, and when they said so. No name, no account. */
export const Subscription = SubscriptionWish.extend({ subscriptionSha256: Digest, confirmedAt: Instant });
export type Subscription = z.infer<typeof Subscription>;

/** Where subscriptions of one address lie, and which of them is meant: what a link of a mail names. */
export type SubscriptionPlace = { readonly mailSha256: Digest; readonly subscriptionSha256: Digest };

/** Days for which the link of a confirmation is good. */
export const confirmationDaysMax = 3;
