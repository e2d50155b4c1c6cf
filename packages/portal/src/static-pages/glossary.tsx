import type { PageContext } from "../page/page-context.ts";
import type { Page } from "../page/page.ts";
import { localeOf } from "../words/language.ts";

/** Each has a term and a meaning in the catalogue; the id is also the anchor, so that pages can link to a word. */
const glossaryIds = [
  "admissibility",
  "awardDecision",
  "beneficiary",
  "budgetCommitment",
  "call",
  "cascadeGrant",
  "conflictOfInterest",
  "consensus",
  "consortium",
  "contribution",
  "coordinator",
  "dataSheet",
  "deliverable",
  "expert",
  "fourEyes",
  "grantAgreement",
  "jointAction",
  "legalEntityFile",
  "nationalCoordinationCentre",
  "pic",
  "preFinancing",
  "proposal",
  "ranking",
  "recovery",
  "redress",
  "reserveList",
  "threshold",
  "topic",
  "workPackage",
  "workProgramme",
] as const;

export const glossaryPage = ({ t, language }: PageContext): Page => {
  const collator = new Intl.Collator(localeOf[language]);
  const words = glossaryIds
    .map((id) => ({ id, term: t(`glossary.${id}.term`), meaning: t(`glossary.${id}.meaning`) }))
    .toSorted((a, b) => collator.compare(a.term, b.term));
  return {
    title: t("glossary.title"),
    lead: t("glossary.lead"),
    meta: [t("glossary.count", { count: words.length })],
    content: (
      <dl class="ecl-description-list ecl-description-list--horizontal portal-glossary">
        {words.map(({ id, term, meaning }) => (
          <>
            <dt class="ecl-description-list__term" id={id}>
              {term}
            </dt>
            <dd class="ecl-description-list__definition">{meaning}</dd>
          </>
        ))}
      </dl>
    ),
  };
};
