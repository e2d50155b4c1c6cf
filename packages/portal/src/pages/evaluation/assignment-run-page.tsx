import type { FC } from "hono/jsx";
import { answerOf, apiOf, changeHeaders, seeOther } from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { Link } from "../../components/link.tsx";
import { Pagination } from "../../components/pagination.tsx";
import { Section } from "../../components/section.tsx";
import { StatusLabel } from "../../components/status-label.tsx";
import { Table } from "../../components/table.tsx";
import { Tabs } from "../../components/tabs.tsx";
import { Notification } from "../../components/notification.tsx";
import { readForm } from "../../forms/form-values.ts";
import { usePage, type PageContext } from "../../page/page-context.ts";
import type { Page } from "../../page/page.ts";
import { Adoption, Refused, RunFacts, RunProgress, Verdict } from "./assignment-outcome.tsx";
import {
  assignmentPath,
  namesIn,
  runPath,
  runTone,
  signed,
  statusOf,
  type PlanPage,
  type PlanRow,
} from "./assignment-words.ts";
import { type ReadRun, readPlan, readRun } from "./read-assignment.ts";
import { boardCrumbs } from "./vocabulary.ts";

export const RunTabs: FC<{ read: ReadRun; current: "plan" | "loads" }> = ({ read: { callId, shown }, current }) => {
  const { t, href } = usePage();
  const path = runPath(callId, shown.run.id);
  return (
    <Tabs
      label={t("assignment.views")}
      tabs={[
        { label: t("assignment.byProposal"), href: href(path), isCurrent: current === "plan" },
        { label: t("assignment.byExpert"), href: href(`${path}/loads`), isCurrent: current === "loads" },
      ]}
    />
  );
};

export const RunPages: FC<{ path: string; at: { readonly page: number; readonly pages: number }; label: string }> = ({
  path,
  at: { page, pages },
  label,
}) => {
  const { t, href } = usePage();
  const to = (number: number) => `${href(path)}?page=${String(number)}`;
  return (
    <Pagination
      previousHref={page > 1 ? to(page - 1) : undefined}
      nextHref={page < pages ? to(page + 1) : undefined}
      here={t("assignment.page", { page, pages })}
      label={label}
    />
  );
};

/** Which one it is, in the order in which they were asked for. */
export const numberOf = ({ runs }: ReadRun["call"], runId: string): number =>
  runs.length -
  Math.max(
    0,
    runs.findIndex(({ run }) => run.id === runId),
  );

/** What every page of a run has around it. */
export const runFrame = (page: PageContext, { callId, call, shown }: ReadRun): Omit<Page, "content"> => {
  const { t } = page;
  const status = statusOf(shown.run, shown.progress);
  const number = page.format.number(numberOf(call, shown.run.id));
  return {
    title: t("assignment.runTitle", { number, call: call.title }),
    crumbs: [
      ...boardCrumbs(page, callId, call.title),
      { label: t("assignment.title", { call: call.title }), path: assignmentPath(callId) },
    ],
    meta: [call.reference, <StatusLabel tone={runTone[status]}>{t(`assignment.status.${status}`)}</StatusLabel>],
  };
};

const Experts: FC<{ row: PlanRow; nameOf: (user: string) => string }> = ({ row, nameOf }) => {
  const page = usePage();
  const { t, format } = page;
  return (
    <ul class="ecl-unordered-list">
      {row.experts.map(({ user, score, choice, isNew, movedBy }, place) => (
        <li class="ecl-unordered-list__item">
          {nameOf(user)}
          {place === 0 && ` (${t("assignment.rapporteur")})`}
          <br />
          <small>
            {[
              t("assignment.score", { score: format.number(score) }),
              movedBy === undefined
                ? t("assignment.choice", { choice })
                : t("assignment.moved", { delta: signed(movedBy, page) }),
              ...(isNew === true ? [t("assignment.isNew")] : []),
            ].join(" · ")}
          </small>
        </li>
      ))}
    </ul>
  );
};

const Plan: FC<{ read: ReadRun; plan: PlanPage }> = ({ read: { callId, shown }, plan }) => {
  const { t, href } = usePage();
  const nameOf = namesIn(plan);
  const path = runPath(callId, shown.run.id);
  return (
    <Section title={t("assignment.plan")}>
      <Table
        caption={t("assignment.plan")}
        columns={[
          {
            header: t("evaluation.proposal"),
            namesRow: true,
            cell: ({ acronym, title }) => (
              <>
                {acronym}
                <br />
                <small>{title}</small>
              </>
            ),
          },
          { header: t("assignment.expert"), cell: (row) => <Experts row={row} nameOf={nameOf} /> },
          {
            header: t("assignment.why"),
            cell: ({ proposalId, acronym }) => (
              <Link href={`${href(`${path}/proposals/${proposalId}`)}?page=${String(plan.page)}`}>
                {t("assignment.explain", { acronym })}
              </Link>
            ),
          },
        ]}
        rows={plan.rows}
        empty=""
      />
      <RunPages path={path} at={plan} label={t("assignment.plan")} />
    </Section>
  );
};

const LastMove: FC<{ read: ReadRun }> = ({ read: { shown } }) => {
  const page = usePage();
  const last = shown.moves.at(-1);
  if (page.query.get("done") !== "moved" || last === undefined) return null;
  return (
    <Notification kind="success" title={page.t("assignment.movedTitle")}>
      <p>{page.t("assignment.movedText", { delta: signed(last.delta, page) })}</p>
    </Notification>
  );
};

/** A run: how far it is, what came out, who evaluates what and why, and the decision to adopt it. */
export const showAssignmentRun = async (c: PortalContext): Promise<Response> => {
  const page = c.get("page");
  const read = await readRun(c);
  if (!read.ok) return showProblem(c, read.error);
  const { shown } = read.value;
  const plan = "planSha256" in shown.run ? await readPlan(c) : null;
  if (plan?.ok === false) return showProblem(c, plan.error);
  return show(c, {
    ...runFrame(page, read.value),
    lead: page.t("assignment.lead"),
    content: (
      <>
        <LastMove read={read.value} />
        <RunProgress read={read.value} />
        {shown.run.state === "adopted" ? <Refused shown={shown} /> : <Verdict shown={shown} />}
        <RunFacts shown={shown} />
        <Adoption read={read.value} />
        {plan !== null && (
          <>
            <RunTabs read={read.value} current="plan" />
            <Plan read={read.value} plan={plan.value} />
          </>
        )}
      </>
    ),
  });
};

export const adoptAssignment = async (c: PortalContext): Promise<Response> => {
  const [callId, runId] = [c.req.param("callId") ?? "", c.req.param("assignmentRunId") ?? ""];
  const params = { path: { runId }, header: changeHeaders(await readForm(c)) };
  const adopted = await answerOf(apiOf(c).POST("/v1/assignments/runs/{runId}/adoption", { params }));
  return adopted.ok ? seeOther(c, runPath(callId, runId)) : showProblem(c, adopted.error, runPath(callId, runId));
};
