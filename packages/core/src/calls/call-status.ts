import type { Instant } from "@grants/kernel/time";
import type { CallStatus, CallSummary } from "./call.ts";

/**
 * Forthcoming, open or closed at an instant. Exactly at the opening a call is open, exactly at the closing it still is; one millisecond
 * later it is closed (CLR-CAL-01). A record without a closing date is of unknown status.
 */
export const callStatus = (
  { opensAt, closesAt }: Pick<CallSummary, "opensAt" | "closesAt">,
  now: Instant,
): CallStatus => {
  if (closesAt === null) return "unknown";
  if (now > closesAt) return "closed";
  return opensAt !== null && now < opensAt ? "forthcoming" : "open";
};
