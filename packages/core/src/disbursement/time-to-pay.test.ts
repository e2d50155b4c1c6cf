import { addDays } from "@grants/kernel/calendar";
import { err, ok } from "@grants/kernel/result";
import { LocalDate } from "@grants/kernel/time";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { computeTimeToPay } from "./time-to-pay.ts";

const on = (text: string) => LocalDate.parse(text);
const during = (from: string, to: string | null) => ({ from: on(from), to: to === null ? null : on(to) });
const plain = { version: "2026", policy: "NONE", holidays: [] as LocalDate[] } as const;
const working = { ...plain, policy: "WORKING_DAY" } as const;

/** Received on 2 March 2026 with 90 days: due on 31 May, a Sunday. */
const ninety = (...suspensions: readonly ReturnType<typeof during>[]) => ({
  receivedOn: on("2026-03-02"),
  limitDays: 90,
  suspensions,
});
const compute = (...suspensions: readonly ReturnType<typeof during>[]) =>
  computeTimeToPay(ninety(...suspensions), plain);
/** The due date of a running clock, else a text that sorts before every date. */
const dueOnOf = (suspensions: readonly ReturnType<typeof during>[]): string => {
  const result = compute(...suspensions);
  return result.ok && result.value.clock === "RUNNING" ? result.value.dueOn : "";
};

describe("the time to pay", () => {
  test("ends the given days after receipt", () => {
    expect(compute()).toEqual(
      ok({
        baseDueOn: "2026-05-31",
        suspendedDays: 0,
        suspensionsWithoutEffect: [],
        calendarVersion: "2026",
        clock: "RUNNING",
        dueOn: "2026-05-31",
        legalDueOn: "2026-05-31",
      }),
    );
  });

  test("ends legally on the next working day", () => {
    const holiday = { ...working, holidays: [on("2026-06-01")] };
    expect(computeTimeToPay(ninety(), holiday)).toMatchObject({
      value: { dueOn: "2026-05-31", legalDueOn: "2026-06-02" },
    });
  });

  test("moves by the length of a suspension, the day of resumption not counted", () => {
    expect(compute(during("2026-04-11", "2026-05-20"))).toMatchObject({
      value: { suspendedDays: 39, dueOn: "2026-07-09" },
    });
  });

  test("moves by every suspension in turn, in whatever order they are given", () => {
    expect(compute(during("2026-06-05", "2026-06-15"), during("2026-05-01", "2026-05-11"))).toMatchObject({
      value: { suspendedDays: 20, dueOn: "2026-06-20", suspensionsWithoutEffect: [] },
    });
  });

  test.each([
    ["on the day of receipt", "2026-03-02", "2026-03-03", 1],
    ["on the due date", "2026-05-31", "2026-06-02", 2],
    ["and ends on the same day", "2026-04-01", "2026-04-01", 0],
  ])("counts a suspension that starts %s", (_, from, to, suspendedDays) => {
    expect(compute(during(from, to))).toMatchObject({ value: { suspendedDays, suspensionsWithoutEffect: [] } });
  });

  test("is not moved by a suspension that starts the day after the due date", () => {
    expect(compute(during("2026-06-01", "2026-06-30"))).toMatchObject({
      value: {
        clock: "RUNNING",
        suspendedDays: 0,
        dueOn: "2026-05-31",
        suspensionsWithoutEffect: [{ from: "2026-06-01", to: "2026-06-30" }],
      },
    });
  });

  test("is judged by the arithmetic due date: a start on the legal one comes too late", () => {
    expect(computeTimeToPay(ninety(during("2026-06-01", "2026-06-30")), working)).toMatchObject({
      value: { dueOn: "2026-05-31", legalDueOn: "2026-06-01" },
    });
  });

  test("names every suspension without effect, also an open one", () => {
    expect(
      compute(during("2026-07-01", null), during("2026-04-01", "2026-04-02"), during("2026-06-20", "2026-06-25")),
    ).toMatchObject({
      value: {
        clock: "RUNNING",
        dueOn: "2026-06-01",
        suspensionsWithoutEffect: [{ from: "2026-07-01" }, { from: "2026-06-20" }],
      },
    });
  });

  test.each([
    ["overlapping", "2026-04-05", "2026-04-15", 14],
    ["adjacent", "2026-04-11", "2026-04-15", 14],
    ["contained", "2026-04-02", "2026-04-09", 10],
    ["equal", "2026-04-01", "2026-04-11", 10],
    ["one day apart", "2026-04-12", "2026-04-15", 13],
  ])("counts the days of %s suspensions once", (_, from, to, suspendedDays) => {
    expect(compute(during("2026-04-01", "2026-04-11"), during(from, to))).toMatchObject({ value: { suspendedDays } });
  });

  test("stands while a suspension has not ended, and keeps the days that remain", () => {
    expect(compute(during("2026-04-11", null))).toEqual(
      ok({
        baseDueOn: "2026-05-31",
        suspendedDays: 0,
        suspensionsWithoutEffect: [],
        calendarVersion: "2026",
        clock: "STOPPED",
        dueOn: null,
        legalDueOn: null,
        remainingDays: 50,
      }),
    );
  });

  test("keeps no days when it was stopped on the due date", () => {
    expect(compute(during("2026-05-31", null))).toMatchObject({ value: { clock: "STOPPED", remainingDays: 0 } });
  });

  test("keeps the days from the due date that earlier suspensions led to", () => {
    expect(compute(during("2026-04-01", "2026-04-11"), during("2026-06-10", null))).toMatchObject({
      value: { clock: "STOPPED", suspendedDays: 10, remainingDays: 0 },
    });
  });

  test("stands from the first day of suspensions that overlap an open one", () => {
    expect(
      compute(during("2026-04-01", "2026-04-11"), during("2026-04-05", null), during("2026-05-01", "2026-05-02")),
    ).toMatchObject({
      value: { clock: "STOPPED", suspendedDays: 0, remainingDays: 60 },
    });
  });

  test("is refused for a suspension before the receipt", () => {
    const suspension = during("2026-03-01", "2026-03-05");
    expect(compute(suspension)).toEqual(
      err({ kind: "SuspensionBeforeReceipt", suspension, receivedOn: on("2026-03-02") }),
    );
  });

  test("is refused for a suspension that ends before it starts", () => {
    const suspension = during("2026-03-05", "2026-03-04");
    expect(compute(suspension)).toEqual(err({ kind: "SuspensionEndsBeforeItStarts", suspension }));
  });

  const aSuspension = fc
    .tuple(fc.nat(200), fc.nat(60))
    .map(([start, days]) => ({ from: addDays(on("2026-03-02"), start), to: addDays(on("2026-03-02"), start + days) }));

  test("never ends earlier than without suspensions, nor on another day when they come in another order (property)", () => {
    fc.assert(
      fc.property(fc.array(aSuspension, { maxLength: 6 }), (suspensions) => {
        const dueOn = dueOnOf(suspensions);
        expect(dueOn >= "2026-05-31").toBe(true);
        expect(dueOnOf(suspensions.toReversed())).toBe(dueOn);
      }),
    );
  });
});
