import { cents, sumCents } from "@grants/kernel/money";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Commitment } from "../cofunding/commitment.ts";
import { balances } from "../ledger/journal.ts";
import { DueOrder } from "./payment-order.ts";
import { authorisationLegs, bookingLegs, orderLines, reversal } from "./payment-postings.ts";

const ulid = (digit: string) => digit.repeat(26);
const aCommitment = (unionCents: number, commonPotCents: number) =>
  Commitment.parse({
    state: "committed",
    id: `cmt_${ulid("1")}`,
    awardId: `awd_${ulid("1")}`,
    callId: `call_${ulid("1")}`,
    budgetYear: 2027,
    signByOn: "2028-12-31",
    unionLine: "U1",
    unionCents,
    commonPotCents,
    nationalCents: { BE: 5_000_00 },
  });
const anOrder = (lines: DueOrder["lines"]): DueOrder =>
  DueOrder.parse({
    v: 1,
    paymentId: `pay_${ulid("1")}`,
    endToEndId: "ECCC-101226928-1",
    requestId: `req_${ulid("1")}`,
    agreementId: `agr_${ulid("1")}`,
    projectNumber: "101226928",
    acronym: "NATHUB",
    commitmentId: `cmt_${ulid("1")}`,
    amountCents: sumCents(lines.map(({ amountCents }) => amountCents)),
    lines,
    payee: `org_${ulid("1")}`,
    bankAccountId: `baf_${ulid("1")}`,
    accountSha256: "a".repeat(64),
    executionOn: "2027-05-10",
    initiatedBy: `usr_${ulid("A")}`,
    verifiedBy: `usr_${ulid("B")}`,
    authorisedBy: `usr_${ulid("C")}`,
  });

describe("the lines of an order", () => {
  test("are the Union's, in the proportion in which they gave; national money is not paid by this order", () => {
    const lines = orderLines(aCommitment(60_000_00, 30_000_00), { amountCents: cents(100_01), keptCents: cents(0) });
    expect(lines).toStrictEqual([
      { line: "U1", amountCents: 66_67, keptCents: 0 },
      { line: "U0", amountCents: 33_34, keptCents: 0 },
    ]);
  });

  test("make the whole whatever the amounts", () => {
    const amount = fc.integer({ min: 1, max: 10 ** 12 });
    fc.assert(
      fc.property(amount, amount, amount, fc.nat(10 ** 9), (union, pot, amountCents, keptCents) => {
        const lines = orderLines(aCommitment(union, pot), {
          amountCents: cents(amountCents),
          keptCents: cents(keptCents),
        });
        expect(sumCents(lines.map((line) => line.amountCents))).toBe(amountCents);
        expect(sumCents(lines.map((line) => line.keptCents))).toBe(keptCents);
      }),
    );
  });
});

describe("the postings of a payment", () => {
  const order = anOrder([
    ...orderLines(aCommitment(90_000_00, 0), { amountCents: cents(80_00), keptCents: cents(5_00) }),
  ]);

  test("take the order and what the insurance keeps out of the commitment", () => {
    expect(authorisationLegs(order)).toStrictEqual([
      { account: `committed:${order.commitmentId}:U1`, cents: -85_00 },
      { account: `payable:${order.paymentId}:U1`, cents: 80_00 },
      { account: `insured:${order.agreementId}:U1`, cents: 5_00 },
    ]);
  });

  test("leave out what is nothing", () => {
    const bare = anOrder([...orderLines(aCommitment(1, 0), { amountCents: cents(80_00), keptCents: cents(0) })]);
    expect(authorisationLegs(bare)).toHaveLength(2);
  });

  test("move what is payable to paid when the bank has booked it", () => {
    expect(bookingLegs(order)).toStrictEqual([
      { account: `payable:${order.paymentId}:U1`, cents: -80_00 },
      { account: `paid:${order.paymentId}:U1`, cents: 80_00 },
    ]);
  });

  test("are undone by a reversal that names them", () => {
    const entry = { aggregate: order.paymentId, version: 1 };
    const undone = reversal("OrderRejected", authorisationLegs(order), entry);
    expect(undone.reverses).toStrictEqual(entry);
    const sums = balances([...authorisationLegs(order), ...undone.legs]);
    expect([...sums.values()]).toStrictEqual([0, 0, 0]);
  });
});
