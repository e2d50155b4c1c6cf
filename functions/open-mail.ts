import { randomBytes } from "node:crypto";
import type { InviteDeps } from "@grants/core/access/invite-person";
import type { InvitePartnerDeps } from "@grants/core/proposals/invite-partner";
import { createSesMailer } from "@grants/mail/ses-mailer";
import { z } from "zod";

const Environment = z.object({
  /** Who mails come from. */
  MAIL_FROM: z.email(),
  /** Where the links of mails lead: from the installation, never from the host of a request. */
  LINK_ORIGIN: z.url().transform((url) => new URL(url).origin),
  AWS_REGION: z.string().min(1),
  AWS_ACCESS_KEY_ID: z.string().min(1),
  AWS_SECRET_ACCESS_KEY: z.string().min(1),
  AWS_SESSION_TOKEN: z.string().optional(),
  AWS_ENDPOINT_URL_SESV2: z.url().optional(),
});

const linkTokenBytes = 16;

/** How invitations leave: a mailer, and links with secrets of their own. */
export const openMail = (
  given: NodeJS.ProcessEnv,
): Pick<InviteDeps, "mailer" | "newLinkToken" | "linkOf"> & Pick<InvitePartnerDeps, "partnerLinkOf"> => {
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
    newLinkToken: () => randomBytes(linkTokenBytes).toString("base64url"),
    linkOf: (token, language) => `${env.LINK_ORIGIN}/${language}/invitations/${token}`,
    partnerLinkOf: (token, language) => `${env.LINK_ORIGIN}/${language}/consortia/${token}`,
  };
};
