import { Link } from "../components/link.tsx";
import { Section } from "../components/section.tsx";
import type { PageContext } from "../page/page-context.ts";
import type { Page } from "../page/page.ts";

const audiences = ["Applicants", "Experts", "States", "Centre", "Public"] as const;

export const aboutPage = ({ t }: PageContext): Page => ({
  title: t("about.title"),
  lead: t("about.lead"),
  content: (
    <>
      <Section title={t("about.whatTitle")}>
        <p>{t("about.whatText")}</p>
      </Section>
      <Section title={t("about.whomTitle")}>
        <ul>
          {audiences.map((audience) => (
            <li>{t(`about.whom${audience}`)}</li>
          ))}
        </ul>
      </Section>
      <Section title={t("about.checkTitle")}>
        <p>{t("about.checkText")}</p>
      </Section>
      <Section title={t("about.openTitle")}>
        <p>{t("about.openText")}</p>
        <p>
          <Link href="/openapi.json">{t("about.apiLink")}</Link>
        </p>
      </Section>
      <Section title={t("about.lawTitle")}>
        <p>{t("about.lawText")}</p>
        <p>
          <Link href="https://eur-lex.europa.eu/eli/reg/2021/887/oj">{t("about.lawLink")}</Link>
        </p>
      </Section>
    </>
  ),
});
