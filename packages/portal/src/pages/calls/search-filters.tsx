import type { FC } from "hono/jsx";
import type { Schemas } from "../../api-client.ts";
import { Link } from "../../components/link.tsx";
import { SearchForm } from "../../components/search-form.tsx";
import { usePage, type PageContext } from "../../page/page-context.ts";
import { type CallFilter, type Facet, facetChoices, filteredPath, filterParameters } from "./call-filter.ts";
import { actionTypes, callStatuses, oneOf, programmes } from "./vocabulary.ts";

type Counts = Schemas["CallSearchPage"]["facets"];
type FilterProps = { readonly filter: CallFilter; readonly counts: Counts | null };

const facets: readonly Facet[] = ["status", "programme", "closingWithinDays", "actionType"];

/** A choice in words. */
export const choiceText = (facet: Facet, value: string, { t }: PageContext): string => {
  const status = oneOf(callStatuses, value);
  const programme = oneOf(programmes, value);
  const action = oneOf(actionTypes, value);
  if (facet === "status" && status !== undefined) return t(`calls.status.${status}`);
  if (facet === "programme" && programme !== undefined) return t(`calls.programme.${programme}`);
  if (facet === "actionType" && action !== undefined) return t(`calls.action.${action}`);
  return facet === "closingWithinDays" ? t("callSite.within", { days: Number(value) }) : value;
};

const countOf = (counts: Counts | null, facet: Facet, value: string): number | null => {
  const row: Readonly<Record<string, number>> | undefined = counts?.[facet];
  return row?.[value] ?? null;
};

const without = (filter: CallFilter, facet: Facet): CallFilter =>
  Object.fromEntries(Object.entries(filter).filter(([name]) => name !== facet));

type ChoiceProps = FilterProps & { readonly facet: Facet; readonly value: string };

/** A choice as a link with what it would leave; the one that is chosen leads back to the list without it. */
const ChoiceLink: FC<ChoiceProps> = ({ filter, counts, facet, value }) => {
  const page = usePage();
  const { t, href, format } = page;
  const label = choiceText(facet, value, page);
  const count = countOf(counts, facet, value);
  if (filter[facet] === value)
    return (
      <a
        class="portal-choice portal-choice--chosen"
        aria-current="true"
        href={href(filteredPath("/calls", without(filter, facet)))}
      >
        {label} <span class="portal-choice__off">{t("callSite.withoutFilter")}</span>
      </a>
    );
  return (
    <a class="portal-choice" href={href(filteredPath("/calls", { ...filter, [facet]: value }))}>
      {label}
      {count !== null && <span class="portal-choice__count"> ({format.number(count)})</span>}
    </a>
  );
};

/** Choices that would leave nothing are not offered; without counts all are. */
const FacetChoices: FC<FilterProps & { readonly facet: Facet }> = ({ filter, counts, facet }) => {
  const { t, nextId } = usePage();
  const offered = facetChoices[facet].filter((value) => filter[facet] === value || countOf(counts, facet, value) !== 0);
  const titleId = nextId("facet");
  return offered.length === 0 ? null : (
    <div class="portal-facet">
      <h3 class="portal-facet__title" id={titleId}>
        {t(`callSite.facet.${facet}`)}
      </h3>
      <ul class="portal-facet__choices" aria-labelledby={titleId}>
        {offered.map((value) => (
          <li>
            <ChoiceLink filter={filter} counts={counts} facet={facet} value={value} />
          </li>
        ))}
      </ul>
    </div>
  );
};

/** The search and its filters. Each choice is an address of its own, to be kept and sent. */
export const SearchFilters: FC<FilterProps> = ({ filter, counts }) => {
  const { t, href, nextId } = usePage();
  const { q: _text, ...keep } = filterParameters(filter);
  const titleId = nextId("filter");
  return (
    <>
      <SearchForm action={href("/calls")} label={t("callSite.searchLabel")} value={filter.text} keep={keep} />
      <nav class="portal-filter portal-facets" aria-labelledby={titleId}>
        <h2 class="portal-filter__title" id={titleId}>
          {t("callSite.filterTitle")}
        </h2>
        <div class="portal-facets__all">
          {facets.map((facet) => (
            <FacetChoices filter={filter} counts={counts} facet={facet} />
          ))}
        </div>
        {Object.keys(filter).length > 0 && (
          <Link href={href("/calls")} standalone>
            {t("callSite.clear")}
          </Link>
        )}
      </nav>
    </>
  );
};
