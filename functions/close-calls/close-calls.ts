import { type CloseCallDeps, closeCall } from "@grants/core/evaluation/close-call";
import { type ClosingReport, closeDueCalls } from "@grants/core/evaluation/close-due-calls";
import { CallId } from "@grants/core/calls/call";
import { type Instant, instantOfEpoch } from "@grants/kernel/time";
import { z } from "zod";

/** What the schedule sends every minute; with `callId` a person closes one call, also one that the schedule does not look back to. */
const ClosingEvent = z.object({
  id: z.string().min(1),
  time: z.iso.datetime(),
  detail: z.object({ callId: CallId.optional() }).optional(),
});

const closeOne = async (
  deps: CloseCallDeps,
  { callId, now, correlationId }: { callId: CallId; now: Instant; correlationId: string },
): Promise<ClosingReport> => {
  const result = await closeCall(deps, { callId, now, correlationId });
  return result.ok ? { closed: [result.value], refused: [] } : { closed: [], refused: [{ ...result.error, callId }] };
};

/** Closes what is due at the event's time. Throws when a call could not be closed, so that the event comes again and somebody hears of it. */
export const closeCalls = async (deps: CloseCallDeps, event: unknown): Promise<ClosingReport> => {
  const { id, time, detail } = ClosingEvent.parse(event);
  const now = instantOfEpoch(Date.parse(time));
  const asked = { now, correlationId: id };
  const report =
    detail?.callId === undefined
      ? await closeDueCalls(deps, asked)
      : await closeOne(deps, { callId: detail.callId, ...asked });
  if (report.refused.length > 0) throw new Error(`Calls were not closed: ${JSON.stringify(report.refused)}`);
  return report;
};
