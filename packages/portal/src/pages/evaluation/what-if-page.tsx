import type { FC } from "hono/jsx";
import { parseEuro } from "@grants/kernel/money";
import { answerOf, apiOf, type Schemas } from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { Amount } from "../../components/amount.tsx";
import { Notification } from "../../components/notification.tsx";
import { FilterForm } from "../../components/search-form.tsx";
import { Section } from "../../components/section.tsx";
import { StatusLabel } from "../../components/status-label.tsx";
import { Table } from "../../components/table.tsx";
import { TextInput } from "../../components/text-input.tsx";
import { usePage } from "../../page/page-context.ts";
import { NegotiationSection } from "./negotiation.tsx";
import { readRanking } from "./ranking-page.tsx";
import { boardCrumbs, statusTone, topicPath, type RankedStatus } from "./vocabulary.ts";

type RankingPage = Schemas["RankingPage"];
type WhatIf = Schemas["WhatIf"];
export const whatIfPath = (callId: string, topicId: string): string => `${topicPath(callId, topicId)}/what-if`;

type Shown = { readonly shown: RankingPage; readonly found: WhatIf };

const Fields: FC<Shown> = ({ shown: { callId, topicId }, found: { supposed } }) => {
  const { t, href, format } = usePage();
  const here = href(whatIfPath(callId, topicId));
  return (
    <FilterForm
      action={here}
      clearHref={here}
      title={t("evaluation.whatIf.suppose")}
      apply={t("evaluation.whatIf.apply")}
      clear={t("evaluation.whatIf.clear")}
    >
      <TextInput
        name="budget"
        label={t("evaluation.ranking.budget")}
        value={format.plainAmount(supposed.budgetCents)}
        inputmode="decimal"
        width="s"
      />
      <TextInput
        name="criterion"
        label={t("evaluation.whatIf.criterionThreshold")}
        value={supposed.criterionThreshold}
        inputmode="decimal"
        width="s"
      />
      <TextInput
        name="overall"
        label={t("evaluation.whatIf.overallThreshold")}
        value={supposed.overallThreshold}
        inputmode="decimal"
        width="s"
      />
    </FilterForm>
  );
};

const lines = ["main", "reserve", "waiting", "rejected"] as const;

const Comparison: FC<{ found: WhatIf }> = ({ found: { asIs, asSupposed } }) => {
  const { t, format } = usePage();
  return (
    <Table
      caption={t("evaluation.whatIf.comparison")}
      columns={[
        { header: t("evaluation.whatIf.what"), namesRow: true, cell: (line) => t(`evaluation.whatIf.${line}`) },
        { header: t("evaluation.whatIf.now"), align: "right", cell: (line) => format.number(asIs[line]) },
        { header: t("evaluation.whatIf.then"), align: "right", cell: (line) => format.number(asSupposed[line]) },
      ]}
      rows={lines}
      totals={[
        t("evaluation.ranking.main"),
        <Amount cents={asIs.mainCents} />,
        <Amount cents={asSupposed.mainCents} />,
      ]}
      empty=""
    />
  );
};

const Status: FC<{ status: RankedStatus }> = ({ status }) => {
  const { t } = usePage();
  return <StatusLabel tone={statusTone[status]}>{t(`evaluation.status.${status}`)}</StatusLabel>;
};

const Moved: FC<{ found: WhatIf }> = ({ found: { moved, movedTotal } }) => {
  const { t } = usePage();
  return (
    <Section title={t("evaluation.whatIf.movedTitle")}>
      <p>{t("evaluation.whatIf.movedCount", { count: movedTotal })}</p>
      <Table
        caption={t("evaluation.whatIf.movedTitle")}
        columns={[
          { header: t("evaluation.ranking.rank"), cell: ({ rank }) => (rank === undefined ? "–" : String(rank)) },
          { header: t("evaluation.proposal"), namesRow: true, cell: ({ acronym }) => acronym },
          {
            header: t("evaluation.ranking.union"),
            align: "right",
            cell: ({ unionCents }) => <Amount cents={unionCents} />,
          },
          { header: t("evaluation.whatIf.now"), cell: ({ from }) => <Status status={from} /> },
          { header: t("evaluation.whatIf.then"), cell: ({ to }) => <Status status={to} /> },
        ]}
        rows={moved}
        empty={t("evaluation.whatIf.nobody")}
      />
    </Section>
  );
};

const Content: FC<Shown> = (props) => {
  const { t } = usePage();
  const { found } = props;
  return (
    <>
      <Fields {...props} />
      {found.isWithinFlexibility === false && (
        <Notification kind="warning" title={t("evaluation.whatIf.beyondTitle")}>
          <p>{t("evaluation.whatIf.beyond")}</p>
        </Notification>
      )}
      <Comparison found={found} />
      <Moved found={found} />
      {found.negotiation !== null && <NegotiationSection found={found.negotiation} />}
    </>
  );
};

const threshold = (text: string): string | undefined => (/^\d{1,2}(?:\.\d)?$/.test(text) ? text : undefined);

/** What is understood of the address; what is not stays as it is on the record. */
const suppositionIn = (query: URLSearchParams) => {
  const budget = parseEuro(query.get("budget") ?? "");
  const criterionThreshold = threshold((query.get("criterion") ?? "").trim());
  const overallThreshold = threshold((query.get("overall") ?? "").trim());
  return {
    ...(budget.ok ? { budgetCents: String(budget.value) } : {}),
    ...(criterionThreshold === undefined ? {} : { criterionThreshold }),
    ...(overallThreshold === undefined ? {} : { overallThreshold }),
  };
};

/** What the ranking would be with another budget or other thresholds; nothing is kept of it. */
export const showWhatIf = async (c: PortalContext): Promise<Response> => {
  const page = c.get("page");
  const path = { callId: c.req.param("callId") ?? "", topicId: c.req.param("topicId") ?? "" };
  const params = { path, query: suppositionIn(new URLSearchParams(page.query)) };
  const [read, found] = await Promise.all([
    readRanking(c),
    answerOf(apiOf(c).GET("/v1/awards/calls/{callId}/topics/{topicId}/what-if", { params })),
  ]);
  if (!read.ok) return showProblem(c, read.error);
  if (!found.ok) return showProblem(c, found.error);
  const { callId, callTitle, topicTitle, topicId } = read.value;
  return show(c, {
    title: page.t("evaluation.whatIf.title", { topic: topicTitle }),
    lead: page.t("evaluation.whatIf.lead"),
    crumbs: boardCrumbs(page, callId, callTitle),
    meta: [topicId],
    content: <Content shown={read.value} found={found.value} />,
  });
};
