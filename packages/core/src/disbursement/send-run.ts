import type { NewId } from "@grants/kernel/id";
import { type Result, err, ok } from "@grants/kernel/result";
import type { NotAllowed } from "../access/decide-access.ts";
import type { Role } from "../access/role.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { BankChannel, Delivery } from "./bank-channel.ts";
import { findRun } from "./find-run.ts";
import {
  type PaymentRun,
  type RunFile,
  type RunId,
  type RunNotFound,
  messageIdOf,
  runFileIdOf,
} from "./payment-run.ts";
import type { PaymentFileStore } from "./run-store.ts";
import { type SegregationViolated, refuseAccountingOfficer } from "./segregation.ts";
import { stepCommand } from "./step-command.ts";
import { type RunFileRefused, type WriteRunFileDeps, writeRunFile } from "./write-run-file.ts";

export type RunNotConfirmed = { readonly kind: "RunNotConfirmed"; readonly state: PaymentRun["state"] };
export type RunAlreadySent = { readonly kind: "RunAlreadySent"; readonly runId: RunId };
export type SendRunDeps = WriteRunFileDeps & {
  readonly files: PaymentFileStore;
  readonly bank: BankChannel;
  readonly newId: NewId;
};
export type SendRunError =
  | RunNotFound
  | NotAllowed
  | RunNotConfirmed
  | RunAlreadySent
  | SegregationViolated
  | RunFileRefused
  | CommitRefusal;
type SendRun = { readonly runId: RunId; readonly expectedVersion: number; readonly command: Command };
type Sending = { readonly file: Stored<RunFile>; readonly role: Role; readonly command: Command };

/**
 * Hands the file of a confirmed run to the bank. The file is kept, then it is `sending`, then the bank is called (DATA §8). Called again while
 * nobody knows whether it arrived, it asks the bank by the file's name and sends only what the bank says that it has not.
 */
export const sendRun = async (
  deps: SendRunDeps,
  { runId, expectedVersion, command }: SendRun,
): Promise<Result<Stored<RunFile>, SendRunError>> => {
  const { runs, files, bank } = deps;
  const loaded = await runs.loadRun(runId, command.caller);
  const found = findRun(loaded, { action: "sendRun", runId, command });
  if (!found.ok) return found;
  const { run, manifest, role } = found.value;
  if (run.version !== expectedVersion)
    return err({ kind: "StaleVersion", expectedVersion, actualVersion: run.version });
  if (run.state.state !== "confirmed") return err({ kind: "RunNotConfirmed", state: run.state.state });
  const violated = refuseAccountingOfficer(manifest.persons, command.caller);
  if (violated !== null) return err(violated);
  const { executionOn } = run.state;
  const messageId = messageIdOf(executionOn);
  if (loaded.file?.state.state === "sent") return alreadySent(deps, loaded.file, command);
  if (loaded.file !== null) {
    const { sha256 } = loaded.file.state;
    const text = await files.load({ kind: "run", id: runId, sha256 });
    if (text === null) throw new Error(`The file of ${runId} is gone.`);
    const known = await bank.inquire(messageId);
    const delivery = known === "notReceived" ? await bank.send({ messageId, executionOn, text }) : known;
    return delivered(deps, delivery, { file: loaded.file, role, command });
  }
  const written = await writeRunFile(deps, run.state, manifest);
  if (!written.ok) return written;
  const sha256 = deps.sha256(written.value);
  await files.keep({ kind: "run", id: runId, sha256 }, written.value);
  const file = await runs.commitFile(beginning(deps, { run, role, sha256 }), command);
  if (!file.ok) return file;
  const delivery = await bank.send({ messageId, executionOn, text: written.value });
  return delivered(deps, delivery, { file: file.value, role, command });
};

const beginning = (
  { newId }: SendRunDeps,
  { run, role, sha256 }: { run: Stored<PaymentRun>; role: Role; sha256: RunFile["sha256"] },
) => {
  const { id: runId } = run.state;
  const id = runFileIdOf(newId, runId);
  const next: RunFile = { state: "sending", id, runId, sha256 };
  const terms = [{ id: runId, version: run.version }];
  return { aggregate: id, before: null, next, type: "RunFileSending", role, terms };
};

/** Until the bank has said that it has the file, it stays `sending`: a file is never sent a second time on a guess. */
const delivered = async (
  { runs, sha256 }: SendRunDeps,
  delivery: Delivery,
  { file, role, command }: Sending,
): Promise<Result<Stored<RunFile>, CommitRefusal>> => {
  if (delivery !== "received") return ok(file);
  const next: RunFile = { ...file.state, state: "sent" };
  const change = { aggregate: file.state.id, before: file, next, type: "RunFileSent", role, terms: [] };
  return runs.commitFile(change, stepCommand(sha256, command, "sent"));
};

/** It is at the bank: by this very request, or by another one. */
const alreadySent = async (
  { runs, sha256 }: SendRunDeps,
  file: Stored<RunFile>,
  command: Command,
): Promise<Result<Stored<RunFile>, RunAlreadySent | CommitRefusal>> => {
  const settled = await runs.settle(file, file.version - 1, stepCommand(sha256, command, "sent"));
  if (settled.ok || settled.error.kind !== "StaleVersion") return settled;
  return err({ kind: "RunAlreadySent", runId: file.state.runId });
};
