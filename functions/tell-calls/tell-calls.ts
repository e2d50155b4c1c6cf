import { type CarryOutDeps, type NoticesReport, carryOutNotices } from "@grants/core/calls/notices/carry-out-notices";
import { type Instant, instantOfEpoch } from "@grants/kernel/time";
import { z } from "zod";

/** What the schedule sends every five minutes. */
const ScheduledEvent = z.object({ time: z.iso.datetime() });
/** Entries of calls, questions and award decisions: something may have to be told. */
const EntriesWritten = z.object({
  Records: z.array(z.object({ dynamodb: z.object({ ApproximateCreationDateTime: z.number() }) })).min(1),
});
const TellCallsEvent = z.union([ScheduledEvent, EntriesWritten]);

const secondMs = 1_000;

const timeOf = (event: z.infer<typeof TellCallsEvent>): Instant => {
  if ("time" in event) return instantOfEpoch(Date.parse(event.time));
  const seconds = event.Records.map(({ dynamodb }) => dynamodb.ApproximateCreationDateTime);
  return instantOfEpoch(Math.max(...seconds) * secondMs);
};

/** One pass over what waits, at the event's time. An entry is no more than a wake-up call: what waits is read, whatever woke us. */
export const tellCallsOn = async (deps: CarryOutDeps, event: unknown): Promise<NoticesReport> =>
  carryOutNotices(deps, timeOf(TellCallsEvent.parse(event)));
