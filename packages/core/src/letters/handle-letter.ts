import type { Sha256 } from "@grants/kernel/digest";
import { type Result, err, ok } from "@grants/kernel/result";
import { type Instant, type LocalDate, dateInZone } from "@grants/kernel/time";
import type { Action } from "../access/access-table.ts";
import type { Capacity } from "../access/capacity.ts";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import { sampleWorkingCalendar } from "../reference/working-calendar.ts";
import type { Letter, LetterId, LetterNotFound } from "./letter.ts";
import type { LetterStore, LoadedLetter } from "./letter-store.ts";
import { replyPeriod } from "./receipt-of-letter.ts";

/** It is closed: whoever wants to read or answer it opens it first, and is noted. */
export type LetterNotOpened = { readonly kind: "LetterNotOpened"; readonly letterId: LetterId };
export type LetterAnswered = { readonly kind: "LetterAnswered"; readonly letterId: LetterId };
export type NoAnswerAskedFor = { readonly kind: "NoAnswerAskedFor"; readonly letterId: LetterId };
export type AnswerTooLate = { readonly kind: "AnswerTooLate"; readonly legalDueOn: LocalDate };

type Found = { readonly letter: Stored<Letter>; readonly role: Capacity };

/** The letter, when this person may do this with it; to those who may not read it, it does not exist. */
export const findLetter = (
  { rights, letter }: Pick<LoadedLetter, "rights" | "letter">,
  { action, letterId, at }: { readonly action: Action; readonly letterId: LetterId; readonly at: Instant },
): Result<Found, LetterNotFound | NotAllowed> => {
  if (letter === null) return err({ kind: "LetterNotFound", letterId });
  const subject = { organisations: [letter.state.organisation] };
  if (!decideAccess("readLetter", rights, subject, at).ok) return err({ kind: "LetterNotFound", letterId });
  const role = decideAccess(action, rights, subject, at);
  return role.ok ? ok({ letter, role: role.value }) : role;
};

/** Opens a letter that nobody has opened. */
export const decideOpening = (letter: Letter, { caller, at }: Pick<Command, "caller" | "at">): Letter | null =>
  letter.state === "sent" ? { ...letter, state: "opened", openedAt: at, openedBy: caller } : null;

/** Takes the answer in up to the last day of its legal period, in Brussels (GA-14, CLR-CAL-03, CLR-CAL-05). */
export const decideAnswerToLetter = (
  letter: Letter,
  at: Instant,
): Result<
  Extract<Letter, { state: "opened" }>,
  LetterNotOpened | LetterAnswered | NoAnswerAskedFor | AnswerTooLate
> => {
  const period = replyPeriod(letter, sampleWorkingCalendar());
  if (period === null) return err({ kind: "NoAnswerAskedFor", letterId: letter.id });
  if (letter.state === "answered") return err({ kind: "LetterAnswered", letterId: letter.id });
  if (dateInZone(at) > period.legalDueOn) return err({ kind: "AnswerTooLate", legalDueOn: period.legalDueOn });
  return letter.state === "opened" ? ok(letter) : err({ kind: "LetterNotOpened", letterId: letter.id });
};

export type LetterDeps = { readonly letters: LetterStore; readonly sha256: Sha256 };
type Ask = { readonly letterId: LetterId; readonly command: Command };

export type OpenLetterError = LetterNotFound | NotAllowed | CommitRefusal;
/** Opens a letter, and notes who did: from then on it is received (CLR-CAL-05). One that is open stays as it is. */
export const openLetter = async (
  { letters }: LetterDeps,
  { letterId, command }: Ask,
): Promise<Result<Stored<Letter>, OpenLetterError>> => {
  const loaded = await letters.load(letterId, command.caller);
  const found = findLetter(loaded, { action: "openLetter", letterId, at: command.at });
  if (!found.ok) return found;
  const { letter, role } = found.value;
  const next = decideOpening(letter.state, command);
  if (next === null) return ok(letter);
  const change = { aggregate: letterId, before: letter, next, type: "LetterOpened", role, terms: [] };
  const opened = await letters.commit(change, null, command);
  if (opened.ok || opened.error.kind !== "StaleVersion") return opened;
  // Somebody else of the organisation was first: it is open.
  const again = await letters.load(letterId, command.caller);
  return again.letter === null ? opened : ok(again.letter);
};

export type AnswerLetterError =
  | LetterNotFound
  | NotAllowed
  | LetterNotOpened
  | LetterAnswered
  | NoAnswerAskedFor
  | AnswerTooLate
  | CommitRefusal;
type AnswerLetter = Ask & { readonly text: string; readonly expectedVersion: number };

/** The receiver's observations, once and in time. */
export const answerLetter = async (
  { letters, sha256 }: LetterDeps,
  { letterId, text, expectedVersion, command }: AnswerLetter,
): Promise<Result<Stored<Letter>, AnswerLetterError>> => {
  const loaded = await letters.load(letterId, command.caller);
  const found = findLetter(loaded, { action: "answerLetter", letterId, at: command.at });
  if (!found.ok) return found;
  const { letter, role } = found.value;
  if (letter.version !== expectedVersion) return letters.settle(letter, expectedVersion, command);
  const decided = decideAnswerToLetter(letter.state, command.at);
  if (!decided.ok) return decided;
  const next: Letter = {
    ...decided.value,
    state: "answered",
    answeredAt: command.at,
    answeredBy: command.caller,
    answerSha256: sha256(text),
  };
  return letters.commit(
    { aggregate: letterId, before: letter, next, type: "LetterAnswered", role, terms: [] },
    text,
    command,
  );
};
