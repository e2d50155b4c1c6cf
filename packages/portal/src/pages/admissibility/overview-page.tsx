import { answerOf, apiOf, type Schemas } from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { Link } from "../../components/link.tsx";
import { Pagination } from "../../components/pagination.tsx";
import { Table } from "../../components/table.tsx";
import { DateTimeOf } from "../../components/time.tsx";
import { readClosedInvitations } from "../calls/read-call.ts";
import { boardPath } from "./vocabulary.ts";

/** Where officers begin: the calls that have closed on this platform. */
export const showAdmissibilityCalls = async (c: PortalContext): Promise<Response> => {
  const { t, href, query: asked } = c.get("page");
  const cursor = asked.get("cursor");
  const query = { status: "closed", origin: "platform", ...(cursor === null ? {} : { cursor }) } as const;
  const listed = await answerOf(apiOf(c).GET("/v1/calls", { params: { query } }));
  if (!listed.ok) return showProblem(c, listed.error, "/admissibility");
  const { next } = listed.value;
  const calls: readonly Pick<Schemas["ListedCall"], "callId" | "title" | "closesAt">[] = listed.value.calls;
  const invited = cursor === null ? await readClosedInvitations(c) : [];
  return show(c, {
    title: t("admissibility.title"),
    lead: t("admissibility.lead"),
    content: (
      <>
        <Table
          caption={t("evaluation.closedCalls")}
          columns={[
            { header: t("cofunding.call"), namesRow: true, cell: ({ title }) => title },
            {
              header: t("evaluation.board.deadline"),
              cell: ({ closesAt }) => (closesAt === null ? "" : <DateTimeOf at={closesAt} />),
            },
            {
              header: t("evaluation.board.next"),
              cell: ({ callId }) => <Link href={href(boardPath(callId))}>{t("admissibility.openBoard")}</Link>,
            },
          ]}
          rows={[...invited, ...calls]}
          empty={t("evaluation.closedCallsEmpty")}
        />
        <Pagination
          nextHref={
            next === undefined ? undefined : href(`/admissibility?${new URLSearchParams({ cursor: next }).toString()}`)
          }
        />
      </>
    ),
  });
};
