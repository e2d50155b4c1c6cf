import { type DomainProblem, toProblem } from "@grants/contract/problem";
import type { DoorProblem } from "@grants/contract/problems/problem-table";
import { stepUpSecondsMax } from "@grants/kernel/limits";
import type { Context } from "hono";
import type { ApiEnv } from "./api.ts";

export const problemHeaders = { "content-type": "application/problem+json" };

/** What a client may do about a refusal of its token (RFC 6750, RFC 9470), by the kind of the refusal. */
const challenges: Readonly<Partial<Record<DoorProblem["kind"], string>>> = {
  NotSignedIn: "Bearer",
  TokenInvalid: 'Bearer error="invalid_token"',
  StepUpRequired: `Bearer error="insufficient_user_authentication", max_age=${stepUpSecondsMax}`,
};

const challengeOf = ({ kind }: DoorProblem): Record<string, string> => {
  const challenge = challenges[kind];
  return challenge === undefined ? {} : { "www-authenticate": challenge };
};

/** When to come again, where the refusal knows it. */
export const retryHeaders = (error: DomainProblem): Record<string, string> =>
  "retryAfterSeconds" in error ? { "retry-after": `${error.retryAfterSeconds}` } : {};

/** A refusal of the door, with the correlation id that a person can quote. */
export const answer = (c: Context<ApiEnv>, problem: DoorProblem) => {
  const [body, status] = toProblem(problem);
  const document = { ...body, correlationId: c.get("facts").correlationId };
  return c.json(document, status, { ...problemHeaders, ...retryHeaders(problem), ...challengeOf(problem) });
};
