import { addMilliseconds, Instant } from "@grants/kernel/time";
import { describe, expect, test } from "vitest";
import { CallId } from "../call.ts";
import { type CallSearch, byUrgency, countFacets, passes, withStatus } from "./call-search.ts";
import type { IndexedCall } from "./indexed-call.ts";

const now = Instant.parse("2026-11-20T09:00:00.000Z");
const dayMs = 86_400_000;

const aCall = (number: number, over: Partial<IndexedCall["summary"]> = {}): IndexedCall => ({
  summary: {
    callId: CallId.parse(`call_${`${number}`.padStart(26, "0")}`),
    origin: "platform",
    reference: null,
    title: `Call ${number}`,
    programme: "DEP",
    actionType: "SG",
    budgetCents: null,
    fundingRate: null,
    minGrantCents: null,
    maxGrantCents: null,
    opensAt: null,
    closesAt: addMilliseconds(now, dayMs),
    isTimeAssumed: false,
    topics: [],
    sourceUrl: null,
    note: null,
    syntheticFields: [],
    ...over,
  },
  publication: null,
  topicTitles: [],
  texts: [],
});
const stated = (number: number, over: Partial<IndexedCall["summary"]> = {}) => withStatus(aCall(number, over), now);
const closing = (milliseconds: number) => stated(1, { closesAt: addMilliseconds(now, milliseconds) });
const within14: CallSearch = { closingWithinDays: "14" };

describe("a filter of a search", () => {
  test.each([
    ["now", 0, true],
    ["at the end of the window", 14 * dayMs, true],
    ["a millisecond behind it", 14 * dayMs + 1, false],
    ["a millisecond ago", -1, false],
  ])("by deadline takes a call that closes %s: %s", (_, milliseconds, isTaken) => {
    expect(passes(closing(milliseconds), within14, now)).toBe(isTaken);
  });

  test("by deadline leaves out what nobody knows the deadline of", () => {
    expect(passes(stated(1, { closesAt: null }), within14, now)).toBe(false);
  });

  test("by programme, action and status takes what fits all of them", () => {
    const call = stated(1);
    expect([
      passes(call, { status: "open", programme: "DEP", actionType: "SG" }, now),
      passes(call, { status: "closed" }, now),
      passes(call, { programme: "HE" }, now),
      passes(call, { actionType: "CSA" }, now),
    ]).toEqual([true, false, false, false]);
  });

  test("counts what each choice would leave with the others as they are", () => {
    const calls = [stated(1), stated(2, { actionType: "CSA" }), stated(3, { programme: "HE", actionType: "IA" })];
    const facets = countFacets(calls, { programme: "DEP", actionType: "SG" }, now);
    expect([facets.actionType.SG, facets.actionType.CSA, facets.actionType.IA]).toEqual([1, 1, 0]);
    expect([facets.programme.DEP, facets.programme.HE]).toEqual([1, 0]);
  });
});

describe("the order without words", () => {
  test("is open, forthcoming, closed, unknown; the next deadline first, of closed ones the last", () => {
    const calls = [
      stated(1, { closesAt: null }),
      stated(2, { closesAt: addMilliseconds(now, -2 * dayMs) }),
      stated(3, { closesAt: addMilliseconds(now, -dayMs) }),
      stated(4, { opensAt: addMilliseconds(now, 1) }),
      stated(5, { closesAt: addMilliseconds(now, 2 * dayMs) }),
      stated(6),
      stated(7),
    ];
    expect(calls.toSorted(byUrgency).map(({ summary }) => summary.title)).toEqual(
      [6, 7, 5, 4, 3, 2, 1].map((number) => `Call ${number}`),
    );
  });
});
