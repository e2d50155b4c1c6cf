import type { Command } from "@grants/core/audit/command";
import { type Json, canonicalJson } from "@grants/kernel/canonical-json";
import type { Sha256 } from "@grants/kernel/digest";
import type { Context } from "hono";
import { type ApiEnv, callerOf } from "./api.ts";

type Asked = { readonly operationId: string; readonly idempotencyKey: string; readonly body?: Json };

/** The command of a request: who, when, and the hashes that make a repetition recognisable (DATA §4). */
export const commandOf = (
  c: Context<ApiEnv>,
  sha256: Sha256,
  { operationId, idempotencyKey, body = null }: Asked,
): Command => {
  const caller = callerOf(c);
  const { at, correlationId } = c.get("facts");
  const named = { caller, operationId, idempotencyKey };
  return {
    caller,
    at,
    correlationId,
    keyHash: sha256(canonicalJson(named)),
    commandHash: sha256(canonicalJson({ ...named, path: c.req.path, body })),
  };
};

/** An autosave carries no key: its own content is what makes a repetition recognisable. */
export const draftCommandOf = (c: Context<ApiEnv>, sha256: Sha256, operationId: string): Command =>
  commandOf(c, sha256, { operationId, idempotencyKey: c.get("facts").correlationId });
