import { answerOf, apiOf, type Schemas } from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { Select } from "../../components/choices.tsx";
import { Link } from "../../components/link.tsx";
import { Pagination } from "../../components/pagination.tsx";
import { FilterForm } from "../../components/search-form.tsx";
import { StatusLabel } from "../../components/status-label.tsx";
import { Table } from "../../components/table.tsx";
import { DateOf, DateTimeOf } from "../../components/time.tsx";
import { organisationsFor } from "../../may-do.ts";
import { usePage, type PageContext } from "../../page/page-context.ts";
import { organisationPath } from "./registry-facts.tsx";

type Ncc = Schemas["NccList"]["nccs"][number];

/** The country and the place in the list that the address names. */
const placeOf = ({ query }: PageContext) => {
  const country = query.get("country") ?? "";
  const cursor = query.get("cursor");
  return {
    ...(/^[A-Z]{2}$/.test(country) ? { country } : {}),
    ...(cursor === null || cursor === "" ? {} : { cursor }),
  };
};

const hrefOf = (page: PageContext, path: string, next: string): string => {
  const { country } = placeOf(page);
  const query = new URLSearchParams({ ...(country === undefined ? {} : { country }), cursor: next });
  return `${page.href(path)}?${query.toString()}`;
};

const readCentres = (c: PortalContext) => answerOf(apiOf(c).GET("/v1/registry/nccs"));

const CountryFilter = ({ path, centres }: { readonly path: string; readonly centres: readonly Ncc[] }) => {
  const { t, href, query } = usePage();
  return (
    <FilterForm action={href(path)} clearHref={href(path)}>
      <Select
        name="country"
        label={t("community.field.country")}
        value={query.get("country") ?? ""}
        choices={centres.map(({ country }) => ({ value: country, label: country }))}
        placeholder={t("community.allCountries")}
      />
    </FilterForm>
  );
};

/** The public register of the Competence Community. */
export const showCommunity = async (c: PortalContext): Promise<Response> => {
  const page = c.get("page");
  const { t } = page;
  const path = "/registry/community";
  const [listed, centres] = await Promise.all([
    answerOf(apiOf(c).GET("/v1/registry/community", { params: { query: placeOf(page) } })),
    readCentres(c),
  ]);
  if (!listed.ok) return showProblem(c, listed.error);
  const { members, next } = listed.value;
  const content = (
    <>
      <CountryFilter path={path} centres={centres.ok ? centres.value.nccs : []} />
      <Table
        caption={t("community.registerTitle")}
        columns={[
          { header: t("registry.column.organisation"), namesRow: true, cell: ({ name }) => name },
          { header: t("community.field.country"), cell: ({ country }) => country },
          {
            header: t("community.field.domains"),
            cell: (member) => member.domains.map((domain) => t(`community.domain.${domain}`)).join(" · "),
          },
          { header: t("community.field.registeredOn"), cell: ({ registeredOn }) => <DateOf on={registeredOn} /> },
        ]}
        rows={members}
        empty={t("community.registerEmpty")}
      />
      <Pagination nextHref={next === undefined ? undefined : hrefOf(page, path, next)} />
      <p>
        <Link href={page.href("/registry/centres")}>{t("community.centresTitle")}</Link>
      </p>
    </>
  );
  return show(c, { title: t("community.registerTitle"), lead: t("community.registerLead"), content });
};

/** Requests that wait: for the officer of a Centre those of its Member State. */
export const showCommunityWork = async (c: PortalContext): Promise<Response> => {
  const page = c.get("page");
  const { t, href } = page;
  const path = "/registry/community/work";
  const centres = await readCentres(c);
  if (!centres.ok) return showProblem(c, centres.error);
  const place = placeOf(page);
  const own = centreOf(page, centres.value.nccs);
  const query = { ...(own === undefined ? {} : { country: own.country }), ...place };
  const listed = await answerOf(apiOf(c).GET("/v1/registry/community/work", { params: { query } }));
  if (!listed.ok) return showProblem(c, listed.error);
  const { work, next } = listed.value;
  const content = (
    <>
      <Table
        caption={t("community.workTitle")}
        columns={[
          {
            header: t("registry.column.organisation"),
            namesRow: true,
            cell: ({ organisationId, name }) => (
              <Link href={href(`${organisationPath(organisationId)}/membership`)}>{name}</Link>
            ),
          },
          { header: t("community.field.country"), cell: ({ country }) => country },
          {
            header: t("registry.column.next"),
            cell: ({ state }) => <StatusLabel tone="attention">{t(`community.next.${state}`)}</StatusLabel>,
          },
          { header: t("community.field.requestedAt"), cell: ({ requestedAt }) => <DateTimeOf at={requestedAt} /> },
        ]}
        rows={work}
        empty={t("community.workEmpty")}
      />
      <Pagination nextHref={next === undefined ? undefined : hrefOf(page, path, next)} />
    </>
  );
  return show(c, { title: t("community.workTitle"), lead: t("community.workLead"), content });
};

/** The Centre that this person works for. */
export const centreOf = ({ person }: PageContext, centres: readonly Ncc[]): Ncc | undefined => {
  const own = organisationsFor(person, "assessMember");
  return centres.find(({ organisation }) => own.includes(organisation));
};
