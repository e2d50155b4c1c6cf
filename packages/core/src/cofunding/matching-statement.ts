import { type Cents, NO_CENTS, cents, minusAtLeastZero, shareOf, smallerOf, sumCents } from "@grants/kernel/money";
import type { LocalDate } from "@grants/kernel/time";
import type { FunderCode } from "../access/rights.ts";
import {
  type ContributionLine,
  type ContributionStatus,
  calledOf,
  committedOf,
  contributedOf,
  formOf,
  isStanding,
  statusOf,
} from "./contribution-line.ts";
import type { JointAction } from "./joint-action.ts";
import { matchContributions } from "./match-contributions.ts";
import { type AdministrativeSplit, splitAdministrativeCosts } from "./split-administrative-costs.ts";

/** One funder's contributions to a joint action, over all its lines. */
export type FunderContribution = {
  readonly funder: FunderCode;
  readonly pledgedCents: Cents;
  readonly committedCents: Cents;
  /** Of the committed amount: costs of public entities instead of money (FIN-06). */
  readonly committedInKindCents: Cents;
  readonly contributedCents: Cents;
  /** Committed, called, and not there on the day (FIN-10). What is not due yet is no shortfall. */
  readonly shortfallCents: Cents;
};

export type MatchingStatement = {
  readonly funders: readonly FunderContribution[];
  readonly pledgedCents: Cents;
  readonly committedCents: Cents;
  /** The Union's share of the joint action: what its grants may add up to (MAT-03). */
  readonly unionShareCents: Cents;
  readonly shortfallCents: Cents;
  /** A proposal: the Commission may reduce and need not; a decision fixes the amount (FIN-11). */
  readonly unionReductionCents: Cents;
  readonly unionAfterReductionCents: Cents;
  /** Who bears what of the administrative costs; `null` while nobody contributes (MAT-06). */
  readonly administrative: AdministrativeSplit | null;
};

/** From the day after its own on until it is there, whatever step of the default procedure it is at (FIN-10). */
const missing: ReadonlySet<ContributionStatus> = new Set(["overdue", "notified", "remedyPeriod", "default"]);
const shortfallOf = (line: ContributionLine, today: LocalDate): Cents =>
  missing.has(statusOf(line, today)) ? minusAtLeastZero(calledOf(line), contributedOf(line)) : NO_CENTS;

const contributionOf = (
  funder: FunderCode,
  lines: readonly ContributionLine[],
  today: LocalDate,
): FunderContribution => {
  const inKind = lines.filter(({ channel }) => formOf(channel) === "IN_KIND");
  return {
    funder,
    pledgedCents: sumCents(lines.filter(isStanding).map(({ pledgedCents }) => pledgedCents)),
    committedCents: sumCents(lines.map(committedOf)),
    committedInKindCents: sumCents(inKind.map(committedOf)),
    contributedCents: sumCents(lines.map(contributedOf)),
    shortfallCents: sumCents(lines.map((line) => shortfallOf(line, today))),
  };
};

/** In the order of the funders' codes. */
export const contributionsByFunder = (
  lines: readonly ContributionLine[],
  today: LocalDate,
): readonly FunderContribution[] =>
  [...Map.groupBy(lines, ({ funder }) => funder)]
    .map(([funder, own]) => contributionOf(funder, own, today))
    .toSorted((a, b) => (a.funder < b.funder ? -1 : 1));

/** The most that Union grants of a joint action may add up to: its allocation, and where it mirrors, no more than is committed (MAT-03). */
const unionCeilingCents = ({ unionAmountCents, unionCapCents }: JointAction): Cents =>
  smallerOf(unionAmountCents, unionCapCents);

/** What the joint action stands on: who committed what, what the Union adds, what is missing and what that could cost (FIN-02, FIN-11). */
export const stateMatching = (
  jointAction: JointAction,
  lines: readonly ContributionLine[],
  today: LocalDate,
): MatchingStatement => {
  const funders = contributionsByFunder(lines, today);
  const ceilingCents = unionCeilingCents(jointAction);
  // What is not due yet stands as contributed here: it is owed, not missing.
  const members = funders.map(({ funder, committedCents, shortfallCents }) => ({
    member: funder,
    committedCents,
    contributedCents: cents(committedCents - shortfallCents),
  }));
  const matched = matchContributions(members, ceilingCents);
  // Without mirroring the Union's share is its allocation; the shortfall bears on it in the same proportion (FIN-11).
  const unionShareCents = jointAction.matching === "MIRRORED" ? matched.unionCommittedCents : ceilingCents;
  const unionReductionCents = shareOf(unionShareCents, matched.shortfallShare);
  const split = splitAdministrativeCosts(jointAction.administrativeCents, [
    { member: "UNION", contributedCents: unionShareCents },
    ...funders.map(({ funder, committedCents }) => ({ member: funder, contributedCents: committedCents })),
  ]);
  return {
    funders,
    pledgedCents: sumCents(funders.map(({ pledgedCents }) => pledgedCents)),
    committedCents: matched.totalCommittedCents,
    unionShareCents,
    shortfallCents: matched.shortfallCents,
    unionReductionCents,
    unionAfterReductionCents: cents(unionShareCents - unionReductionCents),
    administrative: split.ok ? split.value : null,
  };
};

/** What a funder may put up for its partners: its committed operational money, never costs in kind (FIN-04, FIN-12). */
export const operationalMoneyCents = (lines: readonly ContributionLine[]): Cents =>
  sumCents(
    lines
      .filter(({ purpose, channel }) => purpose === "OPERATIONAL" && formOf(channel) === "FINANCIAL")
      .map(committedOf),
  );
