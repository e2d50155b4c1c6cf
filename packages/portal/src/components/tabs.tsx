import type { FC } from "hono/jsx";

export type Tab = { readonly label: string; readonly href: string; readonly isCurrent: boolean };

/** Views of one thing, each a page of its own. */
export const Tabs: FC<{ readonly label: string; readonly tabs: readonly Tab[] }> = ({ label, tabs }) => (
  <nav class="ecl-tabs" aria-label={label}>
    <ul class="ecl-tabs__list">
      {tabs.map((tab) => (
        <li class="ecl-tabs__item">
          <a
            href={tab.href}
            class={tab.isCurrent ? "ecl-link ecl-tabs__link ecl-tabs__link--active" : "ecl-link ecl-tabs__link"}
            aria-current={tab.isCurrent ? "page" : undefined}
          >
            {tab.label}
          </a>
        </li>
      ))}
    </ul>
  </nav>
);
