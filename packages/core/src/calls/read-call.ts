import { type Result, err, ok } from "@grants/kernel/result";
import type { Instant } from "@grants/kernel/time";
import type { CallId, CallNotFound, CallStatus } from "./call.ts";
import { callStatus } from "./call-status.ts";
import type { CallStore, PublicCall } from "./call-store.ts";

export const readCall = async (
  { calls }: { readonly calls: Pick<CallStore, "loadPublic"> },
  { callId, now }: { callId: CallId; now: Instant },
): Promise<Result<PublicCall & { readonly status: CallStatus }, CallNotFound>> => {
  const call = await calls.loadPublic(callId);
  return call === null ? err({ kind: "CallNotFound", callId }) : ok({ ...call, status: callStatus(call.summary, now) });
};
