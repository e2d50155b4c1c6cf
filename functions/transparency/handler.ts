import { readFileSync } from "node:fs";
import { createAccessStore } from "@grants/store/access";
import { S3Client } from "@aws-sdk/client-s3";
import { createAccessLogReader } from "@grants/files/evidence/access-log";
import { createAuditTrailStore } from "@grants/store/audit-trail";
import { createEvidenceStore } from "@grants/store/evidence-bundle";
import { createNightReader } from "@grants/store/nights";
import { createSealedListReader } from "@grants/store/sealed-lists";
import { sha256OfBytes } from "@grants/store/sha256";
import { createTreeHeadStore } from "@grants/store/tree-heads";
import type { ReceiptCheck } from "@grants/core/proposals/verify-receipt";
import { handle } from "hono/aws-lambda";
import { z } from "zod";
import { openApiFunction } from "../open-function.ts";
import { transparencyRoutes } from "./routes.ts";

const { db, cursors, door } = openApiFunction();
const { EVIDENCE_BUCKET } = z.object({ EVIDENCE_BUCKET: z.string().min(1) }).parse(process.env);
// Written beside the bundle when the functions are built.
const readBeside = (file: string): string => readFileSync(`${import.meta.dirname}/${file}`, "utf8");
/** Parsing time-stamps needs as much code again as all the rest: it is loaded by the first who asks for it. */
const TimeStampModule = z.object({ verifyTimeStamp: z.custom<ReceiptCheck["verifyTimeStamp"]>() });
const verifyTimeStamp: ReceiptCheck["verifyTimeStamp"] = async (token, text) => {
  const loaded: unknown = await import(`${import.meta.dirname}/time-stamp.mjs`);
  return TimeStampModule.parse(loaded).verifyTimeStamp(token, text);
};
const description = z.looseObject({ openapi: z.string() }).parse(JSON.parse(readBeside("openapi.json")));

export const handler = handle(
  transparencyRoutes({
    access: createAccessStore(db),
    trails: createAuditTrailStore(db),
    evidence: createEvidenceStore(db),
    treeHeads: createTreeHeadStore(db),
    nights: createNightReader(db, cursors),
    sealedLists: createSealedListReader(db),
    verifyTimeStamp,
    accessReader: createAccessLogReader(new S3Client({}), EVIDENCE_BUCKET),
    description,
    verifier: readBeside("verify.mjs"),
    sha256OfBytes,
    ...door,
  }),
);
