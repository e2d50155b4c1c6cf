import type { NewId } from "@grants/kernel/id";
import { type Result, ok } from "@grants/kernel/result";
import { addMilliseconds } from "@grants/kernel/time";
import type { Stored } from "../audit/stored.ts";
import type { BankChannel, OutgoingFile } from "./bank-channel.ts";
import {
  type FileRefusal,
  type PaymentRun,
  type ReleasedRun,
  type RunFile,
  type RunManifest,
  messageIdOf,
  runFileIdOf,
} from "./payment-run.ts";
import type { PaymentFileStore } from "./run-store.ts";
import { type Overtaken, type Pass, workCommand } from "./work-command.ts";
import { type WriteRunFileDeps, writeRunFile } from "./write-run-file.ts";

export type DeliverRunDeps = WriteRunFileDeps & {
  readonly files: PaymentFileStore;
  readonly bank: BankChannel;
  readonly newId: NewId;
};
export type Released = Stored<PaymentRun> & { readonly state: ReleasedRun };
/** The file once the bank has it; `null` while nobody knows, or when it cannot be written. */
type Delivered = Stored<RunFile> | null;
type Delivering = { readonly run: Released; readonly manifest: RunManifest; readonly pass: Pass };

/**
 * A pass begins at most five minutes after its event's time and lives ten (infra). Half an hour after a pass was about to call the bank, no
 * call of it can be on its way any more.
 */
const sendingLapsesMs = 30 * 60_000;

/**
 * Brings the file of a released run to the bank: the file is kept, then it is `sending`, then the bank is called (DATA §8). While nobody knows
 * whether it arrived, the bank is asked by the file's name. It is called again only when it says that it has not got the file, and when no
 * earlier call can be on its way.
 */
export const deliverRun = async (
  deps: DeliverRunDeps,
  delivering: Delivering & { readonly file: Stored<RunFile> | null },
): Promise<Result<Delivered, Overtaken>> => {
  const { file, run, pass } = delivering;
  if (file === null) return beginDelivery(deps, delivering);
  if (file.state.state === "sent") return ok(file);
  const known = await deps.bank.inquire(messageIdOf(run.state.executionOn));
  if (known === "received") return recordSent(deps, delivering, file);
  const lapsesAt = addMilliseconds(file.state.sendingAt, sendingLapsesMs);
  return known === "notReceived" && pass.now >= lapsesAt ? callBank(deps, delivering, file) : ok(null);
};

const termsOf = ({ run }: Pick<Delivering, "run">) => [{ id: run.state.id, version: run.version }];

/** The file as it goes to the bank; its text comes from object storage when it is wanted. */
export const outgoingFile = (
  { files }: Pick<DeliverRunDeps, "files">,
  { id, executionOn }: Pick<ReleasedRun, "id" | "executionOn">,
  { sha256 }: Pick<RunFile, "sha256">,
): OutgoingFile => ({
  messageId: messageIdOf(executionOn),
  executionOn,
  text: async () => {
    const text = await files.load({ kind: "run", id, sha256 });
    if (text === null) throw new Error(`The file of ${id} is gone.`);
    return text;
  },
});

const beginDelivery = async (deps: DeliverRunDeps, delivering: Delivering): Promise<Result<Delivered, Overtaken>> => {
  const { run, manifest } = delivering;
  const written = await writeRunFile(deps, run.state, manifest);
  if (!written.ok) return refuseFile(deps, delivering, written.error);
  const sha256 = deps.sha256(written.value);
  await deps.files.keep({ kind: "run", id: run.state.id, sha256 }, written.value);
  return callBank(deps, delivering, null, sha256);
};

/** Waits for somebody to mend what the rules refuse; released again, the run is written anew. */
const refuseFile = async (
  deps: DeliverRunDeps,
  { run, pass }: Delivering,
  because: FileRefusal,
): Promise<Result<Delivered, Overtaken>> => {
  const { id } = run.state;
  const next: PaymentRun = { ...run.state, state: "unwritable", because };
  const entry = { type: "RunFileRefused", role: "system" as const, terms: termsOf({ run }) };
  const change = { aggregate: id, before: run, next, ...entry };
  const refused = await deps.work.commitRun(change, workCommand(deps, pass, `${id} ${run.version} unwritable`));
  return refused.ok ? ok(null) : refused;
};

/** `sending` first, under a command that no other pass shares: of two passes one calls the bank. */
const callBank = async (
  deps: DeliverRunDeps,
  delivering: Delivering,
  before: Stored<RunFile> | null,
  written?: RunFile["sha256"],
): Promise<Result<Delivered, Overtaken>> => {
  const { run, pass } = delivering;
  const id = runFileIdOf(deps.newId, run.state.id);
  const sha256 = before?.state.sha256 ?? written;
  if (sha256 === undefined) throw new Error(`The file of ${run.state.id} was not written.`);
  const next: RunFile = { state: "sending", id, runId: run.state.id, sha256, sendingAt: pass.now };
  const entry = { type: "RunFileSending", role: "system" as const, terms: termsOf({ run }) };
  const command = workCommand(deps, pass, `${id} ${before?.version ?? 0} sending ${pass.correlationId}`);
  const sending = await deps.work.commitFile({ aggregate: id, before, next, ...entry }, command);
  if (!sending.ok) return sending;
  const delivery = await deps.bank.send(outgoingFile(deps, run.state, next));
  // What nobody knows is asked about by the next pass.
  return delivery === "received" ? recordSent(deps, delivering, sending.value) : ok(null);
};

const recordSent = async (
  deps: DeliverRunDeps,
  { run, pass }: Delivering,
  before: Stored<RunFile>,
): Promise<Result<Delivered, Overtaken>> => {
  const { id, runId, sha256 } = before.state;
  const next: RunFile = { state: "sent", id, runId, sha256 };
  const entry = { type: "RunFileSent", role: "system" as const, terms: termsOf({ run }) };
  const command = workCommand(deps, pass, `${id} ${before.version} sent`);
  return deps.work.commitFile({ aggregate: id, before, next, ...entry }, command);
};
