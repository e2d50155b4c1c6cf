import type { PageWords } from "@grants/documents/proposals/pen";
import { budget as budgetEn } from "@grants/portal/words/en/budget";
import { consortium as consortiumEn } from "@grants/portal/words/en/consortium";
import { budget as budgetNl } from "@grants/portal/words/nl/budget";
import { consortium as consortiumNl } from "@grants/portal/words/nl/consortium";

/** Throws for a word that the pages do not have: each question and each category has one. */
const wordsFrom = (...catalogues: readonly Readonly<Record<string, string>>[]): PageWords => {
  const word = (key: string): string => {
    const found = catalogues.find((catalogue) => Object.hasOwn(catalogue, key))?.[key];
    if (found === undefined) throw new Error(`The pages have no word for ${key}.`);
    return found;
  };
  return {
    item: (item) => word(`budget.item.${item}`),
    declaration: (name) => word(`consortium.declaration.${name}`),
    question: (name, id) => word(`consortium.question.${name}.${id}`),
  };
};

/** A document calls categories and questions what the pages call them. */
export const pageWords = {
  en: wordsFrom(budgetEn, consortiumEn),
  nl: wordsFrom(budgetNl, consortiumNl),
} as const satisfies Readonly<Record<"en" | "nl", PageWords>>;
