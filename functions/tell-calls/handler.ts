import { randomUUID } from "node:crypto";
import { S3Client } from "@aws-sdk/client-s3";
import { createDocumentStore } from "@grants/files/documents";
import { createCallIndexStore } from "@grants/files/search/call-index-store";
import { createNoticeStore } from "@grants/store/call-notices";
import { createCallIndexPlace, createStatisticsWriter } from "@grants/store/call-views";
import { createDraftReaders } from "@grants/store/draft-readers";
import { newId } from "@grants/store/new-id";
import { createSubscriptionStore } from "@grants/store/subscriptions";
import { asWorker } from "../as-worker.ts";
import { createSubscriptionLinks } from "../calls/subscription-links.ts";
import { openFunction } from "../open-function.ts";
import { openNewsMail } from "../open-news-mail.ts";
import { reportError } from "../write-log.ts";
import { tellCallsOn } from "./tell-calls.ts";

const { db, filesBucket: bucket, secret } = openFunction();
const { sha256 } = db;
const s3 = new S3Client({});
const deps = {
  notices: createNoticeStore(db),
  index: createCallIndexStore({ s3, bucket, place: createCallIndexPlace(db), sha256 }),
  statistics: createStatisticsWriter({ db, documents: createDocumentStore(s3, bucket), newId }),
  drafts: createDraftReaders(db),
  subscriptions: createSubscriptionStore(db),
  links: createSubscriptionLinks(secret),
  ...openNewsMail(process.env),
  sha256,
};

export const handler = asWorker(async (event: unknown) => {
  const correlationId = randomUUID();
  return tellCallsOn({ ...deps, report: (error) => reportError(error, { correlationId }) }, event);
});
