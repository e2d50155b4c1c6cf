import { type Result, err, ok } from "@grants/kernel/result";
import type { Stored } from "../audit/stored.ts";
import { type ApplyMessageDeps, applyMessage } from "./apply-message.ts";
import { type BankMessage, type BankMessageId, bankMessageIdOf } from "./bank-message.ts";
import { type DeliverRunDeps, type Released, outgoingFile } from "./deliver-run.ts";
import { type PaymentRun, type RunFile, paymentsPerChunkMax } from "./payment-run.ts";
import { type Overtaken, type Pass, type Progress, workCommand, workerId } from "./work-command.ts";
import type { BankFileRefused } from "./payment-status.ts";

/** The bank's own channel brought a text that is no answer of a bank: somebody must look at the channel. */
export type AnswerNotRead = { readonly kind: "AnswerNotRead"; readonly because: BankFileRefused };
export type CollectAnswersDeps = DeliverRunDeps & ApplyMessageDeps;
type Collecting = { readonly run: Released; readonly file: Stored<RunFile>; readonly pass: Pass };

/** Asks the bank about a run that it has, and books what it says; what was applied before stays (DATA §8). */
export const collectAnswers = async (
  deps: CollectAnswersDeps,
  { run, file, pass }: Collecting,
): Promise<Result<Progress, Overtaken | AnswerNotRead>> => {
  const texts = await deps.bank.answers(outgoingFile(deps, run.state, file.state), pass.now);
  for (const text of texts) {
    if (!pass.hasTime()) return ok("later");
    // oxlint-disable-next-line no-await-in-loop -- what the bank said first is applied first.
    const taken = await takeMessage(deps, text, pass);
    if (!taken.ok || taken.value === "later") return taken;
  }
  return complete(deps, run, pass);
};

const takeMessage = async (
  deps: CollectAnswersDeps,
  text: string,
  pass: Pass,
): Promise<Result<Progress, Overtaken | AnswerNotRead>> => {
  const { work, newId, sha256 } = deps;
  const id = bankMessageIdOf(newId, sha256(text));
  const known = await work.loadMessage(id);
  if (known?.state.state === "applied") return ok("done");
  if (known?.state.state === "applying") return applyMessage(deps, known, pass);
  const received = await receive(deps, { id, text, known }, pass);
  return received.ok ? applyMessage(deps, received.value, pass) : received;
};

type Receiving = { readonly id: BankMessageId; readonly text: string; readonly known: Stored<BankMessage> | null };

/** What comes over the bank's own channel needs no second pair of eyes; nor does a text that a person brought and the bank now repeats. */
const receive = async (
  deps: CollectAnswersDeps,
  { id, text, known }: Receiving,
  pass: Pass,
): Promise<Result<Stored<BankMessage>, Overtaken | AnswerNotRead>> => {
  const { work, files, readAnswer, newId, sha256 } = deps;
  const answer = readAnswer(text);
  if (!answer.ok) return err({ kind: "AnswerNotRead", because: answer.error });
  const digest = sha256(text);
  await files.keep({ kind: "bankMessage", id, sha256: digest }, text);
  const worker = workerId(newId);
  const origin =
    known === null
      ? { id, sha256: digest, bankName: answer.value.messageId, importedBy: worker, importedAt: pass.now }
      : known.state;
  const next: BankMessage = { ...origin, state: "applying", appliedBy: worker };
  const entry = { type: "BankMessageReceived", role: "system" as const, terms: [] };
  const command = workCommand(deps, pass, `${id} ${known?.version ?? 0} received`);
  return work.commitMessage({ aggregate: id, before: known, next, ...entry }, command);
};

/** The run is completed when the bank has booked, refused or returned every payment of it. */
const complete = async (deps: CollectAnswersDeps, run: Released, pass: Pass): Promise<Result<Progress, Overtaken>> => {
  const { id, nbOfTxs } = run.state;
  const chunks = Number((BigInt(nbOfTxs) + BigInt(paymentsPerChunkMax) - 1n) / BigInt(paymentsPerChunkMax));
  if (!(await deps.work.isAnswered(id, chunks))) return ok("later");
  const next: PaymentRun = { ...run.state, state: "completed" };
  const entry = { type: "RunCompleted", role: "system" as const, terms: [{ id, version: run.version }] };
  const command = workCommand(deps, pass, `${id} ${run.version} completed`);
  const completed = await deps.work.commitRun({ aggregate: id, before: run, next, ...entry }, command);
  return completed.ok ? ok("done") : completed;
};
