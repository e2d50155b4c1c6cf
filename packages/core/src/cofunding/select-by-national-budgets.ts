import { type Cents, NO_CENTS, cents, minusAtLeastZero, smallerOf, sumCents } from "@grants/kernel/money";

/**
 * How the ranking meets the national budgets of a joint action (MAT-02). STRICT stops at the first gap; SKIP passes over it; MIXED and
 * REAL fill it from a pot while the pot lasts, and differ only in where the pot comes from (CLR-MAT-01).
 */
export type SelectionMode = "STRICT" | "SKIP" | "MIXED" | "REAL";

/** What a funder has for its own partners. A country may have several funders, each paying for its own (FIN-17). */
export type FunderBudget = { readonly funder: string; readonly budgetCents: Cents };
export type FunderNeed = { readonly funder: string; readonly needCents: Cents };

export type NationalProject = {
  readonly id: string;
  /** The national share that each partner requests; partners of the same funder add up. */
  readonly needs: readonly FunderNeed[];
  /** Where a partner is nationally ineligible. */
  readonly nationallyIneligibleIn: readonly string[];
  /** Who vetoes the use of its own money (SBA Art. 12(1)). */
  readonly vetoBy: readonly string[];
};

export type TakenShare = { readonly funder: string; readonly takenCents: Cents };
export type MissingShare = { readonly funder: string; readonly missingCents: Cents };

export type ProjectOutcome =
  | {
      readonly id: string;
      readonly status: "SELECTED";
      /** What each funder pays of the need; the pot pays the rest. */
      readonly fromFunders: readonly TakenShare[];
      readonly fromPotCents: Cents;
    }
  | {
      readonly id: string;
      readonly status: "GAP";
      readonly missing: readonly MissingShare[];
      readonly missingTotalCents: Cents;
    }
  | { readonly id: string; readonly status: "NOT_REACHED" }
  | { readonly id: string; readonly status: "NATIONAL_INELIGIBLE"; readonly in: readonly string[] }
  | { readonly id: string; readonly status: "VETO"; readonly by: readonly string[] };

export type NationalSelection = {
  /** In rank order. */
  readonly outcomes: readonly ProjectOutcome[];
  /** Every funder that has a budget or is asked for one; without a budget row it has nothing (CLR-MAT-01). */
  readonly leftCentsByFunder: ReadonlyMap<string, Cents>;
  readonly potUsedCents: Cents;
  readonly potLeftCents: Cents;
};

type Purses = { readonly leftByFunder: ReadonlyMap<string, Cents>; readonly potCents: Cents };

/**
 * Selects projects in rank order while the national budgets last (MAT-02). National money is always used before the pot; a project that
 * is passed over because of a veto or a national ineligibility takes nothing and does not stop the list (CLR-MAT-01).
 */
export const selectByNationalBudgets = (
  projects: readonly NationalProject[],
  budgets: readonly FunderBudget[],
  mode: SelectionMode,
  potCents: Cents,
): NationalSelection => {
  const outcomes: ProjectOutcome[] = [];
  let purses: Purses = { leftByFunder: openingBudgets(projects, budgets), potCents };
  let isStopped = false;
  for (const project of projects) {
    const outcome = isStopped ? notReached(project) : decideProject(project, purses, mode);
    outcomes.push(outcome);
    if (outcome.status === "SELECTED") purses = spend(purses, outcome);
    if (outcome.status === "GAP") isStopped = mode !== "SKIP";
  }
  return {
    outcomes,
    leftCentsByFunder: purses.leftByFunder,
    potUsedCents: cents(potCents - purses.potCents),
    potLeftCents: purses.potCents,
  };
};

const notReached = ({ id }: NationalProject): ProjectOutcome => ({ id, status: "NOT_REACHED" });

const openingBudgets = (projects: readonly NationalProject[], budgets: readonly FunderBudget[]) =>
  sumByFunder([
    ...budgets.map(({ funder, budgetCents }) => ({ funder, amountCents: budgetCents })),
    ...projects.flatMap(({ needs }) => needs.map(({ funder }) => ({ funder, amountCents: NO_CENTS }))),
  ]);

const decideProject = (project: NationalProject, purses: Purses, mode: SelectionMode): ProjectOutcome => {
  const { id, nationallyIneligibleIn, vetoBy } = project;
  if (nationallyIneligibleIn.length > 0) return { id, status: "NATIONAL_INELIGIBLE", in: nationallyIneligibleIn };
  if (vetoBy.length > 0) return { id, status: "VETO", by: vetoBy };
  const missing = missingShares(project, purses);
  const missingTotalCents = sumCents(missing.map(({ missingCents }) => missingCents));
  const canFillCents = mode === "MIXED" || mode === "REAL" ? purses.potCents : NO_CENTS;
  return missingTotalCents <= canFillCents
    ? { id, status: "SELECTED", fromFunders: takenShares(project, purses), fromPotCents: missingTotalCents }
    : { id, status: "GAP", missing, missingTotalCents };
};

const missingShares = (project: NationalProject, { leftByFunder }: Purses): readonly MissingShare[] =>
  [...needsByFunder(project)]
    .map(([funder, needCents]) => ({ funder, missingCents: minusAtLeastZero(needCents, leftOf(leftByFunder, funder)) }))
    .filter(({ missingCents }) => missingCents > 0);

const takenShares = (project: NationalProject, { leftByFunder }: Purses): readonly TakenShare[] =>
  [...needsByFunder(project)].map(([funder, needCents]) => ({
    funder,
    takenCents: smallerOf(needCents, leftOf(leftByFunder, funder)),
  }));

type Selected = Extract<ProjectOutcome, { status: "SELECTED" }>;

const spend = ({ leftByFunder, potCents }: Purses, { fromFunders, fromPotCents }: Selected): Purses => ({
  leftByFunder: new Map([
    ...leftByFunder,
    ...fromFunders.map(({ funder, takenCents }) => [funder, cents(leftOf(leftByFunder, funder) - takenCents)] as const),
  ]),
  potCents: cents(potCents - fromPotCents),
});

const needsByFunder = ({ needs }: NationalProject) =>
  sumByFunder(needs.map(({ funder, needCents }) => ({ funder, amountCents: needCents })));

const leftOf = (amounts: ReadonlyMap<string, Cents>, funder: string): Cents => amounts.get(funder) ?? NO_CENTS;

const sumByFunder = (
  amounts: readonly { readonly funder: string; readonly amountCents: Cents }[],
): ReadonlyMap<string, Cents> => {
  const sums = new Map<string, Cents>();
  for (const { funder, amountCents } of amounts) sums.set(funder, sumCents([leftOf(sums, funder), amountCents]));
  return sums;
};
