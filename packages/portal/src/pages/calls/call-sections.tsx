import type { FC } from "hono/jsx";
import type { Schemas } from "../../api-client.ts";
import { Notification } from "../../components/notification.tsx";
import { Paragraphs } from "../../components/paragraphs.tsx";
import { Section } from "../../components/section.tsx";
import { usePage } from "../../page/page-context.ts";
import { isMessageKey } from "../../words/catalogue.ts";
import type { Language } from "../../words/language.ts";
import { translateLoosely } from "../../words/translate.ts";
import { CriteriaSection } from "./criteria-section.tsx";
import { FinancingSection, NationalSection, TopicsSection } from "./money-sections.tsx";
import { PrivacySection, StageFacts, TermSections } from "./term-sections.tsx";
import { TimetableSection, type Timetable } from "./timetable.tsx";

/** "topics.minGrantCents" and "profile.indirectRate" in words, where the catalogue has them. */
const nameOfPart = (field: string, language: Language): string => {
  const key = [`calls.part.${field}`, `calls.field.${field.replace(/^profile\./, "")}`].find(isMessageKey);
  return key === undefined ? field : translateLoosely(language, key, {});
};

/** Parts that no source gives, by their names in the call. */
export const SyntheticNotice: FC<{ readonly fields: readonly string[] }> = ({ fields }) => {
  const { t, language } = usePage();
  return fields.length === 0 ? null : (
    <Notification kind="warning" title={t("calls.syntheticTitle")}>
      <p>
        {t("calls.syntheticText")} {fields.map((field) => nameOfPart(field, language)).join("; ")}.
      </p>
    </Notification>
  );
};

const texts = [
  ["eligibility", "calls.section.eligibility"],
  ["exclusionAndSelection", "calls.section.exclusionAndSelection"],
] as const;

type SectionsProps = {
  readonly content: Schemas["CallContent"];
  /** Null where the local times of a draft are no instants yet. */
  readonly timetable: Timetable | null;
};

/** Everything that a call says: the mandatory content of CALL-01, and what its calculations read. */
export const CallSections: FC<SectionsProps> = ({ content, timetable }) => {
  const { t } = usePage();
  return (
    <>
      <Section title={t("calls.section.objectives")}>
        <Paragraphs text={content.objectives} />
      </Section>
      <TopicsSection content={content} />
      {texts.map(([name, title]) => (
        <Section title={t(title)}>
          <Paragraphs text={content[name]} />
        </Section>
      ))}
      <TermSections content={content} />
      <CriteriaSection profile={content.profile} />
      <FinancingSection content={content} />
      <NationalSection funding={content.nationalFunding} />
      <Section title={t("calls.section.submission")}>
        <Paragraphs text={content.submissionArrangements} />
      </Section>
      <StageFacts content={content} firstClosesAt={timetable?.firstClosesAt ?? null} />
      {timetable !== null && <TimetableSection timetable={timetable} />}
      <PrivacySection />
    </>
  );
};
