import type { Schemas } from "../../api-client.ts";
import type { StatusTone } from "../../components/status-label.tsx";
import type { Crumb } from "../../page/page.ts";
import type { PageContext } from "../../page/page-context.ts";

/** Below the language. */
export const debitNotesPath = "/cofunding/debit-notes";
export const debitNotePath = (debitNoteId: string): string => `${debitNotesPath}/${debitNoteId}`;

export const debitNotesCrumb = ({ t }: PageContext): Crumb => ({ label: t("debitNotes.title"), path: debitNotesPath });

export const noteTone: Readonly<Record<Schemas["DebitNoteStatus"], StatusTone>> = {
  proposed: "neutral",
  withdrawn: "quiet",
  issued: "active",
  overdue: "attention",
  paid: "quiet",
};

export const movementKinds = ["RECEIPT", "INTEREST"] as const satisfies readonly Schemas["MovementKind"][];

const acts = ["proposed", "issued", "withdrawn", "reported", "reversal", "confirmed", "dismissed"] as const;
export type NoteAct = (typeof acts)[number];

/** The address of a page that says what was just done on it. */
export const afterNote = (path: string, act: NoteAct): string => `${path}?done=${act}`;
export const noteActOf = (text: string | null): NoteAct | undefined => acts.find((act) => act === text);
