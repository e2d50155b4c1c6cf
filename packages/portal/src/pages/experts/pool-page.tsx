import type { FC } from "hono/jsx";
import { answerOf, apiOf, type Schemas } from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { Select } from "../../components/choices.tsx";
import { DescriptionList } from "../../components/description-list.tsx";
import { Pagination } from "../../components/pagination.tsx";
import { FilterForm } from "../../components/search-form.tsx";
import { Section } from "../../components/section.tsx";
import { Table } from "../../components/table.tsx";
import { TextInput } from "../../components/text-input.tsx";
import { usePage, type PageContext } from "../../page/page-context.ts";
import { expertises, languagesOfExperts } from "../evaluation/assignment-words.ts";
import { isOneOf } from "./profile-values.ts";

type Pool = Schemas["ExpertPool"];
type PoolExpert = Pool["experts"][number];
type Profile = PoolExpert["profile"];

/** What the address asks for; what it cannot mean is left out. */
const queryOf = ({ query }: PageContext) => {
  const asked = (name: string): string => query.get(name) ?? "";
  const [expertise, language, availableOn] = [asked("expertise"), asked("language"), asked("availableOn")];
  return {
    ...(isOneOf(expertises, expertise) ? { expertise } : {}),
    ...(isOneOf(languagesOfExperts, language) ? { language } : {}),
    ...(/^\d{4}-\d{2}-\d{2}$/.test(availableOn) ? { availableOn } : {}),
  };
};

const Filters: FC = () => {
  const page = usePage();
  const { t, href, language } = page;
  const asked = queryOf(page);
  const names = new Intl.DisplayNames(language, { type: "language" });
  return (
    <FilterForm action={href("/experts")} clearHref={href("/experts")}>
      <Select
        name="expertise"
        label={t("experts.expertise")}
        placeholder={t("experts.any")}
        choices={expertises.map((value) => ({ value, label: t(`assignment.expertise.${value}`) }))}
        value={asked.expertise}
      />
      <Select
        name="language"
        label={t("experts.languageAsked")}
        placeholder={t("experts.any")}
        choices={languagesOfExperts.map((value) => ({ value, label: names.of(value) ?? value }))}
        value={asked.language}
      />
      <TextInput
        name="availableOn"
        label={t("experts.availableOn")}
        type="date"
        width="s"
        value={asked.availableOn ?? ""}
      />
    </FilterForm>
  );
};

/** "BE 3, NL 2": how many of each there are, the most first. */
const counted = (words: readonly string[], { format }: PageContext): string =>
  [...new Set(words)]
    .map((word) => ({ word, count: words.filter((one) => one === word).length }))
    .toSorted((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1))
    .map(({ word, count }) => `${word} ${format.number(count)}`)
    .join(", ");

/** Balance is shown, and nobody is left out for it. */
const Balance: FC<{ profiles: readonly Profile[] }> = ({ profiles }) => {
  const page = usePage();
  const { t } = page;
  const of = (word: (profile: Profile) => string) => counted(profiles.map(word), page);
  return (
    <Section title={t("experts.balance")}>
      <DescriptionList
        items={[
          { term: t("experts.country"), detail: of(({ country }) => country) },
          { term: t("experts.gender"), detail: of(({ gender }) => t(`experts.gender.${gender ?? "NOT_SAID"}`)) },
          { term: t("experts.sector"), detail: of(({ sector }) => t(`experts.sector.${sector}`)) },
        ]}
      />
    </Section>
  );
};

const Experts: FC<{ experts: readonly PoolExpert[] }> = ({ experts }) => {
  const { t, format, language } = usePage();
  const names = new Intl.DisplayNames(language, { type: "language" });
  return (
    <Table
      caption={t("experts.found")}
      columns={[
        { header: t("experts.name"), namesRow: true, cell: ({ name, user }) => name || user },
        {
          header: t("experts.expertise"),
          cell: ({ profile }) => profile.expertise.map((value) => t(`assignment.expertise.${value}`)).join(", "),
        },
        {
          header: t("experts.languages"),
          cell: ({ profile }) => profile.languages.map((value) => names.of(value) ?? value).join(", "),
        },
        { header: t("experts.country"), cell: ({ profile }) => profile.country },
        { header: t("experts.sector"), cell: ({ profile }) => t(`experts.sector.${profile.sector}`) },
        {
          header: t("experts.reportsMax"),
          align: "right",
          cell: ({ profile }) => format.number(profile.reportsMax),
        },
      ]}
      rows={experts}
      empty={t("experts.poolEmpty")}
    />
  );
};

/** The pool as officers search it: a page at a time, in the order of the index. */
export const showPool = async (c: PortalContext): Promise<Response> => {
  const page = c.get("page");
  const { t, href, query: address } = page;
  const asked = queryOf(page);
  const cursor = address.get("cursor");
  const query = { ...asked, ...(cursor === null ? {} : { cursor }) };
  const listed = await answerOf(apiOf(c).GET("/v1/experts", { params: { query } }));
  if (!listed.ok) return showProblem(c, listed.error, "/experts");
  const { experts, next } = listed.value;
  const nextHref =
    next === undefined ? undefined : href(`/experts?${new URLSearchParams({ ...asked, cursor: next }).toString()}`);
  return show(c, {
    title: t("experts.pool"),
    lead: t("experts.poolLead"),
    content: (
      <>
        <Filters />
        <Experts experts={experts} />
        {experts.length > 0 && <Balance profiles={experts.map(({ profile }) => profile)} />}
        <Pagination nextHref={nextHref} />
      </>
    ),
  });
};
