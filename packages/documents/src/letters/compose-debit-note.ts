import { type DebitNote, isSent, referenceOf } from "@grants/core/cofunding/debit-note";
import type { Block, DocumentModel } from "../document-model.ts";
import { fill } from "../fill-words.ts";
import { type Language, formatsOf } from "../formats.ts";
import { debitNoteWords } from "../words/debit-note-words.ts";

const heading = (text: string): Block => ({ kind: "heading", level: 1, text });
const text = (said: string): Block => ({ kind: "text", text: said });

/** A debit note as a letter: what is called, by when, and how it is paid. Of what came it says nothing: it stays as it was sent. */
export const composeDebitNote = (note: DebitNote, language: Language): DocumentModel => {
  const words = debitNoteWords[language];
  const format = formatsOf(language);
  const title = fill(words.title, { number: note.number });
  return {
    title,
    language,
    author: words.author,
    subject: title,
    standing: isSent(note) ? fill(words.sent, { at: format.at(note.issuedAt) }) : words.draft,
    // The day stands for a draft, which nobody has sent at any instant.
    at: isSent(note) ? note.issuedAt : `${note.dueOn}T00:00:00.000Z`,
    pageLabel: (page, pages) => fill(words.page, { page, pages }),
    blocks: [
      text(words.lead),
      {
        kind: "facts",
        caption: words.what,
        rows: [
          { term: words.funder, detail: note.funder },
          { term: words.tranche, detail: `${note.tranche}` },
          { term: words.amount, detail: `€ ${format.amount(note.amountCents)}` },
          { term: words.dueOn, detail: format.on(note.dueOn) },
          { term: words.reference, detail: referenceOf(note) },
        ],
      },
      heading(words.pay),
      text(words.account),
      heading(words.late),
      text(words.overdue),
      { kind: "note", text: words.interest },
    ],
  };
};
