import { type Cents, NO_CENTS, cents, sumCents } from "@grants/kernel/money";
import type { CallVersion, ProgrammeProfile } from "../calls/call.ts";
import { takesLumpSums } from "../calls/programme-profiles.ts";
import { categoryOf, lineCents } from "./cost-line.ts";
import type { ProposalTotals } from "./document.ts";
import type { Draft } from "./find-shortcomings.ts";
import type { BudgetPart, CostsPart, WorkPackagePart } from "./part.ts";

/** What the plan of work and money still lacks. */
export type PlanShortcoming =
  | { readonly code: "WORK_PACKAGE_UNTITLED"; readonly path: string }
  | { readonly code: "WORK_PACKAGE_WITHOUT_LEAD"; readonly path: string }
  | { readonly code: "WORK_PACKAGE_LEAD_UNKNOWN"; readonly path: string }
  | { readonly code: "WORK_PACKAGE_WITHOUT_MONTHS"; readonly path: string }
  | { readonly code: "WORK_PACKAGE_OUTSIDE_DURATION"; readonly path: string; readonly durationMonths: number }
  | { readonly code: "WORK_PACKAGE_WITHOUT_COSTS"; readonly path: string }
  | { readonly code: "COSTS_WITHOUT_PARTNER"; readonly path: string }
  | { readonly code: "COSTS_WITHOUT_WORK_PACKAGE"; readonly path: string }
  | { readonly code: "COST_LINE_EMPTY"; readonly path: string; readonly line: number }
  | { readonly code: "LUMP_SUM_NOT_OF_CALL"; readonly path: string }
  | { readonly code: "COST_CATEGORY_NOT_ELIGIBLE"; readonly path: string; readonly category: string }
  | { readonly code: "BUDGET_ENTERED_TWICE"; readonly path: string }
  | { readonly code: "LUMP_SUM_NOT_BY_WORK_PACKAGE"; readonly path: string }
  | FundingFault;

type FundingFault =
  | { readonly code: "MORE_THAN_ELIGIBLE_COSTS"; readonly path: string }
  | { readonly code: "OWN_CONTRIBUTION_TOO_LOW"; readonly path: string; readonly missingCents: Cents }
  | { readonly code: "BUDGET_NOT_BALANCED"; readonly path: string; readonly surplusCents: Cents };

const costsPath = ({ slot, workPackage }: CostsPart): string => `costs.${slot}.${workPackage}`;

const monthFaults = (
  { startMonth, endMonth, deliverables, milestones }: WorkPackagePart,
  path: string,
  durationMonths: number | undefined,
): readonly PlanShortcoming[] => {
  if (startMonth === undefined || endMonth === undefined) return [{ code: "WORK_PACKAGE_WITHOUT_MONTHS", path }];
  if (durationMonths === undefined) return [];
  const months = [...deliverables, ...milestones].flatMap(({ month }) => month ?? []);
  const isWithin = startMonth <= endMonth && [endMonth, ...months].every((month) => month <= durationMonths);
  return isWithin ? [] : [{ code: "WORK_PACKAGE_OUTSIDE_DURATION", path, durationMonths }];
};

const leadFaults = ({ lead }: WorkPackagePart, path: string, { partners }: Draft): readonly PlanShortcoming[] => {
  if (lead === undefined) return [{ code: "WORK_PACKAGE_WITHOUT_LEAD", path }];
  return partners.some(({ slot }) => slot === lead) ? [] : [{ code: "WORK_PACKAGE_LEAD_UNKNOWN", path }];
};

/** Every work package has a title, a lead, months within the project and, where the project is planned by lines, costs. */
const workPackageFaults = (draft: Draft): readonly PlanShortcoming[] => {
  const lines = draft.costs.filter((part) => part.lines.length > 0);
  return draft.workPackages.flatMap((part): readonly PlanShortcoming[] => {
    const path = `wp.${part.workPackage}`;
    const isPaid = lines.some(({ workPackage }) => workPackage === part.workPackage);
    return [
      ...(part.title === "" ? [{ code: "WORK_PACKAGE_UNTITLED", path } as const] : []),
      ...leadFaults(part, path, draft),
      ...monthFaults(part, path, draft.general?.durationMonths),
      ...(lines.length > 0 && !isPaid ? [{ code: "WORK_PACKAGE_WITHOUT_COSTS", path } as const] : []),
    ];
  });
};

const lineFaults = (part: CostsPart, draft: Draft, profile: ProgrammeProfile): readonly PlanShortcoming[] => {
  const path = costsPath(part);
  const { slot, workPackage, lines } = part;
  const strange = [...new Set(lines.map(({ item }) => categoryOf(item)))].filter(
    (category) => !profile.costCategories.includes(category),
  );
  return [
    ...(draft.partners.some((partner) => partner.slot === slot)
      ? []
      : [{ code: "COSTS_WITHOUT_PARTNER", path } as const]),
    ...(draft.workPackages.some((one) => one.workPackage === workPackage)
      ? []
      : [{ code: "COSTS_WITHOUT_WORK_PACKAGE", path } as const]),
    ...lines.flatMap((line, index) =>
      lineCents(line) === 0 ? [{ code: "COST_LINE_EMPTY", path, line: index + 1 } as const] : [],
    ),
    ...strange.map((category) => ({ code: "COST_CATEGORY_NOT_ELIGIBLE", path, category }) as const),
    ...(lines.some(({ kind }) => kind === "lumpSum") && !takesLumpSums(profile)
      ? [{ code: "LUMP_SUM_NOT_OF_CALL", path } as const]
      : []),
  ];
};

const hasEntered = ({ categoriesCents }: BudgetPart): boolean =>
  Object.values(categoriesCents).some((amount) => amount !== undefined && amount > 0);

/** Work packages and cost lines, in the order of the editor. A partner plans by lines or by categories, never by both; where lump sums are paid, by lines. */
export const findPlanShortcomings = (draft: Draft, { content }: CallVersion): readonly PlanShortcoming[] => {
  const lines = draft.costs.filter((part) => part.lines.length > 0);
  const twice = draft.budgets.filter((budget) => hasEntered(budget) && lines.some(({ slot }) => slot === budget.slot));
  // What is paid by work package is planned by work package: an amount by category belongs to none of them (GA-13).
  const unplanned = takesLumpSums(content.profile)
    ? draft.budgets.filter((budget) => hasEntered(budget) && !twice.includes(budget))
    : [];
  return [
    ...workPackageFaults(draft),
    ...lines.flatMap((part) => lineFaults(part, draft, content.profile)),
    ...twice.map(({ slot }) => ({ code: "BUDGET_ENTERED_TWICE", path: `budget.${slot}` }) as const),
    ...unplanned.map(({ slot }) => ({ code: "LUMP_SUM_NOT_BY_WORK_PACKAGE", path: `budget.${slot}` }) as const),
  ];
};

/**
 * Who pays. What the Union, the funder and other Union grants give for the same costs never exceeds them (MAT-07, PRI-04); a partner that
 * says what it brings itself brings all that remains, and not more: the budget is balanced (ELG-04, PRI-02).
 */
export const findFundingFaults = ({ partners }: ProposalTotals, draft: Draft): readonly FundingFault[] =>
  partners.flatMap((totals): readonly FundingFault[] => {
    const { slot, eligibleCents, requestedCents, nationalCents } = totals;
    const path = `budget.${slot}`;
    const { ownCents } = draft.budgets.find((budget) => budget.slot === slot) ?? {};
    const granted = sumCents([requestedCents, nationalCents, totals.otherUnionCents ?? NO_CENTS]);
    if (granted > eligibleCents) return [{ code: "MORE_THAN_ELIGIBLE_COSTS", path }];
    const funded = sumCents([granted, totals.incomeCents ?? NO_CENTS, ownCents ?? totals.ownCents]);
    if (funded > eligibleCents)
      return [{ code: "BUDGET_NOT_BALANCED", path, surplusCents: cents(funded - eligibleCents) }];
    return funded < eligibleCents
      ? [{ code: "OWN_CONTRIBUTION_TOO_LOW", path, missingCents: cents(eligibleCents - funded) }]
      : [];
  });
