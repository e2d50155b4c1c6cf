import type { Sha256 } from "@grants/kernel/digest";
import { canonicalJson } from "@grants/kernel/canonical-json";
import { type Result, err, ok } from "@grants/kernel/result";
import { type Instant, addMilliseconds } from "@grants/kernel/time";
import type { Mailer } from "../../access/access-store.ts";
import type { TooManyRequests } from "../../access/rate-limit.ts";
import { type MailWords, composeConfirmationMail } from "./subscription-mail.ts";
import {
  type Subscription,
  type SubscriptionPlace,
  type SubscriptionWish,
  confirmationDaysMax,
} from "./subscription.ts";
import type { MailLimits, SubscriptionLinks, SubscriptionStore } from "./subscription-store.ts";

const dayMs = 86_400_000;

export type SubscribeDeps = {
  readonly subscriptions: SubscriptionStore;
  readonly links: SubscriptionLinks;
  readonly limits: MailLimits;
  readonly mailer: Mailer;
  readonly mailWords: MailWords;
  readonly sha256: Sha256;
  readonly report: (error: unknown, facts: { readonly correlationId: string }) => void;
};
type Asked = { readonly at: Instant; readonly correlationId: string };

/** Where a wish is kept: the digest of the address decides, in whatever case it was written. */
export const placeOf = (sha256: Sha256, { mail, topic }: SubscriptionWish): SubscriptionPlace => ({
  mailSha256: sha256(mail.toLowerCase()),
  subscriptionSha256: sha256(canonicalJson({ mail: mail.toLowerCase(), topic })),
});

/**
 * Asks the owner of an address whether they want this. Nothing is kept and the answer is the same for every address, so that nobody learns
 * who is subscribed: only whoever reads the mail can say yes.
 */
export const subscribe = async (
  { links, limits, mailer, mailWords, report }: SubscribeDeps,
  { wish, at, correlationId }: Asked & { readonly wish: SubscriptionWish },
): Promise<Result<null, TooManyRequests>> => {
  const admitted = await limits.admit(wish.mail.toLowerCase(), at);
  if (!admitted.ok) return admitted;
  if (!admitted.value) return ok(null);
  const token = links.confirmation(wish, addMilliseconds(at, confirmationDaysMax * dayMs));
  try {
    await mailer.send(composeConfirmationMail(mailWords, wish, token));
  } catch (error) {
    report(error, { correlationId });
  }
  return ok(null);
};

export type SubscriptionLinkInvalid = { readonly kind: "SubscriptionLinkInvalid" };
const invalid = err({ kind: "SubscriptionLinkInvalid" } as const);

/** What a link of a mail is about: a wish that waits for a yes, or a subscription that can be ended. */
export type LinkedSubscription =
  | { readonly kind: "wish"; readonly wish: SubscriptionWish }
  | { readonly kind: "subscription"; readonly subscription: Subscription | null };

export const readSubscription = async (
  { subscriptions, links }: Pick<SubscribeDeps, "subscriptions" | "links">,
  { token, now }: { readonly token: string; readonly now: Instant },
): Promise<Result<LinkedSubscription, SubscriptionLinkInvalid>> => {
  const wish = links.readConfirmation(token, now);
  if (wish !== null) return ok({ kind: "wish", wish });
  const place = links.readEnding(token);
  if (place === null) return invalid;
  return ok({ kind: "subscription", subscription: await subscriptions.load(place) });
};

/** The second yes, from whoever reads the mail: only now is the address kept. */
export const confirmSubscription = async (
  { subscriptions, links, sha256 }: Pick<SubscribeDeps, "subscriptions" | "links" | "sha256">,
  { token, at }: Pick<Asked, "at"> & { readonly token: string },
): Promise<Result<Subscription, SubscriptionLinkInvalid>> => {
  const wish = links.readConfirmation(token, at);
  if (wish === null) return invalid;
  const { subscriptionSha256 } = placeOf(sha256, wish);
  const subscription = { ...wish, subscriptionSha256, confirmedAt: at };
  await subscriptions.keep(subscription);
  return ok(subscription);
};

/** Ends a subscription with its link, at once and without a question (RFC 8058). Nothing of the address is left of it. */
export const endSubscription = async (
  { subscriptions, links }: Pick<SubscribeDeps, "subscriptions" | "links">,
  { token }: { readonly token: string },
): Promise<Result<null, SubscriptionLinkInvalid>> => {
  const place = links.readEnding(token);
  if (place === null) return invalid;
  await subscriptions.remove(place);
  return ok(null);
};
