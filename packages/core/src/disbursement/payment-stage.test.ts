import { Digest } from "@grants/kernel/digest";
import { LocalDate } from "@grants/kernel/time";
import { describe, expect, test } from "vitest";
import type { Stored } from "../audit/stored.ts";
import { sampleWorkingCalendar } from "../reference/working-calendar.ts";
import { PaymentRequest } from "./payment-request.ts";
import { PaymentRun, RunFile, type RunTrace } from "./payment-run.ts";
import { paidOnOf, paymentStageOf } from "./payment-stage.ts";
import { readRequestClock } from "./request-clock.ts";

const ulid = (digit: string) => digit.repeat(26);
const day = (text: string) => LocalDate.parse(text);
const digest = Digest.parse("a".repeat(64));
const stored = <S>(state: S): Stored<S> => ({
  state,
  version: 1,
  chainHash: digest,
  keyHash: digest,
  commandHash: digest,
});
const received = {
  state: "received",
  id: `req_${ulid("1")}`,
  agreementId: `agr_${ulid("1")}`,
  commitmentId: `cmt_${ulid("1")}`,
  coordinator: `org_${ulid("1")}`,
  kind: "PREFINANCING",
  amountCents: 1,
  clockFromOn: "2027-05-03",
  limitDays: 30,
  initiatedBy: `usr_${ulid("A")}`,
  attempt: 1,
};
const validated = { ...received, state: "validated", verifiedBy: `usr_${ulid("B")}` };
const authorised = PaymentRequest.parse({
  ...validated,
  state: "authorised",
  authorisedBy: `usr_${ulid("C")}`,
  executionOn: "2027-05-10",
  paymentId: `pay_${ulid("1")}`,
});
const runState = {
  id: `run_${ulid("1")}`,
  executionOn: "2027-05-10",
  manifestSha256: "a".repeat(64),
  nbOfTxs: 1,
  ctrlSumCents: 1,
  createdBy: `usr_${ulid("D")}`,
  attempt: 1,
};
const prepared = stored(PaymentRun.parse({ state: "prepared", ...runState }));
const confirmedAt = "2027-05-09T09:00:00.000Z";
const later = { ...runState, confirmedBy: `usr_${ulid("E")}`, confirmedAt, releasedBy: `usr_${ulid("D")}` };
const aRun = (state: string, over: object = {}) => stored(PaymentRun.parse({ state, ...later, ...over }));
const confirmed = aRun("confirmed");
const released = aRun("released");
const sendingAt = confirmedAt;
const file = (state: string) =>
  stored(RunFile.parse({ state, id: `file_${ulid("1")}`, runId: runState.id, sha256: "a".repeat(64), sendingAt }));
const nothing: RunTrace = { order: null, run: null, file: null, status: null, bookedOn: null };

describe("how far a payment has come", () => {
  test.each([
    ["received", PaymentRequest.parse(received), null],
    ["validated", PaymentRequest.parse(validated), null],
    ["suspended", PaymentRequest.parse({ ...validated, stops: [{ from: "2027-05-04" }] }), null],
    ["validated", PaymentRequest.parse({ ...validated, stops: [{ from: "2027-05-04", to: "2027-05-05" }] }), null],
    ["authorised", authorised, nothing],
    ["inRun", authorised, { ...nothing, run: prepared }],
    ["confirmed", authorised, { ...nothing, run: confirmed }],
    ["authorised", authorised, { ...nothing, run: aRun("requested") }],
    ["authorised", authorised, { ...nothing, run: aRun("refused", { because: "NothingDue" }) }],
    ["confirmed", authorised, { ...nothing, run: aRun("unwritable", { because: { kind: "AmountOutOfRange" } }) }],
    ["sending", authorised, { ...nothing, run: released }],
    ["sending", authorised, { ...nothing, run: released, file: file("sending") }],
    ["sent", authorised, { ...nothing, run: released, file: file("sent") }],
    ["sent", authorised, { ...nothing, run: released, file: file("sent"), status: "waiting" }],
    ["accepted", authorised, { ...nothing, run: released, file: file("sent"), status: "pending" }],
    ["accepted", authorised, { ...nothing, run: released, file: file("sending"), status: "inSettlement" }],
    ["settled", authorised, { ...nothing, run: released, file: file("sent"), status: "settled" }],
    ["booked", authorised, { ...nothing, run: released, file: file("sent"), status: "booked" }],
    ["rejected", authorised, { ...nothing, run: released, file: file("sent"), status: "rejected" }],
    ["rejected", authorised, { ...nothing, run: released, file: file("sent"), status: "returned" }],
    ["booked", authorised, { ...nothing, run: aRun("completed"), file: file("sent"), status: "booked" }],
  ] satisfies [string, PaymentRequest, RunTrace | null][])("%s", (stage, request, trace) => {
    expect(paymentStageOf(request, trace)).toBe(stage);
  });

  test("knows the day of payment once it is booked", () => {
    const bookedOn = day("2027-05-10");
    expect(paidOnOf({ ...nothing, status: "booked", bookedOn })).toBe(bookedOn);
    expect(paidOnOf({ ...nothing, status: "returned", bookedOn })).toBeNull();
    expect(paidOnOf(null)).toBeNull();
  });
});

describe("the clock of a request", () => {
  const calendar = sampleWorkingCalendar();
  const request = { clockFromOn: day("2027-05-03"), limitDays: 30 };
  const on = (today: string, paidOn: string | null = null) =>
    readRequestClock(request, { today: day(today), paidOn: paidOn === null ? null : day(paidOn), calendar });

  test("runs to its due date, is not late on it, and late the day after", () => {
    expect(on("2027-06-02")).toMatchObject({
      clock: "RUNNING",
      dueOn: "2027-06-02",
      legalDueOn: "2027-06-02",
      isLate: false,
    });
    expect(on("2027-06-03")).toMatchObject({ isLate: true });
  });

  test("ends on the day of payment, late or in time, whatever day it is", () => {
    expect(on("2027-12-31", "2027-06-02")).toMatchObject({ clock: "ENDED", paidOn: "2027-06-02", isLate: false });
    expect(on("2027-06-01", "2027-06-03")).toMatchObject({ clock: "ENDED", isLate: true });
  });

  test("stands while a stop is open and shows the days that remain", () => {
    const stops = [{ from: day("2027-05-13") }];
    const standing = readRequestClock({ ...request, stops }, { today: day("2027-09-01"), paidOn: null, calendar });
    expect(standing).toMatchObject({
      clock: "STOPPED",
      dueOn: null,
      legalDueOn: null,
      remainingDays: 20,
      isLate: false,
    });
  });

  test("refuses a stop that ends before it begins", () => {
    const stops = [{ from: day("2027-05-13"), to: day("2027-05-12") }];
    const read = () => readRequestClock({ ...request, stops }, { today: day("2027-05-14"), paidOn: null, calendar });
    expect(read).toThrow("cannot be");
  });
});
