import { z } from "zod";

/** One installation. Given as `-c region=… -c stage=…` on the command line; the defaults are for a first look. */
const InstallationConfig = z.object({
  stage: z.string().regex(/^[a-z][a-z0-9-]{1,20}$/),
  region: z.string().regex(/^[a-z]{2}-[a-z]+-\d$/),
  account: z.string().regex(/^\d{12}$/),
  /** Days that evidence in object storage cannot be deleted by anyone (RECD-01: records for ten years after the last payment year). */
  retentionDays: z.int().min(1),
  /** Requests a second that one function's route group may take before the gateway answers 429. */
  requestsPerSecondMax: z.int().min(1),
  /** The certificate of the site's address at the edge. Without one a trial is reached at the provider's addresses. */
  certificateArn: z
    .string()
    .regex(/^arn:aws[\w-]*:acm:us-east-1:\d{12}:certificate\/[\w-]+$/)
    .optional(),
  /** The account that payments leave from. Only a trial may do without one of its own. */
  debtorName: z.string().min(1).max(70),
  /** A time-stamping authority that speaks RFC 3161, a qualified one outside of trials. */
  timeStampUrl: z.url({ protocol: /^https$/ }),
  /** Who mails come from; the address is verified with the mail service. */
  mailFrom: z.email(),
  debtorIban: z.string().regex(/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/),
  /** Where people reach the site: links in mails lead there, and sign-ins come back there and nowhere else. */
  siteOrigin: z.url({ protocol: /^https$/ }).transform((url) => new URL(url).origin),
  /** EU Login behind the user pool: its issuer, the client registered there, and the name of the secret of that client. */
  euLogin: z
    .strictObject({
      issuer: z.url({ protocol: /^https$/ }),
      clientId: z.string().min(1),
      secretName: z.string().min(1),
    })
    .optional(),
});
export type InstallationConfig = z.infer<typeof InstallationConfig>;

/** Bucket names are global: stage and account keep installations apart. */
export const bucketName = (
  { stage, account }: InstallationConfig,
  what: "files" | "evidence" | "access-logs",
): string => `eccc-grants-${stage}-${what}-${account}`;

const tenYearsDays = 3_653;

/** The sample number of the register of IBANs: no bank pays from it. */
const sampleIban = "RO49AAAA1B31007593840000";

const trialOrigin = "https://grants.example";
const originOf = (domain: unknown): string | undefined =>
  typeof domain === "string" ? `https://${domain}` : undefined;

/** Given as three values, all or none. */
const euLoginOf = (context: (key: string) => unknown) => {
  const given = {
    issuer: context("euLoginIssuer"),
    clientId: context("euLoginClientId"),
    secretName: context("euLoginSecretName"),
  };
  return Object.values(given).every((value) => value === undefined) ? undefined : given;
};

export const readConfig = (context: (key: string) => unknown): InstallationConfig => {
  const isTrial = (context("stage") ?? "trial") === "trial";
  return InstallationConfig.parse({
    stage: context("stage") ?? "trial",
    region: context("region") ?? "eu-west-1",
    account: context("account") ?? "111111111111",
    retentionDays: context("retentionDays") ?? tenYearsDays,
    requestsPerSecondMax: context("requestsPerSecondMax") ?? 500,
    siteOrigin: context("siteOrigin") ?? originOf(context("siteDomain")) ?? (isTrial ? trialOrigin : undefined),
    mailFrom: context("mailFrom") ?? (isTrial ? "noreply@grants.example" : undefined),
    certificateArn: context("certificateArn"),
    debtorName: context("debtorName") ?? "European Cybersecurity Competence Centre",
    timeStampUrl: context("timeStampUrl") ?? (isTrial ? "https://timestamp.invalid/" : undefined),
    debtorIban: context("debtorIban") ?? (isTrial ? sampleIban : undefined),
    euLogin: euLoginOf(context),
  });
};
