import { answerOf, apiOf, type Schemas } from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { Link } from "../../components/link.tsx";
import { SearchForm } from "../../components/search-form.tsx";
import { Section } from "../../components/section.tsx";
import { Table } from "../../components/table.tsx";
import type { PageContext } from "../../page/page-context.ts";
import { roleText } from "./people-facts.tsx";

type ActionRights = Schemas["AccessTable"]["actions"][number];

const whoText = ({ openTo, rows }: ActionRights, page: PageContext): string => {
  const { t } = page;
  if (openTo !== "ROLES") return t(`people.openTo.${openTo}`);
  return rows.map(({ role, relation }) => t(`people.relation.${relation}`, { role: roleText(role, page) })).join("; ");
};

/** Every word of the search is in the action, in what it is for, or in who may. */
const fits = (right: ActionRights, words: readonly string[], page: PageContext): boolean => {
  const roles = right.rows.map(({ role }) => role).join(" ");
  const text = `${right.action} ${right.summary} ${roles} ${whoText(right, page)}`.toLowerCase();
  return words.every((word) => text.includes(word));
};

const searchTextMax = 100;
const path = "/administration/rights";
const readTable = (c: PortalContext) => answerOf(apiOf(c).GET("/v1/transparency/access-table"));

/** The one table of rights, searched by address so that it works without a script. */
export const showRights = async (c: PortalContext): Promise<Response> => {
  const page = c.get("page");
  const { t, href, query } = page;
  const read = await readTable(c);
  if (!read.ok) return showProblem(c, read.error);
  const text = query.get("q")?.trim().slice(0, searchTextMax) ?? "";
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const { actions, hidden } = read.value;
  return show(c, {
    title: t("people.rights"),
    lead: t("people.rightsLead", { count: actions.length }),
    crumbs: [{ label: t("people.admin"), path: "/administration" }],
    content: (
      <>
        <SearchForm action={href(path)} label={t("people.rightsSearch")} value={text} />
        <p>
          <Link href={href(`${path}/document`)} download>
            {t("people.rightsDownload")}
          </Link>
        </p>
        <Table
          caption={t("people.rightsCaption")}
          columns={[
            {
              header: t("people.column.action"),
              namesRow: true,
              cell: ({ action, summary }) => (
                <>
                  <span lang="en">{summary}</span>
                  <br />
                  <code>{action}</code>
                </>
              ),
            },
            { header: t("people.column.who"), cell: (right) => whoText(right, page) },
          ]}
          rows={actions.filter((right) => fits(right, words, page))}
          empty={t("people.rightsEmpty")}
        />
        <Section title={t("people.hidden")}>
          <Table
            caption={t("people.hiddenCaption")}
            columns={[
              { header: t("people.column.what"), namesRow: true, cell: ({ what }) => t(`people.hidden.${what}`) },
              {
                header: t("people.column.hiddenFrom"),
                cell: ({ hiddenFrom }) => hiddenFrom.map((role) => roleText(role, page)).join("; "),
              },
              { header: t("people.column.hiddenUntil"), cell: ({ until }) => t(`people.until.${until}`) },
            ]}
            rows={hidden}
            empty=""
          />
        </Section>
      </>
    ),
  });
};

/** The same as a text that an auditor takes along. */
export const downloadRights = async (c: PortalContext): Promise<Response> => {
  const page = c.get("page");
  const { t, format, now } = page;
  const read = await readTable(c);
  if (!read.ok) return showProblem(c, read.error);
  const lines = [
    `# ${t("people.rights")}`,
    "",
    format.dateTime(now),
    "",
    `| ${t("people.column.action")} | | ${t("people.column.who")} |`,
    "|---|---|---|",
    ...read.value.actions.map((right) => `| ${right.action} | ${right.summary} | ${whoText(right, page)} |`),
    "",
  ];
  return c.body(lines.join("\n"), 200, {
    "content-type": "text/markdown; charset=utf-8",
    "content-disposition": 'attachment; filename="who-may-do-what.md"',
  });
};
