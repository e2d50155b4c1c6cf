import { type Result, err, ok } from "@grants/kernel/result";
import type { NotAllowed } from "../access/decide-access.ts";
import type { Role } from "../access/role.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import { type ApplyBankStatusDeps, applyMessage } from "./apply-bank-status.ts";
import type { BankChannel } from "./bank-channel.ts";
import { type BankMessage, bankMessageIdOf } from "./bank-message.ts";
import { findRun } from "./find-run.ts";
import { type BankMessageRefused, keepMessage } from "./import-bank-status.ts";
import { type RunId, type RunNotFound, messageIdOf } from "./payment-run.ts";
import { stepCommand } from "./step-command.ts";

/** The file has not gone to the bank; there is nothing to ask about. */
export type RunNotSent = { readonly kind: "RunNotSent"; readonly runId: RunId };
export type CollectBankAnswersDeps = ApplyBankStatusDeps & { readonly bank: BankChannel };
export type CollectBankAnswersError = RunNotFound | NotAllowed | RunNotSent | BankMessageRefused | CommitRefusal;
type Collect = { readonly runId: RunId; readonly command: Command };

/** Fetches what the bank has said about a run over its own channel, and applies it; what was applied before stays (DATA §8). */
export const collectBankAnswers = async (
  deps: CollectBankAnswersDeps,
  { runId, command }: Collect,
): Promise<Result<readonly Stored<BankMessage>[], CollectBankAnswersError>> => {
  const { runs, files, bank } = deps;
  const loaded = await runs.loadRun(runId, command.caller);
  const found = findRun(loaded, { action: "collectBankAnswers", runId, command });
  if (!found.ok) return found;
  const { run, role } = found.value;
  if (loaded.file?.state.state !== "sent") return err({ kind: "RunNotSent", runId });
  const { executionOn } = run.state;
  const text = await files.load({ kind: "run", id: runId, sha256: loaded.file.state.sha256 });
  if (text === null) throw new Error(`The file of ${runId} is gone.`);
  const texts = await bank.answers({ messageId: messageIdOf(executionOn), executionOn, text }, command.at);
  const messages: Stored<BankMessage>[] = [];
  for (const said of texts) {
    // oxlint-disable-next-line no-await-in-loop -- what the bank said first is applied first.
    const taken = await takeMessage(deps, said, { role, command });
    if (!taken.ok) return taken;
    messages.push(taken.value);
  }
  return ok(messages);
};

const takeMessage = async (
  deps: CollectBankAnswersDeps,
  text: string,
  { role, command }: { readonly role: Role; readonly command: Command },
): Promise<Result<Stored<BankMessage>, BankMessageRefused | CommitRefusal>> => {
  const { runs, newId, sha256, readAnswer } = deps;
  const answer = readAnswer(text);
  if (!answer.ok) return err({ kind: "BankMessageRefused", because: answer.error });
  const id = bankMessageIdOf(newId, sha256(text));
  const { message } = await runs.loadMessage(id, command.caller);
  const step = (name: string) => stepCommand(sha256, command, `${id} ${name}`);
  const kept =
    message === null ? await keepMessage(deps, { text, answer: answer.value, role }, step("kept")) : ok(message);
  if (!kept.ok) return kept;
  return applyMessage(deps, { message: kept.value, answer: answer.value, role }, step("applied"));
};
