import {
  type RemindReport,
  type RemindStatementsDeps,
  remindStatements,
} from "@grants/core/cofunding/remind-statements";
import { instantOfEpoch } from "@grants/kernel/time";
import { z } from "zod";

/** What the schedule sends every hour. */
const ScheduledEvent = z.object({ time: z.iso.datetime() });

/** One pass over the statements that are overdue, at the event's time. */
export const remindStatementsOn = async (deps: RemindStatementsDeps, event: unknown): Promise<RemindReport> => {
  const { time } = ScheduledEvent.parse(event);
  return remindStatements(deps, instantOfEpoch(Date.parse(time)));
};
