import { Link } from "../components/link.tsx";
import { Section } from "../components/section.tsx";
import { Table } from "../components/table.tsx";
import type { PageContext } from "../page/page-context.ts";
import type { Page } from "../page/page.ts";

const purposes = ["account", "application", "publication"] as const;

const DataTable = ({ page: { t } }: { page: PageContext }) => (
  <Table
    caption={t("privacy.dataCaption")}
    rows={purposes}
    columns={[
      { header: t("privacy.dataWho"), cell: (purpose) => t(`privacy.${purpose}Data`), namesRow: true },
      { header: t("privacy.dataWhy"), cell: (purpose) => t(`privacy.${purpose}Why`) },
      { header: t("privacy.dataLong"), cell: (purpose) => t(`privacy.${purpose}Long`) },
    ]}
    empty={null}
  />
);

export const privacyPage = (page: PageContext): Page => {
  const { t } = page;
  return {
    title: t("privacy.title"),
    lead: t("privacy.lead"),
    content: (
      <>
        <Section title={t("privacy.controllerTitle")}>
          <p>{t("privacy.controllerText")}</p>
        </Section>
        <Section title={t("privacy.dataTitle")}>
          <DataTable page={page} />
          <p>{t("privacy.separateText")}</p>
        </Section>
        <Section title={t("privacy.cookiesTitle")}>
          <p>{t("privacy.cookiesText")}</p>
        </Section>
        <Section title={t("privacy.rightsTitle")}>
          <p>
            {t("privacy.rightsText")} <Link href="https://www.edps.europa.eu/">{t("privacy.supervisorLink")}</Link>
          </p>
        </Section>
      </>
    ),
  };
};
