import { sumLines } from "@grants/core/proposals/cost-line";
import { sumCents } from "@grants/kernel/money";
import type { Block } from "../document-model.ts";
import { fill } from "../words/proposal-words.ts";
import { type Pen, partnerName } from "./pen.ts";

type WorkPackage = Pen["whole"]["workPackages"][number];

/** "WP3" for w03, in every language. */
export const workPackageCode = (workPackage: string): string => `WP${Number(workPackage.slice(1))}`;

const titleOf = ({ words }: Pen, { title }: WorkPackage): string => (title === "" ? words.unnamed : title);
const monthOf = ({ words, format }: Pen, month: number | undefined): string =>
  month === undefined ? words.open : format.number(month);

/** All of them, one row each. */
const planTable = (pen: Pen): Block => {
  const { words, format, whole } = pen;
  const costsOf = ({ workPackage }: WorkPackage) =>
    sumCents(whole.costs.filter((part) => part.workPackage === workPackage).map((part) => sumLines(part.lines)));
  return {
    kind: "table",
    caption: words.workPlanCaption,
    columns: [
      { header: words.workPackage, share: 0.8 },
      { header: words.title, share: 2.4 },
      { header: words.lead, share: 2 },
      { header: words.from, share: 0.7, isNumber: true },
      { header: words.until, share: 0.7, isNumber: true },
      { header: words.direct, share: 1.3, isNumber: true },
    ],
    rows: whole.workPackages.map((one) => [
      workPackageCode(one.workPackage),
      titleOf(pen, one),
      one.lead === undefined ? words.open : partnerName(pen, one.lead),
      monthOf(pen, one.startMonth),
      monthOf(pen, one.endMonth),
      format.amount(costsOf(one)),
    ]),
  };
};

const datedTable = (
  pen: Pen,
  dated: WorkPackage["deliverables"],
  named: { readonly header: string; readonly caption: string },
): readonly Block[] =>
  dated.length === 0
    ? []
    : [
        {
          kind: "table",
          caption: named.caption,
          columns: [
            { header: named.header, share: 5 },
            { header: pen.words.month, share: 1, isNumber: true },
          ],
          rows: dated.map(({ title, month }) => [title, monthOf(pen, month)]),
        },
      ];

const workPackageBlocks = (pen: Pen, one: WorkPackage): readonly Block[] => {
  const { words } = pen;
  const workPackage = workPackageCode(one.workPackage);
  return [
    { kind: "heading", level: 2, text: `${workPackage}: ${titleOf(pen, one)}` },
    { kind: "text", text: one.objectives.trim() === "" ? words.unwritten : one.objectives },
    ...datedTable(pen, one.deliverables, {
      header: words.deliverable,
      caption: fill(words.deliverablesCaption, { workPackage }),
    }),
    ...datedTable(pen, one.milestones, {
      header: words.milestone,
      caption: fill(words.milestonesCaption, { workPackage }),
    }),
  ];
};

/** What is done, when, and who leads it; nothing where the proposal is not planned by work packages. */
export const workPlanBlocks = (pen: Pen): readonly Block[] =>
  pen.whole.workPackages.length === 0
    ? []
    : [
        { kind: "heading", level: 1, text: pen.words.workPlan },
        planTable(pen),
        ...pen.whole.workPackages.flatMap((one) => workPackageBlocks(pen, one)),
      ];
