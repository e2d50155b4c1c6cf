import { type Instant, type LocalDate, dateInZone } from "@grants/kernel/time";
import type { FunderCode } from "../access/rights.ts";
import { type DebitNote, type DebitNoteId, noteStatusOf } from "./debit-note.ts";
import { type DebitNoteMailText, composeDebitNoteMail } from "./debit-note-mail.ts";
import { type Reader, type ReminderPorts, sendAll, uniqueReaders } from "./remind-statements.ts";

/** What people are told of a note, each once: that it was sent, and that its day has passed. */
export type NoteNews = "issued" | "overdue";
export type ToldOfNote = { readonly debitNoteId: DebitNoteId; readonly news: NoteNews };

export type DebitNoteReminders = {
  listNotes(): Promise<{ readonly notes: readonly DebitNote[]; readonly told: readonly ToldOfNote[] }>;
  /** Who acts for each of these funders today, and who at the Centre calls and books contributions: those who said where they want to be told. */
  readersOf(
    funders: readonly FunderCode[],
    today: LocalDate,
  ): Promise<{ readonly byFunder: ReadonlyMap<FunderCode, readonly Reader[]>; readonly officers: readonly Reader[] }>;
  told(of: ToldOfNote, on: LocalDate): Promise<void>;
};

export type RemindDebitNotesDeps = ReminderPorts & {
  readonly debitNotes: DebitNoteReminders;
  readonly mailText: DebitNoteMailText;
};

/** What is new of a note; `null` before it is sent and once it is paid. */
const newsOf = (note: DebitNote, today: LocalDate): NoteNews | null => {
  const status = noteStatusOf(note, today);
  return status === "issued" || status === "overdue" ? status : null;
};

/**
 * One pass: of each debit note that was sent, the Member State's people are told once; when it is overdue, they and the Centre's officers once
 * more (MAT-04, FIN-10). A pass that broke off is done again, so that somebody may be told twice and nobody not at all.
 */
export const remindDebitNotes = async (
  deps: RemindDebitNotesDeps,
  now: Instant,
): Promise<{ readonly notes: number; readonly mails: number }> => {
  const today = dateInZone(now);
  const { notes, told } = await deps.debitNotes.listNotes();
  const isTold = new Set(told.map(({ debitNoteId, news }) => `${debitNoteId} ${news}`));
  const due = notes.flatMap((note) => {
    const news = newsOf(note, today);
    return news === null || isTold.has(`${note.id} ${news}`) ? [] : [{ note, news }];
  });
  if (due.length === 0) return { notes: 0, mails: 0 };
  const { byFunder, officers } = await deps.debitNotes.readersOf(
    [...new Set(due.map(({ note }) => note.funder))],
    today,
  );
  let mails = 0;
  for (const { note, news } of due) {
    const own = byFunder.get(note.funder) ?? [];
    const readers = uniqueReaders(news === "overdue" ? [...own, ...officers] : own);
    const { funder, number, dueOn, id } = note;
    const written = readers.map((reader) =>
      composeDebitNoteMail(deps.mailText, { ...reader, news, funder, number, dueOn, debitNoteId: id }),
    );
    // oxlint-disable-next-line no-await-in-loop -- one note after the other.
    mails += await sendAll(deps, written);
    // oxlint-disable-next-line no-await-in-loop -- whoever was told is not told again.
    await deps.debitNotes.told({ debitNoteId: id, news }, today);
  }
  return { notes: due.length, mails };
};
