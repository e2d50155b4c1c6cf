import { type DomainProblem, type StatusOf, toProblem } from "@grants/contract/problem";
import type { Sha256 } from "@grants/kernel/digest";
import type { UserId } from "@grants/kernel/id";
import { stepUpSecondsMax } from "@grants/kernel/limits";
import { type Instant, epochOfInstant, instantOfEpoch } from "@grants/kernel/time";
import { OpenAPIHono } from "@hono/zod-openapi";
import type { Context, MiddlewareHandler } from "hono";
import { HTTPException } from "hono/http-exception";
import type { LambdaEvent } from "hono/aws-lambda";
import { z } from "zod";
import type { ReadToken } from "./access-token.ts";
import { answer, problemHeaders, retryHeaders } from "./answer.ts";
import { guardBody, guardHead } from "./guard-request.ts";
import { invalidFields } from "./invalid-fields.ts";
import { limitRate } from "./limit-rate.ts";
import { type Log, noteRefusals } from "./log.ts";
import { createOperationOf } from "./operation.ts";
import type { RateKeeper } from "./rate-keeper.ts";
import { readPerson } from "./read-person.ts";

/** What every function knows of a request before its route runs. */
export type RequestFacts = {
  /** The signed-in person; `null` on a public request. */
  readonly caller: UserId | null;
  /** When that person last proved who they are; `null` on a public request. */
  readonly authenticatedAt: Instant | null;
  /** The instant of receipt: of the event, never of a clock read later (DESIGN §4.6). */
  readonly at: Instant;
  readonly correlationId: string;
};
export type ApiEnv = { Bindings: { event?: LambdaEvent }; Variables: { facts: RequestFacts } };
export type ApiDeps = {
  readonly sha256: Sha256;
  /** Checks a bearer token: what the gateway says of it is not asked. */
  readonly readToken: ReadToken;
  /** The person behind an account of the issuer. */
  readonly personOf: (subject: string) => UserId;
  /** Where an unexpected error goes; the caller learns its correlation id only. */
  readonly report: (error: unknown, facts: { readonly correlationId: string }) => void;
  /** How often each person may ask. */
  readonly rates: RateKeeper;
  /** Takes what is refused at the door: ids and codes, never what was sent. */
  readonly log: Log;
};

const EventFacts = z.object({ requestContext: z.object({ timeEpoch: z.int(), requestId: z.string() }) });

const factsOf = (event: unknown): RequestFacts => {
  const { requestContext } = EventFacts.parse(event);
  return {
    caller: null,
    authenticatedAt: null,
    at: instantOfEpoch(requestContext.timeEpoch),
    correlationId: requestContext.requestId,
  };
};

/** An answer is data: no browser may keep it, guess at it, show it as a page, or name it to another site. */
const answerHeaders = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "strict-transport-security": "max-age=63072000",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
};

const readFacts: MiddlewareHandler<ApiEnv> = async (c, next) => {
  c.set("facts", factsOf(c.env.event));
  await next();
  c.res.headers.set("x-correlation-id", c.get("facts").correlationId);
  for (const [name, value] of Object.entries(answerHeaders)) c.res.headers.set(name, value);
};

type Route = { readonly method: string; readonly path: string };

/** The methods that a path takes; none where it is no path of this function. */
const methodsOf = (routes: readonly Route[], path: string): readonly string[] => {
  const fits = (pattern: string) => new RegExp(`^${pattern.replaceAll(/:\w+/g, "[^/]+")}$`).test(path);
  const taken = routes.filter((route) => route.method !== "ALL" && fits(route.path)).map(({ method }) => method);
  return [...new Set(taken.includes("GET") ? [...taken, "HEAD"] : taken)].toSorted();
};

/** An API of one function: facts, body guard, problem documents for everything that is refused or breaks. */
export const createApi = (deps: ApiDeps, { bodyBytesMax }: { readonly bodyBytesMax?: number } = {}) => {
  const { report, rates, log } = deps;
  const api = new OpenAPIHono<ApiEnv>({
    defaultHook: (result, c) => {
      if (result.success) return undefined;
      const fields = invalidFields(result.target, result.error.issues);
      return answer(c, { kind: "InputInvalid", field: fields[0]?.field ?? result.target, fields });
    },
  });
  const operationOf = createOperationOf(api);
  api.use(
    readFacts,
    noteRefusals(log, operationOf),
    guardHead,
    readPerson(deps),
    limitRate(rates, operationOf),
    guardBody(bodyBytesMax),
  );
  api.notFound((c) => {
    const allowed = methodsOf(api.routes, c.req.path);
    if (allowed.length === 0) return answer(c, { kind: "RouteNotFound" });
    c.header("allow", allowed.join(", "));
    return answer(c, { kind: "MethodNotAllowed", allowed });
  });
  api.onError((error, c) => {
    const facts = c.get("facts") ?? { correlationId: "none" };
    if (error instanceof HTTPException && error.status === 400) return answer(c, { kind: "BodyNotJson" });
    report(error, facts);
    const problem = { type: "about:blank", title: "Something went wrong.", status: 500, code: "InternalError" };
    return c.json({ ...problem, correlationId: facts.correlationId }, 500, problemHeaders);
  });
  return api;
};

const millisecondsPerSecond = 1_000;
const isFresh = (authenticatedAt: Instant, at: Instant): boolean =>
  epochOfInstant(at) - epochOfInstant(authenticatedAt) <= stepUpSecondsMax * millisecondsPerSecond;

/** Every route but the public ones begins with this: without a person there is nothing to ask about. */
export const requirePerson: MiddlewareHandler<ApiEnv> = async (c, next) =>
  c.get("facts").caller === null ? answer(c, { kind: "NotSignedIn" }) : next();

/**
 * In the place of `requirePerson` on a route that the contract marks: who signs, pays or names an account has proved a moment ago who they
 * are. Up to the last millisecond of the time that is given, and no longer.
 */
export const requireFreshPerson: MiddlewareHandler<ApiEnv> = async (c, next) => {
  const { caller, authenticatedAt, at } = c.get("facts");
  if (caller === null || authenticatedAt === null) return answer(c, { kind: "NotSignedIn" });
  if (isFresh(authenticatedAt, at)) return next();
  return answer(c, { kind: "StepUpRequired", authenticatedAt, maxAgeSeconds: stepUpSecondsMax });
};

export const callerOf = (c: Context<ApiEnv>): UserId => {
  const { caller } = c.get("facts");
  if (caller === null) throw new Error("A route for persons was reached without one.");
  return caller;
};

/** A refusal as the answer of a route, with the correlation id that a person can quote. */
export const refuse = <E extends DomainProblem>(c: Context<ApiEnv>, error: E) => {
  const [body, status] = toProblem(error);
  const document = { ...body, correlationId: c.get("facts").correlationId };
  return c.json(document, status satisfies StatusOf<E["kind"]>, { ...problemHeaders, ...retryHeaders(error) });
};

export const etag = (version: number) => ({ etag: `"${version}"` });
