import type { FC } from "hono/jsx";
import { hiddenVersion, type Schemas } from "../../api-client.ts";
import { Amount } from "../../components/amount.tsx";
import { Button } from "../../components/button.tsx";
import { Form } from "../../components/form.tsx";
import { Link } from "../../components/link.tsx";
import { StatusLabel } from "../../components/status-label.tsx";
import { Table } from "../../components/table.tsx";
import { usePage } from "../../page/page-context.ts";
import { isAllowed, isOffered, offBecause } from "../cofunding/allowed-action.ts";
import { boardPath, decisionPath, proposalPath, stepTone, topicPath } from "./vocabulary.ts";

type Board = Schemas["EvaluationBoard"];
type BoardTopic = Schemas["BoardTopic"];
type BoardRow = Schemas["BoardRow"];

const RankingState: FC<{ topic: BoardTopic }> = ({ topic: { ranking, decision } }) => {
  const { t } = usePage();
  if (ranking === undefined) return <StatusLabel tone="neutral">{t("evaluation.board.notRanked")}</StatusLabel>;
  const { main, proposals } = ranking.ranking;
  return (
    <>
      {t("evaluation.board.ranked", { version: ranking.version, main, proposals })}
      {decision !== undefined && (
        <>
          <br />
          <StatusLabel tone="active">{t("evaluation.board.decided")}</StatusLabel>
        </>
      )}
    </>
  );
};

const TopicActions: FC<{ callId: string; topic: BoardTopic }> = ({ callId, topic }) => {
  const page = usePage();
  const { t, href } = page;
  const { topicId, ranking, decision, allowedActions } = topic;
  return (
    <>
      {ranking !== undefined && (
        <p>
          <Link href={href(topicPath(callId, topicId))}>{t("evaluation.board.openRanking")}</Link>
        </p>
      )}
      {decision !== undefined && (
        <p>
          <Link href={href(decisionPath(decision.decision.id))}>{t("evaluation.ranking.seeDecision")}</Link>
        </p>
      )}
      {isOffered(allowedActions, "rankTopic") && decision === undefined && (
        <Form action={href(`${topicPath(callId, topicId)}/ranking`)} hidden={hiddenVersion(ranking?.version ?? 0)}>
          <Button kind="secondary" disabledBecause={offBecause(allowedActions, "rankTopic", page)}>
            {t(ranking === undefined ? "evaluation.board.rank" : "evaluation.board.rankAgain")}
          </Button>
        </Form>
      )}
    </>
  );
};

/** The topics of the call: one budget, one ranking, one decision each. */
export const BoardTopics: FC<{ board: Board }> = ({ board: { callId, topics } }) => {
  const { t } = usePage();
  return (
    <Table
      caption={t("evaluation.board.topics")}
      columns={[
        {
          header: t("evaluation.topic"),
          namesRow: true,
          cell: ({ title, topicId }) => (
            <>
              {title}
              <br />
              <small>{topicId}</small>
            </>
          ),
        },
        {
          header: t("evaluation.board.budget"),
          align: "right",
          cell: ({ budgetCents }) => <Amount cents={budgetCents} />,
        },
        { header: t("evaluation.board.ranking"), cell: (topic) => <RankingState topic={topic} /> },
        { header: t("evaluation.board.next"), cell: (topic) => <TopicActions callId={callId} topic={topic} /> },
      ]}
      rows={topics}
      empty=""
    />
  );
};

const Outcome: FC<{ row: BoardRow }> = ({ row: { consensus } }) => {
  const { t } = usePage();
  if (consensus === undefined) return <>{t("evaluation.board.none")}</>;
  const { total, isAboveThresholds } = consensus;
  return <>{t(isAboveThresholds ? "evaluation.board.above" : "evaluation.board.below", { total })}</>;
};

const RowLinks: FC<{ board: Board; row: BoardRow }> = ({ board: { callId, page }, row }) => {
  const { t, href } = usePage();
  const { proposalId, acronym, assignmentVersion, reportsIn, allowedActions } = row;
  const experts = `${href(`${boardPath(callId)}/experts/${proposalId}`)}?page=${String(page)}`;
  return (
    <>
      {isAllowed(allowedActions, "assignExperts") && (
        <p>
          <Link href={experts}>
            {t(assignmentVersion === 0 ? "evaluation.board.assign" : "evaluation.board.reassign")}
          </Link>
        </p>
      )}
      {isOffered(allowedActions, "assignExperts") && (
        <p>
          <Link href={href(`${boardPath(callId)}/conflicts/${proposalId}`)}>
            {t("evaluation.conflicts.title", { acronym })}
          </Link>
        </p>
      )}
      {reportsIn > 0 && (
        <p>
          <Link href={href(`${proposalPath(proposalId)}/consensus`)}>{t("evaluation.toConsensus", { acronym })}</Link>
        </p>
      )}
    </>
  );
};

/** A page of the sealed list, with how far each proposal is. */
export const BoardProposals: FC<{ board: Board }> = ({ board }) => {
  const { t } = usePage();
  return (
    <Table
      caption={t("evaluation.board.proposalsCaption")}
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
        { header: t("evaluation.topic"), cell: ({ topicId }) => topicId },
        {
          header: t("evaluation.board.requested"),
          align: "right",
          cell: ({ requestedCents }) => <Amount cents={requestedCents} />,
        },
        {
          header: t("evaluation.board.step"),
          cell: ({ step }) => <StatusLabel tone={stepTone[step]}>{t(`evaluation.step.${step}`)}</StatusLabel>,
        },
        {
          header: t("evaluation.reportsIn"),
          cell: ({ reportsIn, experts }) => t("evaluation.reportsOf", { reports: reportsIn, experts: experts.length }),
        },
        { header: t("evaluation.board.outcome"), cell: (row) => <Outcome row={row} /> },
        { header: t("evaluation.board.next"), cell: (row) => <RowLinks board={board} row={row} /> },
      ]}
      rows={board.proposals}
      empty={t("evaluation.board.proposalsEmpty")}
      wide
    />
  );
};
