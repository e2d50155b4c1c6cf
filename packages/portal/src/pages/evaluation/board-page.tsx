import type { FC } from "hono/jsx";
import {
  answerOf,
  apiOf,
  changeHeaders,
  commandHeaders,
  hiddenKeys,
  seeOther,
  type Schemas,
} from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { Button } from "../../components/button.tsx";
import { Form } from "../../components/form.tsx";
import { mayDo } from "../../may-do.ts";
import { DescriptionList } from "../../components/description-list.tsx";
import { Link } from "../../components/link.tsx";
import { Pagination } from "../../components/pagination.tsx";
import { Section } from "../../components/section.tsx";
import { StatusLabel } from "../../components/status-label.tsx";
import { DateTimeOf } from "../../components/time.tsx";
import { readForm } from "../../forms/form-values.ts";
import { usePage } from "../../page/page-context.ts";
import { assignmentPath } from "./assignment-words.ts";
import { BoardProposals, BoardTopics } from "./board-tables.tsx";
import { PeriodEnd } from "./period-end.tsx";
import { boardPath, callConflictsPath, evaluationCrumb, pageNumberOf, topicPath } from "./vocabulary.ts";

type Board = Schemas["EvaluationBoard"];

export const readBoard = (c: PortalContext) =>
  answerOf(
    apiOf(c).GET("/v1/evaluation/calls/{callId}", {
      params: { path: { callId: c.req.param("callId") ?? "" }, query: { page: pageNumberOf(c.get("page")) } },
    }),
  );

const Facts: FC<{ board: Board }> = ({ board: { closesAt, sealed, deadlines } }) => {
  const { t, href, format } = usePage();
  return (
    <Section title={t("evaluation.board.facts")}>
      <DescriptionList
        items={[
          { term: t("evaluation.board.deadline"), detail: <DateTimeOf at={closesAt} /> },
          ...(sealed === undefined
            ? []
            : [
                { term: t("evaluation.board.sealedAt"), detail: <DateTimeOf at={sealed.sealedAt} exact /> },
                { term: t("evaluation.board.submissions"), detail: format.number(sealed.submissions) },
                { term: t("evaluation.board.digest"), detail: <code>{sealed.listSha256}</code> },
              ]),
          { term: t("evaluation.board.informBy"), detail: <PeriodEnd end={deadlines.inform} /> },
          { term: t("evaluation.board.signBy"), detail: <PeriodEnd end={deadlines.latestSign} /> },
        ]}
      />
      {sealed !== undefined && (
        <p>
          {t("evaluation.board.complete", { count: sealed.submissions })}{" "}
          <Link href={href("/evidence/receipt")}>{t("evidence.receipt.verify")}</Link>
        </p>
      )}
    </Section>
  );
};

const Pages: FC<{ board: Board }> = ({ board: { callId, page, pages } }) => {
  const { t, href } = usePage();
  const at = (number: number) => `${href(boardPath(callId))}?page=${String(number)}`;
  return (
    <Pagination
      previousHref={page > 1 ? at(page - 1) : undefined}
      nextHref={page < pages ? at(page + 1) : undefined}
      here={t("evaluation.board.page", { page, pages })}
    />
  );
};

/** Who goes on is decided on the rankings of all topics, as they stand here. */
const SecondStage: FC<{ board: Board }> = ({ board: { callId, topics } }) => {
  const { t, href, person } = usePage();
  const rankings = topics.flatMap(({ topicId, ranking }) =>
    ranking === undefined ? [] : [`${topicId} ${String(ranking.version)}`],
  );
  const waits = mayDo(person, "inviteToSecondStage") ? undefined : t("directAward.stage.waits");
  const because = rankings.length < topics.length ? t("directAward.stage.notRanked") : waits;
  return (
    <Section title={t("directAward.stage.section")}>
      <p>{t("directAward.stage.inviteText")}</p>
      <Form
        action={href(`${boardPath(callId)}/second-stage`)}
        hidden={{ ...hiddenKeys(), rankings: rankings.join(",") }}
      >
        <Button disabledBecause={because}>{t("directAward.stage.invite")}</Button>
      </Form>
    </Section>
  );
};

/** Invites those who go on, and leads to the call of the second stage. */
export const inviteToSecondStage = async (c: PortalContext): Promise<Response> => {
  const callId = c.req.param("callId") ?? "";
  const form = await readForm(c);
  const rankings = form
    .text("rankings")
    .split(",")
    .flatMap((one) => {
      const [topicId = "", version = ""] = one.split(" ");
      return topicId === "" ? [] : [{ topicId, version: Number(version) }];
    });
  const params = { path: { callId }, header: commandHeaders(form) };
  const invited = await answerOf(apiOf(c).POST("/v1/calls/{callId}/second-stage", { params, body: { rankings } }));
  return invited.ok ? seeOther(c, `/calls/${invited.value.call.id}`) : showProblem(c, invited.error, boardPath(callId));
};

/** The evaluation officer's board: how far everything is, and what can be done now. */
export const showBoard = async (c: PortalContext): Promise<Response> => {
  const page = c.get("page");
  const { t } = page;
  const read = await readBoard(c);
  if (!read.ok) return showProblem(c, read.error);
  const board = read.value;
  const isSealed = board.state === "sealed";
  return show(c, {
    title: t("evaluation.board.title", { title: board.title }),
    crumbs: [evaluationCrumb(page)],
    meta: [
      board.reference,
      <StatusLabel tone={isSealed ? "active" : "neutral"}>
        {t(isSealed ? "evaluation.board.sealed" : "evaluation.board.notSealed")}
      </StatusLabel>,
    ],
    content: (
      <>
        <Facts board={board} />
        <Section title={t("evaluation.board.topics")}>
          <BoardTopics board={board} />
        </Section>
        {board.isFirstStage === true && <SecondStage board={board} />}
        <Section title={t("evaluation.board.proposals")}>
          {isSealed && mayDo(page.person, "listAssignmentRuns") && (
            <p>
              <Link href={page.href(assignmentPath(board.callId))}>{t("assignment.link")}</Link>
            </p>
          )}
          {isSealed && mayDo(page.person, "listConflicts") && (
            <p>
              <Link href={page.href(callConflictsPath(board.callId))}>{t("evaluation.conflicts.call.link")}</Link>
            </p>
          )}
          <BoardProposals board={board} />
          <Pages board={board} />
        </Section>
      </>
    ),
  });
};

export const rankTopic = async (c: PortalContext): Promise<Response> => {
  const path = { callId: c.req.param("callId") ?? "", topicId: c.req.param("topicId") ?? "" };
  const params = { path, header: changeHeaders(await readForm(c)) };
  const ranked = await answerOf(apiOf(c).POST("/v1/evaluation/calls/{callId}/topics/{topicId}/ranking", { params }));
  return ranked.ok
    ? seeOther(c, `${topicPath(path.callId, path.topicId)}?done=ranked`)
    : showProblem(c, ranked.error, boardPath(path.callId));
};
