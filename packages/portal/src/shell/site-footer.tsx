import type { FC } from "hono/jsx";
import { Link } from "../components/link.tsx";
import { usePage } from "../page/page-context.ts";

type FooterLink = { readonly label: string; readonly href: string };

const LinkColumn: FC<{ title: string; links: readonly FooterLink[] }> = ({ title, links }) => (
  <div class="ecl-site-footer__column">
    <div class="ecl-site-footer__section">
      <h2 class="ecl-site-footer__title ecl-site-footer__title--separator">{title}</h2>
      <ul class="ecl-site-footer__list">
        {links.map(({ label, href }) => (
          <li class="ecl-site-footer__list-item">
            <Link href={href} standalone>
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  </div>
);

const SiteRow: FC = () => {
  const { t, href } = usePage();
  return (
    <div class="ecl-site-footer__row">
      <div class="ecl-site-footer__column">
        <div class="ecl-site-footer__section ecl-site-footer__section--site-info">
          <h2 class="ecl-site-footer__title">
            <a href={href("/")} class="ecl-link ecl-site-footer__title-link">
              {t("shell.siteName")}
            </a>
          </h2>
          <div class="ecl-site-footer__description">{t("shell.managedBy")}</div>
        </div>
      </div>
      <LinkColumn
        title={t("shell.footer.help")}
        links={[
          { label: t("glossary.title"), href: href("/glossary") },
          { label: t("evidence.navigation"), href: href("/evidence") },
          { label: t("shell.footer.api"), href: "/openapi.json" },
          { label: t("shell.footer.centre"), href: "https://cybersecurity-centre.europa.eu/" },
        ]}
      />
      <LinkColumn
        title={t("shell.footer.legal")}
        links={[
          { label: t("about.title"), href: href("/about") },
          { label: t("accessibility.title"), href: href("/accessibility") },
          { label: t("privacy.title"), href: href("/privacy") },
        ]}
      />
    </div>
  );
};

const UnionRow: FC = () => {
  const { t, language, asset } = usePage();
  const union = "https://european-union.europa.eu";
  return (
    <div class="ecl-site-footer__row">
      <div class="ecl-site-footer__column">
        <div class="ecl-site-footer__section">
          <a href={`${union}/index_${language}`} class="ecl-link ecl-link--standalone ecl-site-footer__logo-link">
            <picture class="ecl-picture ecl-site-footer__picture" title={t("shell.logoTitle")}>
              <img
                class="ecl-site-footer__logo-image"
                src={asset(`logo-eu--${language}.svg`)}
                alt={t("shell.logo")}
                width="172"
                height="48"
              />
            </picture>
          </a>
          <div class="ecl-site-footer__description">{t("shell.footer.discover")}</div>
        </div>
      </div>
      <LinkColumn
        title={t("shell.footer.contactUnion")}
        links={[
          { label: t("shell.footer.contactWrite"), href: `${union}/contact-eu_${language}` },
          { label: t("shell.footer.contactCentres"), href: `${union}/contact-eu/meet-us_${language}` },
        ]}
      />
      <LinkColumn
        title={t("shell.footer.institutions")}
        links={[
          {
            label: t("shell.footer.institutionsSearch"),
            href: `${union}/institutions-law-budget/institutions-and-bodies/search-all-eu-institutions-and-bodies_${language}`,
          },
          { label: t("shell.footer.noticeUnion"), href: `${union}/legal-notice_${language}` },
        ]}
      />
    </div>
  );
};

export const SiteFooter: FC = () => (
  <footer class="ecl-site-footer">
    <div class="ecl-site-footer__main">
      <div class="ecl-container ecl-site-footer__container">
        <SiteRow />
        <UnionRow />
      </div>
    </div>
  </footer>
);
