import { UserId } from "@grants/kernel/id";
import { cents } from "@grants/kernel/money";
import { LocalDate } from "@grants/kernel/time";
import { describe, expect, test } from "vitest";
import { Agreement } from "../agreements/agreement.ts";
import { sampleWorkingCalendar } from "../reference/working-calendar.ts";
import {
  claimWithin,
  decideAuthorisation,
  decideResumption,
  decideSuspension,
  decideValidation,
  refuseExecutionDate,
} from "./decide-payment.ts";
import { PaymentRequest } from "./payment-request.ts";
import { refuseAccountingOfficer } from "./segregation.ts";

const ulid = (digit: string) => digit.repeat(26);
const person = (digit: string) => UserId.parse(`usr_${ulid(digit)}`);
const [initiator, verifier, officer] = [person("A"), person("B"), person("C")];
const day = (text: string) => LocalDate.parse(text);

const aRequest = (over: object = {}): PaymentRequest =>
  PaymentRequest.parse({
    state: "received",
    id: `req_${ulid("1")}`,
    agreementId: `agr_${ulid("1")}`,
    commitmentId: `cmt_${ulid("1")}`,
    coordinator: `org_${ulid("1")}`,
    kind: "PREFINANCING",
    amountCents: 1_000_00,
    clockFromOn: "2027-05-03",
    limitDays: 30,
    initiatedBy: initiator,
    attempt: 1,
    ...over,
  });
const validated = (over: object = {}) => aRequest({ state: "validated", verifiedBy: verifier, ...over });
const authorised = aRequest({
  state: "authorised",
  verifiedBy: verifier,
  authorisedBy: officer,
  executionOn: "2027-05-10",
  paymentId: `pay_${ulid("1")}`,
});
const open = { stops: [{ from: "2027-05-04" }] };

describe("certifying a request correct", () => {
  test("names the verifier", () => {
    expect(decideValidation(aRequest(), verifier)).toMatchObject({
      value: { state: "validated", verifiedBy: verifier },
    });
  });

  test.each([
    ["by the initiator", aRequest(), initiator, { kind: "SegregationViolated" }],
    ["twice", validated(), verifier, { kind: "PaymentRequestNotReady", state: "validated" }],
    ["while the clock stands", aRequest(open), verifier, { kind: "PaymentSuspended" }],
  ])("is refused %s", (_, request, by, error) => {
    expect(decideValidation(request, by)).toMatchObject({ ok: false, error });
  });
});

describe("a step that a deputy took", () => {
  const [deputy, delegator] = [person("D"), person("E")];
  const deputising = { persons: [deputy, delegator], superiors: [], onBehalfOf: delegator };
  const verifiedByDeputy = validated({ verifiedBy: deputy, verifiedFor: delegator });

  test("keeps for whom it was taken (CLR-SOD-01)", () => {
    expect(decideValidation(aRequest(), deputy, deputising)).toStrictEqual({ ok: true, value: verifiedByDeputy });
  });

  test.each([
    ["whose deputy certified it", verifiedByDeputy],
    ["whose deputy asked for it", validated({ initiatedBy: deputy, initiatedFor: delegator })],
  ])("bars the person %s, and the deputy, from authorising it (SOD-04, CLR-SOD-01)", (_, request) => {
    const error = { kind: "SegregationViolated", violations: [{ rule: "SAME_PERSON_IN_TWO_ROLES" }] };
    expect(decideAuthorisation(request, delegator)).toMatchObject({ ok: false, error });
    expect(decideAuthorisation(request, deputy)).toMatchObject({ ok: false, error });
    expect(decideAuthorisation(request, officer)).toMatchObject({ ok: true });
  });

  test("bars the delegator from certifying what the deputy asked for (SOD-02, CLR-SOD-01)", () => {
    const request = aRequest({ initiatedBy: deputy, initiatedFor: delegator });
    expect(decideValidation(request, delegator)).toMatchObject({
      error: { violations: [{ rule: "VERIFIER_IS_INITIATOR" }] },
    });
  });

  test("bars the delegator under another account too, and a deputy of the same delegator (CLR-SOD-01)", () => {
    const otherAccount = { persons: [person("F"), delegator], superiors: [] };
    const otherDeputy = { ...otherAccount, onBehalfOf: delegator };
    for (const taker of [otherAccount, otherDeputy])
      expect(decideAuthorisation(verifiedByDeputy, taker)).toMatchObject({ error: { kind: "SegregationViolated" } });
  });

  test("bars the delegator from paying what the deputy authorised (SOD-01, CLR-SOD-01)", () => {
    const order = { initiatedBy: initiator, verifiedBy: verifier, authorisedBy: deputy, authorisedFor: delegator };
    const rule = "AUTHORISING_OFFICER_IS_ACCOUNTING_OFFICER";
    expect(refuseAccountingOfficer([order], delegator)).toMatchObject({ violations: [{ rule }] });
    expect(refuseAccountingOfficer([order], officer)).toBeNull();
  });
});

describe("authorising a request", () => {
  test("is open to a third person", () => {
    expect(decideAuthorisation(validated(), officer)).toStrictEqual({ ok: true, value: validated() });
  });

  test.each([
    ["by the initiator", validated(), initiator, { kind: "SegregationViolated" }],
    ["by the verifier", validated(), verifier, { kind: "SegregationViolated" }],
    ["before it is certified", aRequest(), officer, { kind: "PaymentRequestNotReady", state: "received" }],
    ["while the clock stands", validated(open), officer, { kind: "PaymentSuspended" }],
  ])("is refused %s", (_, request, by, error) => {
    expect(decideAuthorisation(request, by)).toMatchObject({ ok: false, error });
  });
});

describe("stopping the clock", () => {
  const stop = { from: "2027-05-04", to: "2027-05-04" };

  test("adds an open stop; resuming closes it and nothing else", () => {
    const stopped = decideSuspension(validated({ stops: [stop] }), day("2027-05-06"));
    expect(stopped).toMatchObject({ value: { stops: [stop, { from: "2027-05-06" }] } });
    const twice = validated({ stops: [stop, { from: "2027-05-06" }] });
    const resumed = decideResumption(twice, day("2027-05-08"));
    expect(resumed).toMatchObject({ value: { stops: [stop, { from: "2027-05-06", to: "2027-05-08" }] } });
  });

  test("is possible on the day the clock starts, not on the day before", () => {
    expect(decideSuspension(aRequest(), day("2027-05-03")).ok).toBe(true);
    expect(decideSuspension(aRequest(), day("2027-05-02"))).toMatchObject({
      error: { kind: "ClockNotStarted", clockFromOn: "2027-05-03" },
    });
  });

  test.each([
    ["twice at once", aRequest(open), { kind: "PaymentSuspended" }],
    ["once it is authorised", authorised, { kind: "PaymentRequestNotReady", state: "authorised" }],
    ["a fifth time", aRequest({ stops: [stop, stop, stop, stop] }), { kind: "TooManySuspensions", suspensionsMax: 4 }],
  ])("is refused %s", (_, request, error) => {
    expect(decideSuspension(request, day("2027-05-10"))).toStrictEqual({ ok: false, error });
  });

  test("is possible a fourth time", () => {
    expect(decideSuspension(aRequest({ stops: [stop, stop, stop] }), day("2027-05-10")).ok).toBe(true);
  });

  test("cannot be undone when it runs", () => {
    expect(decideResumption(aRequest({ stops: [stop] }), day("2027-05-10"))).toMatchObject({
      error: { kind: "PaymentNotSuspended" },
    });
    expect(decideResumption(aRequest(), day("2027-05-10")).ok).toBe(false);
  });
});

describe("what an agreement asks for", () => {
  const agreement = Agreement.parse({
    state: "inForce",
    id: `agr_${ulid("1")}`,
    sheetVersion: 1,
    sheetSha256: "a".repeat(64),
    coordinatorSignature: { by: initiator, at: "2027-05-03T09:00:00.000Z" },
    authoritySignature: { by: officer, at: "2027-05-03T09:00:00.000Z" },
    inForceOn: "2027-05-03",
    claimedCents: 60_00,
  });
  const claim = (furtherCents: number) =>
    agreement.state === "inForce" ? claimWithin(agreement, cents(furtherCents), cents(100_00)) : null;

  test("fills the commitment to the last cent and goes no further", () => {
    expect(claim(40_00)).toStrictEqual({ ok: true, value: 100_00 });
    const error = { kind: "CommitmentExceeded", committedCents: 100_00, claimedCents: 100_01 };
    expect(claim(40_01)).toStrictEqual({ ok: false, error });
  });
});

describe("the day of a run", () => {
  const calendar = sampleWorkingCalendar();
  const today = day("2027-05-03");

  test.each([
    ["today", "2027-05-03", null],
    ["yesterday", "2027-05-02", "PAST"],
    ["a Saturday", "2027-05-08", "NOT_A_WORKING_DAY"],
    ["sixty days ahead", "2027-07-02", null],
    ["sixty-one days ahead", "2027-07-03", "TOO_FAR"],
  ])("%s", (_, executionOn, because) => {
    const refusal = because === null ? null : { kind: "ExecutionDateInvalid", because };
    expect(refuseExecutionDate(day(executionOn), today, calendar)).toStrictEqual(refusal);
  });
});

describe("paying a run", () => {
  const orders = [
    { initiatedBy: initiator, verifiedBy: verifier, authorisedBy: officer },
    { initiatedBy: person("D"), verifiedBy: person("E"), authorisedBy: officer },
  ];

  test("is open to somebody who had no part in any order", () => {
    expect(refuseAccountingOfficer(orders, person("F"))).toBeNull();
    expect(refuseAccountingOfficer([], initiator)).toBeNull();
  });

  test.each([
    ["an initiator", initiator, "SAME_PERSON_IN_TWO_ROLES"],
    ["a verifier of any order", person("E"), "SAME_PERSON_IN_TWO_ROLES"],
    ["the authorising officer", officer, "AUTHORISING_OFFICER_IS_ACCOUNTING_OFFICER"],
  ])("is refused to %s", (_, by, rule) => {
    expect(refuseAccountingOfficer(orders, by)).toMatchObject({ kind: "SegregationViolated", violations: [{ rule }] });
  });
});
