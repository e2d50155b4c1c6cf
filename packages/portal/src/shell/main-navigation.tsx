import type { FC } from "hono/jsx";
import { Icon } from "../components/icon.tsx";
import { usePage, type NavigationItem } from "../page/page-context.ts";

const Items: FC<{ items: readonly NavigationItem[] }> = ({ items }) => (
  <ul class="ecl-menu__list">
    {items.map(({ label, href, isCurrent }) => (
      <li class={isCurrent ? "ecl-menu__item ecl-menu__item--current" : "ecl-menu__item"}>
        <a
          href={href}
          class={
            isCurrent
              ? "ecl-link ecl-link--standalone ecl-menu__link ecl-menu__link--current"
              : "ecl-link ecl-link--standalone ecl-menu__link"
          }
          aria-current={isCurrent ? "true" : undefined}
        >
          {label}
        </a>
      </li>
    ))}
  </ul>
);

/**
 * A bar on a desk screen, a drawer behind a button on a phone. The list stands in the page twice and the style sheet
 * shows one of them, so that the drawer opens without a script.
 */
export const MainNavigation: FC = () => {
  const { navigation, t } = usePage();
  return navigation.length === 0 ? null : (
    <nav class="ecl-menu portal-menu" aria-label={t("shell.mainNavigation")}>
      <div class="ecl-container ecl-menu__container">
        <details class="portal-menu__drawer portal-disclosure">
          <summary
            class="ecl-button ecl-button--tertiary ecl-button--neutral ecl-button--icon-only ecl-menu__open"
            aria-label={t("shell.menu")}
          >
            <Icon name="hamburger" class="portal-menu__icon-closed" />
            <Icon name="close" class="portal-menu__icon-open" />
          </summary>
          <div class="portal-menu__panel">
            <Items items={navigation} />
          </div>
        </details>
        <div class="portal-menu__bar">
          <Items items={navigation} />
        </div>
      </div>
    </nav>
  );
};
