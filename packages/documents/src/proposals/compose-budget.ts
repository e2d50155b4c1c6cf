import { CostCategory } from "@grants/core/agreements/build-up-costs";
import { NO_CENTS, sumCents } from "@grants/kernel/money";
import type { Block } from "../document-model.ts";
import { fill } from "../words/proposal-words.ts";
import { lineCents, sumLines } from "@grants/core/proposals/cost-line";
import { type Pen, partnerName } from "./pen.ts";
import { workPackageCode } from "./compose-work-plan.ts";

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
        partnerName(pen, partner.slot),
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
        partnerName(pen, budget.slot),
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

type Costs = Pen["whole"]["costs"][number];

const lineRows = ({ words, pageWords, format }: Pen, { workPackage, lines }: Costs): readonly (readonly string[])[] =>
  lines.map((line) => {
    const measured = line.kind === "days" || line.kind === "units";
    const count = line.kind === "days" ? line.days : line.kind === "units" ? line.units : "";
    return [
      line.description === "" ? words.unnamed : line.description,
      workPackageCode(workPackage),
      line.kind === "lumpSum" ? `${pageWords.item(line.item)} (${words.lumpSum})` : pageWords.item(line.item),
      measured ? `${format.quantity(count)} ${words[line.kind]}` : "",
      measured ? format.amount(line.rateCents) : "",
      format.amount(lineCents(line)),
    ];
  });

/** The lines behind the sums, partner by partner. */
const linesBlocks = (pen: Pen): readonly Block[] => {
  const { words, format, whole } = pen;
  const slots = [...new Set(whole.costs.map(({ slot }) => slot))];
  if (slots.length === 0) return [];
  return [
    { kind: "heading", level: 2, text: words.lines },
    ...slots.flatMap((slot): readonly Block[] => {
      const own = whole.costs.filter((part) => part.slot === slot);
      const name = partnerName(pen, slot);
      return [
        { kind: "heading", level: 3, text: name },
        {
          kind: "table",
          caption: fill(words.linesCaption, { partner: name }),
          columns: [
            { header: words.line, share: 2.4 },
            { header: words.workPackage, share: 0.8 },
            { header: words.category, share: 2 },
            { header: words.quantity, share: 1.1, isNumber: true },
            { header: words.unitRate, share: 1.1, isNumber: true },
            { header: words.amount, share: 1.3, isNumber: true },
          ],
          rows: [
            ...own.flatMap((part) => lineRows(pen, part)),
            [words.together, "", "", "", "", format.amount(sumLines(own.flatMap(({ lines }) => lines)))],
          ],
          hasTotals: true,
        },
      ];
    }),
  ];
};

export const budgetBlocks = (pen: Pen): readonly Block[] => [
  { kind: "heading", level: 1, text: pen.words.budget },
  totalsTable(pen),
  ...(pen.whole.budgets.length === 0 ? [] : [costsTable(pen)]),
  ...linesBlocks(pen),
];
