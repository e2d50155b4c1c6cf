import { ok } from "@grants/kernel/result";
import type { Child, FC } from "hono/jsx";
import { answerOf, apiOf, type Schemas } from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { ButtonLink, ButtonRow } from "../../components/button.tsx";
import { Card, CardList } from "../../components/card.tsx";
import { Link } from "../../components/link.tsx";
import { Pagination } from "../../components/pagination.tsx";
import { Table } from "../../components/table.tsx";
import { mayDo } from "../../may-do.ts";
import { usePage, type PageContext } from "../../page/page-context.ts";
import { deadlineText } from "../calls/call-facts.tsx";
import { isOpenAt, nextStep, ProposalState, waitsForSomebody } from "./proposal-state.tsx";

type Row = Schemas["ListedProposal"];
type Mine = { readonly rows: readonly Row[]; readonly next: string | undefined };

const readMine = async (c: PortalContext) => {
  const cursor = c.get("page").query.get("cursor");
  const query = cursor === null ? {} : { cursor };
  const mine = await answerOf(apiOf(c).GET("/v1/proposals", { params: { query } }));
  return mine.ok ? ok<Mine>({ rows: mine.value.proposals, next: mine.value.next }) : mine;
};

/** What its people call it. */
const titleOf = ({ acronym }: Row, { t }: PageContext): string => acronym || t("proposals.untitled");

const ProposalTable: FC<{ rows: readonly Row[] }> = ({ rows }) => {
  const page = usePage();
  const { t, href } = page;
  return (
    <Table
      caption={t("proposals.caption")}
      columns={[
        {
          header: t("proposals.column.proposal"),
          namesRow: true,
          cell: (row) => (
            <>
              <Link href={href(`/proposals/${row.proposal.id}`)}>{titleOf(row, page)}</Link>
              <br />
              {t("proposals.for", { topic: row.proposal.topicId })}
              <br />
              {row.call.title}
            </>
          ),
        },
        { header: t("proposals.column.state"), cell: ({ proposal }) => <ProposalState state={proposal.state} /> },
        {
          header: t("proposals.column.deadline"),
          cell: ({ call }) => deadlineText(call, page),
        },
        { header: t("proposals.column.next"), cell: (row) => nextStep(row, row.call, page) },
      ]}
      rows={rows}
      empty={t("proposals.empty")}
    />
  );
};

const ListContent: FC<{ mine: Mine }> = ({ mine: { rows, next } }) => {
  const { t, href } = usePage();
  return (
    <>
      <ProposalTable rows={rows} />
      <Pagination
        nextHref={
          next === undefined ? undefined : `${href("/proposals")}?${new URLSearchParams({ cursor: next }).toString()}`
        }
      />
      <p>{t("proposals.startNeedsCall")}</p>
      <ButtonRow>
        <ButtonLink href={href("/calls?status=open")} kind="secondary">
          {t("proposals.toCalls")}
        </ButtonLink>
      </ButtonRow>
    </>
  );
};

export const showProposals = async (c: PortalContext): Promise<Response> => {
  const { t } = c.get("page");
  const mine = await readMine(c);
  if (!mine.ok) return showProblem(c, mine.error);
  return show(c, {
    title: t("proposals.title"),
    lead: t("proposals.lead"),
    content: <ListContent mine={mine.value} />,
  });
};

const MyWork: FC<{ rows: readonly Row[] }> = ({ rows }) => {
  const page = usePage();
  const { t, href } = page;
  return (
    <>
      <CardList>
        {rows.map((row) => (
          <Card
            title={titleOf(row, page)}
            href={href(`/proposals/${row.proposal.id}`)}
            status={<ProposalState state={row.proposal.state} />}
            meta={`${t("proposals.for", { topic: row.proposal.topicId })}, ${row.call.title}`}
            text={nextStep(row, row.call, page)}
            facts={[{ icon: "calendar", text: t("calls.cardDeadline", { deadline: deadlineText(row.call, page) }) }]}
          />
        ))}
      </CardList>
      <p>
        <Link href={href("/proposals")} standalone>
          {t("proposals.title")}
        </Link>
      </p>
    </>
  );
};

/** What still waits for its applicants; null where nothing does, or where the reader is no applicant. */
export const homeProposals = async (c: PortalContext): Promise<Child> => {
  const { person, t, now } = c.get("page");
  if (!mayDo(person, "listMyProposals")) return null;
  const mine = await readMine(c);
  if (!mine.ok) return <p>{t("proposals.home.unavailable")}</p>;
  const waiting = mine.value.rows.filter((row) => waitsForSomebody(row, isOpenAt(now, row.call)));
  return waiting.length === 0 ? null : <MyWork rows={waiting} />;
};
