import {
  headerCharactersMax,
  headersCharactersMax,
  headersMax,
  jsonDepthMax,
  requestBodyBytesMax,
  urlCharactersMax,
} from "@grants/kernel/limits";
import type { DoorProblem } from "@grants/contract/problems/problem-table";
import type { MiddlewareHandler } from "hono";
import { answer } from "./answer.ts";
import type { ApiEnv } from "./api.ts";
import { fieldWithoutText } from "./invalid-fields.ts";
import { isDeeperThan } from "./json-depth.ts";

const headersTooLarge: DoorProblem = {
  kind: "HeadersTooLarge",
  headersMax,
  charactersMax: headerCharactersMax,
  allCharactersMax: headersCharactersMax,
};

const refusalOfHeaders = (headers: Headers): DoorProblem | null => {
  const all = [...headers];
  const characters = all.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
  const isTooLarge =
    all.length > headersMax ||
    characters > headersCharactersMax ||
    all.some(([, value]) => value.length > headerCharactersMax);
  return isTooLarge ? headersTooLarge : null;
};

/** The door for addresses and headers, also of an event that reached the function without the gateway. */
export const guardHead: MiddlewareHandler<ApiEnv> = async (c, next) => {
  const { pathname, search } = new URL(c.req.url);
  if (pathname.length + search.length > urlCharactersMax)
    return answer(c, { kind: "UrlTooLong", charactersMax: urlCharactersMax });
  const refusal = refusalOfHeaders(c.req.raw.headers);
  return refusal === null ? next() : answer(c, refusal);
};

const bodyMethods = new Set(["POST", "PUT", "PATCH"]);

const refusalOfBody = (text: string, contentType: string, bytesMax: number): DoorProblem | null => {
  const bytes = new TextEncoder().encode(text).length;
  if (bytes > bytesMax) return { kind: "BodyTooLarge", bytes, bytesMax };
  if (!/^application\/json(?:\s*;|$)/i.test(contentType))
    return { kind: "ContentTypeNotSupported", contentType: contentType.slice(0, 100) };
  if (isDeeperThan(text, jsonDepthMax)) return { kind: "BodyTooDeep", depthMax: jsonDepthMax };
  const field = fieldWithoutText(text);
  if (field === null) return null;
  const message = "This holds half a character.";
  return { kind: "InputInvalid", field, fields: [{ field, code: "invalid_format", message }] };
};

/** The door for bodies: JSON only, not above the limits, before anything is parsed. */
export const guardBody =
  (bytesMax: number = requestBodyBytesMax): MiddlewareHandler<ApiEnv> =>
  async (c, next) => {
    if (!bodyMethods.has(c.req.method)) return next();
    const text = await c.req.text();
    if (text === "") return next();
    const refusal = refusalOfBody(text, c.req.header("content-type") ?? "", bytesMax);
    return refusal === null ? next() : answer(c, refusal);
  };
