import type { FC } from "hono/jsx";
import { usePage } from "../page/page-context.ts";
import { Icon } from "./icon.tsx";

type PaginationProps = {
  /** Addresses with a cursor; left out where there is no such page. */
  readonly previousHref?: string | undefined;
  readonly nextHref?: string | undefined;
  /** Where the reader is, as "21 to 40": pages by cursor have no numbers. */
  readonly here?: string | undefined;
  /** What the pages are of, where a page holds several lists. */
  readonly label?: string | undefined;
};

export const Pagination: FC<PaginationProps> = ({ previousHref, nextHref, here, label }) => {
  const { t } = usePage();
  return previousHref === undefined && nextHref === undefined ? null : (
    <nav
      class="ecl-pagination"
      aria-label={label === undefined ? t("components.pages") : `${t("components.pages")}: ${label}`}
    >
      <ul class="ecl-pagination__list portal-pagination__list">
        {previousHref !== undefined && (
          <li class="ecl-pagination__item ecl-pagination__item--previous">
            <a href={previousHref} rel="prev" class="ecl-link ecl-link--standalone ecl-link--icon ecl-pagination__link">
              <Icon name="corner-arrow" size="xs" turn="rotate-270" class="ecl-link__icon" />
              <span class="ecl-link__label">{t("components.previousPage")}</span>
            </a>
          </li>
        )}
        {here !== undefined && <li class="portal-pagination__here">{here}</li>}
        {nextHref !== undefined && (
          <li class="ecl-pagination__item ecl-pagination__item--next">
            <a href={nextHref} rel="next" class="ecl-link ecl-link--standalone ecl-link--icon ecl-pagination__link">
              <span class="ecl-link__label">{t("components.nextPage")}</span>
              <Icon name="corner-arrow" size="xs" turn="rotate-90" class="ecl-link__icon" />
            </a>
          </li>
        )}
      </ul>
    </nav>
  );
};
