import { type ForgetPeopleDeps, type ForgetReport, forgetPeople } from "@grants/core/transparency/forget-people";
import { instantOfEpoch } from "@grants/kernel/time";
import { z } from "zod";

/** What the schedule sends every hour. */
const ScheduledEvent = z.object({ time: z.iso.datetime() });

/** One pass over what is due, at the event's time. */
export const forgetPeopleOn = async (deps: ForgetPeopleDeps, event: unknown): Promise<ForgetReport> => {
  const { time } = ScheduledEvent.parse(event);
  return forgetPeople(deps, instantOfEpoch(Date.parse(time)));
};
