import type { FC } from "hono/jsx";
import { answerOf, apiOf, type Schemas } from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { Amount } from "../../components/amount.tsx";
import { ButtonLink, ButtonRow } from "../../components/button.tsx";
import { DescriptionList } from "../../components/description-list.tsx";
import { Link } from "../../components/link.tsx";
import { Notification } from "../../components/notification.tsx";
import { Pagination } from "../../components/pagination.tsx";
import { Section } from "../../components/section.tsx";
import { Table } from "../../components/table.tsx";
import { DateTimeOf } from "../../components/time.tsx";
import { mayDo } from "../../may-do.ts";
import { usePage } from "../../page/page-context.ts";
import { TrailLink } from "../audit/trail-link.tsx";
import { ToResultLetters } from "../letters/letters-of.tsx";
import { decisionPath, evaluationCrumb, pageNumberOf, topicPath } from "./vocabulary.ts";

type DecisionPage = Schemas["AwardDecisionPage"];

const Facts: FC<{ shown: DecisionPage }> = ({ shown: { decision } }) => {
  const { t, href } = usePage();
  const { callId, topicId, rankingVersion, departsFromRanking, unionCents, nationalCents, potCents } = decision;
  const basis = t("evaluation.decision.basisText", { version: rankingVersion });
  return (
    <Section title={t("evaluation.decision.facts")}>
      <DescriptionList
        items={[
          { term: t("evaluation.topic"), detail: topicId },
          { term: t("evaluation.decision.decidedAt"), detail: <DateTimeOf at={decision.decidedAt} /> },
          {
            term: t("evaluation.decision.basis"),
            detail: <Link href={href(topicPath(callId, topicId))}>{basis}</Link>,
          },
          {
            term: t("evaluation.decision.departs"),
            detail: t(departsFromRanking ? "evaluation.decision.yes" : "evaluation.decision.no"),
          },
          { term: t("evaluation.decision.union"), detail: <Amount cents={unionCents} /> },
          { term: t("evaluation.decision.nationalTotal"), detail: <Amount cents={nationalCents} /> },
          ...(potCents === 0 ? [] : [{ term: t("evaluation.decision.pot"), detail: <Amount cents={potCents} /> }]),
        ]}
      />
    </Section>
  );
};

const Awards: FC<{ shown: DecisionPage }> = ({ shown: { awards } }) => {
  const { t, format } = usePage();
  return (
    <Section title={t("evaluation.decision.awards")}>
      <Table
        caption={t("evaluation.decision.awards")}
        columns={[
          { header: t("evaluation.ranking.rank"), cell: ({ rank }) => (rank === undefined ? "–" : String(rank)) },
          { header: t("evaluation.proposal"), namesRow: true, cell: ({ acronym }) => acronym },
          {
            header: t("evaluation.ranking.union"),
            align: "right",
            cell: ({ unionCents }) => <Amount cents={unionCents} />,
          },
          {
            header: t("evaluation.ranking.national"),
            cell: ({ national }) => national.map(({ funder, cents }) => `${funder} ${format.money(cents)}`).join(", "),
          },
        ]}
        rows={awards}
        empty={t("evaluation.decision.awardsEmpty")}
      />
    </Section>
  );
};

const Content: FC<{ shown: DecisionPage }> = ({ shown }) => {
  const { t, href, query, person } = usePage();
  const { decision, page, pages } = shown;
  const at = (number: number) => `${href(decisionPath(decision.id))}?page=${String(number)}`;
  return (
    <>
      {query.get("done") === "decided" && (
        <Notification kind="success" title={t("evaluation.decision.decidedTitle")}>
          <p>{t("evaluation.decision.decided")}</p>
        </Notification>
      )}
      <Facts shown={shown} />
      <ToResultLetters decisionId={decision.id} />
      <Awards shown={shown} />
      <Pagination
        previousHref={page > 1 ? at(page - 1) : undefined}
        nextHref={page < pages ? at(page + 1) : undefined}
        here={t("evaluation.board.page", { page, pages })}
      />
      {mayDo(person, "readCommitments") && (
        <ButtonRow>
          <ButtonLink href={href(`/cofunding/decisions/${decision.id}`)}>{t("evaluation.decision.toFunds")}</ButtonLink>
        </ButtonRow>
      )}
    </>
  );
};

/** An award decision with its awards. */
export const showDecision = async (c: PortalContext): Promise<Response> => {
  const page = c.get("page");
  const path = { decisionId: c.req.param("decisionId") ?? "" };
  const params = { path, query: { page: pageNumberOf(page) } };
  const read = await answerOf(apiOf(c).GET("/v1/evaluation/decisions/{decisionId}", { params }));
  if (!read.ok) return showProblem(c, read.error);
  return show(c, {
    title: page.t("evaluation.decision.title"),
    crumbs: [evaluationCrumb(page)],
    meta: [<TrailLink aggregate={read.value.decision.id} />],
    content: <Content shown={read.value} />,
  });
};
