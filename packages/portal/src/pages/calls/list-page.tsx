import type { FC } from "hono/jsx";
import { answerOf, apiOf, type Schemas } from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { ButtonLink, ButtonRow } from "../../components/button.tsx";
import { Select } from "../../components/choices.tsx";
import { Link } from "../../components/link.tsx";
import { Pagination } from "../../components/pagination.tsx";
import { FilterForm, SearchForm } from "../../components/search-form.tsx";
import { Section } from "../../components/section.tsx";
import { EmptyState, Table } from "../../components/table.tsx";
import { StatusLabel } from "../../components/status-label.tsx";
import { DateTimeOf } from "../../components/time.tsx";
import { usePage } from "../../page/page-context.ts";
import { CallCards } from "./call-cards.tsx";
import { isProgrammeOfficer, isPublisher } from "./officer.ts";
import { callStatuses, oneOf, programmes } from "./vocabulary.ts";

type Filter = {
  readonly text?: string;
  readonly status?: Schemas["CallStatus"];
  readonly programme?: Schemas["Programme"];
};

const searchTextMax = 200;

/** What the address asks for; what it cannot ask for is left out. */
const readFilter = (query: URLSearchParams): Filter => {
  const text = query.get("q")?.trim().slice(0, searchTextMax) ?? "";
  const status = oneOf(callStatuses, query.get("status") ?? "");
  const programme = oneOf(programmes, query.get("programme") ?? "");
  return {
    ...(text === "" ? {} : { text }),
    ...(status === undefined ? {} : { status }),
    ...(programme === undefined ? {} : { programme }),
  };
};

const Filters: FC<{ filter: Filter }> = ({ filter: { text, status, programme } }) => {
  const { t, href } = usePage();
  return (
    <>
      <SearchForm
        action={href("/calls")}
        label={t("calls.search")}
        value={text}
        keep={{ ...(status && { status }), ...(programme && { programme }) }}
      />
      <FilterForm action={href("/calls")} clearHref={href("/calls")}>
        {text !== undefined && <input type="hidden" name="q" value={text} />}
        <Select
          name="status"
          label={t("calls.filterStatus")}
          placeholder={t("calls.filterAll")}
          choices={callStatuses.map((value) => ({ value, label: t(`calls.status.${value}`) }))}
          value={status}
        />
        <Select
          name="programme"
          label={t("calls.filterProgramme")}
          placeholder={t("calls.filterAll")}
          choices={programmes.map((value) => ({ value, label: t(`calls.programme.${value}`) }))}
          value={programme}
        />
      </FilterForm>
    </>
  );
};

type Draft = Schemas["CallDraftRow"];

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

/** The following page of the same search. */
const nextPath = ({ text, ...kept }: Filter, cursor: string): string =>
  `/calls?${new URLSearchParams({ ...(text === undefined ? {} : { q: text }), ...kept, cursor }).toString()}`;

type Listed = { readonly calls: readonly Schemas["ListedCall"][]; readonly next?: string; readonly isWhole: boolean };
type ListProps = { readonly listed: Listed; readonly drafts: readonly Draft[]; readonly filter: Filter };

const ListContent: FC<ListProps> = ({ listed: { calls, next, isWhole }, drafts, filter }) => {
  const { t, href, person } = usePage();
  const isFiltered = Object.keys(filter).length > 0;
  return (
    <>
      {isProgrammeOfficer(person) && (
        <ButtonRow>
          <ButtonLink href={href("/calls/new")} icon="plus">
            {t("calls.new")}
          </ButtonLink>
        </ButtonRow>
      )}
      {drafts.length > 0 && <Drafts drafts={drafts} />}
      <Filters filter={filter} />
      <p role="status">{t(isWhole ? "calls.found" : "calls.foundHere", { count: calls.length })}</p>
      {calls.length === 0 && isWhole ? (
        <EmptyState title={isFiltered ? t("calls.emptySearchTitle") : undefined}>
          {t(isFiltered ? "calls.emptySearch" : "calls.empty")}
        </EmptyState>
      ) : (
        <CallCards calls={calls} headingLevel={2} />
      )}
      <p>
        <Link href={href("/calls/work/programmes")} standalone>
          {t("workProgrammes.title")}
        </Link>
      </p>
      <Pagination nextHref={next === undefined ? undefined : href(nextPath(filter, next))} />
    </>
  );
};

const noDrafts = { ok: true, value: { drafts: [] } } as const;

export const showCalls = async (c: PortalContext): Promise<Response> => {
  const { t, person, query: asked } = c.get("page");
  const filter = readFilter(asked);
  const api = apiOf(c);
  const cursor = asked.get("cursor");
  const query = { ...filter, ...(cursor === null ? {} : { cursor }) };
  const [listed, drafts] = await Promise.all([
    answerOf(api.GET("/v1/calls", { params: { query } })),
    // Drafts stand above the first page alone.
    isPublisher(person) && cursor === null ? answerOf(api.GET("/v1/calls/drafts")) : noDrafts,
  ]);
  if (!listed.ok) return showProblem(c, listed.error, "/calls");
  if (!drafts.ok) return showProblem(c, drafts.error);
  const isWhole = cursor === null && listed.value.next === undefined;
  const content = <ListContent listed={{ ...listed.value, isWhole }} drafts={drafts.value.drafts} filter={filter} />;
  return show(c, { title: t("calls.title"), lead: t("calls.lead"), content });
};
