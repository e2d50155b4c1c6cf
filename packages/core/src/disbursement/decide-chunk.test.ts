import { cents } from "@grants/kernel/money";
import { LocalDate } from "@grants/kernel/time";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BankMessageId } from "./bank-message.ts";
import { type RowAnswer, decideChunk, isAnswered, statusAt, waitingStatuses } from "./decide-chunk.ts";
import type { ChunkBooking } from "./payment-run.ts";

const monday = LocalDate.parse("2027-05-10");
const tuesday = LocalDate.parse("2027-05-11");
const debit = (row: number, over: Partial<RowAnswer> = {}): RowAnswer => ({
  row,
  status: "settled",
  bookedOn: monday,
  amountCents: cents(1),
  bankReference: `R${row}`,
  ...over,
});
const says = (status: RowAnswer["status"], row = 0): RowAnswer => ({ row, status });
const booking = (row: number, bankReference = `R${row}`): ChunkBooking => ({
  version: 1,
  messageId: BankMessageId.parse(`msg_${"1".repeat(26)}`),
  bookedOn: monday,
  rows: [{ row, bankReference }],
});

describe("a chunk of payments", () => {
  test.each([
    ["-", says("pending"), "p"],
    ["-", says("accepted"), "a"],
    ["p", says("accepted"), "a"],
    ["a", says("inSettlement"), "i"],
    ["i", says("settled"), "s"],
    ["-", says("settled"), "s"],
    ["s", says("accepted"), "s"],
    ["i", says("pending"), "i"],
    ["a", says("accepted"), "a"],
    ["b", says("accepted"), "b"],
    ["x", says("accepted"), "x"],
    ["-", says("rejected"), "x"],
    ["s", says("rejected"), "x"],
    ["x", says("rejected"), "x"],
    ["r", says("returned"), "r"],
  ])("of %s becomes by %o %s, and moves no money", (before, answer, statuses) => {
    expect(decideChunk(before, [], [answer])).toStrictEqual({ statuses, bookings: [], refused: [] });
  });

  test("is booked by a debit with its day, never by a report that says settled", () => {
    const decided = decideChunk("--s", [], [debit(0), debit(1, { bookedOn: tuesday }), debit(2)]);
    expect(decided).toStrictEqual({
      statuses: "bbb",
      bookings: [
        {
          bookedOn: monday,
          rows: [
            { row: 0, bankReference: "R0" },
            { row: 2, bankReference: "R2" },
          ],
        },
        { bookedOn: tuesday, rows: [{ row: 1, bankReference: "R1" }] },
      ],
      refused: [],
    });
  });

  test("takes a debit without a reference", () => {
    const { bankReference: _none, ...bare } = debit(0);
    expect(decideChunk("-", [], [bare]).bookings).toStrictEqual([{ bookedOn: monday, rows: [{ row: 0 }] }]);
  });

  test("is returned after it was booked, also in one message", () => {
    expect(decideChunk("b", [booking(0)], [says("returned")]).statuses).toBe("r");
    const both = decideChunk("-", [], [debit(0), says("returned")]);
    expect(both.statuses).toBe("r");
    expect(both.bookings).toHaveLength(1);
  });

  test("hears the same debit twice and books it once", () => {
    const again = decideChunk("b", [booking(0)], [debit(0)]);
    expect(again).toStrictEqual({ statuses: "b", bookings: [], refused: [] });
    expect(decideChunk("-", [], [debit(0), debit(0)]).bookings).toHaveLength(1);
    expect(decideChunk("r", [booking(0)], [debit(0)]).refused).toStrictEqual([]);
  });

  test.each([
    ["another debit", "b", debit(0, { bankReference: "OTHER" }), "BOOKED_TWICE"],
    ["a debit after the return", "r", debit(0, { bankReference: "OTHER" }), "BOOKED_TWICE"],
    ["a debit after the rejection", "x", debit(0), "BOOKED_AFTER_REJECTION"],
    ["a rejection after the debit", "b", says("rejected"), "REJECTED_AFTER_BOOKING"],
    ["a rejection after the return", "r", says("rejected"), "REJECTED_AFTER_BOOKING"],
    ["a return before the debit", "a", says("returned"), "RETURNED_BEFORE_BOOKING"],
  ])("leaves %s to a person and stays as it is", (_, before, answer, because) => {
    const earlier = [booking(0)];
    expect(decideChunk(before, earlier, [answer])).toStrictEqual({
      statuses: before,
      bookings: [],
      refused: [{ answer, because }],
    });
  });

  test("never forgets a final state, whatever the bank says", () => {
    const answer = fc.oneof(
      fc
        .constantFrom(...(["pending", "accepted", "inSettlement", "settled", "rejected"] as const))
        .map((status) => says(status)),
      fc.constant(debit(0)),
    );
    fc.assert(
      fc.property(fc.constantFrom("b", "x", "r"), fc.array(answer, { maxLength: 8 }), (before, answers) => {
        expect(decideChunk(before, [booking(0)], answers)).toMatchObject({ statuses: before, bookings: [] });
      }),
    );
  });

  test("begins with every payment waiting", () => {
    expect(waitingStatuses(3)).toBe("---");
    expect(statusAt("-b", 1)).toBe("booked");
    expect(() => statusAt("-", 1)).toThrow("no payment 1");
  });
});

describe("a chunk that the bank has answered", () => {
  test.each([
    ["bxr", true],
    ["b", true],
    ["b-x", false],
    ["s", false],
    ["pai", false],
  ])("%s: %s", (statuses, answered) => {
    expect(isAnswered(statuses)).toBe(answered);
  });
});
