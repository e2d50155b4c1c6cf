import type { Digest } from "@grants/kernel/digest";
import type { UserId } from "@grants/kernel/id";
import type { Result } from "@grants/kernel/result";
import type { Instant } from "@grants/kernel/time";
import type { Rights } from "../../access/rights.ts";
import type { Change } from "../../audit/change.ts";
import type { Command } from "../../audit/command.ts";
import type { CursorInvalid } from "../../audit/cursor-invalid.ts";
import type { CommitRefusal, Stored } from "../../audit/stored.ts";
import type { CallId, CallVersion } from "../call.ts";
import type { PublishedAnswer, Question, QuestionAndAnswer, QuestionId } from "./question.ts";

/** A question as its asker wrote it; `null` once the asker was erased. */
export type AskedWords = { readonly words: string | null };

export type LoadedQuestion = AskedWords & {
  readonly rights: Rights | null;
  readonly question: Stored<Question> | null;
};

/** A question that waits for the Centre. */
export type WaitingQuestion = AskedWords & {
  readonly questionId: QuestionId;
  readonly callId: CallId;
  readonly askedAt: Instant;
  readonly state: "asked" | "answered";
};

export type OwnQuestion = AskedWords & { readonly question: Question };

export type PublishedAnswers = { readonly answers: readonly PublishedAnswer[]; readonly next: string | null };

export type QuestionStore = {
  /** The published version and the caller's rights, in one wave. */
  loadCall(callId: CallId): Promise<CallVersion | null>;
  loadQuestion(callId: CallId, questionId: QuestionId, caller: UserId): Promise<LoadedQuestion>;
  /** As worded for everybody, by the digest in the head. */
  loadWords(callId: CallId, questionId: QuestionId, wordsSha256: Digest): Promise<QuestionAndAnswer | null>;
  /** The newest first, a page of them. */
  listPublished(callId: CallId, cursor: string | null): Promise<Result<PublishedAnswers, CursorInvalid>>;
  listOwn(callId: CallId, caller: UserId): Promise<readonly OwnQuestion[]>;
  /** Of one call or of all, the oldest first, with the caller's rights. */
  listWaiting(
    callId: CallId | null,
    caller: UserId,
  ): Promise<{ readonly rights: Rights | null; readonly waiting: readonly WaitingQuestion[] }>;
  /** A question with its twin under who asked it. */
  commitAsked(change: Change<Question>, command: Command): Promise<Result<Stored<Question>, CommitRefusal>>;
  commitAnswered(
    change: Change<Question>,
    words: QuestionAndAnswer,
    command: Command,
  ): Promise<Result<Stored<Question>, CommitRefusal>>;
  /** Public from this transaction on, for everybody at once; the notices leave after it. */
  commitPublished(
    change: Change<Question>,
    answer: PublishedAnswer,
    command: Command,
  ): Promise<Result<Stored<Question>, CommitRefusal>>;
  commitSetAside(change: Change<Question>, command: Command): Promise<Result<Stored<Question>, CommitRefusal>>;
  settle(
    question: Stored<Question>,
    expectedVersion: number,
    command: Command,
  ): Promise<Result<Stored<Question>, CommitRefusal>>;
};
