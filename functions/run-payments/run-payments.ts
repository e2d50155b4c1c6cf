import { type PassReport, type RunPaymentsDeps, runPayments } from "@grants/core/disbursement/run-payments";
import { type Instant, instantOfEpoch } from "@grants/kernel/time";
import { z } from "zod";

/** What the schedule sends every five minutes. */
const ScheduledEvent = z.object({ time: z.iso.datetime() });
/** Entries of runs and of messages of the bank: somebody has decided, and there may be something to do. */
const EntriesWritten = z.object({
  Records: z.array(z.object({ dynamodb: z.object({ ApproximateCreationDateTime: z.number() }) })).min(1),
});
const RunPaymentsEvent = z.union([ScheduledEvent, EntriesWritten]);
type RunPaymentsEvent = z.infer<typeof RunPaymentsEvent>;

const secondMs = 1_000;

const timeOf = (event: RunPaymentsEvent): Instant => {
  if ("time" in event) return instantOfEpoch(Date.parse(event.time));
  const seconds = event.Records.map(({ dynamodb }) => dynamodb.ApproximateCreationDateTime);
  return instantOfEpoch(Math.max(...seconds) * secondMs);
};

/** How one invocation is told apart from every other, and how long it may still go on. */
export type Invocation = { readonly correlationId: string; readonly remainingMs: () => number };

/** A step takes seconds; the longest is the writing of a file with a hundred thousand payments, a minute and a half. */
const reserveMs = 120_000;
/** Where an invocation is shorter than the longest step, as on one machine, a third of it is kept back. */
const reserveOf = (allMs: number): number => Math.min(reserveMs, allMs / 3);

/**
 * One pass over what waits, at the event's time. A task that fails is tried again by the next pass; the schedule's pass throws, so that
 * somebody hears of it. An entry is no more than a wake-up call: it is not called a second time for a failure.
 */
export const runPaymentsOn = async (
  deps: RunPaymentsDeps,
  event: unknown,
  { correlationId, remainingMs }: Invocation,
): Promise<PassReport> => {
  const parsed = RunPaymentsEvent.parse(event);
  const keptMs = reserveOf(remainingMs());
  const report = await runPayments(deps, {
    now: timeOf(parsed),
    correlationId,
    hasTime: () => remainingMs() > keptMs,
  });
  if (report.failed.length > 0 && "time" in parsed)
    throw new Error(`Payments stand still: ${JSON.stringify(report.failed)}`);
  return report;
};
