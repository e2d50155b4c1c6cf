import { type Result, err } from "@grants/kernel/result";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { BankMessage, BankMessageId, BankMessageNotFound } from "./bank-message.ts";
import type { RunStore } from "./run-store.ts";

export type BankMessageApplied = { readonly kind: "BankMessageApplied" };
/** Whoever brought the file does not apply it (DATA §8). */
export type AppliedByItsImporter = { readonly kind: "AppliedByItsImporter" };
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

/** The second pair of eyes on a file that a person brought: the worker books what it says. */
export const applyBankStatus = async (
  { runs }: { readonly runs: RunStore },
  { messageId, expectedVersion, command }: ApplyBankStatus,
): Promise<Result<Stored<BankMessage>, ApplyBankStatusError>> => {
  const { rights, message } = await runs.loadMessage(messageId, command.caller);
  const canRead = decideAccess("readBankMessage", rights, {}, command.at);
  if (message === null || !canRead.ok) return err({ kind: "BankMessageNotFound", messageId });
  const role = decideAccess("applyBankStatus", rights, {}, command.at);
  if (!role.ok) return role;
  if (message.version !== expectedVersion) return runs.settle(message, expectedVersion, command);
  const { state } = message;
  if (state.state !== "imported") return err({ kind: "BankMessageApplied" });
  if (state.importedBy === command.caller) return err({ kind: "AppliedByItsImporter" });
  const next: BankMessage = { ...state, state: "applying", appliedBy: command.caller };
  const entry = { type: "BankMessageReleased", role: role.value, terms: [] };
  return runs.commitMessage({ aggregate: messageId, before: message, next, ...entry }, command);
};
