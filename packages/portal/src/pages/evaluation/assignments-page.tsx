import type { FC } from "hono/jsx";
import { answerOf, apiOf, type Schemas } from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { Link } from "../../components/link.tsx";
import { Pagination } from "../../components/pagination.tsx";
import { StatusLabel } from "../../components/status-label.tsx";
import { Table } from "../../components/table.tsx";
import { Notification } from "../../components/notification.tsx";
import { DateTimeOf } from "../../components/time.tsx";
import { usePage } from "../../page/page-context.ts";
import { proposalPath, taskTone } from "./vocabulary.ts";

type Row = Schemas["ListedAssignment"];

const Task: FC<{ row: Row }> = ({ row: { task, isRapporteur } }) => {
  const { t } = usePage();
  return (
    <>
      <StatusLabel tone={taskTone[task]}>{t(`evaluation.task.${task}`)}</StatusLabel>
      {isRapporteur && (
        <>
          <br />
          <small>{t("evaluation.rapporteur")}</small>
        </>
      )}
    </>
  );
};

const Where: FC<{ row: Row }> = ({ row: { proposalId, acronym, reportedAt, task } }) => {
  const { t, href } = usePage();
  if (task === "DECLARE")
    return (
      <Link href={href(`${proposalPath(proposalId)}/declaration`)}>{t("evaluation.toDeclaration", { acronym })}</Link>
    );
  return (
    <>
      <Link href={href(`${proposalPath(proposalId)}/report`)}>{t("evaluation.toReport", { acronym })}</Link>
      {reportedAt !== undefined && (
        <>
          <br />
          <Link href={href(`${proposalPath(proposalId)}/consensus`)}>{t("evaluation.toConsensus", { acronym })}</Link>
        </>
      )}
    </>
  );
};

const Assignments: FC<{ rows: readonly Row[] }> = ({ rows }) => {
  const { t } = usePage();
  return (
    <Table
      caption={t("evaluation.assignments")}
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
        { header: t("evaluation.yourTask"), cell: (row) => <Task row={row} /> },
        {
          header: t("evaluation.reportsIn"),
          cell: ({ reportsIn, experts }) => t("evaluation.reportsOf", { reports: reportsIn, experts }),
        },
        { header: t("evaluation.assignedAt"), cell: ({ assignedAt }) => <DateTimeOf at={assignedAt} /> },
        { header: t("evaluation.board.next"), cell: (row) => <Where row={row} /> },
      ]}
      rows={rows}
      empty={t("evaluation.assignmentsEmpty")}
    />
  );
};

/** What an expert evaluates, and what is expected on each. */
export const showAssignments = async (c: PortalContext): Promise<Response> => {
  const { t, href, query } = c.get("page");
  const cursor = query.get("cursor");
  const params = { query: cursor === null ? {} : { cursor } };
  const mine = await answerOf(apiOf(c).GET("/v1/evaluation/assignments", { params }));
  if (!mine.ok) return showProblem(c, mine.error);
  const { assignments, next } = mine.value;
  const nextHref =
    next === undefined ? undefined : `${href("/evaluation/assignments")}?cursor=${encodeURIComponent(next)}`;
  return show(c, {
    title: t("evaluation.assignments"),
    lead: t("evaluation.assignmentsLead"),
    content: (
      <>
        {query.get("done") === "conflict" && (
          <Notification kind="info" title={t("evaluation.declaration.conflictTitle")}>
            <p>{t("evaluation.declaration.conflict")}</p>
          </Notification>
        )}
        <Assignments rows={assignments} />
        <Pagination nextHref={nextHref} />
      </>
    ),
  });
};
