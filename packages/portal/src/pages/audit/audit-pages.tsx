import type { FC } from "hono/jsx";
import type { Schemas } from "../../api-client.ts";
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

type Trail = Schemas["AuditTrail"];
type Entry = Trail["entries"][number];
type Search = { readonly wanted: string; readonly isRefused: boolean };

const FindTrail: FC<Pick<Search, "wanted">> = ({ wanted }) => {
  const { t, href } = usePage();
  return <SearchForm action={href("/audit")} name="id" label={t("audit.search")} value={wanted} />;
};

export const searchPage = ({ t }: PageContext, { wanted, isRefused }: Search): Page => ({
  title: t("audit.title"),
  lead: t("audit.lead"),
  hasErrors: isRefused,
  content: (
    <>
      {isRefused && <ErrorSummary errors={{ id: t("audit.notAnId") }} />}
      <FindTrail wanted={wanted} />
      <p>{t("audit.searchHelp")}</p>
      <EmptyState>{t("audit.empty")}</EmptyState>
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

/** Facts are stored as they are hashed; here they are only laid out. */
const Facts: FC<{ facts: Entry["body"]["facts"] }> = ({ facts }) => (
  <ul class="ecl-unordered-list">
    {Object.entries(facts).map(([name, value]) => (
      <li class="ecl-unordered-list__item">
        <code>
          {name}: {typeof value === "string" ? value : JSON.stringify(value)}
        </code>
      </li>
    ))}
  </ul>
);

const TrailEntry: FC<{ entry: Entry }> = ({ entry }) => {
  const { t } = usePage();
  const { body, hash } = entry;
  const terms = Object.entries(body.terms).map(([id, version]) => t("audit.term", { id, version }));
  return (
    <Section title={`${String(body.version)}. ${body.type}`}>
      <DescriptionList
        items={[
          { term: t("audit.at"), detail: <DateTimeOf at={body.at} exact /> },
          { term: t("audit.who"), detail: <code>{body.actor}</code> },
          { term: t("audit.role"), detail: body.role },
          { term: t("audit.terms"), detail: terms.length === 0 ? t("audit.noTerms") : terms.join("; ") },
          { term: t("audit.hash"), detail: <code>{hash}</code> },
        ]}
      />
      <Details summary={t("audit.facts")}>
        <Facts facts={body.facts} />
      </Details>
    </Section>
  );
};

export const trailPage = ({ t, href }: PageContext, trail: Trail): Page => ({
  title: t("audit.entries", { aggregate: trail.aggregate }),
  crumbs: [{ label: t("audit.title"), path: "/audit" }],
  content: (
    <>
      <FindTrail wanted={trail.aggregate} />
      <Verdict trail={trail} />
      {trail.entries.map((entry) => (
        <TrailEntry entry={entry} />
      ))}
      <Pagination
        nextHref={trail.next === undefined ? undefined : href(`/audit/${trail.aggregate}?after=${String(trail.next)}`)}
      />
    </>
  ),
});
