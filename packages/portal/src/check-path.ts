import { prefixedId } from "@grants/kernel/id";
import type { MiddlewareHandler } from "hono";
import { matchedRoutes } from "hono/route";
import { showProblem, type PortalEnv } from "./area.ts";

/** A form of a name that is not a prefix with a number. */
const shaped = (shape: RegExp) => ({ safeParse: (text: string) => ({ success: shape.test(text) }) });

/** What an address may carry in the place of each name; a name that is not here carries no more than one plain segment. */
const patterns: Readonly<Record<string, { readonly safeParse: (text: string) => { readonly success: boolean } }>> = {
  agreementId: prefixedId("agr"),
  assignmentRunId: prefixedId("asr"),
  awardId: prefixedId("awd"),
  bankAccountId: prefixedId("baf"),
  callId: prefixedId("call"),
  decisionId: prefixedId("dec"),
  jointActionId: prefixedId("ja"),
  lineId: prefixedId("lin"),
  organisationId: prefixedId("org"),
  period: shaped(/^[1-9]\d?$/),
  proposalId: prefixedId("prop"),
  questionId: prefixedId("qst"),
  requestId: prefixedId("req"),
  runId: prefixedId("run"),
  slot: shaped(/^p\d{3}$/),
};

/** A segment that means itself: no separator, no further encoding, no step up, however it is written. */
const isPlain = (segment: string): boolean => {
  try {
    return !/[/\\?#%\p{Cc}]|^\.{1,2}$/u.test(decodeURIComponent(segment));
  } catch {
    return false;
  }
};

const fits = (pattern: string, segments: readonly string[]): boolean =>
  pattern.split("/").every((part, place) => {
    const schema = part.startsWith(":") ? patterns[part.slice(1)] : undefined;
    return schema === undefined || schema.safeParse(segments[place] ?? "").success;
  });

/**
 * An address whose ids are none is a page that does not exist. It is refused before anything is asked of the API, so that no id can turn a
 * question into another one.
 */
export const checkPath: MiddlewareHandler<PortalEnv> = async (c, next) => {
  const segments = c.req.path.split("/");
  const page = matchedRoutes(c).find(({ path, method }) => method !== "ALL" && !path.includes("*"));
  if (segments.every(isPlain) && (page === undefined || fits(page.path, segments))) {
    await next();
    return undefined;
  }
  return showProblem(c, { status: 404, code: "PageNotFound" });
};
