import type { FC } from "hono/jsx";
import { usePage } from "../page/page-context.ts";
import { LanguageSelector } from "./language-selector.tsx";
import { MainNavigation } from "./main-navigation.tsx";
import { PersonMenu } from "./person-menu.tsx";

const Logo: FC = () => {
  const { language, asset, t } = usePage();
  return (
    <a
      href={`https://european-union.europa.eu/index_${language}`}
      class="ecl-link ecl-link--standalone ecl-site-header__logo-link"
    >
      <picture class="ecl-picture ecl-site-header__picture" title={t("shell.logoTitle")}>
        <source srcset={asset(`logo-eu--${language}.svg`)} media="(min-width: 996px)" />
        <img
          class="ecl-site-header__logo-image ecl-site-header__logo-image--m"
          src={asset(`logo-eu-condensed--${language}.svg`)}
          alt={t("shell.logo")}
          width="146"
          height="48"
        />
      </picture>
    </a>
  );
};

/** Says in demonstrations that nothing here is real, and which time it is there. */
const DemoBanner: FC = () => {
  const { demo, now, t, format } = usePage();
  return demo ? (
    <div class="ecl-site-header__banner-top">
      <div class="ecl-container">{t("shell.demo", { now: format.dateTime(now) })}</div>
    </div>
  ) : null;
};

/** The header of EU sites: emblem, person, language, name of the site, navigation. Nothing in it needs a script. */
export const SiteHeader: FC = () => {
  const { t, href, navigation } = usePage();
  return (
    <header
      class={`ecl-site-header ecl-site-header-with-logo-m${navigation.length === 0 ? "" : " ecl-site-header--has-menu"}`}
    >
      <div class="ecl-site-header__inner">
        <div class="ecl-site-header__header">
          <div class="ecl-site-header__container ecl-container">
            <div class="ecl-site-header__top">
              <Logo />
              <div class="ecl-site-header__action">
                <PersonMenu />
                <LanguageSelector />
              </div>
            </div>
          </div>
        </div>
        <DemoBanner />
        <div class="ecl-site-header__banner">
          <div class="ecl-container">
            <div class="ecl-site-header__site-name">
              <a class="ecl-link ecl-link--standalone portal-site-name" href={href("/")}>
                {t("shell.siteName")}
              </a>
            </div>
          </div>
        </div>
      </div>
      <MainNavigation />
    </header>
  );
};
