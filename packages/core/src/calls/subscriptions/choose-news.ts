import type { CallNotice } from "../notices/call-notice.ts";
import type { IndexedCall } from "../search/indexed-call.ts";
import type { Subscription, SubscriptionTopic } from "./subscription.ts";

/** What happened, of what subscribers are told, with the call as it stands now. */
export type News = { readonly notice: CallNotice; readonly call: IndexedCall };

/** The calls that words find, as the search would. */
export type FindByWords = (text: string) => ReadonlySet<string>;

const concerns = (topic: SubscriptionTopic, { call: { summary } }: News, find: FindByWords): boolean => {
  if (topic.kind === "call") return topic.callId === summary.callId;
  const { text, programme, actionType } = topic.search;
  return (
    (programme === undefined || programme === summary.programme) &&
    (actionType === undefined || actionType === summary.actionType) &&
    (text === undefined || find(text).has(summary.callId))
  );
};

/** News for one address, and the subscription that brought it: what a mail can be ended with. */
export type NewsFor = { readonly subscription: Subscription; readonly news: readonly News[] };

/** One mail for each address, whatever number of its subscriptions the news concerns; the first that it does is named in it. */
export const chooseNews = (
  subscriptions: readonly Subscription[],
  news: readonly News[],
  find: FindByWords,
): readonly NewsFor[] => {
  const byMail = Map.groupBy(subscriptions, ({ mail }) => mail.toLowerCase());
  return [...byMail.values()].flatMap((own) => {
    const heard = news.filter((one) => own.some(({ topic }) => concerns(topic, one, find)));
    const first = own.find(({ topic }) => heard.some((one) => concerns(topic, one, find)));
    return first === undefined ? [] : [{ subscription: first, news: heard }];
  });
};
