import { type Instant, addMilliseconds } from "@grants/kernel/time";
import type { CallId } from "../calls/call.ts";
import { type CloseCallDeps, type CloseCallError, type ClosedCall, closeCall, closingGraceMs } from "./close-call.ts";

export type ClosingReport = {
  readonly closed: readonly ClosedCall[];
  readonly refused: readonly (CloseCallError & { readonly callId: CallId })[];
};

/** Closes every call that is due: its closing instant is a minute past, or a year, and its list is not sealed yet. */
export const closeDueCalls = async (
  deps: CloseCallDeps,
  { now, correlationId }: { readonly now: Instant; readonly correlationId: string },
): Promise<ClosingReport> => {
  const due = await deps.closing.listDue(addMilliseconds(now, 0 - closingGraceMs));
  const closed: ClosedCall[] = [];
  const refused: (CloseCallError & { readonly callId: CallId })[] = [];
  for (const callId of due) {
    // oxlint-disable-next-line no-await-in-loop -- one call at a time: a fence of ten thousand proposals is work enough.
    const result = await closeCall(deps, { callId, now, correlationId });
    if (result.ok) closed.push(result.value);
    else refused.push({ ...result.error, callId });
  }
  return { closed, refused };
};
