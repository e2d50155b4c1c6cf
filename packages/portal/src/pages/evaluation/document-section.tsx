import type { FC } from "hono/jsx";
import { answerOf, apiOf, type Schemas } from "../../api-client.ts";
import { showProblem, type PortalContext } from "../../area.ts";
import { Amount } from "../../components/amount.tsx";
import { ButtonLink, ButtonRow } from "../../components/button.tsx";
import { DescriptionList } from "../../components/description-list.tsx";
import { Details } from "../../components/details.tsx";
import { Link } from "../../components/link.tsx";
import { Markup } from "../../components/markup.tsx";
import { Paragraphs } from "../../components/paragraphs.tsx";
import { Section } from "../../components/section.tsx";
import { Table } from "../../components/table.tsx";
import { usePage } from "../../page/page-context.ts";
import { sendPdf } from "../../send-pdf.ts";
import { CostsTable } from "../proposals/costs-table.tsx";
import { WorkPlanView } from "../proposals/work-plan-view.tsx";
import { proposalPath } from "./vocabulary.ts";

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

/** What an expert takes along: the whole proposal, and the annexes that were sealed with it. */
export const DocumentDownloads: FC<{ document: Document }> = ({ document: { proposalId, annexes = [] } }) => {
  const { t, href } = usePage();
  return (
    <Section title={t("evaluation.document.files")}>
      <ButtonRow>
        <ButtonLink kind="secondary" icon="download" href={href(`${proposalPath(proposalId)}/pdf`)}>
          {t("annexes.pdf")}
        </ButtonLink>
      </ButtonRow>
      {annexes.length === 0 ? (
        <p>{t("evaluation.document.noAnnexes")}</p>
      ) : (
        <ul class="ecl-unordered-list">
          {annexes.map(({ annexId, fileName }) => (
            <li class="ecl-unordered-list__item">
              <Link href={href(`${proposalPath(proposalId)}/annexes/${annexId}`)}>{fileName}</Link>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
};

/** Leads to the storage, where the annex is given for a minute as a file to keep. */
export const downloadAssignedAnnex = async (c: PortalContext): Promise<Response> => {
  const path = { proposalId: c.req.param("proposalId") ?? "", annexId: c.req.param("annexId") ?? "" };
  const asked = apiOf(c).GET("/v1/documents/evaluations/{proposalId}/annexes/{annexId}", { params: { path } });
  const file = await answerOf(asked);
  if (!file.ok) return showProblem(c, file.error, `${proposalPath(path.proposalId)}/report`);
  c.header("cache-control", "private, no-store");
  return c.redirect(file.value.url, 303);
};

export const downloadAssignedProposal = async (c: PortalContext): Promise<Response> => {
  const path = { proposalId: c.req.param("proposalId") ?? "" };
  const params = { path, query: { language: c.get("page").language } };
  const file = await answerOf(apiOf(c).GET("/v1/documents/evaluations/{proposalId}", { params }));
  if (!file.ok) return showProblem(c, file.error, `${proposalPath(path.proposalId)}/report`);
  return sendPdf(c, file.value);
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
