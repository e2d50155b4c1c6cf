import { LineText } from "@grants/kernel/text";
import { type Instant, addMilliseconds } from "@grants/kernel/time";
import { z } from "zod";
import { callStatus } from "../call-status.ts";
import { ActionType, CallStatus, Programme } from "../call.ts";
import type { IndexedCall } from "./indexed-call.ts";

export const searchTextMax = 200;

/** Days within which a call closes, as the links of the search offer them. */
export const ClosingWindow = z.enum(["14", "30", "90"]).meta({ id: "ClosingWindow" });
export type ClosingWindow = z.infer<typeof ClosingWindow>;

/** What a search asks for; the same for the list, its link, its feeds and a subscription. */
export const CallSearch = z
  .strictObject({
    text: LineText.max(searchTextMax).optional(),
    status: CallStatus.optional(),
    programme: Programme.optional(),
    actionType: ActionType.optional(),
    closingWithinDays: ClosingWindow.optional(),
  })
  .meta({ id: "CallSearch" });
export type CallSearch = z.infer<typeof CallSearch>;

export type StatedCall = IndexedCall & { readonly status: CallStatus };

const dayMs = 86_400_000;

export const withStatus = (call: IndexedCall, now: Instant): StatedCall => ({
  ...call,
  status: callStatus(call.summary, now),
});

type Facet = Exclude<keyof CallSearch, "text">;

/** Whether the call closes from now on and not later than at the end of the window, both included. */
const closesWithin = ({ closesAt }: IndexedCall["summary"], days: ClosingWindow, now: Instant): boolean =>
  closesAt !== null && closesAt >= now && closesAt <= addMilliseconds(now, Number(days) * dayMs);

const fits: { readonly [F in Facet]: (call: StatedCall, value: NonNullable<CallSearch[F]>, now: Instant) => boolean } =
  {
    status: (call, status) => call.status === status,
    programme: ({ summary }, programme) => summary.programme === programme,
    actionType: ({ summary }, actionType) => summary.actionType === actionType,
    closingWithinDays: ({ summary }, days, now) => closesWithin(summary, days, now),
  };

/** Whether a call passes the filters of a search; its words are the index's business. */
export const passes = (call: StatedCall, search: Omit<CallSearch, "text">, now: Instant): boolean => {
  const { status, programme, actionType, closingWithinDays } = search;
  return (
    (status === undefined || fits.status(call, status, now)) &&
    (programme === undefined || fits.programme(call, programme, now)) &&
    (actionType === undefined || fits.actionType(call, actionType, now)) &&
    (closingWithinDays === undefined || fits.closingWithinDays(call, closingWithinDays, now))
  );
};

/** How many calls each choice of a filter would leave, with all other filters as they are. */
export type FacetCounts = {
  readonly status: Readonly<Record<CallStatus, number>>;
  readonly programme: Readonly<Record<Programme, number>>;
  readonly actionType: Readonly<Record<ActionType, number>>;
  readonly closingWithinDays: Readonly<Record<ClosingWindow, number>>;
};

const countEach = <V extends string>(values: readonly V[], count: (value: V) => number): Readonly<Record<V, number>> =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- fromEntries forgets its keys.
  Object.fromEntries(values.map((value) => [value, count(value)])) as Record<V, number>;

export const countFacets = (calls: readonly StatedCall[], search: CallSearch, now: Instant): FacetCounts => {
  const count = (over: CallSearch): number => calls.filter((call) => passes(call, { ...search, ...over }, now)).length;
  return {
    status: countEach(CallStatus.options, (status) => count({ status })),
    programme: countEach(Programme.options, (programme) => count({ programme })),
    actionType: countEach(ActionType.options, (actionType) => count({ actionType })),
    closingWithinDays: countEach(ClosingWindow.options, (closingWithinDays) => count({ closingWithinDays })),
  };
};

const statusOrder: readonly CallStatus[] = ["open", "forthcoming", "closed", "unknown"];
const compareText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** By urgency: the next deadline first, and of closed calls the last one first. */
export const byUrgency = (a: StatedCall, b: StatedCall): number => {
  const order = statusOrder.indexOf(a.status) - statusOrder.indexOf(b.status);
  if (order !== 0) return order;
  const closing = compareText(a.summary.closesAt ?? "~", b.summary.closesAt ?? "~");
  const tie = compareText(a.summary.callId, b.summary.callId);
  return (a.status === "closed" ? 0 - closing : closing) || tie;
};
