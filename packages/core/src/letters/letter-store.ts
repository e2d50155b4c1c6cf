import type { OrganisationId, UserId } from "@grants/kernel/id";
import type { Result } from "@grants/kernel/result";
import type { Rights } from "../access/rights.ts";
import type { Agreement, AgreementId } from "../agreements/agreement.ts";
import type { DataSheet } from "../agreements/data-sheet.ts";
import type { Change } from "../audit/change.ts";
import type { Command } from "../audit/command.ts";
import type { CursorInvalid } from "../audit/cursor-invalid.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { Letter, LetterId } from "./letter.ts";
import type { LetterFacts } from "./letter-facts.ts";

export type LoadedLetter = {
  readonly rights: Rights | null;
  readonly letter: Stored<Letter> | null;
  readonly facts: LetterFacts | null;
  /** What the receiver wrote back. */
  readonly answer: string | null;
};

/** A line of a letter box: what stands on the envelope. */
export type ListedLetter = { readonly letter: Stored<Letter>; readonly label: string };
/** `next` is the cursor of the following page; `null` after the last one. */
export type LetterPage = { readonly letters: readonly ListedLetter[]; readonly next: string | null };

/** Whose letters: those to an organisation, or those about a proposal or an agreement. */
export type LetterList =
  | { readonly by: "organisation"; readonly organisation: OrganisationId }
  | { readonly by: "subject"; readonly about: string };
export type LetterListAsk = {
  readonly list: LetterList;
  readonly caller: UserId;
  readonly cursor: string | null;
};

export type LetterStore = {
  loadRights(caller: UserId): Promise<Rights | null>;
  /** Rights and head in one wave, what they name in a second. */
  load(letterId: LetterId, caller: UserId): Promise<LoadedLetter>;
  /** The newest first: rows in one wave, their heads in a second. */
  list(ask: LetterListAsk): Promise<Result<LetterPage, CursorInvalid>>;
  loadAgreement(
    agreementId: AgreementId,
    caller: UserId,
  ): Promise<{
    readonly rights: Rights | null;
    readonly agreement: Stored<Agreement> | null;
    readonly sheet: DataSheet | null;
  }>;
  /** A new letter with its facts, its place in the letter box, and the note that its people are to be told of it: all or nothing. */
  send(change: Change<Letter>, facts: LetterFacts, command: Command): Promise<Result<Stored<Letter>, CommitRefusal>>;
  /** A step of a letter, with the answer where it is one. */
  commit(
    change: Change<Letter>,
    answer: string | null,
    command: Command,
  ): Promise<Result<Stored<Letter>, CommitRefusal>>;
  settle(
    letter: Stored<Letter>,
    expectedVersion: number,
    command: Command,
  ): Promise<Result<Stored<Letter>, CommitRefusal>>;
};
