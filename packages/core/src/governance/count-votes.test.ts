import { ONE, ZERO, add, compare, formatFraction, toPercent } from "@grants/kernel/fraction";
import { type Cents, cents } from "@grants/kernel/money";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type VoteTerms, unionMember, countVotes, votesNeeded } from "./count-votes.ts";
import { concernsJointAction, decisionPoints } from "./decision-points.ts";

const states = Array.from({ length: 27 }, (_, index) => `M${index + 1}`);
const terms = (changed: Partial<VoteTerms> = {}): VoteTerms => ({
  regime: "R26",
  memberStates: states,
  concernsJointAction: false,
  suspended: new Set(),
  revoked: new Set(),
  contributedCentsByMember: new Map(),
  ...changed,
});
const count = (
  vote: VoteTerms,
  yes: readonly string[],
  delegations: Parameters<typeof countVotes>[1]["delegations"] = [],
) => {
  const counted = countVotes(vote, { yes: new Set(yes), delegations });
  if (!counted.ok) throw new Error(counted.error.kind);
  return counted.value;
};
const first = (members: number) => states.slice(0, members);
const contributed = (of: Readonly<Record<string, number>>): ReadonlyMap<string, Cents> =>
  new Map(Object.entries(of).map(([member, amount]) => [member, cents(amount)]));

describe("counting with 26 % for the Commission", () => {
  test.each([
    { yes: [unionMember, ...first(17)], hasPassed: false, percent: "72.5926" },
    { yes: [unionMember, ...first(18)], hasPassed: true, percent: "75.3333" },
    { yes: states, hasPassed: false, percent: "74.0000" },
  ])("needs it and 18 Member States: $percent % (VOTE-03)", ({ yes, hasPassed, percent }) => {
    const counted = count(terms(), yes);
    expect(counted.hasPassed).toBe(hasPassed);
    expect(toPercent(counted.yesShare, 4)).toBe(percent);
  });

  test("keeps it at 26 % when a Member State has no vote (VOTE-06)", () => {
    const counted = count(terms({ revoked: new Set(["M1"]) }), [unionMember]);
    expect(formatFraction(counted.yesShare)).toBe("13/50");
    expect(counted.weightByMember.size).toBe(27);
  });
});

describe("counting by heads (CLR-VOTE-05)", () => {
  test.each([
    { entitled: 28, needed: 21 },
    { entitled: 25, needed: 19 },
    { entitled: 1, needed: 1 },
  ])("of $entitled needs $needed", ({ entitled, needed }) => {
    const heads = terms({ regime: "R1", memberStates: first(entitled - 1) });
    const members = [unionMember, ...heads.memberStates];
    expect(votesNeeded(entitled)).toBe(needed);
    expect(count(heads, members.slice(0, needed)).hasPassed).toBe(true);
    expect(count(heads, members.slice(0, needed - 1)).hasPassed).toBe(false);
  });
});

describe("counting by contributions", () => {
  const byMoney = (of: Readonly<Record<string, number>>, changed: Partial<VoteTerms> = {}) =>
    terms({ regime: "RPROP", concernsJointAction: true, contributedCentsByMember: contributed(of), ...changed });

  test("fails by one cent that shows as 75.0000 % (CLR-VOTE-01)", () => {
    const vote = byMoney({ EU: 749_999_999, M1: 250_000_001 });
    const counted = count(vote, [unionMember]);
    expect(toPercent(counted.yesShare, 4)).toBe("75.0000");
    expect(counted.hasPassed).toBe(false);
    expect(count(byMoney({ EU: 750_000_000, M1: 250_000_000 }), [unionMember]).hasPassed).toBe(true);
  });

  test("gives no weight to whom contributes nothing (CLR-VOTE-02)", () => {
    expect([...count(byMoney({ EU: 1, M1: 0 }), ["M1", "M2"]).weightByMember.keys()]).toEqual([unionMember]);
  });

  test("cannot be opened where nobody contributes (CLR-VOTE-02)", () => {
    expect(countVotes(byMoney({}), { yes: new Set(states), delegations: [] })).toEqual({
      ok: false,
      error: { kind: "NobodyEntitled", regime: "RPROP" },
    });
  });

  test("leaves a member in default out of both sides (VOTE-05, VOTE-06)", () => {
    const vote = byMoney({ EU: 50, M1: 30, M2: 15, M3: 5 }, { suspended: new Set(["M1"]) });
    expect(formatFraction(count(vote, [unionMember, "M1", "M3"]).yesShare)).toBe("11/14");
  });
});

describe("a suspended vote (CLR-VOTE-03)", () => {
  test("counts where no joint action is concerned, and not where one is", () => {
    const yes = [unionMember, ...first(18)];
    const heads = { regime: "R26", suspended: new Set(["M18"]) } as const;
    expect(count(terms(heads), yes).weightByMember.has("M18")).toBe(true);
    expect(count(terms({ ...heads, concernsJointAction: true }), yes).weightByMember.has("M18")).toBe(false);
  });

  test("that was revoked counts nowhere", () => {
    expect(count(terms({ revoked: new Set(["M18"]) }), ["M18"]).yesShare).toEqual(ZERO);
  });
});

describe("a delegated vote (VOTE-04, CLR-VOTE-04)", () => {
  const heads = terms({ regime: "R1", memberStates: first(3) });

  test("counts under the member that it is of", () => {
    const counted = count(heads, ["M1", "M2"], [{ from: "M1", to: "M2" }]);
    expect(formatFraction(counted.yesShare)).toBe("1/2");
    expect(counted.refusedDelegations).toEqual([]);
  });

  test.each([
    { reason: "ALREADY_REPRESENTS_ONE_MEMBER", second: { from: "M3", to: "M2" } },
    { reason: "ALREADY_REPRESENTED", second: { from: "M1", to: unionMember } },
    { reason: "DELEGATE_IS_ABSENT", second: { from: "M3", to: "M1" } },
    { reason: "DELEGATES_TO_ITSELF", second: { from: "M3", to: "M3" } },
  ])("is refused: $reason", ({ reason, second }) => {
    const counted = count(heads, ["M1", "M2"], [{ from: "M1", to: "M2" }, second]);
    expect(counted.refusedDelegations).toEqual([{ ...second, reason }]);
    expect(formatFraction(counted.yesShare)).toBe("1/2");
  });

  test("that is refused leaves its member absent", () => {
    const delegations = [
      { from: "M1", to: "M2" },
      { from: "M3", to: "M2" },
    ];
    expect(formatFraction(count(heads, ["M1", "M2", "M3"], delegations).yesShare)).toBe("1/2");
  });
});

describe("every count", () => {
  const anyVote = fc.record({
    regime: fc.constantFrom("R26", "R1", "RPROP"),
    amounts: fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 5, maxLength: 5 }),
    suspended: fc.subarray(["M1", "M2"]),
    yes: fc.subarray([unionMember, "M1", "M2", "M3", "M4"]),
  });
  const termsOf = ({
    regime,
    amounts,
    suspended,
  }: Readonly<{ regime: VoteTerms["regime"]; amounts: number[]; suspended: string[] }>) =>
    terms({
      regime,
      memberStates: first(4),
      concernsJointAction: true,
      suspended: new Set(suspended),
      contributedCentsByMember: new Map(
        [unionMember, ...first(4)].map((member, at) => [member, cents(amounts[at] ?? 0)]),
      ),
    });

  test("weighs all who are entitled to one, and never loses by another yes", () => {
    fc.assert(
      fc.property(anyVote, (vote) => {
        const one = count(termsOf(vote), vote.yes);
        expect([...one.weightByMember.values()].reduce(add, ZERO)).toEqual(ONE);
        const more = count(termsOf(vote), [...vote.yes, "M4"]);
        expect(compare(more.yesShare, one.yesShare)).toBeGreaterThanOrEqual(0);
        expect(Number(more.hasPassed)).toBeGreaterThanOrEqual(Number(one.hasPassed));
      }),
    );
  });
});

describe("the decision points of the Board", () => {
  test("have one regime each: 14 with 26 %, two by contributions, the others by heads", () => {
    const regimes = Object.groupBy(Object.entries(decisionPoints), ([, regime]) => regime);
    expect(regimes.R26?.map(([point]) => point).join("")).toBe("bcdefklpqtuwxy");
    expect(regimes.RPROP?.map(([point]) => point)).toEqual(["g", "ASSETS"]);
    expect(regimes.R1?.map(([point]) => point).join("")).toBe("ahijmnorsvzREVOCATION");
  });

  test.each([
    { point: "g", includes: false, concerns: true },
    { point: "c", includes: true, concerns: true },
    { point: "c", includes: false, concerns: false },
    { point: "h", includes: true, concerns: false },
  ] as const)("$point concerns a joint action: $concerns (CLR-VOTE-03)", ({ point, includes, concerns }) => {
    expect(concernsJointAction(point, includes)).toBe(concerns);
  });
});
