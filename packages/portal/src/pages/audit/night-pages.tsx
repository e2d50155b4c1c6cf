import type { Child, FC } from "hono/jsx";
import { answerOf, apiOf, type Schemas } from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { Amount } from "../../components/amount.tsx";
import { DescriptionList } from "../../components/description-list.tsx";
import { Link } from "../../components/link.tsx";
import { Notification } from "../../components/notification.tsx";
import { Pagination } from "../../components/pagination.tsx";
import { Section } from "../../components/section.tsx";
import { StatusLabel } from "../../components/status-label.tsx";
import { Table } from "../../components/table.tsx";
import { DateOf, DateTimeOf } from "../../components/time.tsx";
import { type PageContext, usePage } from "../../page/page-context.ts";
import type { Page } from "../../page/page.ts";
import { isMessageKey } from "../../words/catalogue.ts";

type List = Schemas["NightList"];
type Night = Schemas["NightSummary"];
type NightPage = Schemas["NightPage"];
type Finding = Schemas["NightFinding"];

const nightPath = (on: string): string => `/audit/nights/${on}`;

const sumOf = ({ counts }: Night, count: "equal" | "different" | "notComputed"): number =>
  counts.reduce((sum, each) => sum + each[count], 0);
const allOf = (night: Night): number => sumOf(night, "equal") + sumOf(night, "different") + sumOf(night, "notComputed");
const foundIn = (night: Night): number => sumOf(night, "different") + sumOf(night, "notComputed");

/** In a word where a night stands: what it found comes before that it is not finished. */
const NightState: FC<{ readonly night: Night }> = ({ night }) => {
  const { t } = usePage();
  if (foundIn(night) > 0)
    return <StatusLabel tone="attention">{t("audit.nights.found", { count: foundIn(night) })}</StatusLabel>;
  if (night.state === "running")
    return <StatusLabel tone="attention">{t(night.isLate ? "audit.nights.late" : "audit.nights.running")}</StatusLabel>;
  if (allOf(night) === 0) return <StatusLabel tone="quiet">{t("audit.nights.nothing")}</StatusLabel>;
  return <StatusLabel tone="active">{t("audit.nights.equal")}</StatusLabel>;
};

const listPage = ({ t, format, href }: PageContext, { nights, next }: List): Page => ({
  title: t("audit.nights.title"),
  lead: t("audit.nights.lead"),
  crumbs: [{ label: t("audit.title"), path: "/audit" }],
  content: (
    <>
      <Table
        caption={t("audit.nights.caption")}
        rows={nights}
        empty={t("audit.nights.empty")}
        columns={[
          {
            header: t("audit.nights.on"),
            namesRow: true,
            cell: ({ on }) => (
              <Link href={href(nightPath(on))}>
                <DateOf on={on} />
              </Link>
            ),
          },
          { header: t("audit.nights.computed"), align: "right", cell: (night) => format.number(allOf(night)) },
          { header: t("audit.nights.state"), cell: (night) => <NightState night={night} /> },
        ]}
      />
      <Pagination
        nextHref={next === undefined ? undefined : href(`/audit/nights?cursor=${encodeURIComponent(next)}`)}
      />
    </>
  ),
});

const Verdict: FC<{ readonly night: Night }> = ({ night }) => {
  const { t } = usePage();
  if (foundIn(night) > 0)
    return (
      <Notification kind="error" title={t("audit.nights.foundTitle")}>
        <p>{t("audit.nights.foundText")}</p>
      </Notification>
    );
  if (night.state === "running")
    return (
      <Notification kind={night.isLate ? "warning" : "info"} title={t("audit.nights.runningTitle")}>
        <p>{t("audit.nights.runningText")}</p>
      </Notification>
    );
  return (
    <Notification kind="success" title={t("audit.nights.equalTitle")}>
      <p>{t(allOf(night) === 0 ? "audit.nights.nothingText" : "audit.nights.equalText")}</p>
    </Notification>
  );
};

/** Where a decision is computed once more for whoever reads it; its timeline where it has no such page. */
const replayPath = ({ aggregate, kind, callId, topicId }: Finding): string => {
  if (kind === "payment") return `/audit/${aggregate}/replay`;
  if (kind === "ballot") return `/board/ballots/${aggregate}`;
  return callId === undefined || topicId === undefined ? `/audit/${aggregate}` : `/audit/replay/${callId}/${topicId}`;
};

/** A figure by what it is called on the replay pages, else as the record names it. */
const figureOf = ({ figure, outcome }: Finding, { t }: Pick<PageContext, "t">): Child => {
  if (outcome === "NOT_COMPUTED") return t("audit.nights.notComputed", { because: figure });
  const key = `audit.nights.figure.${figure}`;
  return isMessageKey(key) ? t(key) : <code>{figure}</code>;
};

/** Amounts as money; digests as they are, in a face in which they can be compared. */
const Value: FC<{ readonly figure: string; readonly value: string }> = ({ figure, value }) => {
  if (value === "") return <>–</>;
  const isAmount = figure.endsWith("Cents") && /^-?\d{1,15}$/.test(value);
  return isAmount ? <Amount cents={Number(value)} /> : <code class="portal-digest">{value}</code>;
};

const Findings: FC<Pick<NightPage, "findings">> = ({ findings }) => {
  const page = usePage();
  const { t, href } = page;
  return (
    <Table
      caption={t("audit.nights.findings")}
      rows={findings}
      empty=""
      columns={[
        {
          header: t("audit.nights.decision"),
          namesRow: true,
          cell: (finding) => (
            <>
              {t(`audit.nights.kind.${finding.kind}`)}
              <br />
              <Link href={href(`/audit/${finding.aggregate}`)}>{finding.aggregate}</Link>
            </>
          ),
        },
        { header: t("audit.nights.differs"), cell: (finding) => figureOf(finding, page) },
        { header: t("audit.nights.kept"), cell: ({ figure, kept }) => <Value figure={figure} value={kept} /> },
        {
          header: t("audit.nights.again"),
          cell: ({ figure, computed }) => <Value figure={figure} value={computed} />,
        },
        {
          header: t("audit.nights.look"),
          cell: (finding) => (
            <Link href={href(replayPath(finding))}>
              {t("audit.nights.replay", { decision: t(`audit.nights.kind.${finding.kind}`) })}
            </Link>
          ),
        },
      ]}
    />
  );
};

const Counts: FC<{ readonly night: Night }> = ({ night }) => {
  const { t, format } = usePage();
  return (
    <Table
      caption={t("audit.nights.counts")}
      rows={night.counts}
      empty=""
      columns={[
        { header: t("audit.nights.decision"), namesRow: true, cell: ({ kind }) => t(`audit.nights.kind.${kind}`) },
        { header: t("audit.nights.columnEqual"), align: "right", cell: ({ equal }) => format.number(equal) },
        {
          header: t("audit.nights.columnDifferent"),
          align: "right",
          cell: ({ different }) => format.number(different),
        },
        {
          header: t("audit.nights.columnNotComputed"),
          align: "right",
          cell: ({ notComputed }) => format.number(notComputed),
        },
      ]}
    />
  );
};

const nightPage = ({ t, format, href }: PageContext, { night, findings, next }: NightPage): Page => ({
  title: t("audit.nights.one", { on: format.date(night.on) }),
  lead: t("audit.nights.oneLead"),
  crumbs: [
    { label: t("audit.title"), path: "/audit" },
    { label: t("audit.nights.title"), path: "/audit/nights" },
  ],
  content: (
    <>
      <Verdict night={night} />
      {findings.length > 0 && (
        <Section title={t("audit.nights.findings")}>
          <Findings findings={findings} />
          <Pagination
            nextHref={
              next === undefined ? undefined : href(`${nightPath(night.on)}?cursor=${encodeURIComponent(next)}`)
            }
          />
        </Section>
      )}
      <Section title={t("audit.nights.counts")}>
        <Counts night={night} />
      </Section>
      <Section title={t("audit.nights.record")}>
        <DescriptionList
          items={[
            ...(night.finishedAt === undefined
              ? []
              : [{ term: t("audit.nights.finishedAt"), detail: <DateTimeOf at={night.finishedAt} exact /> }]),
            {
              term: t("audit.nights.places"),
              detail: t("audit.nights.placesText", { from: night.from, to: night.to }),
            },
            {
              term: t("audit.nights.trail"),
              detail: <Link href={href(`/audit/${night.id}`)}>{night.id}</Link>,
            },
          ]}
        />
      </Section>
    </>
  ),
});

/** The nights on which the decisions of a day were computed once more. */
export const showNights = async (c: PortalContext): Promise<Response> => {
  const cursor = c.get("page").query.get("cursor");
  const params = { query: cursor === null ? {} : { cursor } };
  const listed = await answerOf(apiOf(c).GET("/v1/transparency/nights", { params }));
  return listed.ok ? show(c, listPage(c.get("page"), listed.value)) : showProblem(c, listed.error);
};

const calendarDay = /^\d{4}-\d{2}-\d{2}$/;

/** One night, with each decision that did not come out as it is kept. */
export const showNight = async (c: PortalContext): Promise<Response> => {
  const on = c.req.param("on") ?? "";
  if (!calendarDay.test(on)) return showProblem(c, { status: 404, code: "NightNotFound" }, "/audit/nights");
  const cursor = c.get("page").query.get("cursor");
  const params = { path: { on }, query: cursor === null ? {} : { cursor } };
  const read = await answerOf(apiOf(c).GET("/v1/transparency/nights/{on}", { params }));
  return read.ok ? show(c, nightPage(c.get("page"), read.value)) : showProblem(c, read.error, "/audit/nights");
};
