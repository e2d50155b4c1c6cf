import { createHash } from "node:crypto";
import { fullBucket, type RateLeases } from "@grants/core/access/rate-limit";
import { SubscriptionWish } from "@grants/core/calls/subscriptions/subscription";
import type { MailLimits, SubscriptionLinks } from "@grants/core/calls/subscriptions/subscription-store";
import { Digest } from "@grants/kernel/digest";
import { type NewId, UserId } from "@grants/kernel/id";
import { ok } from "@grants/kernel/result";
import { Instant } from "@grants/kernel/time";
import { z } from "zod";
import { createSeal } from "../portal/sign-in/seal.ts";

const Confirmation = z.tuple([SubscriptionWish, Instant]);
const Ending = z.tuple([Digest, Digest]);

const readJson = (text: string | null): unknown => (text === null ? null : JSON.parse(text));

/** Links that carry what they are about, encrypted: nothing has to be kept for them, and nobody else can make or read one. */
export const createSubscriptionLinks = (secret: string): SubscriptionLinks => {
  const seal = createSeal(`subscriptions ${secret}`);
  return {
    confirmation: (wish, expiresAt) => seal.close(JSON.stringify([wish, expiresAt]), "confirmation"),
    readConfirmation: (token, now) => {
      const read = Confirmation.safeParse(readJson(seal.open(token, "confirmation")));
      if (!read.success) return null;
      const [wish, expiresAt] = read.data;
      return now <= expiresAt ? wish : null;
    },
    ending: ({ mailSha256, subscriptionSha256 }) =>
      seal.close(JSON.stringify([mailSha256, subscriptionSha256]), "ending"),
    readEnding: (token) => {
      const read = Ending.safeParse(readJson(seal.open(token, "ending")));
      if (!read.success) return null;
      const [mailSha256, subscriptionSha256] = read.data;
      return { mailSha256, subscriptionSha256 };
    },
  };
};

/** Stands for everybody who has no account, where their mails are counted together. */
const everybody = "everybody who asks for mails";

/**
 * A bucket for each address and one for all: who fills a letter box through us is stopped without being told, and whoever fills many is
 * told to come again. The address is no part of the key, a keyed digest of it is.
 */
export const createMailLimits = (deps: {
  readonly leases: RateLeases;
  readonly newId: NewId;
  readonly secret: string;
}): MailLimits => {
  const bucketOf = (text: string) => {
    const digest = createHash("sha256").update(`mail limits ${deps.secret} ${text}`).digest("hex");
    return UserId.parse(`usr_${deps.newId(digest)}`);
  };
  const all = bucketOf(everybody);
  return {
    admit: async (mail, at) => {
      const together = await deps.leases.lease({ actor: all, rateClass: "mails" }, fullBucket, at);
      if (!together.ok) return together;
      const own = await deps.leases.lease({ actor: bucketOf(mail), rateClass: "letterBox" }, fullBucket, at);
      return ok(own.ok);
    },
  };
};
