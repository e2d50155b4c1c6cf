import type { Mail } from "../access/access-store.ts";
import type { LetterId, LetterLanguage } from "./letter.ts";

/** Addresses of the site. */
export type LetterText = { readonly pageOf: (language: LetterLanguage, path: string) => string };

const words = {
  en: {
    subject: "A letter waits for your organisation on ECCC Grants",
    lines: [
      "Good day,",
      "The European Cybersecurity Competence Centre has sent your organisation a formal letter. Sign in and open it:",
    ],
    rule: "It is received when somebody of your organisation opens it, and at the latest ten days after it was sent.",
    from: "ECCC Grants, the platform of the European Cybersecurity Competence Centre",
  },
  nl: {
    subject: "Er ligt een brief voor uw organisatie klaar op ECCC Grants",
    lines: [
      "Goedendag,",
      "Het Europees Kenniscentrum voor cyberbeveiliging heeft uw organisatie een formele brief gestuurd. Meld u aan en open hem:",
    ],
    rule: "Hij is ontvangen wanneer iemand van uw organisatie hem opent, en uiterlijk tien dagen na verzending.",
    from: "ECCC Grants, het platform van het Europees Kenniscentrum voor cyberbeveiliging",
  },
} as const;

/** That a letter waits, and where. Of what it says, nothing. */
export const composeLetterMail = (
  { pageOf }: LetterText,
  { to, language, letterId }: { readonly to: string; readonly language: LetterLanguage; readonly letterId: LetterId },
): Mail => {
  const { subject, lines, rule, from } = words[language];
  return {
    to,
    subject,
    text: `${[...lines, pageOf(language, `/letters/${letterId}`), rule, from].join("\n\n")}\n`,
  };
};
