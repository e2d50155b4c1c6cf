import { Link } from "../components/link.tsx";
import { Section } from "../components/section.tsx";
import type { PageContext } from "../page/page-context.ts";
import type { Page } from "../page/page.ts";

const abilities = ["Keyboard", "Reader", "Zoom", "Plain", "Colour", "Print"] as const;

export const accessibilityPage = ({ t, language }: PageContext): Page => ({
  title: t("accessibility.title"),
  lead: t("accessibility.lead"),
  content: (
    <>
      <Section title={t("accessibility.aimTitle")}>
        <p>{t("accessibility.aimText")}</p>
      </Section>
      <Section title={t("accessibility.canTitle")}>
        <ul>
          {abilities.map((ability) => (
            <li>{t(`accessibility.can${ability}`)}</li>
          ))}
        </ul>
      </Section>
      <Section title={t("accessibility.stateTitle")}>
        <p>{t("accessibility.stateText")}</p>
      </Section>
      <Section title={t("accessibility.gapsTitle")}>
        <ul>
          <li>{t("accessibility.gapsDocuments")}</li>
          <li>{t("accessibility.gapsLanguages")}</li>
        </ul>
      </Section>
      <Section title={t("accessibility.reportTitle")}>
        <p>
          {t("accessibility.reportText")}{" "}
          <Link href="https://cybersecurity-centre.europa.eu/">{t("accessibility.reportLink")}</Link>
        </p>
        <p>
          {t("accessibility.ombudsmanText")}{" "}
          <Link href={`https://www.ombudsman.europa.eu/${language}/home`}>{t("accessibility.ombudsmanLink")}</Link>
        </p>
      </Section>
    </>
  ),
});
