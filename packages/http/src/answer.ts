import { type DomainProblem, toProblem } from "@grants/contract/problem";
import type { DoorProblem } from "@grants/contract/problems/problem-table";
import type { Context } from "hono";
import type { ApiEnv } from "./api.ts";

export const problemHeaders = { "content-type": "application/problem+json" };

/** When to come again, where the refusal knows it. */
export const retryHeaders = (error: DomainProblem): Record<string, string> =>
  "retryAfterSeconds" in error ? { "retry-after": `${error.retryAfterSeconds}` } : {};

/** A refusal of the door, with the correlation id that a person can quote. */
export const answer = (c: Context<ApiEnv>, problem: DoorProblem) => {
  const [body, status] = toProblem(problem);
  const document = { ...body, correlationId: c.get("facts").correlationId };
  return c.json(document, status, { ...problemHeaders, ...retryHeaders(problem) });
};
