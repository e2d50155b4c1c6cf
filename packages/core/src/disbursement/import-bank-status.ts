import type { Sha256 } from "@grants/kernel/digest";
import type { NewId } from "@grants/kernel/id";
import { type Result, err } from "@grants/kernel/result";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Role } from "../access/role.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import { type BankMessage, type BankMessageId, bankMessageIdOf } from "./bank-message.ts";
import type { BankAnswer, BankAnswerReader, BankFileRefused } from "./payment-status.ts";
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
  const { runs, newId, sha256, readAnswer } = deps;
  const id = bankMessageIdOf(newId, sha256(text));
  const { rights, message } = await runs.loadMessage(id, command.caller);
  const role = decideAccess("importBankStatus", rights, {}, command.at);
  if (!role.ok) return role;
  if (message !== null) return answerAgain(runs, message, command);
  const answer = readAnswer(text);
  if (!answer.ok) return err({ kind: "BankMessageRefused", because: answer.error });
  return keepMessage(deps, { text, answer: answer.value, role: role.value }, command);
};

/** Keeps the text, then the head that names it. */
export const keepMessage = async (
  { runs, files, newId, sha256 }: Omit<ImportBankStatusDeps, "readAnswer">,
  { text, answer, role }: { readonly text: string; readonly answer: BankAnswer; readonly role: Role },
  command: Command,
): Promise<Result<Stored<BankMessage>, CommitRefusal>> => {
  const digest = sha256(text);
  const id = bankMessageIdOf(newId, digest);
  await files.keep({ kind: "bankMessage", id, sha256: digest }, text);
  const next: BankMessage = {
    state: "imported",
    id,
    sha256: digest,
    bankName: answer.messageId,
    importedBy: command.caller,
    importedAt: command.at,
  };
  return runs.commitMessage(
    { aggregate: id, before: null, next, type: "BankMessageImported", role, terms: [] },
    command,
  );
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
