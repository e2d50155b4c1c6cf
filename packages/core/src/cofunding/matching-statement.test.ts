import { cents } from "@grants/kernel/money";
import { LocalDate } from "@grants/kernel/time";
import { newId } from "@grants/store/new-id";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ContributionLine } from "./contribution-line.ts";
import { JointAction } from "./joint-action.ts";
import { operationalMoneyCents, stateMatching } from "./matching-statement.ts";

const inTime = LocalDate.parse("2027-01-31");
const dayAfter = LocalDate.parse("2027-02-01");

const aJointAction = (over: object = {}) =>
  JointAction.parse({
    state: "open",
    id: `ja_${newId("joint action")}`,
    callId: `call_${newId("call")}`,
    matching: "MIRRORED",
    unionAmountCents: 1_000,
    unionCapCents: 1_000,
    administrativeCents: 0,
    ...over,
  });

const aLine = (funder: string, over: object = {}) =>
  ContributionLine.parse({
    state: "committed",
    id: `lin_${newId(funder)}`,
    jointActionId: `ja_${newId("joint action")}`,
    funder,
    purpose: "OPERATIONAL",
    channel: "VIA_ECCC",
    forYear: 2027,
    pledgedCents: 500,
    committedCents: 500,
    committedAt: "2026-12-01T09:00:00.000Z",
    ...over,
  });
const due = (contributedCents: number) => ({ state: "due", dueOn: "2027-01-31", contributedCents });

describe("what the Union adds to a joint action", () => {
  test.each([
    [999, 999],
    [1_000, 1_000],
    [1_001, 1_000],
  ])("mirrors %i cents of commitments with %i (FIN-02)", (committedCents, unionShareCents) => {
    const lines = [aLine("BE", { pledgedCents: 2_000, committedCents })];
    expect(stateMatching(aJointAction(), lines, inTime)).toMatchObject({ committedCents, unionShareCents });
  });

  test("leaves a withdrawn pledge out of every sum", () => {
    const withdrawn = { state: "withdrawn", withdrawnAt: "2026-12-02T09:00:00.000Z" };
    const lines = [aLine("BE"), aLine("BE", withdrawn)];
    expect(stateMatching(aJointAction(), lines, inTime)).toMatchObject({ pledgedCents: 500, committedCents: 500 });
  });

  test("is bounded by the allocation where that is below the cap (MAT-03)", () => {
    const jointAction = aJointAction({ unionAmountCents: 300 });
    expect(stateMatching(jointAction, [aLine("BE")], inTime).unionShareCents).toBe(300);
  });

  test("is the allocation where contributions are voluntary", () => {
    const jointAction = aJointAction({ matching: "VOLUNTARY" });
    expect(stateMatching(jointAction, [], inTime).unionShareCents).toBe(1_000);
  });

  test("does not mirror a pledge", () => {
    const lines = [aLine("BE", { state: "pledged" })];
    expect(stateMatching(aJointAction(), lines, inTime)).toMatchObject({ pledgedCents: 500, unionShareCents: 0 });
  });
});

describe("what is missing of a joint action", () => {
  const lines = [aLine("BE", due(200)), aLine("NL")];

  test("is nothing on the day itself", () => {
    expect(stateMatching(aJointAction(), lines, inTime)).toMatchObject({ shortfallCents: 0, unionReductionCents: 0 });
  });

  test("is what was called and is not there the day after, with a proportional reduction (FIN-11)", () => {
    expect(stateMatching(aJointAction(), lines, dayAfter)).toMatchObject({
      funders: [
        { funder: "BE", contributedCents: 200, shortfallCents: 300 },
        { funder: "NL", contributedCents: 0, shortfallCents: 0 },
      ],
      unionShareCents: 1_000,
      shortfallCents: 300,
      unionReductionCents: 300,
      unionAfterReductionCents: 700,
    });
  });

  test("bears on a voluntary joint action in the same proportion", () => {
    const jointAction = aJointAction({ matching: "VOLUNTARY", unionAmountCents: 800 });
    expect(stateMatching(jointAction, lines, dayAfter)).toMatchObject({
      unionShareCents: 800,
      unionReductionCents: 240,
      unionAfterReductionCents: 560,
    });
  });

  test("never makes the Union's share more than what is left of it", () => {
    const amount = fc.integer({ min: 0, max: 10_000 });
    fc.assert(
      fc.property(fc.array(fc.record({ committed: amount, paid: amount }), { maxLength: 8 }), amount, (some, cap) => {
        const own = some.map(({ committed, paid }, place) =>
          aLine(`A${String.fromCodePoint(65 + place)}`, {
            committedCents: committed,
            ...due(paid < committed ? paid : committed),
          }),
        );
        const stated = stateMatching(aJointAction({ unionAmountCents: cap, unionCapCents: cap }), own, dayAfter);
        expect(stated.unionReductionCents + stated.unionAfterReductionCents).toBe(stated.unionShareCents);
        expect(stated.unionShareCents).toBeLessThanOrEqual(stated.committedCents);
        expect(stated.unionShareCents).toBeLessThanOrEqual(cap);
      }),
    );
  });
});

describe("who bears the administrative costs", () => {
  test("each in proportion, the shares making the whole (MAT-06)", () => {
    const jointAction = aJointAction({ administrativeCents: 100 });
    const lines = [aLine("BE", { committedCents: 300 }), aLine("BE", { committedCents: 200 }), aLine("NL")];
    const shares = stateMatching(jointAction, lines, inTime).administrative?.sharesByMember;
    expect(shares).toEqual(
      new Map([
        ["UNION", 50],
        ["BE", 25],
        ["NL", 25],
      ]),
    );
  });

  test("nobody while nobody contributes", () => {
    const jointAction = aJointAction({ administrativeCents: 100 });
    expect(stateMatching(jointAction, [], inTime).administrative).toBeNull();
  });
});

describe("what a funder may put up for its partners", () => {
  test("is its committed operational money: no pledge, no costs in kind, no administrative money (FIN-12)", () => {
    const lines = [
      aLine("BE", { committedCents: 100 }),
      aLine("BE", { committedCents: 10, channel: "DIRECT_TO_BENEFICIARY" }),
      aLine("BE", { channel: "IN_KIND" }),
      aLine("BE", { purpose: "ADMINISTRATIVE" }),
      aLine("BE", { state: "pledged" }),
    ];
    expect(operationalMoneyCents(lines)).toBe(cents(110));
  });
});
