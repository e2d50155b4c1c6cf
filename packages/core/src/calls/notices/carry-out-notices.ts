import type { Instant } from "@grants/kernel/time";
import type { Mail, Mailer } from "../../access/access-store.ts";
import type { CallId } from "../call.ts";
import type { CallIndex, CallIndexReader, CallIndexWriter } from "../search/call-index.ts";
import { computeStatistics } from "../statistics/compute-statistics.ts";
import type { StatisticsWriter } from "../statistics/statistics-store.ts";
import { type News, chooseNews } from "../subscriptions/choose-news.ts";
import { type MailWords, composeNewsMail } from "../subscriptions/subscription-mail.ts";
import { placeOf } from "../subscriptions/subscribe.ts";
import {
  type SubscriptionLinks,
  type SubscriptionStore,
  subscriptionShards,
} from "../subscriptions/subscription-store.ts";
import type { Sha256 } from "@grants/kernel/digest";
import type { CallNotice } from "./call-notice.ts";
import { type DraftReaders, composeDraftMail } from "./draft-news.ts";
import type { NoticeStore, WaitingNotice } from "./notice-store.ts";

export type CarryOutDeps = {
  readonly notices: NoticeStore;
  readonly index: CallIndexReader & CallIndexWriter;
  readonly statistics: StatisticsWriter;
  readonly subscriptions: Pick<SubscriptionStore, "listShard">;
  readonly drafts: DraftReaders;
  readonly links: Pick<SubscriptionLinks, "ending">;
  readonly mailer: Mailer;
  readonly mailWords: MailWords;
  readonly sha256: Sha256;
  /** A mail that could not leave stops no other. */
  readonly report: (error: unknown) => void;
};

export type NoticesReport = { readonly notices: number; readonly mails: number; readonly isIndexNew: boolean };

const changesList = ({ kind }: CallNotice): boolean =>
  kind === "published" || kind === "corrected" || kind === "imported";
const isNews = ({ kind }: CallNotice): boolean => kind === "published" || kind === "corrected" || kind === "answered";
const changesFigures = ({ kind }: CallNotice): boolean => kind === "sealed" || kind === "awarded";

/** The index as it has to be: made anew where a call came or changed, or where there is none. */
const renewIndex = async (
  { notices, index }: CarryOutDeps,
  waiting: readonly WaitingNotice[],
  now: Instant,
): Promise<{ readonly index: CallIndex; readonly isNew: boolean }> => {
  const standing = await index.open();
  if (standing !== null && !waiting.some(({ notice }) => changesList(notice))) return { index: standing, isNew: false };
  return { index: await index.replace(await notices.loadPublicCalls(), now), isNew: true };
};

const renewFigures = async (
  { statistics }: CarryOutDeps,
  callIds: ReadonlySet<CallId>,
  now: Instant,
): Promise<void> => {
  for (const callId of callIds) {
    // oxlint-disable-next-line no-await-in-loop -- one call's documents are in memory at a time.
    const counted = await statistics.count(callId);
    // oxlint-disable-next-line no-await-in-loop -- the same.
    if (counted !== null) await statistics.keep(computeStatistics(counted, now));
  }
};

type Waiting = News & { readonly nextShard: number };

const send = async ({ mailer, report }: CarryOutDeps, mails: readonly Mail[]): Promise<number> => {
  let sent = 0;
  for (const mail of mails) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- the mail service takes so many a second.
      await mailer.send(mail);
      sent += 1;
    } catch (error) {
      report(error);
    }
  }
  return sent;
};

/** Tells one part of the subscribers, each address once. */
const tellShard = async (
  deps: CarryOutDeps,
  { news, find }: { readonly news: readonly News[]; readonly find: (text: string) => ReadonlySet<string> },
  shard: number,
): Promise<number> => {
  const { subscriptions, links, mailWords, sha256 } = deps;
  const chosen = chooseNews(await subscriptions.listShard(shard), news, find);
  const mails = chosen.map(({ subscription, news: own }) =>
    composeNewsMail(mailWords, subscription, {
      told: own.map(({ notice, call }) => ({ notice, call: call.summary })),
      token: links.ending(placeOf(sha256, subscription)),
    }),
  );
  return send(deps, mails);
};

const tellSubscribers = async (deps: CarryOutDeps, index: CallIndex, waiting: readonly Waiting[]): Promise<number> => {
  const known = new Map<string, ReadonlySet<string>>();
  const find = (text: string): ReadonlySet<string> => {
    const found = known.get(text) ?? new Set<string>(index.find(text).calls.map(({ callId }) => callId));
    known.set(text, found);
    return found;
  };
  let mails = 0;
  for (let shard = 0; shard < subscriptionShards; shard += 1) {
    const news = waiting.filter(({ nextShard }) => nextShard <= shard);
    if (news.length === 0) continue;
    // oxlint-disable-next-line no-await-in-loop -- a part is told and noted before the next one.
    mails += await tellShard(deps, { news, find }, shard);
    // oxlint-disable-next-line no-await-in-loop -- the same.
    await Promise.all(news.map(({ notice }) => deps.notices.reached(notice, shard + 1)));
  }
  return mails;
};

/** Everybody who works on a proposal for a call that was corrected, a part of its register after the other, behind the subscribers. */
const tellDrafts = async (deps: CarryOutDeps, { notice, call, nextShard }: Waiting): Promise<number> => {
  if (notice.kind !== "corrected") return 0;
  const { callId, contentVersion } = notice;
  const corrected = { call: call.summary, contentVersion };
  const shards = await deps.drafts.shardsOf(callId);
  let mails = 0;
  for (let shard = nextShard > subscriptionShards ? nextShard - subscriptionShards : 0; shard < shards; shard += 1) {
    // oxlint-disable-next-line no-await-in-loop -- a part is told and noted before the next one.
    const members = await deps.drafts.membersIn(callId, shard);
    // oxlint-disable-next-line no-await-in-loop -- the same.
    mails += await send(
      deps,
      members.map((member) => composeDraftMail(deps.mailWords, member, corrected)),
    );
    // oxlint-disable-next-line no-await-in-loop -- the same.
    await deps.notices.reached(notice, subscriptionShards + shard + 1);
  }
  return mails;
};

/**
 * One pass over what waits: the index, the figures, the mails, in this order, so that every link of a mail leads to what it tells of. Each
 * step may be repeated: after a failure the next pass does again what was not noted as done, and whoever was told is told no second time
 * but for the part that was under way.
 */
export const carryOutNotices = async (deps: CarryOutDeps, now: Instant): Promise<NoticesReport> => {
  const waiting = await deps.notices.list();
  const { index, isNew } = await renewIndex(deps, waiting, now);
  const figures = waiting.filter(({ notice }) => changesFigures(notice)).map(({ notice }) => notice.callId);
  await renewFigures(deps, new Set(figures), now);
  const byId = new Map(index.calls.map((call) => [call.summary.callId, call]));
  const news = waiting
    .filter(({ notice }) => isNews(notice))
    .flatMap(({ notice, nextShard }) => {
      const call = byId.get(notice.callId);
      return call === undefined ? [] : [{ notice, nextShard, call }];
    });
  let mails = await tellSubscribers(deps, index, news);
  // oxlint-disable-next-line no-await-in-loop -- one call after the other: few are corrected in one minute.
  for (const one of news) mails += await tellDrafts(deps, one);
  await Promise.all(waiting.map(({ notice }) => deps.notices.done(notice)));
  return { notices: waiting.length, mails, isIndexNew: isNew };
};
