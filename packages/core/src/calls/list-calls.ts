import type { Instant } from "@grants/kernel/time";
import { type CallStatus, type CallSummary, type Programme } from "./call.ts";
import { callStatus } from "./call-status.ts";
import type { CallStore } from "./call-store.ts";

export type CallFilter = {
  readonly status?: CallStatus;
  readonly programme?: Programme;
  /** Words that all occur in the reference, title or topics, in any case. */
  readonly text?: string;
};

export type ListedCall = CallSummary & { readonly status: CallStatus };

const wordsOf = (text: string) =>
  text
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== "");

const holds = (summary: CallSummary, words: readonly string[]) => {
  const searched = [summary.reference ?? "", summary.title, ...summary.topics].join(" ").toLowerCase();
  return words.every((word) => searched.includes(word));
};

const rank: Readonly<Record<CallStatus, number>> = { open: 0, forthcoming: 1, closed: 2, unknown: 3 };

/** Open before forthcoming before closed; the next deadline first, and of closed calls the last one first. */
const byUrgency = (a: ListedCall, b: ListedCall) => {
  if (a.status !== b.status) return rank[a.status] - rank[b.status];
  const [x, y] = [a.closesAt ?? "", b.closesAt ?? ""];
  if (x === y) return a.title < b.title ? -1 : 1;
  const earlierFirst = x < y ? -1 : 1;
  return a.status === "closed" ? 0 - earlierFirst : earlierFirst;
};

export const filterCalls = (
  rows: readonly CallSummary[],
  { status, programme, text = "" }: CallFilter,
  now: Instant,
): readonly ListedCall[] => {
  const words = wordsOf(text);
  return rows
    .map((row) => ({ ...row, status: callStatus(row, now) }))
    .filter((row) => status === undefined || row.status === status)
    .filter((row) => programme === undefined || row.programme === programme)
    .filter((row) => holds(row, words))
    .toSorted(byUrgency);
};

/** The public list. A status that the deadline decides reads its range of the list only; the rows of one year are few (DATA §9). */
export const listCalls = async (
  { calls }: { readonly calls: Pick<CallStore, "listPublic"> },
  { filter, now }: { filter: CallFilter; now: Instant },
): Promise<readonly ListedCall[]> => {
  const upcoming = filter.status === "open" || filter.status === "forthcoming";
  const rows = await calls.listPublic(upcoming ? { closesFrom: now } : {});
  return filterCalls(rows, filter, now);
};
