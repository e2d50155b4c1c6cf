import type { FC } from "hono/jsx";
import { answerOf, apiOf, type Schemas } from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { ButtonLink, ButtonRow } from "../../components/button.tsx";
import { Link } from "../../components/link.tsx";
import { Pagination } from "../../components/pagination.tsx";
import { Section } from "../../components/section.tsx";
import { EmptyState, Table } from "../../components/table.tsx";
import { StatusLabel } from "../../components/status-label.tsx";
import { DateTimeOf } from "../../components/time.tsx";
import { usePage } from "../../page/page-context.ts";
import { CallCards, HitCards } from "./call-cards.tsx";
import { type CallFilter, filteredPath, readFilter } from "./call-filter.ts";
import { feedsOf, FollowCalls } from "./follow-calls.tsx";
import { Invitations } from "./invitations.tsx";
import { readInvitations } from "./read-call.ts";
import { isProgrammeOfficer, isPublisher } from "./officer.ts";
import { SearchFilters } from "./search-filters.tsx";

type Draft = Schemas["CallDraftRow"];
type Found = Schemas["CallSearchPage"];

/** Above what everybody sees: what an officer has begun and nobody else sees. */
const Drafts: FC<{ drafts: readonly Draft[] }> = ({ drafts }) => {
  const { t, href } = usePage();
  return (
    <Section title={t("calls.drafts")}>
      <Table
        caption={t("calls.draftsCaption")}
        columns={[
          {
            header: t("calls.field.title"),
            namesRow: true,
            cell: ({ callId, title, isRequested }) => (
              <Link href={href(`/calls/${callId}/${isRequested ? "preview" : "edit"}`)}>{title}</Link>
            ),
          },
          { header: t("calls.field.reference"), cell: ({ reference }) => reference },
          {
            header: t("calls.fact.status"),
            cell: ({ isPublished, isRequested }) => (
              <>
                {t(isPublished ? "calls.draftOfPublished" : "calls.draftOfNew")}
                {isRequested && (
                  <>
                    {" "}
                    <StatusLabel tone="attention">{t("calls.step.requestedTag")}</StatusLabel>
                  </>
                )}
              </>
            ),
          },
          { header: t("calls.draftSavedAt"), cell: ({ savedAt }) => <DateTimeOf at={savedAt} /> },
        ]}
        rows={drafts}
        empty=""
      />
    </Section>
  );
};

const OfficersPart: FC<{ drafts: readonly Draft[] }> = ({ drafts }) => {
  const { t, href, person } = usePage();
  if (!isPublisher(person)) return null;
  return (
    <>
      {isProgrammeOfficer(person) && (
        <ButtonRow>
          <ButtonLink href={href("/calls/new")} icon="plus">
            {t("calls.new")}
          </ButtonLink>
          <ButtonLink href={href("/calls/questions")} kind="secondary">
            {t("callSite.questions.all")}
          </ButtonLink>
        </ButtonRow>
      )}
      {drafts.length > 0 && <Drafts drafts={drafts} />}
    </>
  );
};

/** Nothing was found: what may help, and how to hear of it when there is something. */
const NothingFound: FC<{ filter: CallFilter }> = ({ filter }) => {
  const { t, href } = usePage();
  if (Object.keys(filter).length === 0) return <EmptyState>{t("calls.empty")}</EmptyState>;
  return (
    <EmptyState title={t("callSite.noneTitle")}>
      <p>{t("callSite.noneText")}</p>
      <ButtonRow>
        <ButtonLink href={href("/calls")} kind="secondary">
          {t("callSite.noneAll")}
        </ButtonLink>
        <ButtonLink href={href(filteredPath("/subscriptions/new", filter))} kind="secondary">
          {t("callSite.noneFollow")}
        </ButtonLink>
      </ButtonRow>
    </EmptyState>
  );
};

const FoundCalls: FC<{ found: Found; filter: CallFilter }> = ({ found, filter }) => {
  const { t, href } = usePage();
  const { hits, total, page, pages, having } = found;
  const pathOf = (other: number) => href(filteredPath("/calls", filter, other));
  return (
    <>
      <p role="status">
        {having === "some" && total > 0
          ? t("callSite.foundSome", { count: total })
          : t("callSite.found", { count: total })}
      </p>
      {hits.length === 0 ? <NothingFound filter={filter} /> : <HitCards hits={hits} />}
      <Pagination
        previousHref={page > 1 ? pathOf(page - 1) : undefined}
        nextHref={page < pages ? pathOf(page + 1) : undefined}
        here={t("callSite.pageHere", { page, pages })}
      />
    </>
  );
};

/** As long as there is no index yet the list stands alone: by urgency, by what the addresses of the list know. */
const PlainList: FC<{ list: Schemas["CallList"]; filter: CallFilter }> = ({ list: { calls, next }, filter }) => {
  const { t, href } = usePage();
  const path = filteredPath("/calls", filter);
  const cursor = next === undefined ? "" : new URLSearchParams({ cursor: next }).toString();
  return (
    <>
      <p role="status">{t("callSite.found", { count: calls.length })}</p>
      {calls.length === 0 ? <NothingFound filter={filter} /> : <CallCards calls={calls} headingLevel={2} />}
      <Pagination
        nextHref={next === undefined ? undefined : href(`${path}${path.includes("?") ? "&" : "?"}${cursor}`)}
      />
    </>
  );
};

const pageNumberOf = (query: URLSearchParams): string | undefined =>
  /^(?:[1-9]\d?|1\d\d|2[0-4]\d|250)$/.exec(query.get("page") ?? "")?.[0];

const noDrafts = { ok: true, value: { drafts: [] } } as const;

export const showCalls = async (c: PortalContext): Promise<Response> => {
  const { t, person, query, href } = c.get("page");
  const filter = readFilter(query);
  const api = apiOf(c);
  const page = pageNumberOf(query);
  const [found, drafts, invitations] = await Promise.all([
    answerOf(
      api.GET("/v1/calls/search", { params: { query: { ...filter, ...(page === undefined ? {} : { page }) } } }),
    ),
    // Drafts stand above the first page alone.
    isPublisher(person) && page === undefined ? answerOf(api.GET("/v1/calls/drafts")) : noDrafts,
    page === undefined ? readInvitations(c) : [],
  ]);
  if (!found.ok) return showProblem(c, found.error, "/calls");
  if (!drafts.ok) return showProblem(c, drafts.error);
  const plain = found.value.indexedAt === null ? await readPlain(c, filter) : null;
  if (plain !== null && !plain.ok) return showProblem(c, plain.error, "/calls");
  const content = (
    <>
      <OfficersPart drafts={drafts.value.drafts} />
      <Invitations invitations={invitations} />
      <SearchFilters filter={filter} counts={plain === null ? found.value.facets : null} />
      {plain === null ? (
        <FoundCalls found={found.value} filter={filter} />
      ) : (
        <PlainList list={plain.value} filter={filter} />
      )}
      <p>
        <Link href={href("/calls/work/programmes")} standalone>
          {t("workProgrammes.title")}
        </Link>
      </p>
      <FollowCalls filter={filter} />
    </>
  );
  const head = { canonicalPath: filteredPath("/calls", filter), feeds: feedsOf(filter, t) };
  return show(c, { title: t("calls.title"), lead: t("calls.lead"), head, content });
};

const readPlain = (c: PortalContext, { text, status, programme }: CallFilter) => {
  const cursor = c.get("page").query.get("cursor");
  const query = {
    ...(text === undefined ? {} : { text }),
    ...(status === undefined ? {} : { status }),
    ...(programme === undefined ? {} : { programme }),
    ...(cursor === null ? {} : { cursor }),
  };
  return answerOf(apiOf(c).GET("/v1/calls", { params: { query } }));
};
