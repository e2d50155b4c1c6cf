import type { FC } from "hono/jsx";
import { Card, CardList } from "../../components/card.tsx";
import { Notification } from "../../components/notification.tsx";
import { Section } from "../../components/section.tsx";
import { usePage } from "../../page/page-context.ts";
import { offerOf, organisationPath, type OrganisationFile } from "./registry-facts.tsx";

type FileProps = { readonly file: OrganisationFile };

/** What else the registry knows of an organisation, each on a page of its own. */
export const FactLinks: FC<FileProps> = ({ file }) => {
  const page = usePage();
  const { t, href } = page;
  const path = organisationPath(file.organisation.id);
  const recordsExclusion = offerOf(file.allowedActions, "recordExclusion", page).isOffered;
  return (
    <Section title={t("standing.section.more")}>
      <CardList>
        <Card
          headingLevel={3}
          title={t("standing.ownership")}
          href={href(`${path}/ownership`)}
          text={t("standing.ownershipText")}
        />
        <Card headingLevel={3} title={t("standing.size")} href={href(`${path}/size`)} text={t("standing.sizeText")} />
        <Card headingLevel={3} title={t("standing.nis2")} href={href(`${path}/nis2`)} text={t("standing.nis2Text")} />
        <Card
          headingLevel={3}
          title={t("community.membership")}
          href={href(`${path}/membership`)}
          text={t("community.membershipText")}
        />
        {recordsExclusion && (
          <Card
            headingLevel={3}
            title={t("standing.exclusion")}
            href={href(`${path}/exclusion`)}
            text={t("standing.exclusionText")}
          />
        )}
      </CardList>
    </Section>
  );
};

/** Everybody who may see the organisation has to see that it is excluded. */
export const ExclusionNotice: FC<FileProps> = ({ file: { organisation } }) => {
  const { t, format } = usePage();
  const { exclusion } = organisation;
  if (exclusion === undefined) return null;
  const from = format.date(exclusion.from);
  const to = exclusion.to === undefined ? t("standing.noEnd") : format.date(exclusion.to);
  return exclusion.status === "EXCLUDED" ? (
    <Notification kind="error" title={t("standing.excludedTitle")}>
      <p>{t("standing.excludedText", { ground: exclusion.ground, from, to })}</p>
    </Notification>
  ) : (
    <Notification kind="warning" title={t("standing.warnedTitle")}>
      <p>{t("standing.warnedText", { from, to })}</p>
    </Notification>
  );
};
