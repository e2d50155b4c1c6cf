import { canonicalJson } from "@grants/kernel/canonical-json";
import { callRowsReadMax, pageItemsMax } from "@grants/kernel/limits";
import { type Result, ok } from "@grants/kernel/result";
import type { Instant } from "@grants/kernel/time";
import type { CursorInvalid } from "../audit/cursor-invalid.ts";
import type { CallStatus, CallSummary, Programme } from "./call.ts";
import { callStatus } from "./call-status.ts";
import type { CallListPlace, CallStore } from "./call-store.ts";

export type CallFilter = {
  readonly status?: CallStatus;
  readonly programme?: Programme;
  /** Whether the call runs here or its record came from elsewhere. */
  readonly origin?: CallSummary["origin"];
  /** Words that all occur in the reference, title or topics, in any case. */
  readonly text?: string;
};

export type ListedCall = CallSummary & { readonly status: CallStatus };
/** `next` is the cursor of the following page; `null` after the last one. */
export type CallPage = { readonly calls: readonly ListedCall[]; readonly next: string | null };

const wordsOf = (text: string) =>
  text
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== "");

const holds = (summary: CallSummary, words: readonly string[]) => {
  const searched = [summary.reference ?? "", summary.title, ...summary.topics].join(" ").toLowerCase();
  return words.every((word) => searched.includes(word));
};

/** Open before forthcoming before closed; what nobody knows the deadline of comes last. */
const statuses = ["open", "forthcoming", "closed", "unknown"] as const satisfies readonly CallStatus[];

type Matches = (call: ListedCall) => boolean;

const matching = ({ programme, origin, text = "" }: CallFilter): Matches => {
  const words = wordsOf(text);
  return (call) =>
    (programme === undefined || call.programme === programme) &&
    (origin === undefined || call.origin === origin) &&
    holds(call, words);
};

type ListPort = Pick<CallStore, "listPublic" | "sealPlace" | "openPlace">;
type Reading = {
  readonly place: CallListPlace | null;
  readonly found: readonly ListedCall[];
  readonly rowsRead: number;
};

/** The place after all calls of a status: the first of the next status that is asked for. */
const placeAfter = (status: CallStatus, asked: CallStatus | undefined): CallListPlace | null => {
  const next = asked === undefined ? statuses[statuses.indexOf(status) + 1] : undefined;
  return next === undefined ? null : { status: next, behind: null };
};

const readOn = async (
  calls: ListPort,
  { place, found, rowsRead }: Reading & { readonly place: CallListPlace },
  { filter, now }: { filter: CallFilter; now: Instant },
): Promise<Reading> => {
  // One row more than fits tells whether there is a next page.
  const rowsMax = pageItemsMax + 1 - found.length;
  const { rows, isLast } = await calls.listPublic(place, { now, rowsMax });
  const matches = matching(filter);
  const listed = rows
    .map((row) => ({ ...row, status: callStatus(row, now) }))
    .filter((call) => call.status === place.status && matches(call));
  const behind = rows.at(-1) ?? place.behind;
  return {
    place: isLast ? placeAfter(place.status, filter.status) : { status: place.status, behind },
    found: [...found, ...listed],
    rowsRead: rowsRead + (rows.length === 0 ? 1 : rows.length),
  };
};

const placeOf = ({ status, callId, closesAt }: ListedCall): CallListPlace => ({ status, behind: { callId, closesAt } });

/**
 * A page of the public list, by urgency: the next deadline first, and of closed calls the last one first. It reads what it shows, and not
 * above a bound where few rows match: a page can be short and have a next one.
 */
export const listCalls = async (
  { calls }: { readonly calls: ListPort },
  { filter, cursor, now }: { filter: CallFilter; cursor: string | null; now: Instant },
): Promise<Result<CallPage, CursorInvalid>> => {
  const boundTo = `listCalls:${canonicalJson({ ...filter })}`;
  const first: CallListPlace = { status: filter.status ?? statuses[0], behind: null };
  const begun = cursor === null ? ok(first) : calls.openPlace(cursor, boundTo);
  if (!begun.ok) return begun;
  let reading: Reading = { place: begun.value, found: [], rowsRead: 0 };
  while (reading.place !== null && reading.found.length <= pageItemsMax && reading.rowsRead < callRowsReadMax) {
    // oxlint-disable-next-line no-await-in-loop -- each reading begins where the one before ended.
    reading = await readOn(calls, { ...reading, place: reading.place }, { filter, now });
  }
  const shown = reading.found.slice(0, pageItemsMax);
  const last = shown.at(-1);
  const next = reading.found.length > pageItemsMax && last !== undefined ? placeOf(last) : reading.place;
  return ok({ calls: shown, next: next === null ? null : calls.sealPlace(next, boundTo) });
};
