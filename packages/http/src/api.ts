import { type DomainProblem, type StatusOf, toProblem } from "@grants/contract/problem";
import type { DoorProblem } from "@grants/contract/problems/problem-table";
import type { Sha256 } from "@grants/kernel/digest";
import { UserId } from "@grants/kernel/id";
import { requestBodyBytesMax } from "@grants/kernel/limits";
import { type Instant, instantOfEpoch } from "@grants/kernel/time";
import { OpenAPIHono } from "@hono/zod-openapi";
import type { Context, MiddlewareHandler } from "hono";
import { HTTPException } from "hono/http-exception";
import type { LambdaEvent } from "hono/aws-lambda";
import { z } from "zod";
import { fieldWithoutText, invalidFields } from "./invalid-fields.ts";

/** What every function knows of a request before its route runs. */
export type RequestFacts = {
  /** The signed-in person; `null` on a public request. */
  readonly caller: UserId | null;
  /** The instant of receipt: of the event, never of a clock read later (DESIGN §4.6). */
  readonly at: Instant;
  readonly correlationId: string;
};
export type ApiEnv = { Bindings: { event?: LambdaEvent }; Variables: { facts: RequestFacts } };
export type ApiDeps = {
  readonly sha256: Sha256;
  /** Where an unexpected error goes; the caller learns its correlation id only. */
  readonly report: (error: unknown, facts: { readonly correlationId: string }) => void;
};

const EventFacts = z.object({
  requestContext: z.object({
    timeEpoch: z.int(),
    requestId: z.string(),
    authorizer: z.object({ jwt: z.object({ claims: z.object({ sub: UserId }) }) }).optional(),
  }),
});

const factsOf = (event: unknown): RequestFacts => {
  const { requestContext } = EventFacts.parse(event);
  return {
    caller: requestContext.authorizer?.jwt.claims.sub ?? null,
    at: instantOfEpoch(requestContext.timeEpoch),
    correlationId: requestContext.requestId,
  };
};

const answer = (c: Context<ApiEnv>, problem: DoorProblem) => {
  const [body, status] = toProblem(problem);
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
export const createApi = ({ report }: ApiDeps) => {
  const api = new OpenAPIHono<ApiEnv>({
    defaultHook: (result, c) => {
      if (result.success) return undefined;
      const fields = invalidFields(result.target, result.error.issues);
      return answer(c, { kind: "InputInvalid", field: fields[0]?.field ?? result.target, fields });
    },
  });
  api.use(readFacts, guardBody);
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

/** Every route but the public ones begins with this: without a person there is nothing to ask about. */
export const requirePerson: MiddlewareHandler<ApiEnv> = async (c, next) =>
  c.get("facts").caller === null ? answer(c, { kind: "NotSignedIn" }) : next();

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
