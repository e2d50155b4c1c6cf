import type { CostItem } from "@grants/core/proposals/cost-line";
import type { Choice } from "../../components/choices.tsx";
import type { PageContext } from "../../page/page-context.ts";
import { contentsOf, proposalPath, type ContentOf, type Draft } from "./proposal-facts.ts";

export type WorkPackage = ContentOf<"workPackage">;
export type Costs = ContentOf<"costs">;
export type Line = Costs["lines"][number];
export type LineKind = Line["kind"];

export const costItems = [
  "A1",
  "A2",
  "A3",
  "A4",
  "B",
  "C1",
  "C2",
  "C3",
  "D1",
  "D2",
  "D3",
] as const satisfies readonly CostItem[];
export const lineKinds = ["amount", "units", "days", "lumpSum"] as const satisfies readonly LineKind[];
export const personnelItems = ["A1", "A2", "A3", "A4"] as const satisfies readonly CostItem[];

const byNumber = (a: WorkPackage, b: WorkPackage) => (a.workPackage < b.workPackage ? -1 : 1);
export const workPackagesOf = (draft: Draft): readonly WorkPackage[] =>
  contentsOf(draft, "workPackage").toSorted(byNumber);
export const costsOf = (draft: Draft): readonly Costs[] => contentsOf(draft, "costs");

/** "WP 3" for w03. */
export const packageNumber = (workPackage: string, { t }: PageContext): string =>
  t("budget.workPackageNumber", { number: Number(workPackage.slice(1)) });

/** "WP 3 Operations", else its number alone. */
export const packageName = (
  packages: readonly Pick<WorkPackage, "workPackage" | "title">[],
  workPackage: string,
  page: PageContext,
): string => {
  const title = packages.find((one) => one.workPackage === workPackage)?.title ?? "";
  return `${packageNumber(workPackage, page)} ${title}`.trim();
};

/** Items by what they are called: "A.1 Employees". */
export const itemChoices = (items: readonly CostItem[], { t }: PageContext): readonly Choice[] =>
  items.map((item) => ({ value: item, label: t(`budget.item.${item}`) }));

export const costsPath = (draft: Draft, slot: string, workPackage: string): string =>
  `${proposalPath(draft)}/costs/${slot}/${workPackage}`;
export const packagePath = (draft: Draft, workPackage: string): string =>
  `${proposalPath(draft)}/work-packages/${workPackage}`;
export const budgetPath = (draft: Draft): string => `${proposalPath(draft)}/budget`;
