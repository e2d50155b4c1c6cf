import type { FC } from "hono/jsx";
import { answerOf, apiOf, type Schemas } from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { Link } from "../../components/link.tsx";
import { Table } from "../../components/table.tsx";
import { DateOf } from "../../components/time.tsx";
import { usePage } from "../../page/page-context.ts";
import { agreementIdOf, agreementPath } from "../agreements/agreement-facts.tsx";
import { PeriodState, reportPath } from "./reporting-facts.tsx";

type Reports = Schemas["Reports"];

const Periods: FC<{ readonly agreementId: string; readonly reports: Reports }> = ({ agreementId, reports }) => {
  const { t, href, format } = usePage();
  return (
    <Table
      caption={t("reporting.periods")}
      columns={[
        {
          header: t("reporting.period"),
          namesRow: true,
          cell: ({ number, isFinal }) => (
            <Link href={href(reportPath({ agreementId, period: number }))}>
              {t(isFinal ? "reporting.periodFinal" : "reporting.periodNumber", { number })}
            </Link>
          ),
        },
        {
          header: t("reporting.days"),
          cell: ({ from, to }) => t("reporting.fromTo", { from: format.date(from), to: format.date(to) }),
        },
        { header: t("reporting.dueOn"), noWrap: true, cell: ({ legalDueOn }) => <DateOf on={legalDueOn} /> },
        { header: t("reporting.stateOf"), noWrap: true, cell: ({ state }) => <PeriodState state={state} /> },
        {
          header: t("reporting.signedOf"),
          align: "right",
          cell: ({ signed }) => t("reporting.signedCount", { signed, of: reports.beneficiaries }),
        },
      ]}
      rows={reports.periods}
      empty=""
    />
  );
};

/** The reporting periods of an agreement. */
export const showReports = async (c: PortalContext): Promise<Response> => {
  const { t } = c.get("page");
  const agreementId = agreementIdOf(c);
  const path = "/v1/reporting/agreements/{agreementId}";
  const read = await answerOf(apiOf(c).GET(path, { params: { path: { agreementId } } }));
  if (!read.ok) return showProblem(c, read.error);
  const { project } = read.value;
  return show(c, {
    title: t("reporting.title", { acronym: project.acronym }),
    lead: t("reporting.lead"),
    crumbs: [
      { label: t("agreements.title"), path: "/agreements" },
      { label: project.acronym, path: agreementPath(agreementId) },
    ],
    meta: [project.projectNumber],
    content: <Periods agreementId={agreementId} reports={read.value} />,
  });
};
