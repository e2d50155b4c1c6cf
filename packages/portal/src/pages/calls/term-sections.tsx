import type { FC } from "hono/jsx";
import type { Schemas } from "../../api-client.ts";
import { DescriptionList } from "../../components/description-list.tsx";
import { Link } from "../../components/link.tsx";
import { Paragraphs } from "../../components/paragraphs.tsx";
import { Section } from "../../components/section.tsx";
import { Table } from "../../components/table.tsx";
import { DateOf } from "../../components/time.tsx";
import { usePage } from "../../page/page-context.ts";
import { readableRate } from "./rates.ts";
import { wordFor } from "./term-fields.tsx";

type Content = Schemas["CallContent"];
type Props = { readonly content: Content };

/** Sums that topics share, and how far money may move between them. */
export const Envelopes: FC<Props> = ({ content: { envelopes = [] } }) => {
  const page = usePage();
  const { t, format } = page;
  return (
    <>
      {envelopes.map(({ title, topicIds, budgetCents, flexibilityRate }) => (
        <p>
          {t("calls.envelopeText", {
            title,
            topics: topicIds.join(", "),
            budget: format.money(budgetCents),
            rate: readableRate(flexibilityRate, page),
          })}
        </p>
      ))}
    </>
  );
};

const Consortium: FC<Props> = ({ content: { consortiumRule: rule, partnerSignOff } }) => {
  const { t } = usePage();
  if (rule === undefined && partnerSignOff === undefined) return null;
  return (
    <Section title={t("calls.section.consortium")}>
      {rule !== undefined && (
        <p>
          {t("calls.consortiumText", {
            partners: rule.partnersMin,
            countries: rule.countriesMin,
            states: rule.memberStatesMin,
          })}{" "}
          {rule.partnersMax !== undefined && t("calls.consortiumMost", { partners: rule.partnersMax })}{" "}
          {rule.countries !== undefined && t("calls.consortiumCountries", { countries: rule.countries.join(", ") })}
        </p>
      )}
      {partnerSignOff !== undefined && <p>{t(`calls.signOff.${partnerSignOff}`)}</p>}
    </Section>
  );
};

const Security: FC<Props> = ({ content: { security, dualUse = false } }) => {
  const { t } = usePage();
  if (security === undefined) return null;
  const { restriction, countries, eeaEquivalent, admitsControlledEntities, basis, necessity } = security;
  return (
    <Section title={t("calls.section.security")}>
      <p>{t(`calls.security.${restriction}`)}.</p>
      {dualUse && <p>{t("calls.security.dualUse")}</p>}
      {countries.length > 0 && <p>{t("calls.consortiumCountries", { countries: countries.join(", ") })}</p>}
      {admitsControlledEntities && <p>{t("calls.security.admits")}</p>}
      {eeaEquivalent && <p>{t("calls.security.eea")}</p>}
      <DescriptionList
        items={[
          { term: t("calls.term.security.basis"), detail: basis },
          { term: t("calls.term.security.necessity"), detail: <Paragraphs text={necessity} /> },
        ]}
      />
    </Section>
  );
};

const Certification: FC<Props> = ({ content: { certification = [] } }) => {
  const page = usePage();
  const { t } = page;
  if (certification.length === 0) return null;
  return (
    <Section title={t("calls.section.certification")}>
      <Table
        caption={t("calls.certificate.caption")}
        columns={[
          { header: t("calls.term.certification.ictCategory"), namesRow: true, cell: (row) => row.ictCategory },
          {
            header: t("calls.certificate.scheme"),
            cell: ({ schemeId, minAssurance, equivalentAllowed }) => (
              <>
                {schemeId === "ANY" ? t("calls.certificate.any") : schemeId},{" "}
                {wordFor(`calls.choice.${minAssurance}`, page)} {equivalentAllowed && t("calls.certificate.equivalent")}
              </>
            ),
          },
          { header: t("calls.term.certification.use"), cell: ({ use }) => wordFor(`calls.choice.${use}`, page) },
          {
            header: t("calls.term.certification.dueMonth"),
            cell: ({ dueMonth }) => t("calls.certificate.month", { month: dueMonth }),
          },
        ]}
        rows={certification}
        empty=""
      />
    </Section>
  );
};

const ThirdParties: FC<Props> = ({ content: { fstp } }) => {
  const page = usePage();
  const { t, format } = page;
  if (fstp === undefined) return null;
  return (
    <Section title={t("calls.section.fstp")}>
      <p>
        {t("calls.fstpText", { max: format.money(fstp.perThirdPartyMaxCents) })}{" "}
        {fstp.isCompulsory && t("calls.fstpCompulsory")}
      </p>
      <DescriptionList
        items={[
          { term: t("calls.term.fstp.amountCriteria"), detail: <Paragraphs text={fstp.amountCriteria} /> },
          { term: t("calls.fstpActivities"), detail: fstp.activityTypes.join("; ") },
          { term: t("calls.term.fstp.recipients"), detail: <Paragraphs text={fstp.recipients} /> },
          ...(fstp.exceptionReason === undefined
            ? []
            : [
                {
                  term: t("calls.term.fstp.exceptionReason"),
                  detail: wordFor(`calls.choice.${fstp.exceptionReason}`, page),
                },
              ]),
        ]}
      />
    </Section>
  );
};

const Linked: FC<Props> = ({ content: { linkedProgrammes = [] } }) => {
  const { t } = usePage();
  if (linkedProgrammes.length === 0) return null;
  return (
    <Section title={t("calls.section.linked")}>
      <DescriptionList
        items={linkedProgrammes.map(({ name, reference, isCumulationAllowed, note }) => ({
          term: reference === undefined ? name : `${name} (${reference})`,
          detail: `${t(isCumulationAllowed ? "calls.linked.allowed" : "calls.linked.refused")} ${note ?? ""}`.trim(),
        }))}
      />
    </Section>
  );
};

const limitText = (limit: NonNullable<Content["textLimits"]>[number], { t, format }: ReturnType<typeof usePage>) =>
  [
    ...(limit.charactersMax === undefined
      ? []
      : [t("calls.limit.characters", { count: format.number(limit.charactersMax) })]),
    ...(limit.wordsMax === undefined ? [] : [t("calls.limit.words", { count: format.number(limit.wordsMax) })]),
    ...(limit.pagesMax === undefined ? [] : [t("calls.limit.pages", { count: format.number(limit.pagesMax) })]),
  ].join("; ");

const Annexes: FC<{ annexes: NonNullable<Content["annexes"]> }> = ({ annexes }) => {
  const { t, format } = usePage();
  return (
    <Table
      caption={t("calls.annex.caption")}
      columns={[
        { header: t("calls.term.annexes.title"), namesRow: true, cell: ({ title }) => title },
        {
          header: t("calls.fact.status"),
          cell: ({ isMandatory }) => t(isMandatory ? "calls.annex.mandatory" : "calls.annex.optional"),
        },
        { header: t("calls.annex.formats"), cell: ({ formats }) => formats.join(", ").toUpperCase() },
        {
          header: t("calls.annex.pages"),
          align: "right",
          cell: ({ pagesMax }) => (pagesMax === undefined ? "" : format.number(pagesMax)),
        },
        {
          header: t("calls.annex.template"),
          cell: ({ templateUrl }) =>
            templateUrl === undefined ? "" : <Link href={templateUrl}>{t("calls.annex.template")}</Link>,
        },
      ]}
      rows={annexes}
      empty=""
    />
  );
};

const Documents: FC<Props> = ({ content: { annexes = [], textLimits = [] } }) => {
  const page = usePage();
  const { t } = page;
  if (annexes.length + textLimits.length === 0) return null;
  return (
    <Section title={t("calls.section.documents")}>
      {annexes.length > 0 && <Annexes annexes={annexes} />}
      {textLimits.length > 0 && (
        <Table
          caption={t("calls.limit.caption")}
          columns={[
            {
              header: t("calls.limit.text"),
              namesRow: true,
              cell: ({ section }) => wordFor(`calls.choice.${section}`, page),
            },
            { header: t("calls.limit.atMost"), cell: (limit) => limitText(limit, page) },
          ]}
          rows={textLimits}
          empty=""
        />
      )}
    </Section>
  );
};

/** Conditions on who takes part and what they must hold; a call without them has none of these parts. */
export const TermSections: FC<Props> = ({ content }) => (
  <>
    <Consortium content={content} />
    <Security content={content} />
    <Certification content={content} />
    <ThirdParties content={content} />
    <Linked content={content} />
    <Documents content={content} />
  </>
);

/** A first stage in the timetable: when short proposals close, and when those who go on are told. */
export const StageFacts: FC<Props & { readonly firstClosesAt: string | null }> = ({ content, firstClosesAt }) => {
  const { t, format } = usePage();
  const { firstStage } = content;
  if (firstStage === undefined) return null;
  const at = firstClosesAt === null ? firstStage.closes.local.replace("T", ", ") : format.dateTime(firstClosesAt);
  return (
    <Section title={t("calls.section.stages")}>
      <DescriptionList
        items={[
          { term: t("calls.stageOne"), detail: `${at} (${t("components.brusselsTime")})` },
          { term: t("calls.stageInvite"), detail: <DateOf on={firstStage.plannedInviteOn} /> },
          ...(firstStage.pagesMax === undefined
            ? []
            : [{ term: t("calls.term.firstStage.pagesMax"), detail: format.number(firstStage.pagesMax) }]),
        ]}
      />
    </Section>
  );
};

/** CALL-04: who may see what applicants write. */
export const PrivacySection: FC = () => {
  const { t } = usePage();
  return (
    <Section title={t("calls.section.privacy")}>
      <p>{t("calls.privacyText")}</p>
    </Section>
  );
};
