import type { FC, PropsWithChildren } from "hono/jsx";
import { usePage } from "../page/page-context.ts";
import { Icon } from "./icon.tsx";
import { Button } from "./button.tsx";
import { Link } from "./link.tsx";

type SearchFormProps = {
  readonly action: string;
  readonly label: string;
  /** Name of the query parameter. */
  readonly name?: string | undefined;
  readonly value?: string | undefined;
  /** Other parameters of the page that a new search keeps. */
  readonly keep?: Readonly<Record<string, string>> | undefined;
};

/** A search by address, so that it can be kept, sent and come back to. */
export const SearchForm: FC<SearchFormProps> = ({ action, label, name = "q", value, keep = {} }) => {
  const { t } = usePage();
  return (
    <form class="ecl-search-form portal-search-form" role="search" method="get" action={action}>
      {Object.entries(keep).map(([key, kept]) => (
        <input type="hidden" name={key} value={kept} />
      ))}
      <div class="ecl-form-group">
        <label for={name} class="ecl-form-label-wrapper ecl-search-form__label">
          <span class="ecl-form-label">{label}</span>
        </label>
        <input
          id={name}
          name={name}
          class="ecl-text-input ecl-text-input--l ecl-search-form__text-input"
          type="search"
          value={value}
          placeholder={label}
        />
      </div>
      <button class="ecl-button ecl-button--primary ecl-search-form__button ecl-button--icon-only" type="submit">
        <span class="ecl-button__container">
          <span class="ecl-button__label">{t("components.search")}</span>
          <Icon name="search" size="m" class="ecl-button__icon" />
        </span>
      </button>
    </form>
  );
};

type FilterFormProps = PropsWithChildren<{
  readonly action: string;
  /** The same page without filters. */
  readonly clearHref: string;
  readonly title?: string | undefined;
  /** What sending and clearing do, where that is not narrowing a list. */
  readonly apply?: string | undefined;
  readonly clear?: string | undefined;
}>;

/** Fields that narrow a list, sent by address like a search. */
export const FilterForm: FC<FilterFormProps> = ({ action, clearHref, title, apply, clear, children }) => {
  const { t, nextId } = usePage();
  const titleId = nextId("filter");
  return (
    <form class="portal-filter" method="get" action={action} aria-labelledby={titleId}>
      <h2 class="portal-filter__title" id={titleId}>
        {title ?? t("components.filterTitle")}
      </h2>
      <div class="portal-filter__fields">{children}</div>
      <div class="portal-button-row">
        <Button kind="secondary">{apply ?? t("components.filterApply")}</Button>
        <Link href={clearHref} standalone>
          {clear ?? t("components.filterClear")}
        </Link>
      </div>
    </form>
  );
};
