import { type Fraction, fraction, multiply, parseDecimal, toDecimal } from "@grants/kernel/fraction";
import type { Cents } from "@grants/kernel/money";
import type { AllocationProblem } from "../cofunding/allocation/allocation-problem.ts";
import { type AllocationPicture, illustrateAllocation } from "../cofunding/allocation/illustrate-allocation.ts";
import type { RankedStatus, RankingRow } from "./ranking.ts";
import type { NationalMoney } from "./select-funded.ts";

/** The Union's line of the topic, among purses that are named by the codes of their funders. */
export const unionPurse = "UNION";

const outOfTheRunning: ReadonlySet<RankedStatus> = new Set(["REJECTED", "NATIONAL_INELIGIBLE", "VETO"]);
/** Scores have at most six decimals (ScoreText). */
const scoreUnits = 1_000_000n;

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? a : gcd(b, a % b));

type Worths = {
  /** Scores as whole numbers, as small as they can be. */
  readonly worths: readonly number[];
  /** What one of these is in the scores' own units. */
  readonly unit: Fraction;
};

const worthsOf = (rows: readonly RankingRow[]): Worths => {
  const units = rows.map(({ weightedTotal }) => {
    const { numerator, denominator } = parseDecimal(weightedTotal);
    return (numerator * scoreUnits) / denominator;
  });
  const divisor = units.reduce(gcd, 0n);
  const common = divisor === 0n ? 1n : divisor;
  return { worths: units.map((unit) => Number(unit / common)), unit: fraction(common, scoreUnits) };
};

type Money = { readonly budgetCents: Cents; readonly national: NationalMoney };

const problemOf = (
  rows: readonly RankingRow[],
  worths: Worths["worths"],
  { budgetCents, national: { budgets, potCents } }: Money,
): AllocationProblem => ({
  candidates: rows.map(({ proposalId, unionCents, national }, place) => ({
    id: proposalId,
    worth: worths[place] ?? 0,
    needs: [
      { purse: unionPurse, needCents: unionCents },
      ...national.map(({ funder, cents }) => ({ purse: funder, needCents: cents })),
    ],
  })),
  union: { purse: unionPurse, budgetCents },
  funders: budgets.map((purse) => ({ purse: purse.funder, budgetCents: purse.budgetCents })),
  potCents,
});

/**
 * What the Union's and the funders' money could do with a ranking; `null` where the call is no joint action, or where ties wait for the
 * panel: then there is no rank order to hold anything against. An illustration, which nobody can adopt (MAT-02).
 */
export const negotiate = (
  rows: readonly RankingRow[],
  budgetCents: Cents,
  money: NationalMoney | null,
): AllocationPicture | null => {
  const running = rows.filter(({ status }) => !outOfTheRunning.has(status));
  if (money === null || running.some(({ status }) => status === "TIE_NEEDS_PANEL")) return null;
  const funded = running.filter(({ status }) => status === "MAIN").map(({ proposalId }) => proposalId);
  const { worths, unit } = worthsOf(running);
  const problem = problemOf(running, worths, { budgetCents, national: money });
  const { prices, ...picture } = illustrateAllocation(problem, new Set(funded));
  const inScores = (worth: string) => toDecimal(multiply(parseDecimal(worth), unit), 2);
  return {
    ...picture,
    prices: prices.map(({ purse, worthPerMillion }) => ({ purse, worthPerMillion: inScores(worthPerMillion) })),
  };
};
