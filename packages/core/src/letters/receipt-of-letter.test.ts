import { Instant, LocalDate } from "@grants/kernel/time";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sampleWorkingCalendar } from "../reference/working-calendar.ts";
import { presumedReceiptOn, receiptOfLetter, replyPeriod } from "./receipt-of-letter.ts";

const on = (day: string) => LocalDate.parse(day);
const at = (day: string, time = "09:00:00.000") => Instant.parse(`${day}T${time}Z`);
const sentAt = at("2027-03-01");
const sent = { sentAt, presumedOn: presumedReceiptOn(sentAt), replyDays: 30 };
const calendar = sampleWorkingCalendar();

describe("a letter that nobody has opened", () => {
  test("sent on 1 March counts as received on 11 March, and not a day before (CLR-CAL-05)", () => {
    expect(receiptOfLetter(sent, on("2027-03-10"))).toBeNull();
    expect(receiptOfLetter(sent, on("2027-03-11"))).toEqual({ receivedOn: "2027-03-11", how: "PRESUMED" });
    expect(receiptOfLetter(sent, on("2027-09-01"))).toEqual({ receivedOn: "2027-03-11", how: "PRESUMED" });
  });

  test("is counted from its day in Brussels (CLR-CAL-05, TTG-05)", () => {
    expect(presumedReceiptOn(at("2027-03-01", "22:59:59.999"))).toBe("2027-03-11");
    expect(presumedReceiptOn(at("2027-03-01", "23:00:00.000"))).toBe("2027-03-12");
  });

  test("may be presumed received on a Saturday: only periods for an act are moved (CLR-CAL-03, CLR-CAL-05)", () => {
    expect(presumedReceiptOn(at("2027-03-03"))).toBe("2027-03-13");
  });
});

describe("a letter that was opened", () => {
  test("is received on that day (CLR-CAL-05)", () => {
    const openedAt = at("2027-03-04");
    expect(receiptOfLetter({ ...sent, openedAt }, on("2027-03-04"))).toEqual({
      receivedOn: "2027-03-04",
      how: "OPENED",
    });
    expect(replyPeriod({ ...sent, openedAt }, calendar)).toMatchObject({ dueOn: "2027-04-03" });
  });

  test("after its ten days stays received on the presumed day (CLR-CAL-05)", () => {
    const late = { ...sent, openedAt: at("2027-04-12") };
    expect(receiptOfLetter(late, on("2027-04-12"))).toEqual({ receivedOn: "2027-03-11", how: "PRESUMED" });
    expect(replyPeriod(late, calendar)).toEqual(replyPeriod(sent, calendar));
  });

  test("is never received later than one that was not", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 }), (hours) => {
        const openedAt = Instant.parse(new Date(Date.parse(sentAt) + hours * 3_600_000).toISOString());
        const { receivedOn } = receiptOfLetter({ ...sent, openedAt }, on("2028-01-01")) ?? {};
        expect(receivedOn !== undefined && receivedOn <= sent.presumedOn).toBe(true);
      }),
    );
  });
});

describe("the period for observations", () => {
  test("of 30 days from 11 March ends on Saturday 10 April, legally on Monday 12 April (GA-14, CLR-CAL-03)", () => {
    expect(replyPeriod(sent, calendar)).toEqual({
      dueOn: "2027-04-10",
      legalDueOn: "2027-04-12",
      calendarVersion: calendar.version,
    });
  });

  test("is none where no answer is asked for", () => {
    expect(replyPeriod({ ...sent, replyDays: undefined }, calendar)).toBeNull();
  });
});
