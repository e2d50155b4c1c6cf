import { type RunsReport, type WorkOnRunsDeps, workOnRuns } from "@grants/core/evaluation/assignment-run/work-on-runs";
import { instantOfEpoch } from "@grants/kernel/time";
import { z } from "zod";

/** What the schedule sends every minute. */
const ScheduledEvent = z.object({ time: z.iso.datetime() });

/** One pass over the runs that wait, at the event's time. */
export const proposeAssignmentsOn = async (deps: WorkOnRunsDeps, event: unknown): Promise<RunsReport> => {
  const { time } = ScheduledEvent.parse(event);
  return workOnRuns(deps, instantOfEpoch(Date.parse(time)));
};
