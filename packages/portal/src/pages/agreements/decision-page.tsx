import type { FC } from "hono/jsx";
import { answerOf, apiOf, type Schemas } from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { Amount } from "../../components/amount.tsx";
import { DescriptionList } from "../../components/description-list.tsx";
import { Link } from "../../components/link.tsx";
import { StatusLabel, type StatusTone } from "../../components/status-label.tsx";
import { Table } from "../../components/table.tsx";
import { DateOf } from "../../components/time.tsx";
import { mayDo } from "../../may-do.ts";
import { usePage } from "../../page/page-context.ts";
import { sumOf } from "./agreement-facts.tsx";

export type Commitments = Schemas["CommitmentsPage"];
export type Award = Commitments["awards"][number];

export const decisionPath = (id: string): string => `/agreements/decisions/${id}`;
export const awardPath = (decision: string, awardId: string): string => `${decisionPath(decision)}/awards/${awardId}`;

export const readCommitments = (c: PortalContext) =>
  answerOf(
    apiOf(c).GET("/v1/cofunding/decisions/{decisionId}/commitments", {
      params: { path: { decisionId: c.req.param("decisionId") ?? "" } },
    }),
  );

/** What an award gets of the Union, and of national funders. */
export const centsOf = ({ lines }: Award, source: Schemas["MoneySource"]): number =>
  sumOf(lines.filter((line) => line.source === source).map(({ cents }) => cents));

const tones: Readonly<Record<Award["state"], StatusTone>> = {
  decided: "neutral",
  awarded: "attention",
  agreementPrepared: "neutral",
  signed: "active",
};

export const AwardState: FC<{ readonly state: Award["state"] }> = ({ state }) => {
  const { t } = usePage();
  return <StatusLabel tone={tones[state]}>{t(`agreements.awardState.${state}`)}</StatusLabel>;
};

const NextStep: FC<{ award: Award; commitments: Commitments }> = ({ award, commitments }) => {
  const { t, href, person } = usePage();
  switch (award.state) {
    case "decided":
      return <>{t("agreements.awardNext.decided")}</>;
    case "awarded":
      return mayDo(person, "prepareAgreement") ? (
        <Link href={href(awardPath(commitments.decisionId, award.awardId))}>
          {t("agreements.prepareOf", { acronym: award.acronym })}
        </Link>
      ) : (
        <>{t("agreements.awardNext.awarded")}</>
      );
    case "agreementPrepared":
    case "signed":
      return <Link href={href(`/agreements?callId=${commitments.callId}`)}>{t("agreements.toCallList")}</Link>;
  }
};

const Awards: FC<{ commitments: Commitments }> = ({ commitments }) => {
  const { t, format } = usePage();
  return (
    <Table
      caption={t("agreements.awardsCaption")}
      columns={[
        { header: t("agreements.column.rank"), cell: ({ rank }) => (rank === undefined ? "–" : format.number(rank)) },
        { header: t("agreements.column.project"), namesRow: true, cell: ({ acronym }) => acronym },
        {
          header: t("agreements.column.union"),
          align: "right",
          noWrap: true,
          cell: (award) => <Amount cents={centsOf(award, "VOTED")} />,
        },
        {
          header: t("agreements.column.national"),
          align: "right",
          noWrap: true,
          cell: (award) => <Amount cents={centsOf(award, "MEMBER_STATE")} />,
        },
        { header: t("agreements.column.state"), cell: ({ state }) => <AwardState state={state} /> },
        {
          header: t("agreements.column.action"),
          cell: (award) => <NextStep award={award} commitments={commitments} />,
        },
      ]}
      rows={commitments.awards}
      empty={t("agreements.awardsEmpty")}
    />
  );
};

/** Until when the commitment lets an agreement be signed (COMT-03). */
export const periodItems = ({ period }: Commitments, t: ReturnType<typeof usePage>["t"]) =>
  period === null
    ? []
    : [
        { term: t("agreements.budgetYear"), detail: String(period.budgetYear) },
        { term: t("agreements.signByOn"), detail: <DateOf on={period.signByOn} /> },
      ];

const crumbsOf = (c: PortalContext) => [{ label: c.get("page").t("agreements.title"), path: "/agreements" }];

export const showDecision = async (c: PortalContext): Promise<Response> => {
  const { t } = c.get("page");
  const read = await readCommitments(c);
  if (!read.ok) return showProblem(c, read.error);
  const commitments = read.value;
  return show(c, {
    title: t("agreements.decisionTitle"),
    lead: t("agreements.decisionLead"),
    crumbs: crumbsOf(c),
    meta: [commitments.topicId, commitments.decisionId],
    content: (
      <>
        <DescriptionList
          items={[{ term: t("agreements.decisionTopic"), detail: commitments.topicId }, ...periodItems(commitments, t)]}
        />
        <Awards commitments={commitments} />
      </>
    ),
  });
};
