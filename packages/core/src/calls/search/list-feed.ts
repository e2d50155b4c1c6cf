import type { Instant } from "@grants/kernel/time";
import type { CallIndexReader } from "./call-index.ts";
import { type CallSearch, type StatedCall, passes, withStatus } from "./call-search.ts";

/** Calls that one feed carries. */
export const feedCallsMax = 500;

export type FeedCall = StatedCall & { readonly publication: NonNullable<StatedCall["publication"]> };

const isPublishedHere = (call: StatedCall): call is FeedCall => call.publication !== null;
const lastChangedFirst = (a: FeedCall, b: FeedCall): number =>
  a.publication.updatedAt < b.publication.updatedAt ? 1 : -1;

/**
 * The calls of this platform that a search finds, the last changed first: what feed readers, calendars and search engines ask for again and
 * again. Records of calls that ran elsewhere never change and are left out.
 */
export const listFeed = async (
  { index: reader }: { readonly index: CallIndexReader },
  { search, now }: { readonly search: CallSearch; readonly now: Instant },
): Promise<readonly FeedCall[]> => {
  const index = await reader.open();
  if (index === null) return [];
  const { text } = search;
  const found = text === undefined ? null : new Set<string>(index.find(text).calls.map(({ callId }) => callId));
  return index.calls
    .map((call) => withStatus(call, now))
    .filter(isPublishedHere)
    .filter((call) => (found === null || found.has(call.summary.callId)) && passes(call, search, now))
    .toSorted(lastChangedFirst)
    .slice(0, feedCallsMax);
};
