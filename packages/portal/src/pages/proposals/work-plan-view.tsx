import { CostLine, lineCents } from "@grants/core/proposals/cost-line";
import type { FC } from "hono/jsx";
import type { Schemas } from "../../api-client.ts";
import { Amount } from "../../components/amount.tsx";
import { Details } from "../../components/details.tsx";
import { DescriptionList } from "../../components/description-list.tsx";
import { Paragraphs } from "../../components/paragraphs.tsx";
import { Table } from "../../components/table.tsx";
import { usePage, type PageContext } from "../../page/page-context.ts";
import { BudgetMatrix } from "./budget-matrix.tsx";
import { placeOf } from "./proposal-facts.ts";
import { packageName, packageNumber, type Line, type WorkPackage } from "./work-plan.ts";

type Document = Schemas["ProposalDocument"];

const nameIn =
  ({ partners }: Document, page: PageContext) =>
  (slot: string): string =>
    partners.find((partner) => partner.slot === slot)?.name ?? placeOf(slot, page);

const datedText = (list: WorkPackage["deliverables"], { t }: PageContext): string =>
  list.map(({ title, month }) => (month === undefined ? title : t("budget.datedIn", { title, month }))).join("\n");

const Package: FC<{ readonly document: Document; readonly one: WorkPackage }> = ({ document, one }) => {
  const page = usePage();
  const { t } = page;
  const { startMonth, endMonth, lead, objectives, deliverables, milestones } = one;
  const texts = [
    { term: t("budget.field.objectives"), text: objectives },
    { term: t("budget.deliverables.legend"), text: datedText(deliverables, page) },
    { term: t("budget.milestones.legend"), text: datedText(milestones, page) },
  ];
  return (
    <Details summary={packageName([one], one.workPackage, page)}>
      <DescriptionList
        items={[
          { term: t("budget.field.lead"), detail: lead === undefined ? "" : nameIn(document, page)(lead) },
          {
            term: t("budget.months"),
            detail: t("budget.fromTo", { from: startMonth ?? 0, to: endMonth ?? 0 }),
          },
          ...texts
            .filter(({ text }) => text.trim() !== "")
            .map(({ term, text }) => ({ term, detail: <Paragraphs text={text} /> })),
        ]}
      />
    </Details>
  );
};

const howMuch = (line: Line, { t, format }: PageContext): string => {
  switch (line.kind) {
    case "amount":
      return "";
    case "lumpSum":
      return t("budget.kind.lumpSum");
    case "units":
      return t("budget.unitsAt", { units: line.units, rate: format.money(line.rateCents) });
    case "days":
      return t("budget.daysAt", { days: line.days, rate: format.money(line.rateCents) });
  }
};

const Lines: FC<{ readonly document: Document }> = ({ document }) => {
  const page = usePage();
  const { t } = page;
  const rows = (document.costs ?? []).flatMap(({ slot, workPackage, lines }) =>
    lines.map((line) => ({ slot, workPackage, line })),
  );
  type Row = (typeof rows)[number];
  return (
    <Details summary={t("budget.lines.all", { count: rows.length })}>
      <Table
        caption={t("budget.lines.caption")}
        columns={[
          {
            header: t("proposals.consortium.partner"),
            namesRow: true,
            cell: ({ slot }: Row) => nameIn(document, page)(slot),
          },
          { header: t("budget.workPackage"), cell: ({ workPackage }: Row) => packageNumber(workPackage, page) },
          { header: t("budget.line.item"), cell: ({ line }: Row) => t(`budget.item.${line.item}`) },
          { header: t("budget.line.description"), cell: ({ line }: Row) => line.description },
          { header: t("budget.howMuch"), cell: ({ line }: Row) => howMuch(line, page) },
          {
            header: t("budget.line.cost"),
            align: "right" as const,
            cell: ({ line }: Row) => <Amount cents={lineCents(CostLine.parse(line))} />,
          },
        ]}
        rows={rows}
        empty=""
      />
    </Details>
  );
};

/** The work packages of a document and what they cost, where it was planned by them. */
export const WorkPlanView: FC<{ readonly document: Document }> = ({ document }) => {
  const page = usePage();
  const { workPackages = [], costs = [], partners } = document;
  return (
    <>
      {workPackages.length > 0 && <h3>{page.t("budget.workPackages")}</h3>}
      {workPackages.map((one) => (
        <Package document={document} one={one} />
      ))}
      {costs.length > 0 && (
        <>
          <BudgetMatrix
            slots={partners.map(({ slot }) => slot)}
            packages={workPackages}
            costs={costs}
            partnerOf={nameIn(document, page)}
            cellOf={(_slot, _workPackage, cents) => (cents === 0 ? "–" : <Amount cents={cents} />)}
          />
          <Lines document={document} />
        </>
      )}
    </>
  );
};
