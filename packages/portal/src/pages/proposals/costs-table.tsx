import { sumCents, cents } from "@grants/kernel/money";
import type { FC } from "hono/jsx";
import type { Schemas } from "../../api-client.ts";
import { Amount } from "../../components/amount.tsx";
import { Table } from "../../components/table.tsx";
import { usePage } from "../../page/page-context.ts";
import { costCategories } from "../calls/vocabulary.ts";
import { placeOf } from "./proposal-facts.ts";

type Document = Schemas["ProposalDocument"];
type Budget = {
  readonly slot: string;
  readonly categoriesCents: { readonly [category in Category]?: number | undefined };
  readonly national?: { readonly funder: string } | undefined;
};
type Planned = { readonly budgets: readonly Budget[]; readonly partners: Document["partners"] };
type Category = (typeof costCategories)[number];

const costOf = ({ categoriesCents }: Budget, category: Category): number => categoriesCents[category] ?? 0;

/** What each partner planned for each category, as it was entered: what all sums of the document are computed from. */
export const CostsTable: FC<{ readonly document: Planned }> = ({ document: { budgets, partners } }) => {
  const page = usePage();
  const { t } = page;
  const total = (category: Category) => sumCents(budgets.map((budget) => cents(costOf(budget, category))));
  const planned = costCategories.filter((category) => total(category) > 0);
  return (
    <Table
      wide
      caption={t("proposals.costs.caption")}
      columns={[
        {
          header: t("proposals.consortium.partner"),
          namesRow: true,
          cell: ({ slot }: Budget) => partners.find((partner) => partner.slot === slot)?.name ?? placeOf(slot, page),
        },
        ...planned.map((category) => ({
          header: t(`calls.category.${category}`),
          align: "right" as const,
          cell: (budget: Budget) => <Amount cents={costOf(budget, category)} />,
        })),
        {
          header: t("proposals.field.nationalFunder"),
          cell: ({ national }: Budget) => (national === undefined ? "" : national.funder),
        },
      ]}
      rows={budgets}
      empty=""
      totals={[t("proposals.consortium.sum"), ...planned.map((category) => <Amount cents={total(category)} />), ""]}
    />
  );
};
