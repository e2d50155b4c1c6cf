import type { UserId } from "@grants/kernel/id";
import type { Context, MiddlewareHandler } from "hono";
import type { ApiEnv } from "./api.ts";

/**
 * Everything that a line of the log may hold: ids, codes and numbers of our own. What a person typed, a name, an address, a number of an
 * account has no field here, and so no way into a log (DATA §11).
 */
export type LogEntry = {
  readonly level: "info" | "warn" | "error";
  /** What happened, PascalCase. */
  readonly event: string;
  readonly correlationId: string;
  readonly at?: string;
  /** Operation of the contract. */
  readonly operation?: string;
  readonly status?: number;
  /** Code of a refusal. */
  readonly code?: string;
  readonly caller?: UserId;
  /** Of an unexpected error: its class, where it was thrown, and the ids that it speaks of. Never its message. */
  readonly errorName?: string;
  readonly errorFrames?: readonly string[];
  readonly errorIds?: readonly string[];
};
export type Log = (entry: LogEntry) => void;

/** The one line of JSON that an entry becomes. Built member by member, so that what a caller hands over beside them stays out. */
export const logLine = (entry: LogEntry): string => {
  const { level, event, correlationId, at, operation, status, code, caller } = entry;
  const { errorName, errorFrames, errorIds } = entry;
  const facts = { level, event, correlationId, at, operation, status, code, caller };
  return JSON.stringify({ ...facts, errorName, errorFrames, errorIds });
};

const framesMax = 12;
const idsMax = 10;
const nameCharactersMax = 60;

/** A name of our own or of a library: one word. */
const isPlainName = (name: string): boolean => /^[A-Za-z]\w*$/.test(name) && name.length <= nameCharactersMax;

/** Lines of a stack that name a place in the code; the message stands in those before them, and may stand in several. */
const framesOf = (stack: string): readonly string[] =>
  stack
    .split("\n")
    .filter((line) => /^\s+at (?:[\w$.<># [\]]+ \()?(?:file:|node:|\/)[^()]*:\d+:\d+\)?$/.test(line))
    .map((line) => line.trim().replace(/\(?(?:file:\/\/)?\/\S*\/(?=[^/]+\/[^/]+:\d)|\)$/g, ""))
    .slice(0, framesMax);

/** What may be told of an error: messages quote what was read, so they are not told; the ids in them are. */
export const errorFacts = (error: unknown): Pick<LogEntry, "errorName" | "errorFrames" | "errorIds"> => {
  const { name, message, stack = "" } = error instanceof Error ? error : new Error(String(error));
  const ids = message.match(/\b[a-z]{2,5}_[0-9A-HJKMNP-TV-Z]{26}\b/g) ?? [];
  return {
    errorName: isPlainName(name) ? name : "Error",
    errorFrames: framesOf(
      stack.startsWith(`${name}: ${message}`) ? stack.slice(name.length + 2 + message.length) : stack,
    ),
    errorIds: [...new Set(ids)].slice(0, idsMax),
  };
};

/** Refusals that tell of abuse or of a right that is missing; the others are a person's everyday. */
const notedStatuses = new Set([401, 403, 413, 414, 429, 431]);

const codeOf = async (response: Response): Promise<string | undefined> => {
  const body: unknown = await response.clone().json();
  const code: unknown = typeof body === "object" && body !== null && "code" in body ? body.code : undefined;
  return typeof code === "string" && isPlainName(code) ? code : undefined;
};

/** One line for each request that is refused for what its sender is or does. */
export const noteRefusals =
  (log: Log, operationOf: (c: Context<ApiEnv>) => string | null): MiddlewareHandler<ApiEnv> =>
  async (c, next) => {
    await next();
    const { status } = c.res;
    if (!notedStatuses.has(status)) return;
    const { correlationId, at, caller } = c.get("facts");
    const [operation, code] = [operationOf(c), await codeOf(c.res)];
    log({
      level: "warn",
      event: "RequestRefused",
      correlationId,
      at,
      status,
      ...(operation === null ? {} : { operation }),
      ...(code === undefined ? {} : { code }),
      ...(caller === null ? {} : { caller }),
    });
  };
