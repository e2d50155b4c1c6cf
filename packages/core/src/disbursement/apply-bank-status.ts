import { type Result, err, ok } from "@grants/kernel/result";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Role } from "../access/role.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import { type ApplyBankAnswerDeps, applyBankAnswer } from "./apply-bank-answer.ts";
import type { BankMessage, BankMessageId, BankMessageNotFound } from "./bank-message.ts";
import type { BankAnswer, BankAnswerReader } from "./payment-status.ts";
import type { PaymentFileStore } from "./run-store.ts";

export type BankMessageApplied = { readonly kind: "BankMessageApplied" };
/** Whoever brought the file does not apply it (DATA §8). */
export type AppliedByItsImporter = { readonly kind: "AppliedByItsImporter" };
export type ApplyBankStatusDeps = ApplyBankAnswerDeps & {
  readonly files: PaymentFileStore;
  readonly readAnswer: BankAnswerReader;
};
export type ApplyBankStatusError =
  | BankMessageNotFound
  | NotAllowed
  | BankMessageApplied
  | AppliedByItsImporter
  | CommitRefusal;
type ApplyBankStatus = {
  readonly messageId: BankMessageId;
  readonly expectedVersion: number;
  readonly command: Command;
};

/** The second pair of eyes on a file that a person brought: now it moves money. */
export const applyBankStatus = async (
  deps: ApplyBankStatusDeps,
  { messageId, expectedVersion, command }: ApplyBankStatus,
): Promise<Result<Stored<BankMessage>, ApplyBankStatusError>> => {
  const { runs } = deps;
  const { rights, message } = await runs.loadMessage(messageId, command.caller);
  const canRead = decideAccess("readBankMessage", rights, {}, command.at);
  if (message === null || !canRead.ok) return err({ kind: "BankMessageNotFound", messageId });
  const role = decideAccess("applyBankStatus", rights, {}, command.at);
  if (!role.ok) return role;
  if (message.version !== expectedVersion) return runs.settle(message, expectedVersion, command);
  if (message.state.state === "applied") return err({ kind: "BankMessageApplied" });
  if (message.state.importedBy === command.caller) return err({ kind: "AppliedByItsImporter" });
  const answer = await answerOf(deps, message.state);
  return applyMessage(deps, { message, answer, role: role.value }, command);
};

/** The answer as it was read when it was imported. */
export const answerOf = async (
  { files, readAnswer }: Pick<ApplyBankStatusDeps, "files" | "readAnswer">,
  { id, sha256 }: BankMessage,
): Promise<BankAnswer> => {
  const text = await files.load({ kind: "bankMessage", id, sha256 });
  const answer = text === null ? null : readAnswer(text);
  if (answer === null || !answer.ok) throw new Error(`The text of ${id} is gone or another one.`);
  return answer.value;
};

type Applying = { readonly message: Stored<BankMessage>; readonly answer: BankAnswer; readonly role: Role };

/** Does what the message says, then says that it was done; after a crash the same is done again and changes nothing. */
export const applyMessage = async (
  deps: ApplyBankAnswerDeps,
  { message, answer, role }: Applying,
  command: Command,
): Promise<Result<Stored<BankMessage>, CommitRefusal>> => {
  const { state, version: messageVersion } = message;
  if (state.state === "applied") return ok(message);
  const { id: messageId, importedAt } = state;
  const applied = await applyBankAnswer(deps, answer, { messageId, messageVersion, importedAt, role, command });
  if (!applied.ok) return applied;
  const next: BankMessage = { ...state, state: "applied", appliedBy: command.caller, ...applied.value };
  const type = "BankMessageApplied";
  return deps.runs.commitMessage({ aggregate: state.id, before: message, next, type, role, terms: [] }, command);
};
