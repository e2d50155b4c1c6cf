import type { FC } from "hono/jsx";
import { usePage } from "../page/page-context.ts";
import type { Crumb } from "../page/page.ts";
import { Icon } from "./icon.tsx";

/** The way from the home page to here. */
export const Breadcrumb: FC<{ readonly crumbs: readonly Crumb[]; readonly here: string }> = ({ crumbs, here }) => {
  const { t, href } = usePage();
  const above = [{ label: t("shell.home"), path: "/" }, ...crumbs];
  return (
    <nav class="ecl-breadcrumb ecl-page-header__breadcrumb" aria-label={t("shell.breadcrumb")}>
      <ol class="ecl-breadcrumb__container">
        {above.map((crumb) => (
          <li class="ecl-breadcrumb__segment">
            <a href={href(crumb.path)} class="ecl-link ecl-breadcrumb__link">
              {crumb.label}
            </a>
            <Icon name="corner-arrow" size="fluid" turn="rotate-90" class="ecl-breadcrumb__icon" />
          </li>
        ))}
        <li class="ecl-breadcrumb__segment ecl-breadcrumb__current-page" aria-current="page">
          {here}
        </li>
      </ol>
    </nav>
  );
};
