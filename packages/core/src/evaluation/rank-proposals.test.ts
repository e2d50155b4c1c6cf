import { parseDecimal } from "@grants/kernel/fraction";
import { cents } from "@grants/kernel/money";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rankProposals } from "./rank-proposals.ts";
import type { ScoringScheme } from "./score.ts";
import type { Contender } from "./tie-break.ts";

const criteria = ["RELEVANCE", "IMPLEMENTATION", "IMPACT"] as const;

const aScheme = (weights: Readonly<Record<string, string>> = {}): ScoringScheme => ({
  criteria: criteria.map((criterion) => ({ criterion, weight: parseDecimal(weights[criterion] ?? "1") })),
  scale: { step: parseDecimal("0.5"), maximum: parseDecimal("5") },
  criterionThreshold: parseDecimal("3"),
  overallThreshold: parseDecimal("10"),
});

const digitalEurope = ["COVERED_THEME", "RELEVANCE", "IMPACT", "IMPLEMENTATION"];

/** A proposal by its marks for relevance, implementation and impact. */
const proposal = (id: string, marks: string, changes: Partial<Contender> = {}): Contender => {
  const [relevance = "", implementation = "", impact = ""] = marks.split(" ");
  const scores = {
    RELEVANCE: parseDecimal(relevance),
    IMPLEMENTATION: parseDecimal(implementation),
    IMPACT: parseDecimal(impact),
  };
  return { id, scores, theme: null, ...changes };
};

const partner = (country: string, requestedCents: number) => ({ country, requestedCents: cents(requestedCents) });
/** Partners by country, with what they request. */
const from = (countries: Readonly<Record<string, number>>) => ({
  partners: Object.entries(countries).map(([country, euro]) => partner(country, euro * 100)),
});

const rank = (proposals: readonly Contender[], tieBreak: readonly string[] = digitalEurope, scheme = aScheme()) =>
  rankProposals(proposals, scheme, tieBreak);

describe("ranking proposals", () => {
  test("puts higher totals first", () => {
    const { groups } = rank([proposal("A", "3 3 4"), proposal("B", "5 5 5"), proposal("C", "4 4 4")]);
    expect(groups).toEqual([["B"], ["C"], ["A"]]);
  });

  test("leaves rejected proposals out, in the alphabet of their ids, with their reasons", () => {
    const { groups, rejected } = rank([
      proposal("D", "3 3 3.5"),
      proposal("C", "5 5 2.5"),
      proposal("B", "4.3 5 5"),
      proposal("A", "3 3 4"),
    ]);
    expect(groups).toEqual([["A"]]);
    expect(rejected).toEqual([
      { id: "B", reason: "INVALID_SCORE", criteria: ["RELEVANCE"] },
      { id: "C", reason: "BELOW_CRITERION_THRESHOLD", criteria: ["IMPACT"] },
      { id: "D", reason: "BELOW_OVERALL_THRESHOLD", criteria: [] },
    ]);
  });

  test("of nobody is empty, and so is one where all are rejected", () => {
    expect(rank([])).toEqual({ groups: [], placedBy: [], rejected: [], assessments: new Map(), tieNeedsPanel: [] });
    expect(rank([proposal("A", "0 0 0")]).groups).toEqual([]);
  });

  test("keeps the totals of every proposal, rejected ones too", () => {
    const { assessments } = rank([proposal("A", "3 3 3"), proposal("B", "4 4 4")]);
    expect([...assessments].map(([id, { total }]) => [id, total])).toEqual([
      ["A", parseDecimal("9")],
      ["B", parseDecimal("12")],
    ]);
  });

  test("ranks by weighted totals (HSC-03)", () => {
    const proposals = [proposal("A", "5 4 4"), proposal("B", "4 4 4.5")];
    expect(rank(proposals).groups).toEqual([["A"], ["B"]]);
    expect(rank(proposals, digitalEurope, aScheme({ IMPACT: "3.5" })).groups).toEqual([["B"], ["A"]]);
  });

  test("ties proposals whose weighted totals are equal though their plain totals differ", () => {
    const tie = [proposal("A", "5 4 4"), proposal("B", "4 4 4.5")];
    expect(rank(tie, [], aScheme({ IMPACT: "2" })).groups).toEqual([["A", "B"]]);
  });
});

describe("breaking a tie", () => {
  test("goes by the criteria in the order of the steps", () => {
    const proposals = [proposal("P2", "4 4.5 4.5"), proposal("P3", "4.5 4 4.5"), proposal("P4", "4.5 4.5 4")];
    expect(rank(proposals).groups).toEqual([["P3"], ["P4"], ["P2"]]);
    expect(rank(proposals, ["IMPLEMENTATION", "IMPACT"]).groups).toEqual([["P2"], ["P4"], ["P3"]]);
  });

  test("leaves proposals tied that no step tells apart, whatever their ids, and asks the panel (DSC-06)", () => {
    const { groups, tieNeedsPanel } = rank([
      proposal("Z", "4 4 4"),
      proposal("A", "4 4 4"),
      proposal("M", "5 5 5"),
      proposal("B", "3 3 4"),
      proposal("C", "3 3 4"),
    ]);
    expect(groups).toEqual([["M"], ["A", "Z"], ["B", "C"]]);
    expect(tieNeedsPanel).toEqual(["A", "Z", "B", "C"]);
  });

  test("without steps resolves nothing", () => {
    expect(rank([proposal("A", "5 4 4"), proposal("B", "4 5 4")], []).groups).toEqual([["A", "B"]]);
  });

  test("by a name that the topic does not score resolves nothing", () => {
    const steps = ["PORTFOLIO", "RELEVANCE"];
    expect(rank([proposal("A", "4 5 4"), proposal("B", "5 4 4")], steps).groups).toEqual([["B"], ["A"]]);
    expect(rank([proposal("A", "4 5 4"), proposal("B", "5 4 4")], ["PORTFOLIO"]).groups).toEqual([["A", "B"]]);
  });

  test("by a criterion that the topic switched off resolves nothing, though it has marks (CLR-RANK-07)", () => {
    const scheme = { ...aScheme(), criteria: aScheme().criteria.slice(0, 2), overallThreshold: parseDecimal("6") };
    expect(rank([proposal("A", "4 4 3"), proposal("B", "4 4 5")], ["IMPACT"], scheme).groups).toEqual([["A", "B"]]);
  });

  test("resolves a part of a tie and leaves the rest to the later steps", () => {
    const proposals = [proposal("A", "4 5 4"), proposal("B", "5 4 4"), proposal("C", "4 4 5"), proposal("D", "4 4 5")];
    const { groups, tieNeedsPanel } = rank(proposals, ["RELEVANCE", "IMPACT"]);
    expect(groups).toEqual([["B"], ["C", "D"], ["A"]]);
    expect(tieNeedsPanel).toEqual(["C", "D"]);
  });
});

describe("breaking a tie by theme", () => {
  test("puts a theme first that no higher total covers, before a better mark (CLR-RANK-02)", () => {
    const { groups } = rank([
      proposal("TOP", "5 5 5", { theme: "cloud" }),
      proposal("A", "5 4 4", { theme: "cloud" }),
      proposal("B", "4 4 5", { theme: "health" }),
    ]);
    expect(groups).toEqual([["TOP"], ["B"], ["A"]]);
  });

  test("takes a proposal without a theme as covered", () => {
    const { groups } = rank([proposal("A", "5 4 4"), proposal("B", "4 4 5", { theme: "health" })]);
    expect(groups).toEqual([["B"], ["A"]]);
  });

  test("looks once per tie: two of the same new theme both go before the others (CLR-RANK-03)", () => {
    const { groups } = rank([
      proposal("A", "5 4 4"),
      proposal("B", "4 4 5", { theme: "health" }),
      proposal("C", "4.5 4 4.5", { theme: "health" }),
    ]);
    expect(groups).toEqual([["C"], ["B"], ["A"]]);
  });

  test("is not covered by an equal total that an earlier step placed higher", () => {
    const steps = ["RELEVANCE", "COVERED_THEME"];
    const { groups } = rank(
      [proposal("A", "5 4 4", { theme: "cloud" }), proposal("B", "4 4 5", { theme: "cloud" }), proposal("C", "4 5 4")],
      steps,
    );
    expect(groups).toEqual([["A"], ["B"], ["C"]]);
  });

  test("is not covered by a lower total, nor by a rejected proposal", () => {
    const { groups } = rank([
      proposal("OUT", "5 5 2.5", { theme: "health" }),
      proposal("A", "5 4 3", { theme: "cloud" }),
      proposal("B", "4 4 4", { theme: "health" }),
      proposal("LOW", "4 4 3", { theme: "health" }),
    ]);
    expect(groups).toEqual([["A"], ["B"], ["LOW"]]);
  });

  test("compares weighted totals", () => {
    const weighted = aScheme({ IMPACT: "2" });
    const { groups } = rank(
      [
        proposal("TOP", "3 3 5", { theme: "health" }),
        proposal("A", "5 4 3", { theme: "health" }),
        proposal("B", "4 3 4", { theme: "cloud" }),
      ],
      digitalEurope,
      weighted,
    );
    expect(groups).toEqual([["TOP"], ["B"], ["A"]]);
  });
});

describe("breaking a tie by gender balance", () => {
  const steps = ["GENDER_BALANCE"];

  test("puts the higher share of the smaller number first, whoever the smaller number is (CLR-RANK-05)", () => {
    const { groups } = rank(
      [
        proposal("A", "4 4 4", { namedStaff: { women: 1, men: 3 } }),
        proposal("B", "4 4 4", { namedStaff: { women: 2, men: 1 } }),
        proposal("C", "4 4 4", { namedStaff: { women: 5, men: 0 } }),
        proposal("D", "4 4 4", { namedStaff: { women: 2, men: 2 } }),
      ],
      steps,
    );
    expect(groups).toEqual([["D"], ["B"], ["A"], ["C"]]);
  });

  test("leaves equal values tied, exactly equal ones", () => {
    const { groups } = rank(
      [
        proposal("A", "4 4 4", { namedStaff: { women: 1, men: 2 } }),
        proposal("B", "4 4 4", { namedStaff: { women: 6, men: 3 } }),
        proposal("C", "4 4 4", { namedStaff: { women: 333, men: 667 } }),
      ],
      steps,
    );
    expect(groups).toEqual([["A", "B"], ["C"]]);
  });

  test("takes nobody named, or nobody known, as no balance", () => {
    const { groups } = rank(
      [
        proposal("A", "4 4 4"),
        proposal("B", "4 4 4", { namedStaff: { women: 0, men: 0 } }),
        proposal("C", "4 4 4", { namedStaff: { women: 0, men: 9 } }),
        proposal("D", "4 4 4", { namedStaff: { women: 1, men: 9 } }),
      ],
      steps,
    );
    expect(groups).toEqual([["D"], ["A", "B", "C"]]);
  });
});

describe("breaking a tie by geographical diversity", () => {
  const steps = ["GEOGRAPHICAL_DIVERSITY"];

  test("counts the countries that no higher-ranked proposal has (CLR-RANK-06)", () => {
    const { groups } = rank(
      [
        proposal("TOP", "5 5 5", from({ DE: 1, FR: 1 })),
        proposal("NEXT", "4.5 4.5 4.5"),
        proposal("A", "4 4 4", from({ DE: 9, FR: 9, IT: 1 })),
        proposal("B", "4 4 4", from({ ES: 1, PT: 1 })),
        proposal("C", "4 4 4"),
      ],
      steps,
    );
    expect(groups).toEqual([["TOP"], ["NEXT"], ["B"], ["A"], ["C"]]);
  });

  test("then goes by the larger budget of the partners there, not of the others", () => {
    const { groups } = rank(
      [
        proposal("TOP", "5 5 5", from({ DE: 1 })),
        proposal("A", "4 4 4", from({ DE: 9, IT: 1 })),
        proposal("B", "4 4 4", from({ ES: 2 })),
        proposal("C", "4 4 4", from({ PT: 2 })),
      ],
      steps,
    );
    expect(groups).toEqual([["TOP"], ["B", "C"], ["A"]]);
  });

  test("counts a country once, however many partners it has, and adds their budgets", () => {
    const { groups } = rank(
      [
        proposal("A", "4 4 4", { partners: [partner("DE", 2), partner("DE", 2)] }),
        proposal("B", "4 4 4", { partners: [partner("FR", 3)] }),
        proposal("C", "4 4 4", { partners: [partner("IT", 0), partner("ES", 0)] }),
      ],
      steps,
    );
    expect(groups).toEqual([["C"], ["A"], ["B"]]);
  });

  test("takes as higher-ranked also the ones of the tie that an earlier step placed higher", () => {
    const { groups } = rank(
      [
        proposal("A", "5 4 4", from({ DE: 1, FR: 1 })),
        proposal("B", "4 4 5", from({ DE: 1, FR: 1 })),
        proposal("C", "4 5 4", from({ IT: 1 })),
      ],
      ["RELEVANCE", "GEOGRAPHICAL_DIVERSITY"],
    );
    expect(groups).toEqual([["A"], ["C"], ["B"]]);
  });
});

/** Another name for each proposal, in the opposite order. */
const reversed = (id: string) => `Q${99 - Number(id.slice(1))}`;

describe("a ranking, whatever the proposals", () => {
  const mark = fc.integer({ min: 5, max: 10 }).map((half) => `${half / 2}`);
  const someProposals = fc
    .array(
      fc.record({
        marks: fc.tuple(mark, mark, mark),
        theme: fc.constantFrom(null, "cloud", "health"),
        namedStaff: fc.record({ women: fc.nat(3), men: fc.nat(3) }),
        partners: fc.array(
          fc.record({
            country: fc.constantFrom("DE", "FR", "IT"),
            requestedCents: fc.nat(2).map((value) => cents(value)),
          }),
          { maxLength: 3 },
        ),
      }),
      { maxLength: 12 },
    )
    .map((all) => all.map(({ marks, ...rest }, index) => proposal(`P${index}`, marks.join(" "), rest)));
  const someSteps = fc.shuffledSubarray([...digitalEurope, "GENDER_BALANCE", "GEOGRAPHICAL_DIVERSITY"]);

  test("does not depend on the order in which they come (CLR-RANK-01)", () => {
    const shuffled = someProposals.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
    fc.assert(
      fc.property(shuffled, someSteps, ([all, another], steps) => {
        expect(rank(another, steps)).toEqual(rank(all, steps));
      }),
    );
  });

  test("does not depend on their ids (CLR-RANK-01)", () => {
    fc.assert(
      fc.property(someProposals, someSteps, (all, steps) => {
        const renamed = all.map((one) => ({ ...one, id: reversed(one.id) }));
        const back = rank(renamed, steps).groups.map((group) => group.map((id) => id).toSorted());
        expect(back).toEqual(rank(all, steps).groups.map((group) => group.map(reversed).toSorted()));
      }),
    );
  });

  test("places every proposal exactly once: in a group or among the rejected", () => {
    fc.assert(
      fc.property(someProposals, someSteps, (all, steps) => {
        const { groups, rejected } = rank(all, steps);
        const placed = [...groups.flat(), ...rejected.map(({ id }) => id)];
        expect(placed.toSorted()).toEqual(all.map(({ id }) => id).toSorted());
      }),
    );
  });

  test("only refines with more steps: no proposal overtakes a higher total, no tie is joined again", () => {
    fc.assert(
      fc.property(someProposals, someSteps, (all, steps) => {
        const placeOf = new Map(
          rank(all, steps).groups.flatMap((group, place) => group.map((id) => [id, place] as const)),
        );
        const unbroken = rank(all, []).groups.map((tie) => tie.map((id) => placeOf.get(id) ?? -1));
        const lastPlaces = unbroken.map((places) => places.toSorted((a, b) => a - b).at(-1) ?? -1);
        const firstPlaces = unbroken.map((places) => places.toSorted((a, b) => a - b).at(0) ?? -1);
        expect(firstPlaces.slice(1).every((first, index) => first > (lastPlaces[index] ?? -1))).toBe(true);
      }),
    );
  });

  test("never puts a proposal behind more others for a better mark (DSC-04)", () => {
    const aheadOf = (all: readonly Contender[], id: string, steps: readonly string[]) => {
      const { groups } = rank(all, steps);
      const place = groups.findIndex((group) => group.includes(id));
      return groups.slice(0, place).flat().length;
    };
    const oneBetter = someProposals
      .filter((all) => all.length > 0)
      .chain((all) => fc.tuple(fc.constant(all), fc.nat(all.length - 1), fc.constantFrom(...criteria)));
    const better = (one: Contender, criterion: (typeof criteria)[number]): Contender => ({
      ...one,
      scores: { ...one.scores, [criterion]: parseDecimal("5") },
    });
    fc.assert(
      fc.property(oneBetter, someSteps, ([all, place, criterion], steps) => {
        const id = `P${place}`;
        const raised = all.map((one) => (one.id === id ? better(one, criterion) : one));
        const wasRanked = rank(all, steps).groups.some((group) => group.includes(id));
        fc.pre(wasRanked);
        expect(aheadOf(raised, id, steps)).toBeLessThanOrEqual(aheadOf(all, id, steps));
      }),
    );
  });

  test("says of every group what placed it: its total, or a step that tells it from the one above (DSC-05)", () => {
    const { groups, placedBy } = rank([
      proposal("A", "5 4 4", { theme: "cloud" }),
      proposal("B", "4 4 4.5"),
      proposal("C", "4 4.5 4"),
      proposal("D", "4.5 4 4", { theme: "health" }),
      proposal("E", "4.5 4 4"),
    ]);
    expect(groups).toEqual([["A"], ["D"], ["E"], ["B"], ["C"]]);
    expect(placedBy).toEqual(["TOTAL", "TOTAL", "COVERED_THEME", "RELEVANCE", "IMPACT"]);
  });

  test("is the same when every criterion weighs double", () => {
    fc.assert(
      fc.property(someProposals, someSteps, (all, steps) => {
        const doubled = aScheme({ RELEVANCE: "2", IMPLEMENTATION: "2", IMPACT: "2" });
        expect(rank(all, steps, doubled).groups).toEqual(rank(all, steps).groups);
      }),
    );
  });
});
