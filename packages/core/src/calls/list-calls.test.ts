import { Instant } from "@grants/kernel/time";
import { describe, expect, test } from "vitest";
import { CallId, type CallSummary } from "./call.ts";
import { callStatus } from "./call-status.ts";
import { filterCalls, listCalls } from "./list-calls.ts";

const now = Instant.parse("2027-01-10T12:00:00.000Z");
const aRow = (over: Partial<CallSummary> = {}): CallSummary => ({
  callId: CallId.parse("call_01J00000000000000000000000"),
  origin: "platform",
  reference: "DIGITAL-ECCC-2026-NCH",
  title: "National Cyber Hubs",
  programme: "DEP",
  actionType: "SG",
  budgetCents: 1,
  fundingRate: "1/2",
  minGrantCents: null,
  maxGrantCents: null,
  opensAt: "2026-12-01T08:00:00.000Z",
  closesAt: "2027-01-29T16:00:00.000Z",
  isTimeAssumed: false,
  topics: ["NCH"],
  sourceUrl: null,
  note: null,
  syntheticFields: [],
  ...over,
});

describe("the status of a call", () => {
  const row = { opensAt: "2027-01-10T12:00:00.000Z", closesAt: "2027-01-10T12:00:01.000Z" };
  test.each([
    { at: "2027-01-10T11:59:59.999Z", status: "forthcoming" },
    { at: "2027-01-10T12:00:00.000Z", status: "open" },
    { at: "2027-01-10T12:00:01.000Z", status: "open" },
    { at: "2027-01-10T12:00:01.001Z", status: "closed" },
  ])("is $status at $at (CLR-CAL-01)", ({ at, status }) => {
    expect(callStatus(row, Instant.parse(at))).toBe(status);
  });

  test("is unknown without a closing instant", () => {
    expect(callStatus({ ...row, closesAt: null }, now)).toBe("unknown");
  });

  test("is open when only the opening is unknown", () => {
    expect(callStatus({ opensAt: null, closesAt: "2027-01-14T16:00:00.000Z" }, now)).toBe("open");
  });
});

describe("listing calls", () => {
  test("finds all the words, in any case, in reference, title and topics", () => {
    const rows = [aRow(), aRow({ title: "Something else", reference: null, topics: [] })];
    expect(filterCalls(rows, { text: " cyber  nch " }, now)).toHaveLength(1);
  });

  test("keeps to programme and status", () => {
    const rows = [aRow(), aRow({ programme: "HE" }), aRow({ closesAt: "2027-01-01T00:00:00.000Z" })];
    expect(filterCalls(rows, { programme: "DEP", status: "open" }, now)).toHaveLength(1);
  });

  test("puts what is open first, the nearest deadline before the later one, and the last closed before older ones", () => {
    const rows = [
      aRow({ title: "closed long ago", closesAt: "2025-01-01T00:00:00.000Z" }),
      aRow({ title: "unknown", closesAt: null }),
      aRow({ title: "forthcoming", opensAt: "2027-02-01T00:00:00.000Z", closesAt: "2027-03-01T00:00:00.000Z" }),
      aRow({ title: "open later", closesAt: "2027-02-01T00:00:00.000Z" }),
      aRow({ title: "closed lately", closesAt: "2026-12-31T00:00:00.000Z" }),
      aRow({ title: "open soon", closesAt: "2027-01-11T00:00:00.000Z" }),
      aRow({ title: "open at once, B", closesAt: "2027-01-11T00:00:00.000Z" }),
    ];
    expect(filterCalls(rows, {}, now).map(({ title }) => title)).toEqual([
      "open at once, B",
      "open soon",
      "open later",
      "forthcoming",
      "closed lately",
      "closed long ago",
      "unknown",
    ]);
  });

  test.each([
    { status: "open" as const, from: now },
    { status: "forthcoming" as const, from: now },
    { status: "closed" as const, from: undefined },
  ])("reads only what can be $status", async ({ status, from }) => {
    const asked: unknown[] = [];
    const calls = { listPublic: async (page: object) => (asked.push(page), []) };
    await listCalls({ calls }, { filter: { status }, now });
    expect(asked).toEqual([from === undefined ? {} : { closesFrom: from }]);
  });
});
