import { cents, sumCents } from "@grants/kernel/money";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type NationalProject, type SelectionMode, selectByNationalBudgets } from "./select-by-national-budgets.ts";

type Amounts = Readonly<Record<string, number>>;

const project = (id: string, needs: Amounts, changes: Partial<NationalProject> = {}): NationalProject => ({
  id,
  needs: Object.entries(needs).map(([funder, needCents]) => ({ funder, needCents: cents(needCents) })),
  nationallyIneligibleIn: [],
  vetoBy: [],
  ...changes,
});

const select = (projects: readonly NationalProject[], budgets: Amounts, mode: SelectionMode, potCents = 0) =>
  selectByNationalBudgets(
    projects,
    Object.entries(budgets).map(([funder, budgetCents]) => ({ funder, budgetCents: cents(budgetCents) })),
    mode,
    cents(potCents),
  );

const statuses = (...args: Parameters<typeof select>) => select(...args).outcomes.map(({ status }) => status);
const everyMode = ["STRICT", "SKIP", "MIXED", "REAL"] as const;

describe("selecting by national budgets", () => {
  test.each(everyMode)("selects a need that is exactly what is left (%s)", (mode) => {
    expect(select([project("A", { DE: 100 })], { DE: 100 }, mode)).toEqual({
      outcomes: [{ id: "A", status: "SELECTED", fromFunders: [{ funder: "DE", takenCents: 100 }], fromPotCents: 0 }],
      leftCentsByFunder: new Map([["DE", 0]]),
      potUsedCents: 0,
      potLeftCents: 0,
    });
  });

  test.each(everyMode)("finds a gap of one cent, and tells who misses it (%s)", (mode) => {
    expect(select([project("A", { DE: 100, FR: 10 })], { DE: 99, FR: 10 }, mode)).toEqual({
      outcomes: [{ id: "A", status: "GAP", missing: [{ funder: "DE", missingCents: 1 }], missingTotalCents: 1 }],
      leftCentsByFunder: new Map([
        ["DE", 99],
        ["FR", 10],
      ]),
      potUsedCents: 0,
      potLeftCents: 0,
    });
  });

  test("adds up what several funders miss", () => {
    expect(select([project("A", { DE: 7, FR: 5, IT: 1 })], { DE: 4, FR: 3, IT: 1 }, "STRICT").outcomes).toEqual([
      {
        id: "A",
        status: "GAP",
        missing: [
          { funder: "DE", missingCents: 3 },
          { funder: "FR", missingCents: 2 },
        ],
        missingTotalCents: 5,
      },
    ]);
  });

  test("takes a funder without a budget row as one with nothing (CLR-MAT-01)", () => {
    expect(select([project("A", { MT: 1 })], {}, "STRICT")).toMatchObject({
      outcomes: [{ status: "GAP", missing: [{ funder: "MT", missingCents: 1 }] }],
      leftCentsByFunder: new Map([["MT", 0]]),
    });
    expect(statuses([project("A", { MT: 0 })], {}, "STRICT")).toEqual(["SELECTED"]);
  });

  test("adds the needs of partners of one funder", () => {
    const needs = [6, 5].map((needCents) => ({ funder: "DE", needCents: cents(needCents) }));
    const twice = project("A", {}, { needs });
    expect(select([twice], { DE: 10 }, "STRICT").outcomes).toMatchObject([{ status: "GAP", missingTotalCents: 1 }]);
    expect(select([twice], { DE: 12 }, "STRICT").leftCentsByFunder).toEqual(new Map([["DE", 1]]));
  });

  test("keeps the funders of one country apart: one region's money does not fill another's (FIN-17)", () => {
    const outcomes = select([project("A", { "BE-VLG": 10 })], { "BE-VLG": 9, "BE-WAL": 99 }, "STRICT").outcomes;
    expect(outcomes).toMatchObject([{ status: "GAP", missing: [{ funder: "BE-VLG", missingCents: 1 }] }]);
  });

  test("selects a project that asks no funder, from budgets that are spent", () => {
    expect(statuses([project("A", { DE: 1 }), project("B", {})], { DE: 1 }, "STRICT")).toEqual([
      "SELECTED",
      "SELECTED",
    ]);
  });

  test("of no projects leaves everything", () => {
    expect(select([], { DE: 5 }, "MIXED", 3)).toEqual({
      outcomes: [],
      leftCentsByFunder: new Map([["DE", 5]]),
      potUsedCents: 0,
      potLeftCents: 3,
    });
  });
});

describe("meeting a gap", () => {
  const projects = [project("A", { DE: 6 }), project("B", { DE: 6 }), project("C", { DE: 1 }), project("D", { DE: 5 })];

  test("stops the list in STRICT mode, also for what would fit", () => {
    expect(statuses(projects, { DE: 10 }, "STRICT")).toEqual(["SELECTED", "GAP", "NOT_REACHED", "NOT_REACHED"]);
  });

  test("passes over it in SKIP mode, taking nothing for it", () => {
    expect(select(projects, { DE: 10 }, "SKIP")).toMatchObject({
      outcomes: [
        { status: "SELECTED" },
        { status: "GAP", missingTotalCents: 2 },
        { status: "SELECTED" },
        { status: "GAP", missingTotalCents: 2 },
      ],
      leftCentsByFunder: new Map([["DE", 3]]),
    });
  });

  test.each(["STRICT", "SKIP"] as const)("never touches a pot in %s mode", (mode) => {
    expect(select(projects, { DE: 10 }, mode, 2)).toMatchObject({ potUsedCents: 0, potLeftCents: 2 });
    expect(statuses(projects, { DE: 10 }, mode, 2)[1]).toBe("GAP");
  });

  test.each(["MIXED", "REAL"] as const)(
    "fills it from the pot in %s mode, national money first, to the cent",
    (mode) => {
      expect(select(projects, { DE: 10 }, mode, 2)).toMatchObject({
        outcomes: [
          { status: "SELECTED", fromPotCents: 0 },
          { status: "SELECTED", fromPotCents: 2 },
          { status: "GAP", missing: [{ funder: "DE", missingCents: 1 }] },
          { status: "NOT_REACHED" },
        ],
        leftCentsByFunder: new Map([["DE", 0]]),
        potUsedCents: 2,
        potLeftCents: 0,
      });
    },
  );

  test.each(["MIXED", "REAL"] as const)(
    "stops in %s mode where the pot misses a cent, and leaves the pot whole",
    (mode) => {
      expect(select(projects, { DE: 10 }, mode, 1)).toMatchObject({
        outcomes: [{ status: "SELECTED" }, { status: "GAP", missingTotalCents: 2 }, {}, {}],
        leftCentsByFunder: new Map([["DE", 4]]),
        potUsedCents: 0,
        potLeftCents: 1,
      });
    },
  );

  test("takes from the pot only what is missing, and from each purse what it has", () => {
    expect(select([project("A", { DE: 5, FR: 5, MT: 2 })], { DE: 9, FR: 1 }, "REAL", 10)).toMatchObject({
      outcomes: [
        {
          status: "SELECTED",
          fromFunders: [
            { funder: "DE", takenCents: 5 },
            { funder: "FR", takenCents: 1 },
            { funder: "MT", takenCents: 0 },
          ],
          fromPotCents: 6,
        },
      ],
      leftCentsByFunder: new Map([
        ["DE", 4],
        ["FR", 0],
        ["MT", 0],
      ]),
      potUsedCents: 6,
      potLeftCents: 4,
    });
  });
});

describe("passing over a project", () => {
  test.each(everyMode)(
    "for a national ineligibility or a veto takes nothing and does not stop the list (%s)",
    (mode) => {
      const projects = [
        project("A", { DE: 9 }, { nationallyIneligibleIn: ["DE"] }),
        project("B", { DE: 9 }, { vetoBy: ["FR", "DE"] }),
        project("C", { DE: 5 }),
      ];
      expect(select(projects, { DE: 5 }, mode)).toMatchObject({
        outcomes: [
          { id: "A", status: "NATIONAL_INELIGIBLE", in: ["DE"] },
          { id: "B", status: "VETO", by: ["FR", "DE"] },
          { id: "C", status: "SELECTED" },
        ],
        leftCentsByFunder: new Map([["DE", 0]]),
      });
    },
  );

  test("looks at the ineligibility before the veto, and at both before the money", () => {
    const both = project("A", { DE: 9 }, { nationallyIneligibleIn: ["DE"], vetoBy: ["DE"] });
    expect(statuses([both], {}, "STRICT")).toEqual(["NATIONAL_INELIGIBLE"]);
    expect(statuses([project("A", { DE: 9 }, { vetoBy: ["DE"] })], {}, "STRICT")).toEqual(["VETO"]);
  });

  test("below a gap that stops the list reaches neither (MAT-02)", () => {
    const projects = [
      project("A", { DE: 1 }),
      project("B", {}, { vetoBy: ["DE"] }),
      project("C", {}, { nationallyIneligibleIn: ["DE"] }),
    ];
    expect(statuses(projects, {}, "STRICT")).toEqual(["GAP", "NOT_REACHED", "NOT_REACHED"]);
    expect(statuses(projects, {}, "SKIP")).toEqual(["GAP", "VETO", "NATIONAL_INELIGIBLE"]);
  });
});

describe("a selection, whatever the budgets", () => {
  const funders = ["DE", "FR", "IT"];
  const needs = fc.dictionary(fc.constantFrom(...funders, "MT"), fc.nat(6), { maxKeys: 3 });
  const projects = fc.array(fc.tuple(needs, fc.boolean(), fc.boolean()), { maxLength: 8 }).map((all) =>
    all.map(([need, isIneligible, isVetoed], index) =>
      project(`P${index}`, need, {
        nationallyIneligibleIn: isIneligible && index % 3 === 0 ? ["DE"] : [],
        vetoBy: isVetoed && index % 3 === 1 ? ["FR"] : [],
      }),
    ),
  );
  const budgets = fc.record({ DE: fc.nat(20), FR: fc.nat(20), IT: fc.nat(20) });
  const mode = fc.constantFrom(...everyMode);
  const pot = fc.nat(10);

  test("conserves the money: needs of the selected = what left the budgets and the pot", () => {
    fc.assert(
      fc.property(projects, budgets, mode, pot, (all, budget, inMode, potCents) => {
        const { outcomes, leftCentsByFunder, potUsedCents, potLeftCents } = select(all, budget, inMode, potCents);
        const selected = new Set(outcomes.filter(({ status }) => status === "SELECTED").map(({ id }) => id));
        const needed = all.filter(({ id }) => selected.has(id)).flatMap((one) => one.needs.map((n) => n.needCents));
        const opening = sumCents(Object.values(budget).map((value) => cents(value)));
        const spent = opening - sumCents([...leftCentsByFunder.values()]) + potUsedCents;
        expect(spent).toBe(sumCents(needed));
        expect(potUsedCents + potLeftCents).toBe(potCents);
      }),
    );
  });

  test("lets funders and pot together pay exactly what each selected project needs", () => {
    fc.assert(
      fc.property(projects, budgets, mode, pot, (all, budget, inMode, potCents) => {
        const selected = select(all, budget, inMode, potCents).outcomes.filter(
          (outcome) => outcome.status === "SELECTED",
        );
        const paid = selected.map((outcome) => [
          outcome.id,
          sumCents([...outcome.fromFunders.map(({ takenCents }) => takenCents), outcome.fromPotCents]),
        ]);
        const needed = all
          .filter(({ id }) => selected.some((outcome) => outcome.id === id))
          .map(({ id, needs: asked }) => [id, sumCents(asked.map(({ needCents }) => needCents))]);
        expect(paid).toEqual(needed);
      }),
    );
  });

  test("judges every project once, in rank order", () => {
    fc.assert(
      fc.property(projects, budgets, mode, pot, (all, budget, inMode, potCents) => {
        expect(select(all, budget, inMode, potCents).outcomes.map(({ id }) => id)).toEqual(all.map(({ id }) => id));
      }),
    );
  });

  test("never funds below a gap, except in SKIP mode", () => {
    fc.assert(
      fc.property(
        projects,
        budgets,
        fc.constantFrom("STRICT", "MIXED", "REAL"),
        pot,
        (all, budget, inMode, potCents) => {
          const reached = statuses(all, budget, inMode, potCents);
          const gap = reached.indexOf("GAP");
          const below = gap === -1 ? [] : reached.slice(gap + 1);
          expect(below.every((status) => status === "NOT_REACHED")).toBe(true);
          expect(reached.filter((status) => status === "NOT_REACHED")).toHaveLength(below.length);
        },
      ),
    );
  });

  test("is the same in MIXED, REAL and STRICT mode when the pot is empty (CLR-MAT-01)", () => {
    fc.assert(
      fc.property(projects, budgets, (all, budget) => {
        expect(select(all, budget, "MIXED")).toEqual(select(all, budget, "STRICT"));
        expect(select(all, budget, "REAL")).toEqual(select(all, budget, "STRICT"));
      }),
    );
  });

  test("is the same in MIXED and REAL mode with the same pot", () => {
    fc.assert(
      fc.property(projects, budgets, pot, (all, budget, potCents) => {
        expect(select(all, budget, "MIXED", potCents)).toEqual(select(all, budget, "REAL", potCents));
      }),
    );
  });
});
