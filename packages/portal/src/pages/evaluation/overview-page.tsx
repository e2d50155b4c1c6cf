import type { FC } from "hono/jsx";
import { answerOf, apiOf, type Schemas } from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { Link } from "../../components/link.tsx";
import { Pagination } from "../../components/pagination.tsx";
import { Table } from "../../components/table.tsx";
import { DateTimeOf } from "../../components/time.tsx";
import { usePage } from "../../page/page-context.ts";
import { readClosedInvitations } from "../calls/read-call.ts";
import { boardPath } from "./vocabulary.ts";

type Call = Pick<Schemas["ListedCall"], "callId" | "title" | "closesAt">;

const ClosedCalls: FC<{ calls: readonly Call[] }> = ({ calls }) => {
  const { t, href } = usePage();
  return (
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
          cell: ({ callId }) => <Link href={href(boardPath(callId))}>{t("evaluation.openBoard")}</Link>,
        },
      ]}
      rows={calls}
      empty={t("evaluation.closedCallsEmpty")}
    />
  );
};

/** Where officers begin: the calls that have closed. Imported records were evaluated elsewhere and have no board. */
export const showEvaluation = async (c: PortalContext): Promise<Response> => {
  const { t, href, query: asked } = c.get("page");
  const cursor = asked.get("cursor");
  const query = { status: "closed", origin: "platform", ...(cursor === null ? {} : { cursor }) } as const;
  const listed = await answerOf(apiOf(c).GET("/v1/calls", { params: { query } }));
  if (!listed.ok) return showProblem(c, listed.error, "/evaluation");
  const { calls, next } = listed.value;
  const invited = cursor === null ? await readClosedInvitations(c) : [];
  const nextHref =
    next === undefined ? undefined : href(`/evaluation?${new URLSearchParams({ cursor: next }).toString()}`);
  return show(c, {
    title: t("evaluation.title"),
    lead: t("evaluation.lead"),
    content: (
      <>
        <ClosedCalls calls={[...invited, ...calls]} />
        <Pagination nextHref={nextHref} />
      </>
    ),
  });
};
