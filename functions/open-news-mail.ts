import type { Mailer } from "@grants/core/access/access-store";
import type { MailWords } from "@grants/core/calls/subscriptions/subscription-mail";
import { createSesMailer } from "@grants/mail/ses-mailer";
import { z } from "zod";

const Environment = z.object({
  MAIL_FROM: z.email(),
  /** Where the links of mails lead: from the installation, never from the host of a request. */
  LINK_ORIGIN: z.url().transform((url) => new URL(url).origin),
  AWS_REGION: z.string().min(1),
  AWS_ACCESS_KEY_ID: z.string().min(1),
  AWS_SECRET_ACCESS_KEY: z.string().min(1),
  AWS_SESSION_TOKEN: z.string().optional(),
  AWS_ENDPOINT_URL_SESV2: z.url().optional(),
});

const locales = { en: "en-GB", nl: "nl-NL" } as const;

/** How news of calls is worded: addresses of this site, and deadlines as they are read in Brussels. */
export const mailWordsFor = (origin: string): MailWords => ({
  pageOf: (language, path) => `${origin}/${language}${path}`,
  deadline: (closesAt, language) =>
    `${new Intl.DateTimeFormat(locales[language], { dateStyle: "long", timeStyle: "short", timeZone: "Europe/Brussels" }).format(new Date(closesAt))} (Brussels)`,
});

/** How news of calls leaves. */
export const openNewsMail = (given: NodeJS.ProcessEnv): { readonly mailer: Mailer; readonly mailWords: MailWords } => {
  const env = Environment.parse(given);
  return {
    mailer: createSesMailer({
      endpoint: env.AWS_ENDPOINT_URL_SESV2,
      from: env.MAIL_FROM,
      keys: {
        accessKeyId: env.AWS_ACCESS_KEY_ID,
        secretAccessKey: env.AWS_SECRET_ACCESS_KEY,
        sessionToken: env.AWS_SESSION_TOKEN,
        region: env.AWS_REGION,
      },
      now: () => Date.now(),
    }),
    mailWords: mailWordsFor(env.LINK_ORIGIN),
  };
};
