import type { LocalDate } from "@grants/kernel/time";
import type { Mail, PersonLanguage } from "../access/access-store.ts";
import type { FunderCode } from "../access/rights.ts";
import type { DebitNoteId } from "./debit-note.ts";

/** Addresses of the site. */
export type DebitNoteMailText = { readonly pageOf: (language: PersonLanguage, path: string) => string };

const words = {
  en: {
    issued: {
      subject: (funder: string, number: string) => `Debit note ${number} for ${funder}`,
      text: (dueOn: string) =>
        `A tranche of your contribution to a joint action is called (Regulation (EU) 2021/887, Article 21). It is due on ${dueOn}. Sign in to see the debit note and the reference for the transfer:`,
    },
    overdue: {
      subject: (funder: string, number: string) => `Overdue: debit note ${number} for ${funder}`,
      text: (dueOn: string) =>
        `A tranche of a contribution to a joint action was due on ${dueOn} and has not come whole (Regulation (EU) 2021/887, Article 21(10)). Sign in to see what is open:`,
    },
    greeting: "Good day,",
    warning: "This mail names no account and no amount. The Centre never asks by mail to pay to another account.",
    from: "ECCC Grants, the platform of the European Cybersecurity Competence Centre",
  },
  nl: {
    issued: {
      subject: (funder: string, number: string) => `Debetnota ${number} voor ${funder}`,
      text: (dueOn: string) =>
        `Een tranche van uw bijdrage aan een gezamenlijke actie is opgevraagd (Verordening (EU) 2021/887, artikel 21). Zij is te betalen op ${dueOn}. Meld u aan om de debetnota en de referentie voor de overboeking te zien:`,
    },
    overdue: {
      subject: (funder: string, number: string) => `Te laat: debetnota ${number} voor ${funder}`,
      text: (dueOn: string) =>
        `Een tranche van een bijdrage aan een gezamenlijke actie was te betalen op ${dueOn} en is niet geheel gekomen (Verordening (EU) 2021/887, artikel 21, lid 10). Meld u aan om te zien wat openstaat:`,
    },
    greeting: "Goedendag,",
    warning:
      "Deze mail noemt geen rekening en geen bedrag. Het Kenniscentrum vraagt nooit per mail om naar een andere rekening te betalen.",
    from: "ECCC Grants, het platform van het Europees Kenniscentrum voor cyberbeveiliging",
  },
} as const;

type NewsOfNote = {
  readonly to: string;
  readonly language: PersonLanguage;
  readonly news: "issued" | "overdue";
  readonly funder: FunderCode;
  readonly number: string;
  readonly dueOn: LocalDate;
  readonly debitNoteId: DebitNoteId;
};

/** That a debit note was sent or is overdue, and where it is read. Neither amount nor account: mails are read by others. */
export const composeDebitNoteMail = (
  { pageOf }: DebitNoteMailText,
  { to, language, news, funder, number, dueOn, debitNoteId }: NewsOfNote,
): Mail => {
  const { greeting, warning, from, [news]: told } = words[language];
  const page = pageOf(language, `/cofunding/debit-notes/${debitNoteId}`);
  const text = [greeting, told.text(dueOn), page, warning, from].join("\n\n");
  return { to, subject: told.subject(funder, number), text: `${text}\n` };
};
