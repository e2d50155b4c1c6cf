import { formatFraction } from "@grants/kernel/fraction";
import { cents } from "@grants/kernel/money";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { matchContributions } from "./match-contributions.ts";

const member = (name: string, committedCents: number, contributedCents: number) => ({
  member: name,
  committedCents: cents(committedCents),
  contributedCents: cents(contributedCents),
});
const match = (members: ReturnType<typeof member>[], capCents: number) => matchContributions(members, cents(capCents));

describe("matching contributions", () => {
  test("mirrors the commitments one to one below the cap (FIN-02)", () => {
    const { shortfallShare, ...matching } = match([member("A", 500, 500), member("B", 300, 300)], 801);
    expect(matching).toEqual({
      totalCommittedCents: 800,
      unionCommittedCents: 800,
      shortfallCents: 0,
      unionReductionCents: 0,
      unionAfterReductionCents: 800,
      membersInShortfall: [],
    });
    expect(formatFraction(shortfallShare)).toBe("0");
  });

  test("stops at the cap", () => {
    expect(match([member("A", 800, 800)], 800).unionCommittedCents).toBe(800);
    expect(match([member("A", 800, 800)], 799).unionCommittedCents).toBe(799);
    expect(match([member("A", 800, 800)], 0)).toMatchObject({ unionCommittedCents: 0, unionAfterReductionCents: 0 });
  });

  test("proposes a reduction in proportion to the shortfall and names the members and what follows (FIN-10, FIN-11)", () => {
    const { shortfallShare, ...matching } = match([member("A", 400, 400), member("B", 400, 300)], 900);
    expect(matching).toEqual({
      totalCommittedCents: 800,
      unionCommittedCents: 800,
      shortfallCents: 100,
      unionReductionCents: 100,
      unionAfterReductionCents: 700,
      membersInShortfall: [
        {
          member: "B",
          shortfallCents: 100,
          nextSteps: ["NOTIFY_IN_WRITING", "SET_REMEDY_PERIOD"],
          ifNotRemedied: ["CONVENE_GOVERNING_BOARD", "SUSPEND_VOTE_ON_JOINT_ACTIONS"],
        },
      ],
    });
    expect(formatFraction(shortfallShare)).toBe("1/8");
  });

  test("reduces what the cap left, not what was committed (CLR-FIN-01)", () => {
    // 600 × 250/1000.
    expect(match([member("A", 1000, 750)], 600)).toMatchObject({
      unionReductionCents: 150,
      unionAfterReductionCents: 450,
    });
  });

  test("rounds the reduction half up, once", () => {
    expect(match([member("A", 2, 1)], 1).unionReductionCents).toBe(1);
    expect(match([member("A", 1000, 501)], 1).unionReductionCents).toBe(0);
    expect(match([member("A", 3, 2)], 1).unionReductionCents).toBe(0);
  });

  test("does not repair one member's shortfall with what another gives beyond its commitment", () => {
    expect(match([member("A", 400, 500), member("B", 400, 300)], 900).shortfallCents).toBe(100);
    expect(match([member("A", 400, 401)], 900)).toMatchObject({ shortfallCents: 0, membersInShortfall: [] });
    expect(match([member("A", 400, 399)], 900).shortfallCents).toBe(1);
  });

  test("takes everything from the Union where nothing was contributed, and asks nothing where nothing was committed", () => {
    expect(match([member("A", 400, 0)], 900).unionAfterReductionCents).toBe(0);
    expect(match([], 900)).toMatchObject({ totalCommittedCents: 0, unionCommittedCents: 0, unionReductionCents: 0 });
    expect(match([member("A", 0, 100)], 900)).toMatchObject({ unionCommittedCents: 0, shortfallCents: 0 });
  });

  test("never leaves the Union above what was contributed, nor above the cap, up to rounding (FIN-02)", () => {
    const amount = fc.nat(1_000_000);
    const members = fc
      .array(fc.tuple(amount, amount), { maxLength: 27 })
      .map((all) => all.map(([committed, contributed], index) => member(`M${index}`, committed, contributed)));
    fc.assert(
      fc.property(members, fc.nat(20_000_000), (all, cap) => {
        const matching = match(all, cap);
        const contributed = all.reduce((sum, { contributedCents }) => sum + contributedCents, 0);
        expect(matching.unionAfterReductionCents).toBeLessThanOrEqual(Math.min(contributed, cap) + 0.5);
        expect(matching.unionAfterReductionCents + matching.unionReductionCents).toBe(matching.unionCommittedCents);
      }),
    );
  });
});
