import { type CarryOutDeps, type NoticesReport, carryOutNotices } from "@grants/core/calls/notices/carry-out-notices";
import { instantOfEpoch } from "@grants/kernel/time";
import { z } from "zod";

/** What the schedule sends every minute. */
const ScheduledEvent = z.object({ time: z.iso.datetime() });

/** One pass over what waits, at the event's time. */
export const tellCallsOn = async (deps: CarryOutDeps, event: unknown): Promise<NoticesReport> => {
  const { time } = ScheduledEvent.parse(event);
  return carryOutNotices(deps, instantOfEpoch(Date.parse(time)));
};
