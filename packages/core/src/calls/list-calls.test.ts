import { Rate } from "@grants/kernel/fraction";
import { pageItemsMax } from "@grants/kernel/limits";
import { type Result, err, ok } from "@grants/kernel/result";
import { Instant } from "@grants/kernel/time";
import { describe, expect, test } from "vitest";
import { CallId, type CallStatus, type CallSummary } from "./call.ts";
import type { CallListRow } from "./call-store.ts";
import { callStatus } from "./call-status.ts";
import { type CallFilter, listCalls } from "./list-calls.ts";

const instant = (text: string) => Instant.parse(text);
const now = instant("2027-01-10T12:00:00.000Z");
const aRow = (over: Partial<CallSummary> = {}): CallSummary => ({
  callId: CallId.parse("call_01J00000000000000000000000"),
  origin: "platform",
  reference: "DIGITAL-ECCC-2026-NCH",
  title: "National Cyber Hubs",
  programme: "DEP",
  actionType: "SG",
  budgetCents: 1,
  fundingRate: Rate.parse("1/2"),
  minGrantCents: null,
  maxGrantCents: null,
  opensAt: instant("2026-12-01T08:00:00.000Z"),
  closesAt: instant("2027-01-29T16:00:00.000Z"),
  isTimeAssumed: false,
  topics: ["NCH"],
  sourceUrl: null,
  note: null,
  syntheticFields: [],
  ...over,
});

describe("the status of a call", () => {
  const row = { opensAt: instant("2027-01-10T12:00:00.000Z"), closesAt: instant("2027-01-10T12:00:01.000Z") };
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
    expect(callStatus({ opensAt: null, closesAt: instant("2027-01-14T16:00:00.000Z") }, now)).toBe("open");
  });
});

/** The store's promise in memory: rows by status, a page at a time, and how many were read. */
const listOf = (rows: readonly CallSummary[]) => {
  const reads: number[] = [];
  const keyOf = ({ closesAt, callId }: CallListRow) => `${closesAt ?? "~"}#${callId}`;
  const sorted = rows.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const inRange = (status: CallStatus) => {
    if (status === "unknown") return sorted.filter(({ closesAt }) => closesAt === null);
    const dated = sorted.filter(({ closesAt }) => closesAt !== null);
    return status === "closed"
      ? dated.filter((row) => keyOf(row) < now).toReversed()
      : dated.filter((row) => keyOf(row) > now);
  };
  const calls: Parameters<typeof listCalls>[0]["calls"] = {
    listPublic: async ({ status, behind }, { rowsMax }) => {
      const all = inRange(status);
      const from = behind === null ? 0 : all.findIndex((row) => keyOf(row) === keyOf(behind)) + 1;
      const page = all.slice(from, from + rowsMax);
      reads.push(page.length);
      return { rows: page, isLast: from + rowsMax > all.length };
    },
    sealPlace: (place, boundTo) => JSON.stringify({ place, boundTo }),
    openPlace: (cursor, boundTo) => {
      const sealed = JSON.parse(cursor);
      return sealed.boundTo === boundTo ? ok(sealed.place) : err({ kind: "CursorInvalid" });
    },
  };
  const read = async (filter: CallFilter, cursor: string | null = null) =>
    unwrap(await listCalls({ calls }, { filter, cursor, now }));
  return { calls, reads, read };
};

const unwrap = <T>(result: Result<T, unknown>): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};

const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const manyRows = (count: number, over: (index: number) => Partial<CallSummary> = () => ({})) =>
  Array.from({ length: count }, (_, index) => {
    const suffix = `${letters[Math.floor(index / 1024) % 32]}${letters[Math.floor(index / 32) % 32]}${letters[index % 32]}`;
    return aRow({
      callId: CallId.parse(`call_01J00000000000000000000${suffix}`),
      title: `Call ${index}`,
      ...over(index),
    });
  });

describe("listing calls", () => {
  test("finds all the words, in any case, in reference, title and topics", async () => {
    const rows = manyRows(2, (index) => (index === 0 ? { title: "National" } : { reference: null, topics: [] }));
    expect((await listOf(rows).read({ text: " cyber  nch " })).calls).toHaveLength(0);
    expect((await listOf(rows).read({ text: " eccc  nch " })).calls).toHaveLength(1);
  });

  test("keeps to programme, status and origin", async () => {
    const rows = manyRows(
      4,
      (index) =>
        [
          {},
          { programme: "HE" as const },
          { closesAt: instant("2027-01-01T00:00:00.000Z") },
          { origin: "imported" as const },
        ][index] ?? {},
    );
    const asked = { programme: "DEP", status: "open", origin: "platform" } as const;
    expect((await listOf(rows).read(asked)).calls.map(({ title }) => title)).toEqual(["Call 0"]);
  });

  test("puts what is open first, the nearest deadline before the later one, and the last closed before older ones", async () => {
    const told: readonly Partial<CallSummary>[] = [
      { title: "closed long ago", closesAt: instant("2025-01-01T00:00:00.000Z") },
      { title: "unknown", closesAt: null },
      {
        title: "forthcoming",
        opensAt: instant("2027-01-20T00:00:00.000Z"),
        closesAt: instant("2027-01-25T00:00:00.000Z"),
      },
      { title: "open later", closesAt: instant("2027-02-01T00:00:00.000Z") },
      { title: "closed lately", closesAt: instant("2026-12-31T00:00:00.000Z") },
      { title: "open soon", closesAt: instant("2027-01-11T00:00:00.000Z") },
    ];
    const { calls, next } = await listOf(manyRows(told.length, (index) => told[index] ?? {})).read({});
    expect(calls.map(({ title }) => title)).toEqual([
      "open soon",
      "open later",
      "forthcoming",
      "closed lately",
      "closed long ago",
      "unknown",
    ]);
    expect(next).toBeNull();
  });

  test.each([
    { count: 99, pages: [99] },
    { count: 100, pages: [100] },
    { count: 101, pages: [100, 1] },
    { count: 250, pages: [100, 100, 50] },
  ])("tells $count calls on $pages.length pages, each once", async ({ count, pages }) => {
    const half = (index: number) => (index % 2 === 0 ? {} : { closesAt: instant("2026-11-01T00:00:00.000Z") });
    const list = listOf(manyRows(count, half));
    const told = [await list.read({})];
    for (let next = told[0]?.next ?? null; next !== null; next = told.at(-1)?.next ?? null)
      told.push(await list.read({}, next));
    expect(told.map(({ calls }) => calls.length)).toEqual(pages);
    expect(new Set(told.flatMap(({ calls }) => calls.map(({ callId }) => callId))).size).toBe(count);
  });

  test("stops at the bound of rows where few match, and goes on from there", async () => {
    const list = listOf(manyRows(1_500, (index) => (index === 1_499 ? { title: "The needle" } : {})));
    const first = await list.read({ text: "needle" });
    expect(first.calls).toHaveLength(0);
    expect(list.reads.reduce((sum, rows) => sum + rows, 0)).toBeLessThanOrEqual(1_000 + pageItemsMax);
    expect((await list.read({ text: "needle" }, first.next)).calls).toHaveLength(1);
  });

  test("refuses a cursor of another search", async () => {
    const list = listOf(manyRows(101));
    const { next } = await list.read({});
    const asked = { filter: { text: "national" }, cursor: next, now };
    expect(await listCalls({ calls: list.calls }, asked)).toEqual({ ok: false, error: { kind: "CursorInvalid" } });
  });
});
