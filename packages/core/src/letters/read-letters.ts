import type { PeriodEnd } from "@grants/kernel/calendar";
import { type Result, err, ok } from "@grants/kernel/result";
import { type Instant, dateInZone } from "@grants/kernel/time";
import { type AllowedAction, type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Rights } from "../access/rights.ts";
import type { Command } from "../audit/command.ts";
import type { CursorInvalid } from "../audit/cursor-invalid.ts";
import type { Stored } from "../audit/stored.ts";
import { sampleWorkingCalendar } from "../reference/working-calendar.ts";
import { type LetterNotOpened, decideAnswerToLetter, findLetter } from "./handle-letter.ts";
import type { Letter, LetterId, LetterNotFound } from "./letter.ts";
import type { LetterFacts } from "./letter-facts.ts";
import type { LetterList, LetterStore } from "./letter-store.ts";
import { type ReceiptOfLetter, receiptOfLetter, replyPeriod } from "./receipt-of-letter.ts";

type Deps = { readonly letters: LetterStore };

/** A letter with its dates as they look today. */
export type LetterStanding = {
  readonly letter: Stored<Letter>;
  readonly receipt: ReceiptOfLetter | null;
  /** While nobody has received it, the latest that the period can end. */
  readonly reply: PeriodEnd | null;
};

const standingOf = (letter: Stored<Letter>, at: Instant): LetterStanding => ({
  letter,
  receipt: receiptOfLetter(letter.state, dateInZone(at)),
  reply: replyPeriod(letter.state, sampleWorkingCalendar()),
});

export type ShownLetter = LetterStanding & {
  readonly facts: LetterFacts;
  readonly answer: string | null;
  readonly isReceiver: boolean;
  readonly allowedActions: readonly AllowedAction[];
};

const actionsOf = (letter: Letter, rights: Rights | null, command: Command): readonly AllowedAction[] => {
  const access = decideAccess("answerLetter", rights, { organisations: [letter.organisation] }, command.at);
  if (!access.ok) return [{ action: "answerLetter", allowed: false, because: access.error.because }];
  const answered = decideAnswerToLetter(letter, command.at);
  return [
    answered.ok
      ? { action: "answerLetter", allowed: true }
      : { action: "answerLetter", allowed: false, because: answered.error.kind },
  ];
};

/** A letter with what it says: for its receiver once it is open, for the Centre's people always. */
export const readLetter = async (
  { letters }: Deps,
  { letterId, command }: { readonly letterId: LetterId; readonly command: Command },
): Promise<Result<ShownLetter, LetterNotFound | NotAllowed | LetterNotOpened>> => {
  const loaded = await letters.load(letterId, command.caller);
  const found = findLetter(loaded, { action: "readLetter", letterId, at: command.at });
  if (!found.ok) return found;
  const { letter } = found.value;
  if (loaded.facts === null) throw new Error(`The facts of ${letterId} are gone.`);
  const isReceiver = !decideAccess("listLettersAbout", loaded.rights, {}, command.at).ok;
  if (isReceiver && letter.state.state === "sent") return err({ kind: "LetterNotOpened", letterId });
  return ok({
    ...standingOf(letter, command.at),
    facts: loaded.facts,
    answer: loaded.answer,
    isReceiver,
    allowedActions: actionsOf(letter.state, loaded.rights, command),
  });
};

export type LetterBox = {
  readonly letters: readonly (LetterStanding & { readonly label: string })[];
  readonly next: string | null;
  readonly mayOpen: boolean;
};
type ListLetters = { readonly list: LetterList; readonly cursor: string | null; readonly command: Command };

/** The letters to an organisation for its people, or those about a thing for the Centre's: what stands on the envelopes. */
export const listLetters = async (
  { letters }: Deps,
  { list, cursor, command }: ListLetters,
): Promise<Result<LetterBox, NotAllowed | CursorInvalid>> => {
  const rights = await letters.loadRights(command.caller);
  const [action, subject] =
    list.by === "organisation"
      ? (["listLetters", { organisations: [list.organisation] }] as const)
      : (["listLettersAbout", {}] as const);
  const role = decideAccess(action, rights, subject, command.at);
  if (!role.ok) return role;
  const page = await letters.list({ list, cursor, caller: command.caller });
  if (!page.ok) return page;
  return ok({
    letters: page.value.letters.map(({ letter, label }) => ({ ...standingOf(letter, command.at), label })),
    next: page.value.next,
    mayOpen: decideAccess("openLetter", rights, subject, command.at).ok,
  });
};
