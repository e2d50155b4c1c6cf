import { CostCategory } from "@grants/core/agreements/build-up-costs";
import { NO_CENTS, sumCents } from "@grants/kernel/money";
import type { Block } from "../document-model.ts";
import type { Pen } from "./compose-proposal.ts";

const nameOf = ({ whole: { partners } }: Pen, slot: string): string =>
  partners.find((partner) => partner.slot === slot)?.name ?? slot;

/** What each partner costs and asks for, with the sum of all. */
const totalsTable = (pen: Pen): Block => {
  const { words, format, whole } = pen;
  const { partners } = whole.totals;
  const sums = (["directCents", "indirectCents", "eligibleCents"] as const).map((name) =>
    format.amount(sumCents(partners.map((partner) => partner[name]))),
  );
  const asked = (["requestedCents", "nationalCents", "ownCents"] as const).map((name) =>
    format.amount(sumCents(partners.map((partner) => partner[name]))),
  );
  const numbers = [words.direct, words.indirect, words.eligible].map((header) => ({
    header,
    share: 1.25,
    isNumber: true,
  }));
  const shares = [words.requested, words.national, words.own].map((header) => ({
    header,
    share: 1.25,
    isNumber: true,
  }));
  return {
    kind: "table",
    caption: words.budgetCaption,
    columns: [
      { header: words.partner, share: 1.6 },
      ...numbers,
      { header: words.rate, share: 0.7, isNumber: true },
      ...shares,
    ],
    rows: [
      ...partners.map((partner) => [
        nameOf(pen, partner.slot),
        format.amount(partner.directCents),
        format.amount(partner.indirectCents),
        format.amount(partner.eligibleCents),
        format.rate(partner.rate),
        format.amount(partner.requestedCents),
        format.amount(partner.nationalCents),
        format.amount(partner.ownCents),
      ]),
      [words.together, ...sums, "", ...asked],
    ],
    hasTotals: true,
  };
};

/** The categories that somebody has costs in. */
const costsTable = (pen: Pen): Block => {
  const { words, format, whole } = pen;
  const { budgets } = whole;
  const costOf = (budget: (typeof budgets)[number], category: CostCategory) =>
    budget.categoriesCents[category] ?? NO_CENTS;
  const used = CostCategory.options.filter((category) => budgets.some((budget) => costOf(budget, category) > 0));
  return {
    kind: "table",
    caption: words.costsCaption,
    columns: [
      { header: words.partner, share: 1.8 },
      ...used.map((category) => ({ header: words[category], share: 1.2, isNumber: true })),
    ],
    rows: [
      ...budgets.map((budget) => [
        nameOf(pen, budget.slot),
        ...used.map((category) => format.amount(costOf(budget, category))),
      ]),
      [
        words.together,
        ...used.map((category) => format.amount(sumCents(budgets.map((budget) => costOf(budget, category))))),
      ],
    ],
    hasTotals: true,
  };
};

export const budgetBlocks = (pen: Pen): readonly Block[] => [
  { kind: "heading", level: 1, text: pen.words.budget },
  totalsTable(pen),
  ...(pen.whole.budgets.length === 0 ? [] : [costsTable(pen)]),
];
