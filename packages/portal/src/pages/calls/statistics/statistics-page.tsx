import type { FC } from "hono/jsx";
import { answerOf, apiOf, type Schemas } from "../../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../../area.ts";
import { Amount } from "../../../components/amount.tsx";
import { DescriptionList } from "../../../components/description-list.tsx";
import { Section } from "../../../components/section.tsx";
import { EmptyState, Table } from "../../../components/table.tsx";
import { usePage, type PageContext } from "../../../page/page-context.ts";
import { CallTabs } from "../call-tabs.tsx";
import { BarPicture } from "./bar-picture.tsx";

type Statistics = Schemas["CallStatistics"];
type Topic = Schemas["TopicStatistics"];

const hundred = 100n;

/** Whole per cents of a whole, rounded half up; nothing of nothing is nothing. */
const percentOf = (part: number, whole: number): number =>
  whole === 0 ? 0 : Number((BigInt(part) * hundred * 2n + BigInt(whole)) / (BigInt(whole) * 2n));

const rateText = (awards: number, submissions: number, { t }: PageContext): string =>
  t("callSite.statistics.rateText", { awards, submissions, percent: percentOf(awards, submissions) });

/** An amount, or why it is not told. */
const AmountOrWithheld: FC<{ cents: number | null }> = ({ cents }) => {
  const { t } = usePage();
  return cents === null ? <span>{t("callSite.statistics.withheld")}</span> : <Amount cents={cents} />;
};

const Overview: FC<{ statistics: Statistics }> = ({ statistics }) => {
  const { t, format } = usePage();
  const { submissions, requestedCents, budgetCents } = statistics;
  return (
    <DescriptionList
      items={[
        { term: t("callSite.statistics.submissions"), detail: format.number(submissions) },
        { term: t("callSite.statistics.requested"), detail: <AmountOrWithheld cents={requestedCents} /> },
        { term: t("callSite.statistics.budget"), detail: <Amount cents={budgetCents} /> },
        ...(requestedCents === null || budgetCents === 0
          ? []
          : [
              {
                term: t("callSite.statistics.oversubscription"),
                detail: format.money(percentOf(requestedCents, budgetCents)),
              },
            ]),
      ]}
    />
  );
};

const Award: FC<{ statistics: Statistics }> = ({ statistics: { awarded } }) => {
  const page = usePage();
  const { t, format } = page;
  return (
    <Section title={t("callSite.statistics.award")}>
      {awarded === null ? (
        <p>{t("callSite.statistics.notAwarded")}</p>
      ) : (
        <DescriptionList
          items={[
            { term: t("callSite.statistics.awards"), detail: format.number(awarded.awards) },
            { term: t("callSite.statistics.awardedAmount"), detail: <Amount cents={awarded.unionCents} /> },
            { term: t("callSite.statistics.rate"), detail: rateText(awarded.awards, awarded.submissions, page) },
            {
              term: t("callSite.statistics.days"),
              detail: t("callSite.statistics.daysText", { days: awarded.averageDaysFromClosing }),
            },
          ]}
        />
      )}
    </Section>
  );
};

const topicBar = ({ title, requestedCents, budgetCents }: Topic, { format }: PageContext) => ({
  label: title,
  value: requestedCents ?? 0,
  text: `${requestedCents === null ? "…" : format.money(requestedCents)} / ${format.money(budgetCents)}`,
  ofWhole: budgetCents,
});

const Topics: FC<{ topics: readonly Topic[] }> = ({ topics }) => {
  const page = usePage();
  const { t, format } = page;
  const isAwarded = topics.some(({ award }) => award !== null);
  return (
    <Section title={t("callSite.statistics.topics")}>
      <BarPicture title={t("callSite.statistics.topicsPicture")} bars={topics.map((topic) => topicBar(topic, page))} />
      <Table
        caption={t("callSite.statistics.topics")}
        wide
        columns={[
          { header: t("callSite.statistics.column.topic"), namesRow: true, cell: ({ title }) => title },
          {
            header: t("callSite.statistics.column.submissions"),
            align: "right",
            cell: ({ submissions }) => format.number(submissions),
          },
          {
            header: t("callSite.statistics.column.requested"),
            align: "right",
            cell: ({ requestedCents }) => <AmountOrWithheld cents={requestedCents} />,
          },
          {
            header: t("callSite.statistics.column.budget"),
            align: "right",
            cell: ({ budgetCents }) => <Amount cents={budgetCents} />,
          },
          ...(isAwarded
            ? [
                {
                  header: t("callSite.statistics.column.rate"),
                  align: "right" as const,
                  cell: ({ award, submissions }: Topic) =>
                    award === null ? "–" : rateText(award.awards, submissions, page),
                },
                {
                  header: t("callSite.statistics.column.awarded"),
                  align: "right" as const,
                  cell: ({ award }: Topic) => (award === null ? "–" : <Amount cents={award.unionCents} />),
                },
              ]
            : []),
        ]}
        rows={topics}
        empty=""
      />
    </Section>
  );
};

const Countries: FC<{ statistics: Statistics }> = ({ statistics: { countries } }) => {
  const { t, format, language } = usePage();
  const names = new Intl.DisplayNames(language, { type: "region" });
  const nameOf = (country: string): string => names.of(country) ?? country;
  return (
    <Section title={t("callSite.statistics.countries")}>
      {countries === null ? (
        <p>{t("callSite.statistics.withheld")}</p>
      ) : (
        <>
          <BarPicture
            title={t("callSite.statistics.countriesPicture")}
            bars={countries.map(({ country, participations }) => ({
              label: nameOf(country),
              value: participations,
              text: format.number(participations),
            }))}
          />
          <Table
            caption={t("callSite.statistics.countries")}
            columns={[
              {
                header: t("callSite.statistics.column.country"),
                namesRow: true,
                cell: ({ country }) => nameOf(country),
              },
              {
                header: t("callSite.statistics.column.participations"),
                align: "right",
                cell: ({ participations }) => format.number(participations),
              },
              {
                header: t("callSite.statistics.column.coordinations"),
                align: "right",
                cell: ({ coordinations }) => format.number(coordinations),
              },
            ]}
            rows={countries}
            empty=""
          />
        </>
      )}
    </Section>
  );
};

const Participants: FC<{ statistics: Statistics }> = ({ statistics: { participants } }) => {
  const { t, format } = usePage();
  return participants === null ? null : (
    <Section title={t("callSite.statistics.participants")}>
      <DescriptionList
        items={[
          { term: t("callSite.statistics.participantsAll"), detail: format.number(participants.all) },
          { term: t("callSite.statistics.participantsSmes"), detail: format.number(participants.smes) },
          { term: t("callSite.statistics.participantsPublic"), detail: format.number(participants.publicBodies) },
          { term: t("callSite.statistics.participantsNonProfit"), detail: format.number(participants.nonProfits) },
        ]}
      />
    </Section>
  );
};

const Figures: FC<{ statistics: Statistics }> = ({ statistics }) => {
  const { t, format } = usePage();
  return (
    <>
      <Overview statistics={statistics} />
      <Award statistics={statistics} />
      <Topics topics={statistics.topics} />
      <Countries statistics={statistics} />
      <Participants statistics={statistics} />
      <p>{t("callSite.statistics.computed", { at: format.dateTime(statistics.computedAt) })}</p>
    </>
  );
};

/** The figures of a call that anybody may know (TRA-03), as pictures and as tables. */
export const showStatistics = async (c: PortalContext): Promise<Response> => {
  const { t } = c.get("page");
  const api = apiOf(c);
  const path = { callId: c.req.param("callId") ?? "" };
  const [call, statistics] = await Promise.all([
    answerOf(api.GET("/v1/calls/{callId}", { params: { path } })),
    answerOf(api.GET("/v1/calls/{callId}/statistics", { params: { path } })),
  ]);
  if (!call.ok) return showProblem(c, call.error, "/calls");
  if (!statistics.ok && statistics.error.code !== "NoStatistics") return showProblem(c, statistics.error);
  const { summary } = call.value;
  return show(c, {
    title: t("callSite.statistics.title"),
    lead: t("callSite.statistics.lead"),
    crumbs: [
      { label: t("calls.title"), path: "/calls" },
      { label: summary.title, path: `/calls/${path.callId}` },
    ],
    head: { canonicalPath: `/calls/${path.callId}/statistics` },
    content: (
      <>
        <CallTabs callId={path.callId} here="statistics" />
        {statistics.ok ? (
          <Figures statistics={statistics.value} />
        ) : (
          <EmptyState title={t("callSite.statistics.none")}>{t("callSite.statistics.noneText")}</EmptyState>
        )}
      </>
    ),
  });
};
