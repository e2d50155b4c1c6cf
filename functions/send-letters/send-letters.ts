import { type LettersReport, sendWaitingLetters } from "@grants/core/letters/send-waiting-letters";
import type { SendLettersDeps } from "@grants/core/letters/write-letter";
import { instantOfEpoch } from "@grants/kernel/time";
import { z } from "zod";

/** What the schedule sends every minute. */
const ScheduledEvent = z.object({ time: z.iso.datetime() });

/** One pass over the letters that wait, at the event's time. */
export const sendLettersOn = async (deps: SendLettersDeps, event: unknown): Promise<LettersReport> => {
  const { time } = ScheduledEvent.parse(event);
  return sendWaitingLetters(deps, instantOfEpoch(Date.parse(time)));
};
