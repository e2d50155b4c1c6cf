import { type RemindDebitNotesDeps, remindDebitNotes } from "@grants/core/cofunding/remind-debit-notes";
import { type RemindStatementsDeps, remindStatements } from "@grants/core/cofunding/remind-statements";
import { instantOfEpoch } from "@grants/kernel/time";
import { z } from "zod";

/** What the schedule sends every hour. */
const ScheduledEvent = z.object({ time: z.iso.datetime() });

/** How many statements and debit notes people were told of, and by how many mails. */
export type RemindReport = { readonly statements: number; readonly notes: number; readonly mails: number };

/** One pass over the statements that are overdue and the debit notes that are sent, at the event's time. */
export const remindStatementsOn = async (
  deps: RemindStatementsDeps & RemindDebitNotesDeps,
  event: unknown,
): Promise<RemindReport> => {
  const { time } = ScheduledEvent.parse(event);
  const now = instantOfEpoch(Date.parse(time));
  const { statements, mails } = await remindStatements(deps, now);
  const told = await remindDebitNotes(deps, now);
  return { statements, notes: told.notes, mails: mails + told.mails };
};
