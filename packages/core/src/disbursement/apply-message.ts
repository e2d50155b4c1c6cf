import { type Result, ok } from "@grants/kernel/result";
import type { Stored } from "../audit/stored.ts";
import { type ApplyBankAnswerDeps, applyBankAnswer } from "./apply-bank-answer.ts";
import type { BankMessage } from "./bank-message.ts";
import type { BankAnswer, BankAnswerReader } from "./payment-status.ts";
import type { PaymentFileStore } from "./run-store.ts";
import { type Overtaken, type Pass, type Progress, workCommand } from "./work-command.ts";

export type ApplyMessageDeps = ApplyBankAnswerDeps & {
  readonly files: PaymentFileStore;
  readonly readAnswer: BankAnswerReader;
};

/** Does what a message says, then says that it was done; after a crash the same is done again and changes nothing. */
export const applyMessage = async (
  deps: ApplyMessageDeps,
  message: Stored<BankMessage>,
  pass: Pass,
): Promise<Result<Progress, Overtaken>> => {
  const { state, version: messageVersion } = message;
  if (state.state !== "applying") return ok("done");
  const { id: messageId, importedAt } = state;
  const answer = await answerOf(deps, state);
  const command = workCommand(deps, pass, `${messageId} ${messageVersion} applied`);
  const applied = await applyBankAnswer(deps, answer, { messageId, messageVersion, importedAt, command, pass });
  if (!applied.ok) return applied;
  if (applied.value === "later") return ok("later");
  const next: BankMessage = { ...state, state: "applied", ...applied.value };
  const terms = [{ id: messageId, version: messageVersion }];
  const change = {
    aggregate: messageId,
    before: message,
    next,
    type: "BankMessageApplied",
    role: "system",
    terms,
  } as const;
  const done = await deps.work.commitMessage(change, command);
  return done.ok ? ok("done") : done;
};

/** The answer as it was read when the text was taken in. */
const answerOf = async (
  { files, readAnswer }: Pick<ApplyMessageDeps, "files" | "readAnswer">,
  { id, sha256 }: BankMessage,
): Promise<BankAnswer> => {
  const text = await files.load({ kind: "bankMessage", id, sha256 });
  const answer = text === null ? null : readAnswer(text);
  if (answer === null || !answer.ok) throw new Error(`The text of ${id} is gone or another one.`);
  return answer.value;
};
