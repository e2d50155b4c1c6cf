import type { FC } from "hono/jsx";
import { answerOf, apiOf, type Schemas } from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { Link } from "../../components/link.tsx";
import { Table } from "../../components/table.tsx";
import { DateTimeOf } from "../../components/time.tsx";
import { usePage } from "../../page/page-context.ts";
import { boardPath } from "./vocabulary.ts";

type Call = Schemas["ListedCall"];

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
  const { t } = c.get("page");
  const listed = await answerOf(apiOf(c).GET("/v1/calls", { params: { query: { status: "closed" } } }));
  if (!listed.ok) return showProblem(c, listed.error);
  const calls = listed.value.calls.filter(({ origin }) => origin === "platform");
  return show(c, {
    title: t("evaluation.title"),
    lead: t("evaluation.lead"),
    content: <ClosedCalls calls={calls} />,
  });
};
