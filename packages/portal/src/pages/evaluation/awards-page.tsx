import type { FC } from "hono/jsx";
import { answerOf, apiOf, changeHeaders, hiddenVersion, seeOther, type Schemas } from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { Amount } from "../../components/amount.tsx";
import { Button, ButtonLink, ButtonRow } from "../../components/button.tsx";
import { DescriptionList } from "../../components/description-list.tsx";
import { Form } from "../../components/form.tsx";
import { Link } from "../../components/link.tsx";
import { Notification } from "../../components/notification.tsx";
import { Section } from "../../components/section.tsx";
import { Table } from "../../components/table.tsx";
import { DateTimeOf } from "../../components/time.tsx";
import { readForm } from "../../forms/form-values.ts";
import { usePage } from "../../page/page-context.ts";
import { isAllowed, isOffered, offBecause } from "../cofunding/allowed-action.ts";
import { mayDo } from "../../may-do.ts";
import { reviewListPath } from "../results/review-facts.ts";
import { clockItems } from "./award-clock.tsx";
import { awardPath, awardsPath, boardCrumbs, decisionPath } from "./vocabulary.ts";

type AwardListPage = Schemas["AwardListPage"];

const pathOf = (c: PortalContext) => ({ callId: c.req.param("callId") ?? "", topicId: c.req.param("topicId") ?? "" });

const Facts: FC<{ shown: AwardListPage }> = ({ shown: { budgetCents, availableCents, reserve } }) => {
  const { t, format } = usePage();
  const length = reserve.length === undefined ? t("evaluation.awards.wholeReserve") : format.number(reserve.length);
  return (
    <DescriptionList
      items={[
        { term: t("evaluation.ranking.budget"), detail: <Amount cents={budgetCents} /> },
        { term: t("evaluation.awards.available"), detail: <Amount cents={availableCents} /> },
        { term: t("evaluation.awards.reserveLength"), detail: length },
        { term: t("evaluation.awards.reserveUntil"), detail: format.date(reserve.expiresOn) },
      ]}
    />
  );
};

/** Why a limit was exceeded, and the way to say so (TTG-03). */
const Excess: FC<{ shown: AwardListPage }> = ({ shown: { callId, topicId, excess, allowedActions } }) => {
  const { t, href, format } = usePage();
  return (
    <>
      {excess.length > 0 && (
        <Table
          caption={t("evaluation.clock.excess")}
          columns={[
            {
              header: t("evaluation.clock.limit"),
              namesRow: true,
              cell: ({ limit }) => t(`evaluation.clock.limit.${limit}`),
            },
            { header: t("evaluation.clock.ground"), cell: ({ ground }) => t(`evaluation.clock.ground.${ground}`) },
            { header: t("evaluation.clock.text"), cell: ({ text }) => text },
            {
              header: t("evaluation.clock.late"),
              align: "right",
              cell: ({ daysLate }) => format.number(daysLate),
            },
            { header: t("evaluation.clock.recordedAt"), cell: ({ recordedAt }) => <DateTimeOf at={recordedAt} /> },
          ]}
          rows={excess}
          empty=""
        />
      )}
      {isAllowed(allowedActions, "recordExcess") && (
        <ButtonRow>
          <ButtonLink kind="secondary" href={href(`${awardsPath(callId, topicId)}/excess`)}>
            {t("evaluation.clock.excessOpen")}
          </ButtonLink>
        </ButtonRow>
      )}
    </>
  );
};

const Clocks: FC<{ shown: AwardListPage }> = ({ shown }) => {
  const page = usePage();
  const { clocks } = shown;
  const { agreements, inForce } = clocks;
  const inForceText = page.t("evaluation.clock.inForceText", { inForce, agreements });
  return (
    <Section title={page.t("evaluation.clock.section")}>
      <DescriptionList
        items={[
          ...clockItems(clocks, page),
          { term: page.t("evaluation.clock.inForce"), detail: inForceText },
          ...(clocks.daysToInform === undefined
            ? []
            : [
                {
                  term: page.t("evaluation.clock.daysToInform"),
                  detail: page.format.number(Number(clocks.daysToInform)),
                },
              ]),
          ...(clocks.daysToSign === undefined
            ? []
            : [{ term: page.t("evaluation.clock.daysToSign"), detail: page.format.number(Number(clocks.daysToSign)) }]),
        ]}
      />
      <Excess shown={shown} />
    </Section>
  );
};

const Awards: FC<{ shown: AwardListPage }> = ({ shown: { awards, callId, topicId, allowedActions } }) => {
  const { t, href } = usePage();
  const words = isOffered(allowedActions, "changeAward") ? "evaluation.change.open" : "evaluation.change.see";
  return (
    <Table
      caption={t("evaluation.decision.awards")}
      columns={[
        { header: t("evaluation.ranking.rank"), cell: ({ rank }) => (rank === undefined ? "–" : String(rank)) },
        { header: t("evaluation.proposal"), namesRow: true, cell: ({ acronym }) => acronym },
        {
          header: t("evaluation.awards.decided"),
          align: "right",
          cell: ({ decidedCents }) => <Amount cents={decidedCents} />,
        },
        { header: t("evaluation.awards.now"), align: "right", cell: ({ unionCents }) => <Amount cents={unionCents} /> },
        {
          header: t("evaluation.awards.changedAt"),
          cell: ({ changedAt }) => (changedAt === undefined ? "–" : <DateTimeOf at={changedAt} />),
        },
        {
          header: t("evaluation.change.column"),
          cell: ({ proposalId, acronym }) => (
            <Link href={href(awardPath({ callId, topicId, proposalId }))}>{t(words, { acronym })}</Link>
          ),
        },
      ]}
      rows={awards}
      empty={t("evaluation.decision.awardsEmpty")}
    />
  );
};

const Place: FC<{ row: AwardListPage["reserve"]["waiting"][number] }> = ({
  row: { rank, isTied, isOrderedByPanel },
}) => {
  const { t } = usePage();
  const placed = isOrderedByPanel ? ` (${t("evaluation.ranking.byPanel")})` : "";
  return <>{`${String(rank)}${isTied ? ` (${t("evaluation.ranking.tied")})` : placed}`}</>;
};

/** The ways to the ties of those who wait, for who records the panel's order (CLR-RANK-01). */
const Ties: FC<{ shown: AwardListPage }> = ({ shown: { callId, topicId, reserve, allowedActions } }) => {
  const { t, href } = usePage();
  const ranks = new Set(reserve.waiting.filter(({ isTied }) => isTied).map(({ rank }) => rank));
  if (ranks.size === 0) return null;
  return (
    <>
      <p>{t("evaluation.awards.tied")}</p>
      {isAllowed(allowedActions, "orderReserveTie") && (
        <ButtonRow>
          {[...ranks].map((rank) => (
            <ButtonLink href={href(`${awardsPath(callId, topicId)}/ties/${String(rank)}`)} kind="secondary">
              {t("evaluation.ranking.orderTie", { rank })}
            </ButtonLink>
          ))}
        </ButtonRow>
      )}
    </>
  );
};

const Reserve: FC<{ shown: AwardListPage }> = ({ shown }) => {
  const page = usePage();
  const { t, href } = page;
  const { callId, topicId, version, reserve, correctedAt, allowedActions } = shown;
  return (
    <Section title={t("evaluation.ranking.group.RESERVE")}>
      {correctedAt !== undefined && (
        <p>
          {t("evaluation.awards.corrected")} <DateTimeOf at={correctedAt} />
        </p>
      )}
      {reserve.invited.length > 0 && (
        <Table
          caption={t("evaluation.awards.invited")}
          columns={[
            { header: t("evaluation.ranking.rank"), cell: ({ rank }) => String(rank) },
            { header: t("evaluation.proposal"), namesRow: true, cell: ({ acronym }) => acronym },
            {
              header: t("evaluation.ranking.union"),
              align: "right",
              cell: ({ unionCents }) => <Amount cents={unionCents} />,
            },
            { header: t("evaluation.awards.invitedAt"), cell: ({ invitedAt }) => <DateTimeOf at={invitedAt} /> },
          ]}
          rows={reserve.invited}
          empty=""
        />
      )}
      <Table
        caption={t("evaluation.awards.waiting")}
        columns={[
          { header: t("evaluation.ranking.rank"), cell: (row) => <Place row={row} /> },
          { header: t("evaluation.proposal"), namesRow: true, cell: ({ acronym }) => acronym },
          { header: t("evaluation.ranking.total"), cell: ({ total }) => total },
          {
            header: t("evaluation.ranking.union"),
            align: "right",
            cell: ({ unionCents }) => <Amount cents={unionCents} />,
          },
        ]}
        rows={reserve.waiting}
        empty={t("evaluation.ranking.empty.RESERVE")}
      />
      <Ties shown={shown} />
      {reserve.areSealCandidates && reserve.waiting.length > 0 && <p>{t("evaluation.awards.seal")}</p>}
      {isOffered(allowedActions, "inviteReserve") && (
        <Form action={href(`${awardsPath(callId, topicId)}/reserve`)} hidden={hiddenVersion(version)}>
          <p>{t("evaluation.awards.inviteHelp")}</p>
          <ButtonRow>
            <Button disabledBecause={offBecause(allowedActions, "inviteReserve", page)}>
              {t("evaluation.awards.invite")}
            </Button>
          </ButtonRow>
        </Form>
      )}
    </Section>
  );
};

const Content: FC<{ shown: AwardListPage }> = ({ shown }) => {
  const { t, href, query, person } = usePage();
  return (
    <>
      {query.get("done") === "invited" && (
        <Notification kind="success" title={t("evaluation.awards.invitedTitle")}>
          <p>{t("evaluation.awards.invitedText")}</p>
        </Notification>
      )}
      {query.get("done") === "changed" && (
        <Notification kind="success" title={t("evaluation.change.doneTitle")}>
          <p>{t("evaluation.change.doneText")}</p>
        </Notification>
      )}
      {query.get("done") === "ordered" && <Notification kind="success" title={t("evaluation.awards.ordered")} />}
      {query.get("done") === "recorded" && <Notification kind="success" title={t("evaluation.clock.recorded")} />}
      <Facts shown={shown} />
      <Clocks shown={shown} />
      <Section title={t("evaluation.decision.awards")}>
        <Awards shown={shown} />
        <ButtonRow>
          {mayDo(person, "listEvaluationReviews") && (
            <ButtonLink kind="secondary" href={href(reviewListPath(shown.callId))}>
              {t("results.review.list")}
            </ButtonLink>
          )}
          <ButtonLink href={href(decisionPath(shown.decisionId))} kind="secondary">
            {t("evaluation.ranking.seeDecision")}
          </ButtonLink>
        </ButtonRow>
      </Section>
      <Reserve shown={shown} />
    </>
  );
};

export const readAwards = (c: PortalContext) =>
  answerOf(apiOf(c).GET("/v1/awards/calls/{callId}/topics/{topicId}", { params: { path: pathOf(c) } }));

/** What became of a topic's awards, and its reserve list. */
export const showAwards = async (c: PortalContext): Promise<Response> => {
  const page = c.get("page");
  const read = await readAwards(c);
  if (!read.ok) return showProblem(c, read.error);
  const { callId, callTitle, topicTitle, topicId } = read.value;
  return show(c, {
    title: page.t("evaluation.awards.title", { topic: topicTitle }),
    lead: page.t("evaluation.awards.lead"),
    crumbs: boardCrumbs(page, callId, callTitle),
    meta: [topicId],
    content: <Content shown={read.value} />,
  });
};

export const inviteReserve = async (c: PortalContext): Promise<Response> => {
  const form = await readForm(c);
  const path = pathOf(c);
  const params = { path, header: changeHeaders(form) };
  const invited = await answerOf(apiOf(c).POST("/v1/awards/calls/{callId}/topics/{topicId}/reserve", { params }));
  const back = awardsPath(path.callId, path.topicId);
  return invited.ok ? seeOther(c, `${back}?done=invited`) : showProblem(c, invited.error, back);
};
