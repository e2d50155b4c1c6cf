import type { FC } from "hono/jsx";
import type { Schemas } from "../../api-client.ts";
import { Amount } from "../../components/amount.tsx";
import { DescriptionList } from "../../components/description-list.tsx";
import { Details } from "../../components/details.tsx";
import { Markup } from "../../components/markup.tsx";
import { Paragraphs } from "../../components/paragraphs.tsx";
import { Section } from "../../components/section.tsx";
import { Table } from "../../components/table.tsx";
import { usePage } from "../../page/page-context.ts";
import { CostsTable } from "../proposals/costs-table.tsx";
import { WorkPlanView } from "../proposals/work-plan-view.tsx";

type Document = Schemas["ProposalDocument"];

const AtAGlance: FC<{ document: Document }> = ({ document: { general, partners, totals } }) => {
  const { t } = usePage();
  const coordinator = partners.find(({ slot }) => slot === "p001");
  return (
    <DescriptionList
      items={[
        ...(coordinator === undefined
          ? []
          : [{ term: t("evaluation.document.coordinator"), detail: `${coordinator.name} (${coordinator.country})` }]),
        {
          term: t("evaluation.document.duration"),
          detail: t("evaluation.document.months", { months: general.durationMonths }),
        },
        { term: t("evaluation.document.eligible"), detail: <Amount cents={totals.eligibleCents} /> },
        { term: t("evaluation.document.requested"), detail: <Amount cents={totals.requestedCents} /> },
      ]}
    />
  );
};

const Partners: FC<{ document: Document }> = ({ document: { partners, totals } }) => {
  const { t } = usePage();
  const rows = partners.map((partner) => ({
    partner,
    sums: totals.partners.find(({ slot }) => slot === partner.slot),
  }));
  return (
    <Table
      caption={t("evaluation.document.partners")}
      columns={[
        { header: t("evaluation.document.partner"), namesRow: true, cell: ({ partner }) => partner.name },
        { header: t("evaluation.document.country"), cell: ({ partner }) => partner.country },
        {
          header: t("evaluation.document.eligible"),
          align: "right",
          cell: ({ sums }) => (sums === undefined ? "" : <Amount cents={sums.eligibleCents} />),
        },
        {
          header: t("evaluation.document.requested"),
          align: "right",
          cell: ({ sums }) => (sums === undefined ? "" : <Amount cents={sums.requestedCents} />),
        },
      ]}
      rows={rows}
      empty=""
    />
  );
};

/** The sealed document as an expert reads it. */
export const DocumentSection: FC<{ document: Document }> = ({ document }) => {
  const { t } = usePage();
  const { abstract } = document.general;
  return (
    <Section title={t("evaluation.document.title")}>
      <AtAGlance document={document} />
      <Partners document={document} />
      <CostsTable document={document} />
      <WorkPlanView document={document} />
      {abstract.trim() !== "" && (
        <Details summary={t("evaluation.document.abstract")} open>
          <Paragraphs text={abstract} />
        </Details>
      )}
      {document.texts.map(({ section, text }) => (
        <Details summary={t(`proposals.section.${section}`)} open>
          <Markup text={text} />
        </Details>
      ))}
    </Section>
  );
};
