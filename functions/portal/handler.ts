import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { createPortal } from "@grants/portal/app.tsx";
import { portalAreas } from "@grants/portal/areas";
import type { Visit } from "@grants/portal/page/page-context";
import { handle } from "hono/aws-lambda";
import { createApiCaller, type Invoke } from "./invoke-api.ts";
import { readEnvironment } from "./read-environment.ts";
import { readVisit } from "./read-visit.ts";
import { reportError } from "../write-log.ts";

const { functionPrefix, assets, demo, signInPath, siteOrigin } = readEnvironment(process.env, import.meta.url);
const lambda = new LambdaClient({});

const invoke: Invoke = async (name, event) => {
  const answer = await lambda.send(new InvokeCommand({ FunctionName: `${functionPrefix}${name}`, Payload: event }));
  const text = Buffer.from(answer.Payload ?? []).toString("utf8");
  // What the function says of its failure stands in its own log, under the same correlation id.
  if (answer.FunctionError !== undefined) throw new Error(`${name} failed: ${answer.FunctionError}.`);
  return text;
};

const reportVisit = (error: unknown, visit: Visit | null): void =>
  reportError(error, { correlationId: visit?.requestId ?? "none" });

export const handler = handle(
  createPortal({
    areas: portalAreas,
    api: createApiCaller(invoke, reportVisit),
    readVisit: async (_request, env) => readVisit(env),
    assets,
    demo,
    signInPath,
    siteOrigin,
    reportError: reportVisit,
  }),
);
