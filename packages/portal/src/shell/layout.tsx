import type { FC } from "hono/jsx";
import { dataText } from "../feeds/structured-data.ts";
import { usePage } from "../page/page-context.ts";
import type { Page, PageHead } from "../page/page.ts";
import { languages, type Language } from "../words/language.ts";
import { PageHeader } from "./page-header.tsx";
import { SessionWarning } from "./session-warning.tsx";
import { SiteFooter } from "./site-footer.tsx";
import { SiteHeader } from "./site-header.tsx";

/** For search engines and feed readers: the one address of the page, its languages, its feeds, its data. */
const HeadForOthers: FC<{ head: PageHead }> = ({ head: { canonicalPath, feeds = [], data, isUnlisted = false } }) => {
  const { origin, href, language } = usePage();
  const addressIn = (other: Language, path: string) => `${origin}/${other}${path === "/" ? "" : path}`;
  return (
    <>
      {isUnlisted && <meta name="robots" content="noindex" />}
      {canonicalPath !== undefined && <link rel="canonical" href={addressIn(language, canonicalPath)} />}
      {canonicalPath !== undefined &&
        languages.map((other) => <link rel="alternate" hreflang={other} href={addressIn(other, canonicalPath)} />)}
      {feeds.map(({ type, title, path }) => (
        <link rel="alternate" type={type} title={title} href={href(path)} />
      ))}
      {data !== undefined && (
        <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: dataText(data) }}></script>
      )}
    </>
  );
};

const Head: FC<{ page: Page }> = ({ page }) => {
  const { t, asset } = usePage();
  const { title, lead, head, hasErrors = false } = page;
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{hasErrors ? t("shell.documentTitleWithErrors", { title }) : t("shell.documentTitle", { title })}</title>
      {lead !== undefined && <meta name="description" content={lead} />}
      {head !== undefined && <HeadForOthers head={head} />}
      <link rel="stylesheet" href={asset("site.css")} media="screen" />
      <link rel="stylesheet" href={asset("print.css")} media="print" />
      <link rel="icon" href={asset("favicon.svg")} type="image/svg+xml" />
      <script src={asset("site.js")} defer></script>
    </head>
  );
};

/** The whole document around the content of one page. */
export const Layout: FC<{ readonly page: Page }> = ({ page }) => {
  const { language, t } = usePage();
  return (
    <html lang={language} class="no-js">
      <Head page={page} />
      <body class="portal">
        <a href="#main" class="ecl-link ecl-link--primary ecl-skip-link">
          {t("shell.skipToContent")}
        </a>
        <SiteHeader />
        {/* Inside "ecl" plain headings, paragraphs and lists wear the library's looks. */}
        <main id="main" class="ecl portal-main" tabindex={-1}>
          <PageHeader page={page} />
          <div class="ecl-container portal-content">{page.content}</div>
          <SessionWarning />
        </main>
        <SiteFooter />
      </body>
    </html>
  );
};
