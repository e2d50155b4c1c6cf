import type { Mail } from "../../access/access-store.ts";
import type { Auditor, NightNews } from "./night-store.ts";

export type NightMailText = { readonly pageOf: (language: "en" | "nl", path: string) => string };

const words = {
  en: {
    FOUND: {
      subject: "The nightly replay found a decision that differs",
      line: "Last night's decisions were computed once more. At least one did not come out as it is kept, or could not be computed. Nothing was changed. Sign in to see which:",
    },
    LATE: {
      subject: "The nightly replay is not finished",
      line: "Last night's decisions were to be computed once more by now, and not all of them are. It goes on by itself every hour. Sign in to see how far it is:",
    },
    greeting: "Good day,",
    from: "ECCC Grants, the platform of the European Cybersecurity Competence Centre",
  },
  nl: {
    FOUND: {
      subject: "De nachtelijke herberekening vond een beslissing die afwijkt",
      line: "De beslissingen van de afgelopen dag zijn opnieuw berekend. Bij ten minste één kwam iets anders uit dan is bewaard, of lukte de berekening niet. Er is niets gewijzigd. Meld u aan om te zien welke:",
    },
    LATE: {
      subject: "De nachtelijke herberekening is niet klaar",
      line: "De beslissingen van de afgelopen dag hadden nu opnieuw berekend moeten zijn, en dat zijn ze niet allemaal. Het gaat elk uur vanzelf verder. Meld u aan om te zien hoe ver het is:",
    },
    greeting: "Goedendag,",
    from: "ECCC Grants, het platform van het Europees Kenniscentrum voor cyberbeveiliging",
  },
} as const;

/** That there is something to look at, and where. What differs is not in it: mails are read by others. */
export const composeNightMail = (
  { pageOf }: NightMailText,
  { to, language, on, because }: Auditor & NightNews,
): Mail => {
  const { greeting, from, [because]: told } = words[language];
  return {
    to,
    subject: told.subject,
    text: `${[greeting, told.line, pageOf(language, `/audit/nights/${on}`), from].join("\n\n")}\n`,
  };
};
