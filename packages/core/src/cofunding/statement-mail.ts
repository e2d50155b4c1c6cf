import type { Mail, PersonLanguage } from "../access/access-store.ts";
import type { MemberState } from "./yearly-statement.ts";

/** Addresses of the site. */
export type StatementMailText = { readonly pageOf: (language: PersonLanguage, path: string) => string };

const words = {
  en: {
    subject: (member: string, year: number) => `Overdue: the statement of contributions of ${member} for ${year}`,
    lines: [
      "Good day,",
      "Each Member State reports by 31 January what it contributed to joint actions in the year before (Regulation (EU) 2021/887, Article 21(12)). This statement is not signed yet:",
    ],
    steps: "One person of the Member State prepares it, another one signs it.",
    from: "ECCC Grants, the platform of the European Cybersecurity Competence Centre",
  },
  nl: {
    subject: (member: string, year: number) => `Te laat: de opgave van bijdragen van ${member} over ${year}`,
    lines: [
      "Goedendag,",
      "Elke lidstaat meldt uiterlijk op 31 januari wat hij in het jaar ervoor aan gezamenlijke acties heeft bijgedragen (Verordening (EU) 2021/887, artikel 21, lid 12). Deze opgave is nog niet ondertekend:",
    ],
    steps: "Iemand van de lidstaat stelt haar op, iemand anders ondertekent haar.",
    from: "ECCC Grants, het platform van het Europees Kenniscentrum voor cyberbeveiliging",
  },
} as const;

type StatementNews = {
  readonly to: string;
  readonly language: PersonLanguage;
  readonly member: MemberState;
  readonly year: number;
};

/** That a statement is overdue, and where it is made. Of its figures, nothing. */
export const composeStatementMail = (
  { pageOf }: StatementMailText,
  { to, language, member, year }: StatementNews,
): Mail => {
  const { subject, lines, steps, from } = words[language];
  const page = pageOf(language, `/cofunding/statements/${member}/${year}`);
  return { to, subject: subject(member, year), text: `${[...lines, page, steps, from].join("\n\n")}\n` };
};
