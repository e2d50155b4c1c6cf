import type { FC } from "hono/jsx";
import type { Schemas } from "../../api-client.ts";
import { Amount } from "../../components/amount.tsx";
import { Link } from "../../components/link.tsx";
import { Table } from "../../components/table.tsx";
import { DateTimeOf } from "../../components/time.tsx";
import { usePage } from "../../page/page-context.ts";
import { decisionPath } from "./decision-page.tsx";

type Props = { readonly call: string; readonly decided: readonly Schemas["TopicDecision"][] };

/** The award decisions of a call: each leads to its awards, from which agreements are prepared. */
export const CallDecisions: FC<Props> = ({ call, decided }) => {
  const { t, href, format } = usePage();
  return (
    <Table
      caption={t("agreements.decisionsCaption", { call })}
      columns={[
        {
          header: t("agreements.decisionTopic"),
          namesRow: true,
          cell: ({ title, decision }) => <Link href={href(decisionPath(decision.id))}>{title}</Link>,
        },
        { header: t("agreements.column.decidedAt"), cell: ({ decision }) => <DateTimeOf at={decision.decidedAt} /> },
        {
          header: t("agreements.column.awards"),
          align: "right",
          cell: ({ decision }) => format.number(decision.awards),
        },
        {
          header: t("agreements.column.union"),
          align: "right",
          noWrap: true,
          cell: ({ decision }) => <Amount cents={decision.unionCents} />,
        },
      ]}
      rows={decided}
      empty={t("agreements.decisionsEmpty")}
    />
  );
};
