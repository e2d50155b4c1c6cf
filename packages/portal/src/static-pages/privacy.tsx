import { type PersonalItemName, personalItems, recoveryDays } from "@grants/core/transparency/personal-data";
import { Link } from "../components/link.tsx";
import { Section } from "../components/section.tsx";
import { Table } from "../components/table.tsx";
import type { PageContext } from "../page/page-context.ts";
import type { Page } from "../page/page.ts";
import { clockWords } from "./retention-words.ts";

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Object.keys forgets its names.
const names = Object.keys(personalItems) as readonly PersonalItemName[];

/** From the table that erasure and retention read: what is said here is what is done. */
const DataTable = ({ page: { t } }: { page: PageContext }) => (
  <Table
    caption={t("privacy.dataCaption")}
    rows={names}
    columns={[
      { header: t("privacy.dataWho"), cell: (name) => t(`privacy.item.${name}`), namesRow: true },
      { header: t("privacy.dataWhy"), cell: (name) => t(`privacy.purpose.${personalItems[name].purpose}`) },
      { header: t("privacy.dataLong"), cell: (name) => clockWords(t, personalItems[name].clock) },
      { header: t("privacy.dataErased"), cell: (name) => t(`privacy.onErasure.${personalItems[name].onErasure}`) },
    ]}
    empty={null}
  />
);

export const privacyPage = (page: PageContext): Page => {
  const { t, href } = page;
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
          <p>{t("privacy.copiesText", { days: recoveryDays })}</p>
          <p>{t("privacy.beneficiaryText")}</p>
        </Section>
        <Section title={t("privacy.cookiesTitle")}>
          <p>{t("privacy.cookiesText")}</p>
        </Section>
        <Section title={t("privacy.rightsTitle")}>
          <p>
            {t("privacy.rightsText")} <Link href="https://www.edps.europa.eu/">{t("privacy.supervisorLink")}</Link>
          </p>
          <p>{t("privacy.myDataText")}</p>
          <p>
            <Link href={href("/my-data")}>{t("privacy.myDataLink")}</Link>
          </p>
        </Section>
      </>
    ),
  };
};
