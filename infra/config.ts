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
  /** The site's own address; forms are taken from it alone. Without one a trial is reached at the provider's addresses. */
  site: z
    .object({
      domain: z.string().regex(/^(?:[a-z0-9-]+\.)+[a-z]{2,}$/),
      certificateArn: z.string().regex(/^arn:aws[\w-]*:acm:us-east-1:\d{12}:certificate\/[\w-]+$/),
    })
    .optional(),
  /** The account that payments leave from. Only a trial may do without one of its own. */
  debtorName: z.string().min(1).max(70),
  /** A time-stamping authority that speaks RFC 3161, a qualified one outside of trials. */
  timeStampUrl: z.url({ protocol: /^https$/ }),
  /** Where people find the platform: links in mails lead there. */
  siteOrigin: z.url({ protocol: /^https$/ }),
  /** Who mails come from; the address is verified with the mail service. */
  mailFrom: z.email(),
  debtorIban: z.string().regex(/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/),
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

export const readConfig = (context: (key: string) => unknown): InstallationConfig => {
  const isTrial = (context("stage") ?? "trial") === "trial";
  return InstallationConfig.parse({
    stage: context("stage") ?? "trial",
    region: context("region") ?? "eu-west-1",
    account: context("account") ?? "111111111111",
    retentionDays: context("retentionDays") ?? tenYearsDays,
    requestsPerSecondMax: context("requestsPerSecondMax") ?? 500,
    siteOrigin: context("siteOrigin") ?? (isTrial ? "https://grants.example" : undefined),
    mailFrom: context("mailFrom") ?? (isTrial ? "noreply@grants.example" : undefined),
    site:
      context("siteDomain") === undefined
        ? undefined
        : { domain: context("siteDomain"), certificateArn: context("certificateArn") },
    debtorName: context("debtorName") ?? "European Cybersecurity Competence Centre",
    timeStampUrl: context("timeStampUrl") ?? (isTrial ? "https://timestamp.invalid/" : undefined),
    debtorIban: context("debtorIban") ?? (isTrial ? sampleIban : undefined),
  });
};
