import type { DeclarationName } from "../calls/asked-declarations.ts";

/**
 * A question of a declaration. Its words are in the catalogue of the pages under its id; what stands here is what the rules read. An edition
 * that was answered never changes: other questions are another edition.
 */
export type Question = {
  readonly id: string;
  /** Rules of the rulebook that it answers. */
  readonly rules: readonly string[];
  /** Which answer has to be explained. */
  readonly explain?: "yes" | "no";
};

export type Questionnaire = {
  readonly name: DeclarationName;
  readonly edition: string;
  /** `partner`: each partner answers for itself, and nobody answers for it. */
  readonly of: "project" | "partner";
  readonly questions: readonly Question[];
};

const question = (id: string, rules: readonly string[], explain?: Question["explain"]): Question =>
  explain === undefined ? { id, rules } : { id, rules, explain };

/** The rulebook names no rule on ethics; the questions follow the headings that applicants know from Horizon Europe. */
const ethics: Questionnaire = {
  name: "ethics",
  edition: "2026-1",
  of: "project",
  questions: [
    question("humans", [], "yes"),
    question("personalData", [], "yes"),
    question("artificialIntelligence", [], "yes"),
    question("thirdCountries", [], "yes"),
    question("misuse", [], "yes"),
  ],
};

/** DEP-R 12(2): the security self-assessment that goes with a proposal. */
const security: Questionnaire = {
  name: "security",
  edition: "2026-1",
  of: "project",
  questions: [
    question("classified", ["DEP-08"], "yes"),
    question("sensitiveResults", ["DEP-08"], "yes"),
    question("thirdCountryAccess", ["DEP-08"], "yes"),
    question("supplyChain", ["DEP-08"], "yes"),
    question("measures", ["DEP-08"], "no"),
  ],
};

/** The declaration on honour: one question on each ground of FR 138(1), and on who controls the organisation (EXC-02). */
const exclusion: Questionnaire = {
  name: "exclusion",
  edition: "2026-1",
  of: "partner",
  questions: [
    question("insolvency", ["EXC-01"], "yes"),
    question("taxes", ["EXC-01"], "yes"),
    question("misconduct", ["EXC-01"], "yes"),
    question("crime", ["EXC-01"], "yes"),
    question("deficiencies", ["EXC-01"], "yes"),
    question("irregularity", ["EXC-01"], "yes"),
    question("circumvention", ["EXC-01"], "yes"),
    question("resistance", ["EXC-01"], "yes"),
    question("controllers", ["EXC-02"], "yes"),
    question("callDocuments", ["EXC-05"], "yes"),
    question("capacity", ["ELG-04"], "no"),
  ],
};

const ownership: Questionnaire = {
  name: "ownership",
  edition: "2026-1",
  of: "partner",
  questions: [
    question("establishedInUnion", ["DEP-03", "DEP-06"], "no"),
    question("controlledFromThirdCountry", ["DEP-03", "CLR-OWN-01"], "yes"),
    question("guarantees", ["DEP-05"], "yes"),
    question("fileComplete", ["DEP-06"], "no"),
  ],
};

/** Legal status and what else is asked of the same money. */
const standing: Questionnaire = {
  name: "standing",
  edition: "2026-1",
  of: "partner",
  questions: [
    question("ngo", ["ELG-04"]),
    question("otherApplications", ["PRI-04"], "yes"),
    question("otherFunding", ["ELG-04", "PRI-04"], "yes"),
    question("independent", ["HSC-06"], "no"),
  ],
};

export const questionnaires: Readonly<Record<DeclarationName, Questionnaire>> = {
  ethics,
  security,
  exclusion,
  ownership,
  standing,
};
