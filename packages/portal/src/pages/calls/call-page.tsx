import type { Child, FC } from "hono/jsx";
import { answerOf, apiOf, type ApiClient, type Schemas } from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { AmountIfKnown } from "../../components/amount.tsx";
import { ButtonLink, ButtonRow } from "../../components/button.tsx";
import { DescriptionList } from "../../components/description-list.tsx";
import { Link } from "../../components/link.tsx";
import { Notification } from "../../components/notification.tsx";
import { Section } from "../../components/section.tsx";
import { DateTimeOf } from "../../components/time.tsx";
import { describeCall } from "../../feeds/structured-data.ts";
import { mayDo } from "../../may-do.ts";
import { usePage, type Person } from "../../page/page-context.ts";
import type { Page } from "../../page/page.ts";
import { organisationsOf } from "../proposals/organisations.ts";
import { CallStatusLabel, Deadline, grantRangeText, MomentIfKnown, OriginTags } from "./call-facts.tsx";
import { CallSections, SyntheticNotice } from "./call-sections.tsx";
import { CallTabs } from "./call-tabs.tsx";
import { calendarFeed, FollowCall } from "./follow-calls.tsx";
import { isProgrammeOfficer } from "./officer.ts";
import { Corrected } from "./corrected.tsx";
import { DirectAwardSection, isPublic } from "./invitations.tsx";
import { SecondStageSection, StageBoards } from "./second-stage.tsx";
import { readCall } from "./read-call.ts";
import { readableRate } from "./rates.ts";
import { TakePart, type OwnOrganisation } from "./take-part.tsx";

type PublicCall = Schemas["PublicCall"];
type Version = Schemas["CallVersion"];

/** What every call has, be it published here or taken over; what is not known is said to be unknown. */
const Facts: FC<{ call: PublicCall }> = ({ call: { summary, status } }) => {
  const page = usePage();
  const { t } = page;
  const unknown = t("components.unknown");
  const items: readonly { readonly term: string; readonly detail: Child }[] = [
    { term: t("calls.fact.status"), detail: <CallStatusLabel status={status} /> },
    { term: t("calls.fact.deadline"), detail: <Deadline call={summary} /> },
    { term: t("calls.fact.opens"), detail: <MomentIfKnown moment={summary.opensAt} /> },
    { term: t("calls.fact.budget"), detail: <AmountIfKnown cents={summary.budgetCents} /> },
    { term: t("calls.fact.grantRange"), detail: grantRangeText(summary, page) },
    {
      term: t("calls.fact.rate"),
      detail: summary.fundingRate === null ? unknown : readableRate(summary.fundingRate, page),
    },
    {
      term: t("calls.fact.actionType"),
      detail: summary.actionType === null ? unknown : t(`calls.action.${summary.actionType}`),
    },
    { term: t("calls.fact.programme"), detail: t(`calls.programme.${summary.programme}`) },
  ];
  return (
    <Section title={t("calls.section.facts")}>
      <DescriptionList items={items} />
    </Section>
  );
};

const ImportedRecord: FC<{ summary: Schemas["CallSummary"] }> = ({ summary }) => {
  const { t } = usePage();
  const { sourceUrl, note, topics } = summary;
  const unknown = t("components.unknown");
  return (
    <Section title={t("calls.section.record")}>
      <DescriptionList
        items={[
          {
            term: t("calls.fact.source"),
            detail: sourceUrl === null ? unknown : <Link href={sourceUrl}>{t("calls.toSource")}</Link>,
          },
          { term: t("calls.fact.topics"), detail: topics.length === 0 ? unknown : topics.join(", ") },
          ...(note === null ? [] : [{ term: t("calls.fact.note"), detail: note }]),
        ]}
      />
    </Section>
  );
};

/** The work programme that covers the call; before its adoption the call stands subject to it (WP-03). */
const Programme: FC<{ call: PublicCall; title: string }> = ({ call: { workProgramme }, title }) => {
  const { t, href } = usePage();
  if (workProgramme === undefined) return <>{title}</>;
  return (
    <>
      <Link href={href(`/calls/work/programmes/${workProgramme.id}`)}>{workProgramme.title}</Link>
      {!workProgramme.isAdopted && <strong>, {t("workProgrammes.subjectTo")}</strong>}
    </>
  );
};

const PublishedRecord: FC<{ version: Version; call: PublicCall }> = ({ version, call }) => {
  const { contentVersion, publishedAt, content, callId } = version;
  const { t, format, href } = usePage();
  const { sourceUrl } = content.provenance;
  return (
    <Section title={t("calls.section.record")}>
      <DescriptionList
        items={[
          { term: t("calls.fact.reference"), detail: content.reference },
          { term: t("calls.fact.workProgramme"), detail: <Programme call={call} title={content.workProgramme} /> },
          {
            term: t("calls.fact.version"),
            detail: (
              <>
                {format.number(contentVersion)}{" "}
                {isPublic(content) && <Link href={href(`/calls/${callId}/history`)}>{t("calls.history.link")}</Link>}
              </>
            ),
          },
          { term: t("calls.fact.publishedAt"), detail: <DateTimeOf at={publishedAt} exact /> },
          ...(sourceUrl === undefined
            ? []
            : [{ term: t("calls.fact.source"), detail: <Link href={sourceUrl}>{t("calls.toSource")}</Link> }]),
        ]}
      />
    </Section>
  );
};

const OfficerActions: FC<{ callId: string }> = ({ callId }) => {
  const { t, href } = usePage();
  return (
    <Section title={t("calls.officer.title")}>
      <ButtonRow>
        <ButtonLink href={href(`/calls/${callId}/edit`)} icon="edit">
          {t("calls.officer.edit")}
        </ButtonLink>
        <ButtonLink href={href(`/calls/${callId}/preview`)} kind="secondary">
          {t("calls.officer.preview")}
        </ButtonLink>
      </ButtonRow>
    </Section>
  );
};

/** To whom the page offers to take part: to those who could, and to those of whom nothing is known. */
const mayTakePart = (person: Person | null): boolean => person === null || mayDo(person, "createProposal");

/** Without a call, those of the reader's organisations that are invited. */
const invitedAmong = (organisations: readonly OwnOrganisation[], { content: { directAward } }: Version) =>
  directAward === undefined
    ? organisations
    : organisations.filter(({ id }) => directAward.invited.some(({ organisation }) => organisation === id));

type PublishedProps = { version: Version; call: PublicCall; organisations: readonly OwnOrganisation[] };

const PublishedCall: FC<PublishedProps> = (props) => {
  const { person } = usePage();
  const { version, call, organisations } = props;
  const { content, opensAt, closesAt, firstClosesAt } = version;
  return (
    <>
      <DirectAwardSection content={content} />
      <StageBoards version={version} />
      {content.secondStage !== undefined && <SecondStageSection version={version} organisations={organisations} />}
      {content.secondStage === undefined && mayTakePart(person) && (
        <TakePart version={version} organisations={invitedAmong(organisations, version)} />
      )}
      {isProgrammeOfficer(person) && <OfficerActions callId={version.callId} />}
      <CallSections content={content} timetable={{ ...content, opensAt, closesAt, firstClosesAt }} />
      <PublishedRecord version={version} call={call} />
    </>
  );
};

const ImportedNotice: FC = () => {
  const { t } = usePage();
  return (
    <Notification kind="info" title={t("calls.importedTitle")}>
      <p>{t("calls.importedText")}</p>
    </Notification>
  );
};

const PublishedNow: FC<{ version: Version }> = ({ version }) => {
  const { t, format } = usePage();
  return (
    <Notification kind="success" title={t("calls.publishedTitle")}>
      <p>{t("calls.publishedText", { at: format.exactTime(version.publishedAt) })}</p>
    </Notification>
  );
};

const OpenedNow: FC = () => {
  const { t } = usePage();
  return (
    <Notification kind="success" title={t("directAward.openedTitle")}>
      <p>{t("directAward.openedText")}</p>
    </Notification>
  );
};

const callPage = (c: PortalContext, call: PublicCall, organisations: readonly OwnOrganisation[]): Page => {
  const { t, query, origin, href, language } = c.get("page");
  const { summary, status, version } = call;
  const path = `/calls/${summary.callId}`;
  const url = `${origin}${href(path)}`;
  const isForEverybody = version !== undefined && isPublic(version.content);
  const isJustPublished = query.get("done") === "published" && version !== undefined;
  return {
    title: summary.title,
    crumbs: [{ label: t("calls.title"), path: "/calls" }],
    head: {
      canonicalPath: path,
      feeds: isForEverybody ? [calendarFeed(summary.callId, t)] : [],
      ...(version === undefined || isForEverybody
        ? { data: describeCall({ call, url, language, centre: t("callSite.feedAuthor") }) }
        : {}),
    },
    meta: [
      summary.reference ?? t("components.unknown"),
      <CallStatusLabel status={status} />,
      <OriginTags call={summary} />,
    ],
    content: (
      <>
        {isForEverybody && <CallTabs callId={summary.callId} here="call" />}
        {isJustPublished && (isForEverybody ? <PublishedNow version={version} /> : <OpenedNow />)}
        {summary.origin === "imported" && <ImportedNotice />}
        {version !== undefined && <Corrected version={version} />}
        <SyntheticNotice fields={summary.syntheticFields} />
        <Facts call={call} />
        {version === undefined ? (
          <ImportedRecord summary={summary} />
        ) : (
          <>
            <PublishedCall version={version} call={call} organisations={organisations} />
            {isForEverybody && <FollowCall callId={summary.callId} />}
          </>
        )}
      </>
    ),
  };
};

/** Names for the organisations of the reader; one that is not registered yet goes by its identifier. */
const readOrganisations = async (api: ApiClient, ids: readonly string[]): Promise<readonly OwnOrganisation[]> =>
  Promise.all(
    ids.map(async (id) => {
      const path = { organisationId: id };
      const file = await answerOf(api.GET("/v1/registry/organisations/{organisationId}", { params: { path } }));
      return { id, name: file.ok ? file.value.legalEntity.name : id };
    }),
  );

export const showCall = async (c: PortalContext): Promise<Response> => {
  const api = apiOf(c);
  const callId = c.req.param("callId") ?? "";
  const [call, organisations] = await Promise.all([
    readCall(c, callId),
    readOrganisations(api, organisationsOf(c.get("page").person)),
  ]);
  return call.ok ? show(c, callPage(c, call.value, organisations)) : showProblem(c, call.error);
};
