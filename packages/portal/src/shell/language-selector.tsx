import type { FC } from "hono/jsx";
import { Icon } from "../components/icon.tsx";
import { usePage } from "../page/page-context.ts";
import { languageNames, languages, type Language } from "../words/language.ts";

/** The same page in another language, its query kept. */
const addressIn = (language: Language, path: string, query: URLSearchParams): string => {
  const text = query.toString();
  return `/${language}${path === "/" ? "" : path}${text === "" ? "" : `?${text}`}`;
};

export const LanguageSelector: FC = () => {
  const { language: current, path, query, t } = usePage();
  return (
    <details class="ecl-site-header__language portal-disclosure">
      <summary
        class="ecl-button ecl-button--tertiary ecl-button--neutral ecl-site-header__language-selector"
        aria-label={t("shell.languageSelector", { language: languageNames[current] })}
      >
        <span class="ecl-site-header__language-icon">
          <Icon name="global" class="ecl-site-header__icon" />
        </span>
        {languageNames[current]}
      </summary>
      <div class="ecl-site-header__language-container ecl-site-header__language-container--push-right portal-disclosure__panel">
        <div class="ecl-site-header__language-header">
          <div class="ecl-site-header__language-title">{t("shell.languageTitle")}</div>
        </div>
        <div class="ecl-site-header__language-content">
          <div class="ecl-site-header__language-category">
            <div class="ecl-site-header__language-category-title">{t("shell.officialLanguages")}</div>
            <ul class="ecl-site-header__language-list" translate="no">
              {languages.map((language) => (
                <li class="ecl-site-header__language-item">
                  <a
                    href={addressIn(language, path, query)}
                    hreflang={language}
                    aria-current={language === current ? "true" : undefined}
                    class={
                      language === current
                        ? "ecl-link ecl-link--standalone ecl-site-header__language-link ecl-site-header__language-link--active"
                        : "ecl-link ecl-link--standalone ecl-site-header__language-link"
                    }
                  >
                    <span class="ecl-site-header__language-link-code">{language}</span>
                    <span class="ecl-site-header__language-link-label" lang={language}>
                      {languageNames[language]}
                    </span>
                  </a>
                </li>
              ))}
            </ul>
          </div>
        </div>
      </div>
    </details>
  );
};
