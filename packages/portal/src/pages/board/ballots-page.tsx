import type { FC } from "hono/jsx";
import { answerOf, apiOf, type Schemas } from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { ButtonLink, ButtonRow } from "../../components/button.tsx";
import { Link } from "../../components/link.tsx";
import { Pagination } from "../../components/pagination.tsx";
import { StatusLabel } from "../../components/status-label.tsx";
import { Table } from "../../components/table.tsx";
import { mayDo } from "../../may-do.ts";
import { usePage } from "../../page/page-context.ts";
import { ballotPath, ballotTone, pointOf } from "./vocabulary.ts";

type Listed = Schemas["BallotList"];

const Ballots: FC<{ ballots: Listed["ballots"] }> = ({ ballots }) => {
  const page = usePage();
  const { t, href } = page;
  return (
    <Table
      caption={t("board.ballots")}
      columns={[
        {
          header: t("board.question"),
          namesRow: true,
          cell: ({ ballot, title }) => <Link href={href(ballotPath(ballot.id))}>{title}</Link>,
        },
        { header: t("board.matter"), cell: ({ ballot }) => pointOf(ballot.point, page) },
        { header: t("board.regime"), cell: ({ ballot }) => t(`board.regime.${ballot.regime}`) },
        {
          header: t("board.state"),
          noWrap: true,
          cell: ({ ballot }) => (
            <StatusLabel tone={ballotTone[ballot.state]}>
              {ballot.state === "closed"
                ? t(ballot.hasPassed ? "board.passed" : "board.notPassed")
                : t(`board.state.${ballot.state}`)}
            </StatusLabel>
          ),
        },
      ]}
      rows={ballots}
      empty={t("board.empty")}
    />
  );
};

/** What was put to the Board, the newest first. */
export const showBallots = async (c: PortalContext): Promise<Response> => {
  const { t, href, person, query } = c.get("page");
  const cursor = query.get("cursor");
  const params = { query: cursor === null ? {} : { cursor } };
  const listed = await answerOf(apiOf(c).GET("/v1/governance/ballots", { params }));
  if (!listed.ok) return showProblem(c, listed.error);
  const { ballots, next } = listed.value;
  return show(c, {
    title: t("board.title"),
    lead: t("board.lead"),
    content: (
      <>
        {mayDo(person, "prepareBallot") && (
          <ButtonRow>
            <ButtonLink href={href("/board/new")}>{t("board.new")}</ButtonLink>
          </ButtonRow>
        )}
        <Ballots ballots={ballots} />
        <Pagination nextHref={next === undefined ? undefined : href(`/board?cursor=${encodeURIComponent(next)}`)} />
      </>
    ),
  });
};
