import type { FC } from "hono/jsx";
import { Card, CardList } from "../../components/card.tsx";
import { Notification } from "../../components/notification.tsx";
import { Section } from "../../components/section.tsx";
import { mayDo } from "../../may-do.ts";
import { usePage } from "../../page/page-context.ts";
import { offerOf, organisationPath, type OrganisationFile } from "./registry-facts.tsx";

type FileProps = { readonly file: OrganisationFile };

/** What is told of every fact, with the read that its page asks for: nobody is led to a page that is refused them. */
const facts = [
  { name: "ownership", title: "standing.ownership", text: "standing.ownershipText", read: "readFacts" },
  { name: "size", title: "standing.size", text: "standing.sizeText", read: "readFacts" },
  { name: "nis2", title: "standing.nis2", text: "standing.nis2Text", read: "readFacts" },
  { name: "membership", title: "community.membership", text: "community.membershipText", read: "readMembership" },
] as const;
const exclusionFact = { name: "exclusion", title: "standing.exclusion", text: "standing.exclusionText" } as const;

/** What else the registry knows of an organisation, each on a page of its own. */
export const FactLinks: FC<FileProps> = ({ file }) => {
  const page = usePage();
  const { t, href, person } = page;
  const path = organisationPath(file.organisation.id);
  const recordsExclusion = offerOf(file.allowedActions, "recordExclusion", page).isOffered;
  const shown = [...facts.filter(({ read }) => mayDo(person, read)), ...(recordsExclusion ? [exclusionFact] : [])];
  if (shown.length === 0) return null;
  return (
    <Section title={t("standing.section.more")}>
      <CardList>
        {shown.map(({ name, title, text }) => (
          <Card headingLevel={3} title={t(title)} href={href(`${path}/${name}`)} text={t(text)} />
        ))}
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
