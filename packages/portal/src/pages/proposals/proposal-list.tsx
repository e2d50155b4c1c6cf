import type { Child, FC } from "hono/jsx";
import { answerOf, apiOf, type Schemas } from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { ButtonLink, ButtonRow } from "../../components/button.tsx";
import { Card, CardList } from "../../components/card.tsx";
import { Link } from "../../components/link.tsx";
import { Pagination } from "../../components/pagination.tsx";
import { Table } from "../../components/table.tsx";
import { usePage } from "../../page/page-context.ts";
import { deadlineText } from "../calls/call-facts.tsx";
import { nextStep, ProposalState, waitsForSomebody } from "./proposal-state.tsx";

type NamedCall = Schemas["ListedCall"];
type Row = { readonly head: Schemas["ProposalHead"]; readonly call: NamedCall | undefined };
type Mine = { readonly rows: readonly Row[]; readonly next: string | undefined };

/** Calls by their id, those that a page names, each asked for once. */
const readCalls = async (c: PortalContext, callIds: readonly string[]): Promise<ReadonlyMap<string, NamedCall>> => {
  const api = apiOf(c);
  const read = async (callId: string) => answerOf(api.GET("/v1/calls/{callId}", { params: { path: { callId } } }));
  const calls = await Promise.all([...new Set(callIds)].map(read));
  return new Map(
    calls.flatMap((call) =>
      call.ok ? [[call.value.summary.callId, { ...call.value.summary, status: call.value.status }]] : [],
    ),
  );
};

/** Proposals name their call by its identifier; the call itself tells its title and deadline. */
const readMine = async (c: PortalContext) => {
  const cursor = c.get("page").query.get("cursor");
  const query = cursor === null ? {} : { cursor };
  const mine = await answerOf(apiOf(c).GET("/v1/proposals", { params: { query } }));
  if (!mine.ok) return mine;
  const { proposals, next } = mine.value;
  const calls = await readCalls(
    c,
    proposals.map(({ proposal }) => proposal.callId),
  );
  const rows = proposals.map((head) => ({ head, call: calls.get(head.proposal.callId) }));
  return { ok: true, value: { rows, next } satisfies Mine } as const;
};

const isOpen = ({ call }: Row): boolean => call?.status === "open";

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
          cell: ({ head: { proposal }, call }) => (
            <>
              <Link href={href(`/proposals/${proposal.id}`)}>{t("proposals.for", { topic: proposal.topicId })}</Link>
              {call !== undefined && (
                <>
                  <br />
                  {call.title}
                </>
              )}
            </>
          ),
        },
        { header: t("proposals.column.state"), cell: ({ head }) => <ProposalState state={head.proposal.state} /> },
        {
          header: t("proposals.column.deadline"),
          cell: ({ call }) => (call === undefined ? t("components.unknown") : deadlineText(call, page)),
        },
        { header: t("proposals.column.next"), cell: (row) => t(nextStep(row.head.proposal, isOpen(row))) },
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
        {rows.map(({ head: { proposal }, call }) => (
          <Card
            title={t("proposals.for", { topic: proposal.topicId })}
            href={href(`/proposals/${proposal.id}`)}
            status={<ProposalState state={proposal.state} />}
            meta={call?.title}
            text={t(nextStep(proposal, call?.status === "open"))}
            facts={
              call && [{ icon: "calendar", text: t("calls.cardDeadline", { deadline: deadlineText(call, page) }) }]
            }
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
  const { person, t } = c.get("page");
  if (person?.roles.includes("applicant") !== true) return null;
  const mine = await readMine(c);
  if (!mine.ok) return <p>{t("proposals.home.unavailable")}</p>;
  const waiting = mine.value.rows.filter((row) => waitsForSomebody(row.head.proposal, isOpen(row)));
  return waiting.length === 0 ? null : <MyWork rows={waiting} />;
};
