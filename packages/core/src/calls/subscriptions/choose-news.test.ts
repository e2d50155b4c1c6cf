import { Digest } from "@grants/kernel/digest";
import { Instant } from "@grants/kernel/time";
import { describe, expect, test } from "vitest";
import { CallId } from "../call.ts";
import { chooseNews, type News } from "./choose-news.ts";
import type { Subscription, SubscriptionTopic } from "./subscription.ts";

const at = Instant.parse("2027-01-10T09:00:00.000Z");
const callId = CallId.parse(`call_${"0".repeat(26)}`);
const news: News = {
  notice: { kind: "published", callId, contentVersion: 1, at },
  call: {
    summary: {
      callId,
      origin: "platform",
      reference: null,
      title: "Hubs",
      programme: "DEP",
      actionType: "SG",
      budgetCents: null,
      fundingRate: null,
      minGrantCents: null,
      maxGrantCents: null,
      opensAt: null,
      closesAt: null,
      isTimeAssumed: false,
      topics: [],
      sourceUrl: null,
      note: null,
      syntheticFields: [],
    },
    publication: null,
    topicTitles: [],
    texts: [],
  },
};
const subscription = (topic: SubscriptionTopic, mail = "ada@example.eu"): Subscription => ({
  mail,
  language: "en",
  topic,
  subscriptionSha256: Digest.parse("0".repeat(64)),
  confirmedAt: at,
});
const search = (over: object): SubscriptionTopic => ({ kind: "search", search: over });
const find = (text: string) => new Set<string>(text === "hubs" ? [callId] : []);
const mailsFor = (...subscriptions: readonly Subscription[]) =>
  chooseNews(subscriptions, [news], find).map(({ subscription: { mail } }) => mail);

describe("news of a call", () => {
  test.each<[string, SubscriptionTopic, boolean]>([
    ["everything", search({}), true],
    ["this call", { kind: "call", callId }, true],
    ["another call", { kind: "call", callId: CallId.parse(`call_${"1".repeat(26)}`) }, false],
    ["its programme and action", search({ programme: "DEP", actionType: "SG" }), true],
    ["another programme", search({ programme: "HE" }), false],
    ["another action", search({ programme: "DEP", actionType: "CSA" }), false],
    ["words that find it", search({ text: "hubs" }), true],
    ["words that do not", search({ text: "quantum" }), false],
  ])("goes to who asked for %s: %s", (_, topic, isTold) => {
    expect(mailsFor(subscription(topic))).toEqual(isTold ? ["ada@example.eu"] : []);
  });

  test("is one mail for an address, however it is written", () => {
    expect(mailsFor(subscription(search({})), subscription({ kind: "call", callId }, "Ada@Example.eu"))).toEqual([
      "ada@example.eu",
    ]);
  });
});
