import { costMatrix } from "@grants/core/proposals/planned-budgets";
import { CostsPart } from "@grants/core/proposals/part";
import type { Child, FC } from "hono/jsx";
import { Amount } from "../../components/amount.tsx";
import { Table } from "../../components/table.tsx";
import { usePage } from "../../page/page-context.ts";
import { packageNumber, type Costs, type WorkPackage } from "./work-plan.ts";

type MatrixProps = {
  readonly slots: readonly string[];
  readonly packages: readonly WorkPackage[];
  readonly costs: readonly Costs[];
  readonly partnerOf: (slot: string) => Child;
  /** A cell as it is shown: an amount alone, or one that leads to its lines. */
  readonly cellOf: (slot: string, workPackage: string, cents: number) => Child;
};

/** Work packages that have costs and are not described any more stay in sight: their costs count. */
const numbersOf = (packages: readonly WorkPackage[], costs: readonly Costs[]): readonly string[] =>
  [
    ...new Set([
      ...packages.map(({ workPackage }) => workPackage),
      ...costs.filter(({ lines }) => lines.length > 0).map(({ workPackage }) => workPackage),
    ]),
  ].toSorted();

/** Direct costs of each partner in each work package, with the sums of both. */
export const BudgetMatrix: FC<MatrixProps> = ({ slots, packages, costs, partnerOf, cellOf }) => {
  const page = usePage();
  const { t } = page;
  const numbers = numbersOf(packages, costs);
  const matrix = costMatrix(
    slots,
    numbers,
    costs.map((part) => CostsPart.parse(part)),
  );
  return (
    <Table
      wide
      caption={t("budget.matrix.caption")}
      columns={[
        {
          header: t("proposals.consortium.partner"),
          namesRow: true,
          cell: ({ slot }: (typeof matrix.rows)[number]) => partnerOf(slot),
        },
        ...numbers.map((number, index) => ({
          header: packageNumber(number, page),
          align: "right" as const,
          cell: ({ slot, cells }: (typeof matrix.rows)[number]) => cellOf(slot, number, cells[index] ?? 0),
        })),
        {
          header: t("proposals.consortium.sum"),
          align: "right" as const,
          cell: ({ sumCents }: (typeof matrix.rows)[number]) => <Amount cents={sumCents} />,
        },
      ]}
      rows={matrix.rows}
      empty=""
      totals={[
        t("proposals.consortium.sum"),
        ...matrix.columnCents.map((cents) => <Amount cents={cents} />),
        <Amount cents={matrix.totalCents} />,
      ]}
    />
  );
};
