import type { Mail } from "../../access/access-store.ts";
import type { CallSummary } from "../call.ts";
import type { CallNotice } from "../notices/call-notice.ts";
import type { Subscription, SubscriptionTopic, SubscriptionWish } from "./subscription.ts";

type Language = SubscriptionWish["language"];

/** Addresses of the site, and times as people read them. */
export type MailWords = {
  readonly pageOf: (language: Language, path: string) => string;
  readonly deadline: (closesAt: string, language: Language) => string;
};

/** Who writes, at the end of each mail about calls. */
export const signOff = {
  en: "ECCC Grants, the platform of the European Cybersecurity Competence Centre",
  nl: "ECCC Grants, het platform van het Europees Kenniscentrum voor cyberbeveiliging",
} as const;

const subjectOfTopic = (topic: SubscriptionTopic, language: Language): string => {
  if (topic.kind === "call") return language === "en" ? "news of one call" : "nieuws over één oproep";
  const { text, programme, actionType } = topic.search;
  const parts = [text === undefined ? null : `"${text}"`, programme, actionType].filter(
    (part) => typeof part === "string",
  );
  if (parts.length > 0) return parts.join(", ");
  return language === "en" ? "all calls for proposals" : "alle oproepen tot het indienen van voorstellen";
};

/** The question whether the owner of an address wants to be told. It tells nothing about the address. */
export const composeConfirmationMail = (
  { pageOf }: Pick<MailWords, "pageOf">,
  { mail, language, topic }: SubscriptionWish,
  token: string,
): Mail => {
  const link = pageOf(language, `/subscriptions/${token}`);
  const about = subjectOfTopic(topic, language);
  const lines =
    language === "en"
      ? [
          "Good day,",
          `Somebody, probably you, asked to be told by mail about: ${about}.`,
          "Open this link and confirm:",
          link,
          "Without that nothing is kept of this address. The link is good for three days. If you did not ask for this, you need not do anything.",
        ]
      : [
          "Goedendag,",
          `Iemand, waarschijnlijk u, vroeg om per mail op de hoogte te blijven van: ${about}.`,
          "Open deze link en bevestig:",
          link,
          "Zonder bevestiging wordt dit adres niet bewaard. De link werkt drie dagen. Vroeg u dit niet aan, dan hoeft u niets te doen.",
        ];
  const subject =
    language === "en" ? "Confirm: news of calls from ECCC Grants" : "Bevestig: nieuws over oproepen van ECCC Grants";
  return { to: mail, subject, text: `${[...lines, signOff[language]].join("\n\n")}\n` };
};

type Told = { readonly notice: CallNotice; readonly call: CallSummary };

const headline = ({ notice }: Told, language: Language): string => {
  const isEnglish = language === "en";
  switch (notice.kind) {
    case "published":
    case "imported":
      return isEnglish ? "New call" : "Nieuwe oproep";
    case "corrected":
      return isEnglish ? "Call changed" : "Oproep gewijzigd";
    case "answered":
      return isEnglish ? "New answer about a call" : "Nieuw antwoord over een oproep";
    case "sealed":
    case "awarded":
      return isEnglish ? "Figures of a call" : "Cijfers van een oproep";
  }
};

const pathOf = ({ notice, call }: Told): string =>
  notice.kind === "answered" ? `/calls/${call.callId}/questions#${notice.questionId}` : `/calls/${call.callId}`;

const blockOf = (told: Told, { pageOf, deadline }: MailWords, language: Language): string => {
  const { title, reference, closesAt } = told.call;
  const closes = language === "en" ? "Closes" : "Sluit";
  return [
    `${headline(told, language)}: ${title}${reference === null ? "" : ` (${reference})`}`,
    ...(closesAt === null ? [] : [`${closes}: ${deadline(closesAt, language)}`]),
    pageOf(language, pathOf(told)),
  ].join("\n");
};

/** News for one subscriber: one mail for all that happened, with a way out that needs one click (RFC 8058). */
export const composeNewsMail = (
  words: MailWords,
  { mail, language }: Pick<Subscription, "mail" | "language">,
  { told, token }: { readonly told: readonly Told[]; readonly token: string },
): Mail => {
  const [first] = told;
  if (first === undefined) throw new Error("A mail without news.");
  const more = told.length === 1 ? "" : ` (+${told.length - 1})`;
  const out = words.pageOf(language, `/subscriptions/${token}`);
  const lines = [
    language === "en" ? "Good day," : "Goedendag,",
    ...told.map((one) => blockOf(one, words, language)),
    `${language === "en" ? "You asked for this mail. End it here:" : "U vroeg om deze mail. Stop hem hier:"}\n${out}`,
    signOff[language],
  ];
  return {
    to: mail,
    subject: `${headline(first, language)}: ${first.call.title}${more}`,
    text: `${lines.join("\n\n")}\n`,
    headers: {
      "List-Unsubscribe": `<${out}/ending>`,
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    },
  };
};
