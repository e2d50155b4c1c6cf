import type { FC } from "hono/jsx";
import { answerOf, apiOf, type Schemas } from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { Button } from "../../components/button.tsx";
import { Select } from "../../components/choices.tsx";
import { Section } from "../../components/section.tsx";
import { Table } from "../../components/table.tsx";
import { DateTimeOf } from "../../components/time.tsx";
import { usePage } from "../../page/page-context.ts";
import { ChangesTable, fieldWord } from "./changes-table.tsx";

type History = Schemas["CallHistory"];

const Why: FC<{ version: History["versions"][number] }> = ({ version: { changeLog } }) => {
  const page = usePage();
  if (changeLog === undefined || changeLog.length === 0) return <span>{page.t("calls.history.first")}</span>;
  return (
    <ul>
      {changeLog.map(({ field, reason }) => (
        <li>
          {fieldWord(field, page)}: {reason}
        </li>
      ))}
    </ul>
  );
};

const Versions: FC<{ history: History }> = ({ history: { versions } }) => {
  const { t, format } = usePage();
  return (
    <Table
      caption={t("calls.history.caption")}
      columns={[
        {
          header: t("calls.history.version"),
          namesRow: true,
          cell: ({ contentVersion }) => format.number(contentVersion),
        },
        { header: t("calls.fact.publishedAt"), cell: ({ publishedAt }) => <DateTimeOf at={publishedAt} /> },
        { header: t("calls.fact.deadline"), cell: ({ closesAt }) => <DateTimeOf at={closesAt} /> },
        { header: t("calls.history.why"), cell: (version) => <Why version={version} /> },
      ]}
      rows={versions.toReversed()}
      empty=""
    />
  );
};

/** Any two versions side by side, by an address that can be shared. */
const Choose: FC<{ history: History; path: string }> = ({ history: { versions, from, to }, path }) => {
  const { t, format, href } = usePage();
  const choices = versions.map(({ contentVersion }) => ({
    value: String(contentVersion),
    label: format.number(contentVersion),
  }));
  return (
    <form class="portal-form" method="get" action={href(path)}>
      <Select name="from" label={t("calls.history.from")} choices={choices} value={String(from)} />
      <Select name="to" label={t("calls.history.to")} choices={choices} value={String(to)} />
      <Button kind="secondary">{t("calls.history.compare")}</Button>
    </form>
  );
};

const numberIn = (query: URLSearchParams, name: string): string | undefined => {
  const text = query.get(name) ?? "";
  return /^[1-9]\d{0,3}$/.test(text) ? text : undefined;
};

/** Every version that was public, what it changed and why (CALL-03, CLR-CALL-01). */
export const showHistory = async (c: PortalContext): Promise<Response> => {
  const { t, query } = c.get("page");
  const callId = c.req.param("callId") ?? "";
  const [from, to] = [numberIn(query, "from"), numberIn(query, "to")];
  const asked = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
  const params = { path: { callId }, query: asked };
  const read = await answerOf(apiOf(c).GET("/v1/calls/{callId}/versions", { params }));
  if (!read.ok) return showProblem(c, read.error);
  const history = read.value;
  const compared = { from: history.from, to: history.to };
  const title = history.versions.at(-1)?.title ?? "";
  const path = `/calls/${callId}`;
  return show(c, {
    title: t("calls.history.title"),
    lead: t("calls.history.lead"),
    crumbs: [
      { label: t("calls.title"), path: "/calls" },
      { label: title, path },
    ],
    meta: [title],
    content: (
      <>
        <Versions history={history} />
        {history.versions.length > 1 && (
          <Section title={t("calls.history.between", compared)}>
            <ChangesTable caption={t("calls.history.between", compared)} changes={history.changes} />
            <Choose history={history} path={`${path}/history`} />
          </Section>
        )}
      </>
    ),
  });
};
