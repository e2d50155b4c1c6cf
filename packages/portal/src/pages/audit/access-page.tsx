import type { FC } from "hono/jsx";
import type { Schemas } from "../../api-client.ts";
import { Pagination } from "../../components/pagination.tsx";
import { StatusLabel } from "../../components/status-label.tsx";
import { Table } from "../../components/table.tsx";
import { DateTimeOf } from "../../components/time.tsx";
import { type PageContext, usePage } from "../../page/page-context.ts";
import type { Page } from "../../page/page.ts";

type List = Schemas["AccessLogPage"];
const okStatus = 200;

const Outcome: FC<{ status: number }> = ({ status }) => {
  const { t } = usePage();
  return status === okStatus ? (
    <StatusLabel tone="neutral">{t("audit.access.shown")}</StatusLabel>
  ) : (
    <StatusLabel tone="attention">{t("audit.access.refused", { status })}</StatusLabel>
  );
};

/** Who looked at something that is personal or of a bank account. */
export const accessPage = ({ t, href }: PageContext, list: List): Page => ({
  title: t("audit.access.title", { thing: list.thing }),
  lead: t("audit.access.lead"),
  crumbs: [{ label: t("audit.title"), path: "/audit" }],
  content: (
    <>
      <Table
        caption={t("audit.access.caption")}
        rows={list.records}
        empty={t("audit.access.empty")}
        columns={[
          { header: t("audit.access.at"), cell: ({ at }) => <DateTimeOf at={at} exact />, namesRow: true },
          { header: t("audit.access.who"), cell: ({ caller }) => <code>{caller}</code> },
          { header: t("audit.access.action"), cell: ({ action }) => <code>{action}</code> },
          { header: t("audit.access.outcome"), cell: ({ status }) => <Outcome status={status} /> },
        ]}
      />
      <Pagination
        nextHref={
          list.next === undefined
            ? undefined
            : href(`/audit/${list.thing}/access?after=${encodeURIComponent(list.next)}`)
        }
      />
    </>
  ),
});
