import type { FC } from "hono/jsx";
import { answerOf, apiOf, type Schemas } from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { ButtonLink, ButtonRow } from "../../components/button.tsx";
import { DescriptionList } from "../../components/description-list.tsx";
import { Link } from "../../components/link.tsx";
import { Section } from "../../components/section.tsx";
import { usePage } from "../../page/page-context.ts";
import type { Problem } from "../../problem.ts";
import { sendPdf } from "../../send-pdf.ts";
import { reviewPath } from "./review-facts.ts";
import { resultPath } from "./result-path.ts";
import { TrailLink } from "../audit/trail-link.tsx";
import { Blocks } from "../letters/letter-text.tsx";

type Shown = Schemas["ShownSummaryReport"];

const proposalIdOf = (c: PortalContext): string => c.req.param("proposalId") ?? "";

const askOf = (c: PortalContext) => {
  const { language, query } = c.get("page");
  const version = query.get("version");
  return {
    path: { proposalId: proposalIdOf(c) },
    query: { language, ...(version === null ? {} : { version }) },
  };
};

const Report: FC<{ shown: Shown }> = ({ shown }) => {
  const { t, href } = usePage();
  const { id, version, versions, report, blocks, reportSha256 } = shown;
  const path = resultPath(report.proposalId);
  const others = Array.from({ length: versions }, (_, place) => versions - place).filter((one) => one !== version);
  return (
    <Section title={t("results.report")}>
      <ButtonRow>
        <ButtonLink kind="secondary" icon="download" href={href(`${path}/pdf?version=${version}`)}>
          {t("results.pdf")}
        </ButtonLink>
      </ButtonRow>
      <Blocks blocks={blocks} />
      {version === versions && (
        <DescriptionList
          items={[
            { term: t("results.digest"), detail: <code>{reportSha256}</code> },
            { term: t("results.trail"), detail: <TrailLink aggregate={id} /> },
          ]}
        />
      )}
      {others.length > 0 && (
        <ul class="portal-link-list">
          {others.map((one) => (
            <li>
              <Link href={href(`${path}?version=${one}`)}>{t("results.older", { version: one })}</Link>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
};

const Redress: FC<{ proposalId: string }> = ({ proposalId }) => {
  const { t, href } = usePage();
  return (
    <Section title={t("results.review")}>
      <p>{t("results.review.lead")}</p>
      <ButtonRow>
        <ButtonLink kind="secondary" href={href(reviewPath(proposalId))}>
          {t("results.review.open")}
        </ButtonLink>
      </ButtonRow>
    </Section>
  );
};

/** A result whose letter is closed: what opening it does, and the way to it. */
const showClosed = (c: PortalContext, letterId: string): Response => {
  const { t, href } = c.get("page");
  return show(c, {
    title: t("results.openLetterFirst"),
    lead: t("results.openLetterText"),
    content: (
      <ButtonRow>
        <ButtonLink kind="primary" href={href(`/letters/${letterId}`)}>
          {t("results.openLetter")}
        </ButtonLink>
      </ButtonRow>
    ),
  });
};

const letterIn = ({ code, letterId }: Problem): string | null =>
  code === "ResultNotOpened" && typeof letterId === "string" ? letterId : null;

/** What was found on a proposal, for its coordinator's people and the Centre's. */
export const showResult = async (c: PortalContext): Promise<Response> => {
  const read = await answerOf(apiOf(c).GET("/v1/results/proposals/{proposalId}/report", { params: askOf(c) }));
  const { t } = c.get("page");
  if (!read.ok) {
    const letterId = letterIn(read.error);
    if (letterId !== null) return showClosed(c, letterId);
    return read.error.code === "SummaryReportNotIssued"
      ? show(c, { title: t("results.none"), lead: t("results.noneText"), content: <></> })
      : showProblem(c, read.error);
  }
  const { report, version, versions, standing } = read.value;
  return show(c, {
    title: t("results.title", { acronym: report.acronym }),
    lead: t("results.lead"),
    meta: [standing, ...(versions > 1 ? [t("results.version", { version, versions })] : [])],
    content: (
      <>
        <Report shown={read.value} />
        <Redress proposalId={report.proposalId} />
      </>
    ),
  });
};

export const downloadReport = async (c: PortalContext): Promise<Response> => {
  const file = await answerOf(apiOf(c).GET("/v1/documents/results/{proposalId}/report", { params: askOf(c) }));
  if (!file.ok) return showProblem(c, file.error, resultPath(proposalIdOf(c)));
  return sendPdf(c, file.value);
};
