import { S3Client } from "@aws-sdk/client-s3";
import type { AccessLog } from "@grants/core/audit/access-log";
import { createAccessLog } from "@grants/files/evidence/access-log";
import { z } from "zod";

const Environment = z.object({ EVIDENCE_BUCKET: z.string().min(1) });

/** Where a function notes who reads what is personal or of a bank account. */
export const openAccessLog = (environment: object): AccessLog =>
  createAccessLog(new S3Client({}), Environment.parse(environment).EVIDENCE_BUCKET);
