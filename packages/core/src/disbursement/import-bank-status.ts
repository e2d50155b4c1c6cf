import type { Sha256 } from "@grants/kernel/digest";
import type { NewId } from "@grants/kernel/id";
import { type Result, err } from "@grants/kernel/result";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import { type BankMessage, type BankMessageId, bankMessageIdOf } from "./bank-message.ts";
import type { BankAnswerReader, BankFileRefused } from "./payment-status.ts";
import type { PaymentFileStore, RunStore } from "./run-store.ts";

export type BankMessageKnown = { readonly kind: "BankMessageKnown"; readonly messageId: BankMessageId };
/** The text is no answer of a bank that we read; nothing of it was taken. */
export type BankMessageRefused = { readonly kind: "BankMessageRefused"; readonly because: BankFileRefused };
export type ImportBankStatusDeps = {
  readonly runs: RunStore;
  readonly files: PaymentFileStore;
  readonly readAnswer: BankAnswerReader;
  readonly newId: NewId;
  readonly sha256: Sha256;
};
export type ImportBankStatusError = NotAllowed | BankMessageRefused | BankMessageKnown | CommitRefusal;

/** Takes a status report or a notification in as a whole. Nothing is booked before another person has applied it (DATA §8). */
export const importBankStatus = async (
  deps: ImportBankStatusDeps,
  { text, command }: { readonly text: string; readonly command: Command },
): Promise<Result<Stored<BankMessage>, ImportBankStatusError>> => {
  const { runs, files, newId, sha256, readAnswer } = deps;
  const id = bankMessageIdOf(newId, sha256(text));
  const { rights, message } = await runs.loadMessage(id, command.caller);
  const role = decideAccess("importBankStatus", rights, {}, command.at);
  if (!role.ok) return role;
  if (message !== null) return answerAgain(runs, message, command);
  const answer = readAnswer(text);
  if (!answer.ok) return err({ kind: "BankMessageRefused", because: answer.error });
  const digest = sha256(text);
  // The text stands before the head that names it.
  await files.keep({ kind: "bankMessage", id, sha256: digest }, text);
  const next: BankMessage = {
    state: "imported",
    id,
    sha256: digest,
    bankName: answer.value.messageId,
    importedBy: command.caller,
    importedAt: command.at,
  };
  const entry = { type: "BankMessageImported", role: role.value, terms: [] };
  return runs.commitMessage({ aggregate: id, before: null, next, ...entry }, command);
};

/** It is known already: by this very request, or by another one. */
const answerAgain = async (
  runs: RunStore,
  message: Stored<BankMessage>,
  command: Command,
): Promise<Result<Stored<BankMessage>, BankMessageKnown | CommitRefusal>> => {
  const settled = await runs.settle(message, 0, command);
  if (settled.ok || settled.error.kind !== "StaleVersion") return settled;
  return err({ kind: "BankMessageKnown", messageId: message.state.id });
};
