import type { FC } from "hono/jsx";
import type { Schemas } from "../../api-client.ts";
import { ButtonLink, ButtonRow } from "../../components/button.tsx";
import { Link } from "../../components/link.tsx";
import { Details } from "../../components/details.tsx";
import { DescriptionList } from "../../components/description-list.tsx";
import { ErrorSummary } from "../../components/error-summary.tsx";
import { Notification } from "../../components/notification.tsx";
import { SearchForm } from "../../components/search-form.tsx";
import { Pagination } from "../../components/pagination.tsx";
import { Section } from "../../components/section.tsx";
import { EmptyState } from "../../components/table.tsx";
import { DateTimeOf } from "../../components/time.tsx";
import { type PageContext, usePage } from "../../page/page-context.ts";
import type { Page } from "../../page/page.ts";
import { isMessageKey } from "../../words/catalogue.ts";

type Trail = Schemas["AuditTrail"];
type Entry = Trail["entries"][number];
type Search = { readonly wanted: string; readonly isRefused: boolean };

const FindTrail: FC<Pick<Search, "wanted">> = ({ wanted }) => {
  const { t, href } = usePage();
  return <SearchForm action={href("/audit")} name="id" label={t("audit.search")} value={wanted} />;
};

export const searchPage = ({ t, href }: PageContext, { wanted, isRefused }: Search): Page => ({
  title: t("audit.title"),
  lead: t("audit.lead"),
  hasErrors: isRefused,
  content: (
    <>
      {isRefused && <ErrorSummary errors={{ id: t("audit.notAnId") }} />}
      <FindTrail wanted={wanted} />
      <p>{t("audit.searchHelp")}</p>
      <EmptyState>{t("audit.empty")}</EmptyState>
      <p>
        <Link href={href("/audit/nights")}>{t("audit.nights.link")}</Link>
      </p>
    </>
  ),
});

const Verdict: FC<{ trail: Trail }> = ({ trail }) => {
  const { t } = usePage();
  const { brokenLink, entries } = trail;
  return brokenLink === null ? (
    <Notification kind="success" title={t("audit.intact")}>
      {t("audit.intactText", { count: entries.length })}
    </Notification>
  ) : (
    <Notification kind="error" title={t("audit.broken")}>
      {t("audit.brokenText", { kind: brokenLink.kind })}
    </Notification>
  );
};

const idsIn = /([a-z]{2,5}_[0-9A-HJKMNP-TV-Z]{26})/;

/** Text in which every id leads to its own timeline. */
const WithLinks: FC<{ text: string }> = ({ text }) => {
  const { href } = usePage();
  return (
    <>
      {text
        .split(idsIn)
        .map((part, place) => (place % 2 === 1 ? <Link href={href(`/audit/${part}`)}>{part}</Link> : part))}
    </>
  );
};

/** Facts are stored as they are hashed; here they are only laid out. */
const Facts: FC<{ facts: Entry["body"]["facts"] }> = ({ facts }) => (
  <ul class="ecl-unordered-list">
    {Object.entries(facts).map(([name, value]) => (
      <li class="ecl-unordered-list__item">
        <code>
          {name}: <WithLinks text={typeof value === "string" ? value : JSON.stringify(value)} />
        </code>
      </li>
    ))}
  </ul>
);

/** The name, where it is known, before the identifier that leads on. */
const namedText = (id: string, names: PageContext["names"]): string => {
  const name = names?.get(id);
  return name === undefined ? id : `${name}, ${id}`;
};

/** Who acted, in which role, and for whom: a deputy names the person that it stands for. */
const actingItems = ({ t, names }: PageContext, { actor, role, onBehalfOf, delegation }: Entry["body"]) => [
  { term: t("audit.who"), detail: <WithLinks text={namedText(actor, names)} /> },
  { term: t("audit.role"), detail: role === "system" ? t("audit.system") : t(`roles.${role}`) },
  ...(onBehalfOf === undefined
    ? []
    : [{ term: t("audit.onBehalfOf"), detail: <WithLinks text={namedText(onBehalfOf, names)} /> }]),
  ...(delegation === undefined ? [] : [{ term: t("audit.delegation"), detail: <WithLinks text={delegation} /> }]),
];

const Terms: FC<{ terms: Entry["body"]["terms"] }> = ({ terms }) => {
  const { t, href } = usePage();
  const named = Object.entries(terms);
  if (named.length === 0) return <>{t("audit.noTerms")}</>;
  return (
    <>
      {named.map(([id, version], place) => (
        <>
          {place > 0 && "; "}
          <Link href={href(`/audit/${id}`)}>{t("audit.term", { id, version })}</Link>
        </>
      ))}
    </>
  );
};

/** The event in words, as far as this version of the site knows it; as it is stored where not. */
const titleOf = ({ t }: PageContext, type: string): string => {
  const key = `events.${type}`;
  return isMessageKey(key) ? t(key) : type;
};

const TrailEntry: FC<{ entry: Entry }> = ({ entry }) => {
  const page = usePage();
  const { t } = page;
  const { body, hash } = entry;
  return (
    <Section title={`${String(body.version)}. ${titleOf(page, body.type)}`}>
      <DescriptionList
        items={[
          { term: t("audit.type"), detail: <code>{body.type}</code> },
          { term: t("audit.at"), detail: <DateTimeOf at={body.at} exact /> },
          ...actingItems(page, body),
          { term: t("audit.terms"), detail: <Terms terms={body.terms} /> },
          { term: t("audit.hash"), detail: <code>{hash}</code> },
        ]}
      />
      <Details summary={t("audit.facts")}>
        <Facts facts={body.facts} />
      </Details>
    </Section>
  );
};

/** Whose reads are noted: organisations with their accounts and invitations, and the files of payment runs. */
const isLogged = (aggregate: string): boolean => /^(?:org|run)_/.test(aggregate);

/** Where what was decided is computed once more: a payment request, or a ranking by its call and topic. */
const replayOf = ({ aggregate, entries }: Trail): string | null => {
  if (aggregate.startsWith("req_")) return `/audit/${aggregate}/replay`;
  const [first] = entries;
  const topicId = first?.body.facts["topicId"];
  const callId = Object.keys(first?.body.terms ?? {}).find((id) => id.startsWith("call_"));
  return aggregate.startsWith("rank_") && typeof topicId === "string" && callId !== undefined
    ? `/audit/replay/${callId}/${topicId}`
    : null;
};

export const trailPage = ({ t, href }: PageContext, trail: Trail): Page => {
  const replay = replayOf(trail);
  return {
    title: t("audit.entries", { aggregate: trail.aggregate }),
    crumbs: [{ label: t("audit.title"), path: "/audit" }],
    content: (
      <>
        <FindTrail wanted={trail.aggregate} />
        <Verdict trail={trail} />
        <ButtonRow>
          <ButtonLink href={href(`/audit/${trail.aggregate}/bundle`)} kind="secondary" icon="download">
            {t("audit.bundle")}
          </ButtonLink>
        </ButtonRow>
        {replay !== null && (
          <p>
            <Link href={href(replay)}>{t("audit.replay.link")}</Link>
          </p>
        )}
        {isLogged(trail.aggregate) && (
          <p>
            <Link href={href(`/audit/${trail.aggregate}/access`)}>{t("audit.access.link")}</Link>
          </p>
        )}
        <p>
          {t("audit.bundleHelp")} <Link href={href("/evidence")}>{t("evidence.title")}</Link>
        </p>
        {trail.entries.map((entry) => (
          <TrailEntry entry={entry} />
        ))}
        <Pagination
          nextHref={
            trail.next === undefined ? undefined : href(`/audit/${trail.aggregate}?after=${String(trail.next)}`)
          }
        />
      </>
    ),
  };
};
