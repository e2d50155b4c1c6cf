import { S3Client } from "@aws-sdk/client-s3";
import { createCallIndexStore } from "@grants/files/search/call-index-store";
import { createCallIndexPlace, createStatisticsReader } from "@grants/store/call-views";
import { createCallStore } from "@grants/store/calls";
import { newId } from "@grants/store/new-id";
import { createQuestionStore } from "@grants/store/questions";
import { createRateLeases } from "@grants/store/rate-leases";
import { createSecondStageStore } from "@grants/store/second-stages";
import { createSubscriptionStore } from "@grants/store/subscriptions";
import { createWorkProgrammeStore } from "@grants/store/work-programmes";
import { handle } from "hono/aws-lambda";
import { openApiFunction } from "../open-function.ts";
import { openNewsMail } from "../open-news-mail.ts";
import { callRoutes } from "./routes.ts";
import { createMailLimits, createSubscriptionLinks } from "./subscription-links.ts";

const { db, cursors, door, secret, filesBucket: bucket } = openApiFunction();
const { sha256 } = db;

export const handler = handle(
  callRoutes({
    calls: createCallStore(db, cursors),
    secondStages: createSecondStageStore(db),
    workProgrammes: createWorkProgrammeStore(db),
    questions: createQuestionStore(db, cursors),
    index: createCallIndexStore({ s3: new S3Client({}), bucket, place: createCallIndexPlace(db), sha256 }),
    statistics: createStatisticsReader(db),
    subscriptions: createSubscriptionStore(db),
    links: createSubscriptionLinks(secret),
    limits: createMailLimits({ leases: createRateLeases(db), newId, secret }),
    ...openNewsMail(process.env),
    newId,
    ...door,
  }),
);
