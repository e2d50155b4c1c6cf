import { DeleteCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { CallNotice, noticeName } from "@grants/core/calls/notices/call-notice";
import type { NoticeStore } from "@grants/core/calls/notices/notice-store";
import { CallSummary, CallVersion } from "@grants/core/calls/call";
import type { IndexedCall } from "@grants/core/calls/search/indexed-call";
import type { Instant } from "@grants/kernel/time";
import { z } from "zod";
import type { Database } from "./database.ts";
import { type Item, getMany, queryPage, readThrough } from "./read.ts";
import { callKeys, callPatterns } from "./tables/calls.ts";
import type { Write } from "./transaction.ts";

const NoticeItem = z.object({ notice: CallNotice, nextShard: z.int().min(0) });
const Attached = z.object({ published: CallVersion.optional() });
const FirstVersion = z.object({ version: CallVersion });

const noticeKey = (notice: CallNotice) => callKeys.callNotice(notice.at, noticeName(notice));

/** The notice of what a transaction does, as one of its writes: it is there if that happened, and not otherwise. */
export const noticeWrite = (TableName: string, notice: CallNotice): Write => ({
  Put: { TableName, Item: { ...noticeKey(notice), schema: "call-notice/1", notice, nextShard: 0 } },
});

type Published = { readonly version: CallVersion; readonly firstAt: Instant };

const toIndexed = (summary: CallSummary, published: Published | null): IndexedCall => {
  if (published === null) return { summary, publication: null, topicTitles: [], texts: [] };
  const { version, firstAt } = published;
  const { content, contentVersion, publishedAt } = version;
  return {
    summary,
    publication: { publishedAt: firstAt, updatedAt: publishedAt, contentVersion },
    topicTitles: content.topics.map(({ title }) => title),
    texts: [
      content.objectives,
      content.eligibility,
      content.financing,
      content.submissionArrangements,
      content.exclusionAndSelection,
    ],
  };
};

/** When each call was first published: its own version says so, or the first one of its chain. */
const firstPublications = async (
  db: Database,
  versions: readonly CallVersion[],
): Promise<ReadonlyMap<string, Instant>> => {
  const corrected = versions.filter(({ contentVersion }) => contentVersion > 1);
  const firsts = await getMany(
    db,
    corrected.map(({ callId }) => ({ table: "grants", key: callKeys.callVersion(callId, 1) })),
  );
  const known = versions.map(({ callId, publishedAt }) => [callId, publishedAt] as const);
  const earlier = firsts.flatMap((item) => {
    if (item === null) return [];
    const { version } = FirstVersion.parse(item);
    return [[version.callId, version.publishedAt] as const];
  });
  return new Map([...known, ...earlier]);
};

const loadPublicCalls = async (db: Database): Promise<readonly IndexedCall[]> => {
  const rows = await readThrough(db, callPatterns.publicCalls, { pk: callKeys.publicCall("", "").pk });
  const summaries = rows.map((row: Item) => CallSummary.parse(row["summary"]));
  const heads = await getMany(
    db,
    summaries.map(({ callId }) => ({ table: "grants", key: callKeys.call(callId) })),
  );
  const versions = heads.map((head) => (head === null ? undefined : Attached.parse(head).published));
  const firsts = await firstPublications(
    db,
    versions.filter((version) => version !== undefined),
  );
  return summaries.map((summary, place) => {
    const version = versions[place];
    const firstAt = firsts.get(summary.callId);
    return toIndexed(summary, version === undefined || firstAt === undefined ? null : { version, firstAt });
  });
};

/** What happened to calls and waits to be told. */
export const createNoticeStore = (db: Database): NoticeStore => ({
  list: async () => {
    const { items } = await queryPage(db, callPatterns.callNotices, { pk: callKeys.callNotice("", "").pk });
    return items.map((item) => NoticeItem.parse(item));
  },
  reached: async (notice, nextShard) => {
    await db.client.send(
      new UpdateCommand({
        TableName: db.tables.grants,
        Key: noticeKey(notice),
        UpdateExpression: "SET nextShard = :next",
        ConditionExpression: "attribute_exists(pk)",
        ExpressionAttributeValues: { ":next": nextShard },
      }),
    );
  },
  done: async (notice) => {
    await db.client.send(new DeleteCommand({ TableName: db.tables.grants, Key: noticeKey(notice) }));
  },
  loadPublicCalls: () => loadPublicCalls(db),
});
