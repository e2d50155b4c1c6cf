import type { FC } from "hono/jsx";
import { answerOf, apiOf, type Schemas } from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { Amount } from "../../components/amount.tsx";
import { ButtonLink, ButtonRow } from "../../components/button.tsx";
import { DescriptionList } from "../../components/description-list.tsx";
import { Notification } from "../../components/notification.tsx";
import { Pagination } from "../../components/pagination.tsx";
import { Section } from "../../components/section.tsx";
import { DateTimeOf } from "../../components/time.tsx";
import { mayDo } from "../../may-do.ts";
import { usePage } from "../../page/page-context.ts";
import { isAllowed, isOffered, offBecause } from "../cofunding/allowed-action.ts";
import { OpenPeriodEnd, PeriodEnd } from "./period-end.tsx";
import { RankingPicture } from "./ranking-picture.tsx";
import { RankingTable } from "./ranking-table.tsx";
import { boardCrumbs, decisionPath, pageNumberOf, topicPath, type RankedStatus } from "./vocabulary.ts";

type RankingPage = Schemas["RankingPage"];

export const readRanking = (c: PortalContext) =>
  answerOf(
    apiOf(c).GET("/v1/evaluation/calls/{callId}/topics/{topicId}/ranking", {
      params: {
        path: { callId: c.req.param("callId") ?? "", topicId: c.req.param("topicId") ?? "" },
        query: { page: pageNumberOf(c.get("page")) },
      },
    }),
  );

const Facts: FC<{ shown: RankingPage }> = ({ shown: { version, ranking, decision, budgetCents, deadlines } }) => {
  const { t, format } = usePage();
  return (
    <Section title={t("evaluation.ranking.facts")}>
      <DescriptionList
        items={[
          { term: t("evaluation.ranking.version"), detail: format.number(version) },
          { term: t("evaluation.ranking.rankedAt"), detail: <DateTimeOf at={ranking.rankedAt} /> },
          { term: t("evaluation.ranking.budget"), detail: <Amount cents={budgetCents} /> },
          { term: t("evaluation.ranking.main"), detail: <Amount cents={ranking.mainCents} /> },
          { term: t("evaluation.ranking.unspent"), detail: <Amount cents={ranking.unspentCents} /> },
          {
            term: t("evaluation.board.informBy"),
            // What is not decided is not told; after the decision its awards page says when it was.
            detail:
              decision === undefined ? <OpenPeriodEnd end={deadlines.inform} /> : <PeriodEnd end={deadlines.inform} />,
          },
          { term: t("evaluation.board.signBy"), detail: <PeriodEnd end={deadlines.latestSign} /> },
        ]}
      />
    </Section>
  );
};

const groups = {
  MAIN: ["MAIN"],
  TIE_NEEDS_PANEL: ["TIE_NEEDS_PANEL"],
  RESERVE: ["RESERVE"],
  NATIONAL: ["GAP", "NOT_REACHED", "NATIONAL_INELIGIBLE", "VETO"],
  REJECTED: ["REJECTED"],
} as const satisfies Readonly<Record<string, readonly RankedStatus[]>>;
type Group = keyof typeof groups;

const GroupTable: FC<{ shown: RankingPage; group: Group; isShownEmpty?: boolean }> = ({
  shown: { rows, decision },
  group,
  isShownEmpty = false,
}) => {
  const { t, person } = usePage();
  const statuses: readonly RankedStatus[] = groups[group];
  const found = rows.filter(({ status }) => statuses.includes(status));
  return found.length === 0 && !isShownEmpty ? null : (
    <Section title={t(`evaluation.ranking.group.${group}`)}>
      <RankingTable
        caption={t(`evaluation.ranking.group.${group}`)}
        rows={found}
        empty={t(`evaluation.ranking.empty.${group}`)}
        hasTotal={group === "MAIN"}
        isDecided={decision !== undefined && mayDo(person, "readSummaryReport")}
      />
    </Section>
  );
};

/** Where the money ends, in words, between those who get some and those who do not. */
const BudgetLine: FC<{ shown: RankingPage }> = ({ shown: { ranking, budgetCents } }) => {
  const { t, format } = usePage();
  return (
    <p>
      <strong>
        {t("evaluation.ranking.line", {
          spent: format.money(ranking.mainCents),
          left: format.money(ranking.unspentCents),
          budget: format.money(budgetCents),
        })}
      </strong>
    </p>
  );
};

/** Ranks at which a tie stands. */
export const tiesIn = ({ rows }: RankingPage): readonly number[] => [
  ...new Set(rows.flatMap(({ rank, isTied }) => (isTied && rank !== undefined ? [rank] : []))),
];

const Actions: FC<{ shown: RankingPage }> = ({ shown }) => {
  const page = usePage();
  const { t, href } = page;
  const { callId, topicId, decision, allowedActions } = shown;
  const path = topicPath(callId, topicId);
  const canDecide = isAllowed(allowedActions, "decideAward");
  return (
    <>
      <ButtonRow>
        {canDecide && <ButtonLink href={href(`${path}/decision`)}>{t("evaluation.ranking.decide")}</ButtonLink>}
        {decision !== undefined && (
          <ButtonLink href={href(decisionPath(decision.decision.id))} kind="secondary">
            {t("evaluation.ranking.seeDecision")}
          </ButtonLink>
        )}
        {decision !== undefined && (
          <ButtonLink href={href(`${path}/awards`)} kind="secondary">
            {t("evaluation.awards.open")}
          </ButtonLink>
        )}
        {mayDo(page.person, "readWhatIf") && (
          <ButtonLink href={href(`${path}/what-if`)} kind="tertiary">
            {t("evaluation.whatIf.open")}
          </ButtonLink>
        )}
        {isAllowed(allowedActions, "decideTie") &&
          tiesIn(shown).map((rank) => (
            <ButtonLink href={href(`${path}/ties/${String(rank)}`)} kind="secondary">
              {t("evaluation.ranking.orderTie", { rank })}
            </ButtonLink>
          ))}
      </ButtonRow>
      {isOffered(allowedActions, "decideAward") && !canDecide && decision === undefined && (
        <p>{t("components.unavailable", { reason: offBecause(allowedActions, "decideAward", page) ?? "" })}</p>
      )}
    </>
  );
};

const Content: FC<{ shown: RankingPage }> = ({ shown }) => {
  const { t, href, query } = usePage();
  const { callId, topicId, page, pages } = shown;
  const at = (number: number) => `${href(topicPath(callId, topicId))}?page=${String(number)}`;
  return (
    <>
      {query.get("done") === "ranked" && (
        <Notification kind="success" title={t("evaluation.ranking.done")}>
          <p>{t("evaluation.ranking.doneText")}</p>
        </Notification>
      )}
      <Actions shown={shown} />
      <Facts shown={shown} />
      {page === 1 && <RankingPicture rows={shown.rows} budgetCents={shown.budgetCents} />}
      <GroupTable shown={shown} group="MAIN" isShownEmpty={page === 1} />
      <BudgetLine shown={shown} />
      <GroupTable shown={shown} group="TIE_NEEDS_PANEL" />
      <GroupTable shown={shown} group="RESERVE" isShownEmpty={page === 1} />
      <GroupTable shown={shown} group="NATIONAL" />
      <GroupTable shown={shown} group="REJECTED" />
      <Pagination
        previousHref={page > 1 ? at(page - 1) : undefined}
        nextHref={page < pages ? at(page + 1) : undefined}
        here={t("evaluation.board.page", { page, pages })}
      />
    </>
  );
};

/** The ranking of a topic with the budget line drawn in it. */
export const showRanking = async (c: PortalContext): Promise<Response> => {
  const page = c.get("page");
  const read = await readRanking(c);
  if (!read.ok) return showProblem(c, read.error);
  const { callId, callTitle, topicTitle, topicId } = read.value;
  return show(c, {
    title: page.t("evaluation.ranking.title", { topic: topicTitle }),
    lead: page.t("evaluation.ranking.lead"),
    crumbs: boardCrumbs(page, callId, callTitle),
    meta: [topicId],
    content: <Content shown={read.value} />,
  });
};
