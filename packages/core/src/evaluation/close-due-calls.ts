import { type Instant, addMilliseconds } from "@grants/kernel/time";
import type { CallId } from "../calls/call.ts";
import { type CloseCallDeps, type CloseCallError, type ClosedCall, closeCall, closingGraceMs } from "./close-call.ts";

const dayMs = 86_400_000;
/** A call that nobody closed for longer than this is closed by its name, by a person who found out why. */
const lookBackDays = 60;

export type ClosingReport = {
  readonly closed: readonly ClosedCall[];
  readonly refused: readonly (CloseCallError & { readonly callId: CallId })[];
};

/** Closes every call that is due: its closing instant is a minute past and its list is not sealed yet. */
export const closeDueCalls = async (
  deps: CloseCallDeps,
  { now, correlationId }: { readonly now: Instant; readonly correlationId: string },
): Promise<ClosingReport> => {
  const due = await deps.closing.listClosed({
    closesFrom: addMilliseconds(now, 0 - lookBackDays * dayMs),
    closesTo: addMilliseconds(now, 0 - closingGraceMs),
  });
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
