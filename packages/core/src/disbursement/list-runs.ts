import type { Digest } from "@grants/kernel/digest";
import type { UserId } from "@grants/kernel/id";
import { type Result, err, ok } from "@grants/kernel/result";
import type { Instant } from "@grants/kernel/time";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { Stored } from "../audit/stored.ts";
import type { BankException, BankMessage, BankMessageId, BankMessageNotFound } from "./bank-message.ts";
import { findRun } from "./find-run.ts";
import { type PaymentRun, type RunId, type RunNotFound, messageIdOf } from "./payment-run.ts";
import type { PaymentFileStore, RunStore } from "./run-store.ts";

/** The file of the run does not exist yet. */
export type RunNotSent = { readonly kind: "RunNotSent"; readonly runId: RunId };

type Asked = { readonly caller: UserId; readonly now: Instant };

/** Runs, the latest day first. */
export const listRuns = async (
  { runs }: { readonly runs: RunStore },
  { caller, now }: Asked,
): Promise<Result<readonly Stored<PaymentRun>[], NotAllowed>> => {
  const listed = await runs.listRuns(caller);
  const role = decideAccess("listRuns", listed.rights, {}, now);
  return role.ok ? ok(listed.runs) : role;
};

/** Lines of the bank that fitted nothing of ours, the latest first (PAYX-12). */
export const listBankExceptions = async (
  { runs }: { readonly runs: RunStore },
  { caller, now }: Asked,
): Promise<Result<readonly BankException[], NotAllowed>> => {
  const { rights, exceptions } = await runs.listExceptions(caller);
  const role = decideAccess("listBankExceptions", rights, {}, now);
  return role.ok ? ok(exceptions) : role;
};

export const readBankMessage = async (
  { runs }: { readonly runs: RunStore },
  { messageId, caller, now }: Asked & { readonly messageId: BankMessageId },
): Promise<Result<Stored<BankMessage>, BankMessageNotFound>> => {
  const { rights, message } = await runs.loadMessage(messageId, caller);
  const role = decideAccess("readBankMessage", rights, {}, now);
  return message === null || !role.ok ? err({ kind: "BankMessageNotFound", messageId }) : ok(message);
};

export type ReadRunFile = { readonly fileName: string; readonly sha256: Digest; readonly text: string };

/** The file as it went to the bank, for the one who carries it there and for the auditor. */
export const readRunFile = async (
  { runs, files }: { readonly runs: RunStore; readonly files: PaymentFileStore },
  { runId, command }: { readonly runId: RunId; readonly command: Command },
): Promise<Result<ReadRunFile, RunNotFound | NotAllowed | RunNotSent>> => {
  const loaded = await runs.loadRun(runId, command.caller);
  const found = findRun(loaded, { action: "readRunFile", runId, command });
  if (!found.ok) return found;
  if (loaded.file === null) return err({ kind: "RunNotSent", runId });
  const { sha256 } = loaded.file.state;
  const text = await files.load({ kind: "run", id: runId, sha256 });
  if (text === null) throw new Error(`The file of ${runId} is gone.`);
  return ok({ fileName: `${messageIdOf(found.value.run.state.executionOn)}.xml`, sha256, text });
};
