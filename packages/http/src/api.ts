import { type DomainProblem, type StatusOf, toProblem } from "@grants/contract/problem";
import type { DoorProblem } from "@grants/contract/problems/problem-table";
import type { Sha256 } from "@grants/kernel/digest";
import type { UserId } from "@grants/kernel/id";
import { requestBodyBytesMax, stepUpSecondsMax } from "@grants/kernel/limits";
import { type Instant, epochOfInstant, instantOfEpoch } from "@grants/kernel/time";
import { OpenAPIHono } from "@hono/zod-openapi";
import type { Context, MiddlewareHandler } from "hono";
import { HTTPException } from "hono/http-exception";
import type { LambdaEvent } from "hono/aws-lambda";
import { z } from "zod";
import type { ReadToken } from "./access-token.ts";
import { fieldWithoutText, invalidFields } from "./invalid-fields.ts";

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

/** What a client may do about a refusal of its token (RFC 6750, RFC 9470), by the kind of the refusal. */
const challenges: Readonly<Partial<Record<DoorProblem["kind"], string>>> = {
  NotSignedIn: "Bearer",
  TokenInvalid: 'Bearer error="invalid_token"',
  StepUpRequired: `Bearer error="insufficient_user_authentication", max_age=${stepUpSecondsMax}`,
};

const answer = (c: Context<ApiEnv>, problem: DoorProblem) => {
  const [body, status] = toProblem(problem);
  const challenge = challenges[problem.kind];
  if (challenge !== undefined) c.header("www-authenticate", challenge);
  return c.json({ ...body, correlationId: c.get("facts").correlationId }, status, problemHeaders);
};

export const problemHeaders = { "content-type": "application/problem+json" };

const readFacts: MiddlewareHandler<ApiEnv> = async (c, next) => {
  c.set("facts", factsOf(c.env.event));
  await next();
  c.res.headers.set("x-correlation-id", c.get("facts").correlationId);
  c.res.headers.set("cache-control", "no-store");
  c.res.headers.set("x-content-type-options", "nosniff");
};

const bearer = /^Bearer +([\w.~+/=-]+) *$/i;

/** Who asks, by the token that the request carries. One that is no good is refused, also where nobody needs one: its holder takes it for good. */
const readPerson =
  ({ readToken, personOf }: ApiDeps): MiddlewareHandler<ApiEnv> =>
  async (c, next) => {
    const authorization = c.req.header("authorization");
    if (authorization === undefined) return next();
    const facts = c.get("facts");
    const read = await readToken(bearer.exec(authorization)?.[1] ?? "", facts.at);
    if (!read.ok) return answer(c, { kind: "TokenInvalid" });
    const { subject, authenticatedAt } = read.value;
    c.set("facts", { ...facts, caller: personOf(subject), authenticatedAt });
    return next();
  };

const bodyMethods = new Set(["POST", "PUT", "PATCH"]);

/** The door for bodies: JSON only, and not above the limit, before anything is parsed. */
const guardBody: MiddlewareHandler<ApiEnv> = async (c, next) => {
  if (!bodyMethods.has(c.req.method)) return next();
  const text = await c.req.text();
  if (text === "") return next();
  const bytes = new TextEncoder().encode(text).length;
  if (bytes > requestBodyBytesMax) return answer(c, { kind: "BodyTooLarge", bytes, bytesMax: requestBodyBytesMax });
  const contentType = c.req.header("content-type") ?? "";
  if (!/^application\/json(?:\s*;|$)/i.test(contentType))
    return answer(c, { kind: "ContentTypeNotSupported", contentType: contentType.slice(0, 100) });
  const field = fieldWithoutText(text);
  if (field === null) return next();
  const message = "This holds half a character.";
  return answer(c, { kind: "InputInvalid", field, fields: [{ field, code: "invalid_format", message }] });
};

type Route = { readonly method: string; readonly path: string };

/** The methods that a path takes; none where it is no path of this function. */
const methodsOf = (routes: readonly Route[], path: string): readonly string[] => {
  const fits = (pattern: string) => new RegExp(`^${pattern.replaceAll(/:\w+/g, "[^/]+")}$`).test(path);
  const taken = routes.filter((route) => route.method !== "ALL" && fits(route.path)).map(({ method }) => method);
  return [...new Set(taken.includes("GET") ? [...taken, "HEAD"] : taken)].toSorted();
};

/** An API of one function: facts, body guard, problem documents for everything that is refused or breaks. */
export const createApi = (deps: ApiDeps) => {
  const { report } = deps;
  const api = new OpenAPIHono<ApiEnv>({
    defaultHook: (result, c) => {
      if (result.success) return undefined;
      const fields = invalidFields(result.target, result.error.issues);
      return answer(c, { kind: "InputInvalid", field: fields[0]?.field ?? result.target, fields });
    },
  });
  api.use(readFacts, readPerson(deps), guardBody);
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
  const retry: Record<string, string> =
    error.kind === "Busy" && "retryAfterSeconds" in error ? { "retry-after": `${error.retryAfterSeconds}` } : {};
  const document = { ...body, correlationId: c.get("facts").correlationId };
  return c.json(document, status satisfies StatusOf<E["kind"]>, { ...problemHeaders, ...retry });
};

export const etag = (version: number) => ({ etag: `"${version}"` });
