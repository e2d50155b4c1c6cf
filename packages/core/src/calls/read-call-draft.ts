import type { UserId } from "@grants/kernel/id";
import { type Result, err, ok } from "@grants/kernel/result";
import type { Instant } from "@grants/kernel/time";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Stored } from "../audit/stored.ts";
import type { Call, CallContent, CallId, CallNotFound } from "./call.ts";
import type { CallStore } from "./call-store.ts";

/** The content being written, with the version to save against. */
export const readCallDraft = async (
  { calls }: { readonly calls: CallStore },
  { callId, caller, now }: { callId: CallId; caller: UserId; now: Instant },
): Promise<Result<{ readonly call: Stored<Call>; readonly draft: CallContent }, NotAllowed | CallNotFound>> => {
  const { rights, call, draft } = await calls.load(callId, caller);
  const role = decideAccess("readCallDraft", rights, {}, now);
  if (!role.ok) return role;
  return call === null || draft === null ? err({ kind: "CallNotFound", callId }) : ok({ call, draft });
};
