import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { createPortal } from "@grants/portal/app.tsx";
import { portalAreas } from "@grants/portal/areas";
import type { Visit } from "@grants/portal/page/page-context";
import { createTokenReader } from "@grants/http/access-token";
import { createIssuerKeys } from "@grants/http/issuer-keys";
import { connect } from "@grants/store/database";
import { createSessionStore } from "@grants/store/sessions";
import { handle } from "hono/aws-lambda";
import { personOf } from "../person-of.ts";
import { readIssuer } from "../read-issuer.ts";
import { createApiCaller, type Invoke } from "./invoke-api.ts";
import { readEnvironment } from "./read-environment.ts";
import { createVisitReader } from "./read-visit.ts";
import { createIssuerClient } from "./sign-in/issuer-client.ts";
import type { SessionDeps } from "./sign-in/read-session.ts";
import { createSeal } from "./sign-in/seal.ts";
import { createSignIn } from "./sign-in/sign-in.ts";
import { reportError } from "../write-log.ts";

const environment = readEnvironment(process.env, import.meta.url);
const { functionPrefix, assets, demo, siteOrigin } = environment;
const issuer = readIssuer(process.env);
const lambda = new LambdaClient({});
// The portal reaches the one table of the sessions, and no other by any name.
const { sessionsTable: table } = environment;
const db = connect({ grants: "", ledger: "", people: "", views: "", sessions: table });

const invoke: Invoke = async (name, event) => {
  const answer = await lambda.send(new InvokeCommand({ FunctionName: `${functionPrefix}${name}`, Payload: event }));
  const text = Buffer.from(answer.Payload ?? []).toString("utf8");
  // What the function says of its failure stands in its own log, under the same correlation id.
  if (answer.FunctionError !== undefined) throw new Error(`${name} failed: ${answer.FunctionError}.`);
  return text;
};

const reportVisit = (error: unknown, visit: Visit | null): void =>
  reportError(error, { correlationId: visit?.requestId ?? "none" });

const deps: SessionDeps = {
  sessions: createSessionStore(db),
  issuer: createIssuerClient({ ...issuer, clientSecret: environment.clientSecret }),
  readToken: createTokenReader(createIssuerKeys(issuer.jwksUri), issuer),
  seal: createSeal(environment.sessionKey),
  sha256: db.sha256,
  limits: environment.limits,
  machineMs: Date.now,
  pause: db.pause,
};
const { read: readVisit, heldOf } = createVisitReader(deps);

export const handler = handle(
  createPortal({
    areas: portalAreas,
    api: createApiCaller(invoke, (visit) => heldOf(visit)?.bearer ?? null, reportVisit),
    readVisit,
    signIn: createSignIn({ ...deps, personOf, siteOrigin, heldOf, report: (error) => reportVisit(error, null) }),
    assets,
    demo,
    siteOrigin,
    reportError: reportVisit,
  }),
);
