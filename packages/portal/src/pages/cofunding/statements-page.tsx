import { answerOf, apiOf } from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { Link } from "../../components/link.tsx";
import { StatusLabel } from "../../components/status-label.tsx";
import { Table } from "../../components/table.tsx";
import { DateOf } from "../../components/time.tsx";
import { mayDo } from "../../may-do.ts";
import { cofundingCrumb } from "./read-cofunding.ts";
import { standingText, standingTone, statementPath } from "./statement-words.ts";

/** The statements of years that are over: a Member State's own, or every one for the Centre. */
export const showStatements = async (c: PortalContext): Promise<Response> => {
  const page = c.get("page");
  const { t, href, person } = page;
  const listed = await answerOf(apiOf(c).GET("/v1/cofunding/statements", {}));
  if (!listed.ok) return showProblem(c, listed.error);
  return show(c, {
    title: t("cofunding.statements.title"),
    lead: t("cofunding.statements.lead"),
    crumbs: mayDo(person, "listJointActions") ? [cofundingCrumb(page)] : [],
    content: (
      <Table
        caption={t("cofunding.statements.title")}
        columns={[
          {
            header: t("cofunding.statements.of"),
            namesRow: true,
            cell: (row) => (
              <Link href={href(statementPath(row))}>
                {t("cofunding.statements.name", { member: row.member, year: `${row.year}` })}
              </Link>
            ),
          },
          { header: t("cofunding.statements.due"), noWrap: true, cell: ({ dueOn }) => <DateOf on={dueOn} /> },
          {
            header: t("cofunding.state"),
            cell: (row) => <StatusLabel tone={standingTone(row)}>{standingText(row, page)}</StatusLabel>,
          },
        ]}
        rows={listed.value.statements}
        empty={t("cofunding.statements.empty")}
      />
    ),
  });
};
