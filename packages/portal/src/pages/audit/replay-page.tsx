import type { FC } from "hono/jsx";
import { answerOf, apiOf, type Schemas } from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { Amount } from "../../components/amount.tsx";
import { DescriptionList } from "../../components/description-list.tsx";
import { Link } from "../../components/link.tsx";
import { Notification } from "../../components/notification.tsx";
import { Section } from "../../components/section.tsx";
import { DateTimeOf } from "../../components/time.tsx";
import { type PageContext, usePage } from "../../page/page-context.ts";
import type { Page } from "../../page/page.ts";
import { ReplayTable } from "./replay-table.tsx";

type Replay = Schemas["RankingReplay"];

const Verdict: FC<{ replay: Replay }> = ({ replay }) => {
  const { t } = usePage();
  return replay.isEqual ? (
    <Notification kind="success" title={t("audit.replay.equal")}>
      {t("audit.replay.equalText")}
    </Notification>
  ) : (
    <Notification kind="error" title={t("audit.replay.different")}>
      {t("audit.replay.differentText", { proposal: replay.firstDifference?.decided?.acronym ?? "–" })}
    </Notification>
  );
};

const Inputs: FC<{ replay: Replay }> = ({ replay }) => {
  const { t, format, href } = usePage();
  const { inputs, terms, rules, rankedAt } = replay;
  return (
    <DescriptionList
      items={[
        { term: t("audit.replay.decidedAt"), detail: <DateTimeOf at={rankedAt} exact /> },
        {
          term: t("audit.terms"),
          detail: (
            <>
              {terms.map(({ id, version }) => (
                <p>
                  <Link href={href(`/audit/${id}`)}>{t("audit.term", { id, version })}</Link>
                </p>
              ))}
            </>
          ),
        },
        { term: t("audit.replay.consensus"), detail: format.number(inputs.consensus) },
        { term: t("audit.replay.tieDecisions"), detail: format.number(inputs.tieDecisions) },
        { term: t("audit.replay.national"), detail: t(inputs.national ? "audit.replay.yes" : "audit.replay.no") },
        { term: t("audit.replay.rules"), detail: <code>{rules.join(", ")}</code> },
      ]}
    />
  );
};

const Comparison: FC<{ replay: Replay }> = ({ replay }) => {
  const { t, format } = usePage();
  const { decided, recomputed } = replay;
  const rows = [
    {
      what: t("audit.replay.proposals"),
      decided: format.number(decided.proposals),
      recomputed: format.number(recomputed.proposals),
    },
    {
      what: t("audit.replay.rejected"),
      decided: format.number(decided.rejected),
      recomputed: format.number(recomputed.rejected),
    },
    { what: t("audit.replay.main"), decided: format.number(decided.main), recomputed: format.number(recomputed.main) },
    {
      what: t("audit.replay.mainCents"),
      decided: <Amount cents={decided.mainCents} />,
      recomputed: <Amount cents={recomputed.mainCents} />,
    },
    {
      what: t("audit.replay.list"),
      decided: <code class="portal-digest">{decided.listSha256}</code>,
      recomputed: <code class="portal-digest">{recomputed.listSha256}</code>,
    },
    {
      what: t("audit.replay.manifest"),
      decided: <code class="portal-digest">{decided.manifestSha256}</code>,
      recomputed: <code class="portal-digest">{recomputed.manifestSha256}</code>,
    },
  ];
  return <ReplayTable rows={rows} />;
};

const replayPage = ({ t }: PageContext, replay: Replay): Page => ({
  title: t("audit.replay.title"),
  lead: t("audit.replay.lead"),
  crumbs: [
    { label: t("audit.title"), path: "/audit" },
    { label: replay.rankingId, path: `/audit/${replay.rankingId}` },
  ],
  content: (
    <>
      <Verdict replay={replay} />
      <Section title={t("audit.replay.inputs")}>
        <Inputs replay={replay} />
      </Section>
      <Section title={t("audit.replay.outcome")}>
        <Comparison replay={replay} />
      </Section>
    </>
  ),
});

/** A ranking computed once more on the terms of its day, beside what was decided. */
export const showRankingReplay = async (c: PortalContext): Promise<Response> => {
  const path = { callId: c.req.param("callId") ?? "", topicId: c.req.param("topicId") ?? "" };
  const replay = await answerOf(
    apiOf(c).GET("/v1/evaluation/calls/{callId}/topics/{topicId}/ranking/replay", { params: { path } }),
  );
  return replay.ok ? show(c, replayPage(c.get("page"), replay.value)) : showProblem(c, replay.error);
};
