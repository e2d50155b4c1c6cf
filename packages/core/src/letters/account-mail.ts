import type { OrganisationId } from "@grants/kernel/id";
import type { Mail } from "../access/access-store.ts";
import type { LetterLanguage } from "./letter.ts";
import type { LetterText } from "./letter-mail.ts";

const words = {
  en: {
    subject: "Your organisation is to be paid on another bank account",
    lines: [
      "Good day,",
      "Somebody of your organisation has asked on ECCC Grants that it is paid on another bank account. Sign in to see who asked for it:",
    ],
    stop: "If nobody of your organisation wants this, stop the change on that page. Until it is validated, payments go to the account that stands.",
    call: "The Centre calls your organisation on the number that it knows. It never asks for a bank account or a password by mail.",
    from: "ECCC Grants, the platform of the European Cybersecurity Competence Centre",
  },
  nl: {
    subject: "Er is gevraagd uw organisatie op een andere bankrekening te betalen",
    lines: [
      "Goedendag,",
      "Iemand van uw organisatie heeft op ECCC Grants gevraagd om haar op een andere bankrekening te betalen. Meld u aan om te zien wie dat heeft gevraagd:",
    ],
    stop: "Wil niemand van uw organisatie dit, stop de wijziging dan op die pagina. Tot de nieuwe rekening is goedgekeurd, wordt op de bestaande rekening betaald.",
    call: "Het Kenniscentrum belt uw organisatie op het nummer dat het kent. Het vraagt nooit per mail om een bankrekening of een wachtwoord.",
    from: "ECCC Grants, het platform van het Europees Kenniscentrum voor cyberbeveiliging",
  },
} as const;

type AccountNews = { readonly to: string; readonly language: LetterLanguage; readonly organisation: OrganisationId };

/** That another account was asked for, and where to stop it. Neither account is in it, nor who asked: mails are read by others. */
export const composeAccountMail = ({ pageOf }: LetterText, { to, language, organisation }: AccountNews): Mail => {
  const { subject, lines, stop, call, from } = words[language];
  const text = [...lines, pageOf(language, `/registry/organisations/${organisation}`), stop, call, from].join("\n\n");
  return { to, subject, text: `${text}\n` };
};
