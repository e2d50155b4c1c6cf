import { sumSignedCents } from "@grants/kernel/money";
import { LocalDate } from "@grants/kernel/time";
import { newId } from "@grants/store/new-id";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anAwardRow } from "../../../../test/support/decided.ts";
import { CallId } from "../calls/call.ts";
import { AwardDecisionId, CommitmentId } from "./award.ts";
import { GlobalCommitment, committedLines, committedTotalCents } from "./commitment.ts";
import { composeCommitment, refuseAfterPeriod } from "./decide-commitment.ts";
import { UnionLine, sourceOf, unionLineOf } from "./pot-line.ts";

const callId = CallId.parse(`call_${newId("call")}`);
const decisionId = AwardDecisionId.parse(`dec_${newId("decision")}`);
const global = GlobalCommitment.parse({
  state: "open",
  id: CommitmentId.parse(`cmt_${newId("global")}`),
  callId,
  budgetYear: 2026,
  contentVersion: 1,
  linesCents: { U2: 1_000 },
});
const terms = { decisionId, callId, global, unionLine: UnionLine.parse("U2") };
type Over = Parameters<typeof anAwardRow>[1];
const composed = (over: Over = {}) => composeCommitment(newId, anAwardRow("one", over), terms);

describe("committing an award", () => {
  test("names budget year, last signing day and the lines that give (COMT-03, COMT-07)", () => {
    const { commitment } = composed({ unionCents: 400, potCents: 30, national: [{ funder: "BE", cents: 100 }] });
    expect(commitment).toMatchObject({ budgetYear: 2026, signByOn: "2027-12-31", unionLine: "U2" });
    expect(committedLines(commitment)).toEqual([
      { line: "U2", source: "VOTED", cents: 400 },
      { line: "U0", source: "VOTED", cents: 30 },
      { line: "BE", source: "MEMBER_STATE", cents: 100 },
    ]);
    expect(committedTotalCents(commitment)).toBe(530);
  });

  test("takes from each line of the pot and puts into the commitment", () => {
    const { commitment, journal } = composed({ unionCents: 400, national: [{ funder: "BE-VLG", cents: 100 }] });
    expect(journal).toEqual({
      type: "FundsCommitted",
      legs: [
        { account: `avail:${callId}:U2`, cents: -400 },
        { account: `committed:${commitment.id}:U2`, cents: 400 },
        { account: `avail:${callId}:BE-VLG`, cents: -100 },
        { account: `committed:${commitment.id}:BE-VLG`, cents: 100 },
      ],
    });
  });

  test("adds up a funder that is named twice, and orders funders by code", () => {
    const national = [
      { funder: "NL", cents: 5 },
      { funder: "BE", cents: 1 },
      { funder: "NL", cents: 2 },
    ];
    expect(committedLines(composed({ national }).commitment).slice(1)).toMatchObject([
      { line: "BE", cents: 1 },
      { line: "NL", cents: 7 },
    ]);
  });

  test("binds award and commitment to each other, always the same", () => {
    const [one, two] = [composed(), composed()];
    expect(one.award.commitmentId).toBe(one.commitment.id);
    expect(one.commitment.awardId).toBe(one.award.id);
    expect(two).toEqual(one);
  });

  test("gives postings that balance, whatever the lines", () => {
    const amount = fc.integer({ min: 0, max: 10 ** 12 });
    const funder = fc.constantFrom("BE", "BE-VLG", "NL", "MT");
    fc.assert(
      fc.property(amount, fc.array(fc.record({ funder, cents: amount })), (unionCents, national) => {
        const { commitment, journal } = composed({ unionCents, national });
        expect(sumSignedCents(journal.legs.map(({ cents }) => cents))).toBe(0);
        const taken = journal.legs.filter(({ account }) => account.startsWith("avail:")).map(({ cents }) => cents);
        expect(0 - sumSignedCents(taken)).toBe(committedTotalCents(commitment));
      }),
    );
  });
});

describe("the period for individual commitments", () => {
  test.each([
    ["2027-12-30", true],
    ["2027-12-31", true],
    ["2028-01-01", false],
  ])("on %s: %s (COMT-03)", (today, ok) => {
    expect(refuseAfterPeriod(global, LocalDate.parse(today))).toMatchObject({ ok });
  });
});

describe("the lines of a pot", () => {
  test.each([
    ["ONE", "U1"],
    ["TWO", "U2"],
    ["NONE", null],
  ])("topic %s has %s", (topicId, line) => {
    expect(unionLineOf(["ONE", "TWO"], topicId)).toBe(line);
  });

  test("the twentieth topic has a line too", () => {
    const topics = Array.from({ length: 20 }, (_, place) => `TOPIC-${place}`);
    expect(unionLineOf(topics, "TOPIC-19")).toBe("U20");
  });

  test("a Member State's line is its revenue, also where its code begins with U", () => {
    const { commitment } = composed({ national: [{ funder: "UA", cents: 1 }] });
    expect(committedLines(commitment).map(({ line }) => sourceOf(line))).toEqual(["VOTED", "MEMBER_STATE"]);
  });
});
