import { questionnaires, type Question } from "@grants/core/proposals/questionnaires";

export type DeclarationName = keyof typeof questionnaires;

/** The questions as the rules know them: pages ask what the checklist will ask for. */
export const questionsOf = (name: DeclarationName): readonly Question[] => questionnaires[name].questions;
export const editionOf = (name: DeclarationName): string => questionnaires[name].edition;
export const isOfPartner = (name: DeclarationName): boolean => questionnaires[name].of === "partner";
