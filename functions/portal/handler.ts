import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { createPortal } from "@grants/portal/app.tsx";
import { portalAreas } from "@grants/portal/areas";
import type { Visit } from "@grants/portal/page/page-context";
import { handle } from "hono/aws-lambda";
import { createApiCaller, type Invoke } from "./invoke-api.ts";
import { readEnvironment } from "./read-environment.ts";
import { readVisit } from "./read-visit.ts";

const { functionPrefix, assets, demo, signInPath, siteOrigin } = readEnvironment(process.env, import.meta.url);
const lambda = new LambdaClient({});

const invoke: Invoke = async (name, event) => {
  const answer = await lambda.send(new InvokeCommand({ FunctionName: `${functionPrefix}${name}`, Payload: event }));
  const text = Buffer.from(answer.Payload ?? []).toString("utf8");
  if (answer.FunctionError !== undefined) throw new Error(`${name} failed, ${answer.FunctionError}: ${text}`);
  return text;
};

/** One line of JSON for the log: ids and the error, never a body. */
const reportError = (error: unknown, visit: Visit | null): void => {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  process.stderr.write(`${JSON.stringify({ level: "error", requestId: visit?.requestId, name, message, stack })}\n`);
};

export const handler = handle(
  createPortal({
    areas: portalAreas,
    api: createApiCaller(invoke, reportError),
    readVisit: async (_request, env) => readVisit(env),
    assets,
    demo,
    signInPath,
    siteOrigin,
    reportError,
  }),
);
