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
});
export type InstallationConfig = z.infer<typeof InstallationConfig>;

/** Bucket names are global: stage and account keep installations apart. */
export const bucketName = (
  { stage, account }: InstallationConfig,
  what: "files" | "evidence" | "access-logs",
): string => `eccc-grants-${stage}-${what}-${account}`;

const tenYearsDays = 3_653;

export const readConfig = (context: (key: string) => unknown): InstallationConfig =>
  InstallationConfig.parse({
    stage: context("stage") ?? "trial",
    region: context("region") ?? "eu-west-1",
    account: context("account") ?? "111111111111",
    retentionDays: context("retentionDays") ?? tenYearsDays,
    requestsPerSecondMax: context("requestsPerSecondMax") ?? 500,
  });
