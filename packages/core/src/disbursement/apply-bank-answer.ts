import type { Sha256 } from "@grants/kernel/digest";
import type { NewId } from "@grants/kernel/id";
import { type Result, ok } from "@grants/kernel/result";
import type { Instant } from "@grants/kernel/time";
import type { Command } from "../audit/command.ts";
import { type ApplyChunkDeps, type Applying, applyToChunk } from "./apply-to-chunk.ts";
import type { BankException, BankMessageId, UnmatchedLine } from "./bank-message.ts";
import { type ChunkAnswers, locateAnswers } from "./locate-answers.ts";
import type { BankAnswer } from "./payment-status.ts";
import type { ChunkReply } from "./payment-run.ts";
import type { OrderEndStore } from "./payment-store.ts";
import type { RunWorkStore } from "./run-work-store.ts";
import type { Overtaken, Pass } from "./work-command.ts";

export type ApplyBankAnswerDeps = {
  readonly work: RunWorkStore;
  readonly orderEnds: OrderEndStore;
  readonly newId: NewId;
  readonly sha256: Sha256;
};
export type BankAnswerApplied = {
  readonly booked: number;
  readonly rejected: number;
  readonly returned: number;
  readonly exceptions: number;
};
type ApplyingAnswer = {
  readonly messageId: BankMessageId;
  readonly messageVersion: number;
  readonly importedAt: Instant;
  readonly command: Command;
  readonly pass: Pass;
};

/** Parts of runs that are written together: they meet in no item. */
const chunksAtOnce = 8;

/**
 * What a message of the bank does (DATA §8): the state of each part of a run, one journal entry per part and booking date, the end of each
 * order that the bank refused or returned, and a list of the lines that fit nothing. Every step can be repeated.
 */
export const applyBankAnswer = async (
  deps: ApplyBankAnswerDeps,
  answer: BankAnswer,
  applying: ApplyingAnswer,
): Promise<Result<"later" | BankAnswerApplied, Overtaken>> => {
  const { messageId, messageVersion, importedAt, command, pass } = applying;
  const located = await locateAnswers(deps, answer);
  const replies = await applyToChunks(deps, located.chunks, { messageId, messageVersion, command, pass });
  if (!replies.ok) return replies;
  if (replies.value === "later") return ok("later");
  const refused = replies.value.flatMap((reply) => reply.refused);
  const exceptions = [...located.unmatched, ...refused].map((line, number) =>
    toException(line, { messageId, number, at: importedAt }),
  );
  await deps.work.keepExceptions(exceptions);
  const countOf = (name: "booked" | "rejected" | "returned") =>
    replies.value === "later" ? 0 : replies.value.reduce((sum, reply) => sum + reply[name], 0);
  return ok({
    booked: countOf("booked"),
    rejected: countOf("rejected"),
    returned: countOf("returned"),
    exceptions: exceptions.length,
  });
};

const toException = (
  { because, status, endToEndId, amountCents, bookedOn, reason }: UnmatchedLine,
  place: Pick<BankException, "messageId" | "number" | "at">,
): BankException => ({
  ...place,
  because,
  status,
  ...(endToEndId === undefined ? {} : { endToEndId }),
  ...(amountCents === undefined ? {} : { amountCents }),
  ...(bookedOn === undefined ? {} : { bookedOn }),
  ...(reason === undefined ? {} : { reason }),
});

const applyToChunks = async (
  deps: ApplyChunkDeps,
  chunks: readonly ChunkAnswers[],
  { pass, ...applying }: Applying & { readonly pass: Pass },
): Promise<Result<"later" | readonly ChunkReply[], Overtaken>> => {
  const replies: ChunkReply[] = [];
  for (let start = 0; start < chunks.length; start += chunksAtOnce) {
    if (!pass.hasTime()) return ok("later");
    const some = chunks.slice(start, start + chunksAtOnce);
    // oxlint-disable-next-line no-await-in-loop -- some parts together, so that the database is not flooded.
    const applied = await Promise.all(some.map((chunk) => applyToChunk(deps, chunk, applying)));
    for (const one of applied) {
      if (!one.ok) return one;
      replies.push(one.value);
    }
  }
  return ok(replies);
};
