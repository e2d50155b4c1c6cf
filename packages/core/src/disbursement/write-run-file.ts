import type { Sha256 } from "@grants/kernel/digest";
import { type Result, err, ok } from "@grants/kernel/result";
import { composeInstruction } from "./compose-instruction.ts";
import { chunkDigest } from "./compose-run.ts";
import type { Iban } from "./iban.ts";
import type { PaymentFileRefused, PaymentFileWriter } from "./payment-file.ts";
import type { Bic, PaymentInstruction } from "./payment-instruction.ts";
import { type ConfirmedRun, type RunManifest, messageIdOf } from "./payment-run.ts";
import { BankReference } from "./payment-text.ts";
import type { RunStore } from "./run-store.ts";

/** The account that pays. */
export type Debtor = { readonly name: string; readonly iban: Iban; readonly bic?: Bic };

export type WriteRunFileDeps = {
  readonly runs: RunStore;
  readonly sha256: Sha256;
  readonly writeFile: PaymentFileWriter;
  readonly debtor: Debtor;
};
/** The bank's rules refuse the run as it stands; nothing was written. */
export type RunFileRefused = { readonly kind: "RunFileRefused"; readonly because: PaymentFileRefused };

/** The payments of a run, part by part; each part is the one that the manifest names, or there is no file. */
async function* instructionsOf(
  { runs, sha256 }: WriteRunFileDeps,
  run: ConfirmedRun,
  manifest: RunManifest,
): AsyncGenerator<PaymentInstruction> {
  for (const [chunk, summary] of manifest.chunks.entries()) {
    // oxlint-disable-next-line no-await-in-loop -- one part is held at a time.
    const rows = await runs.loadChunkRows(run.id, chunk);
    if (chunkDigest(sha256, rows) !== summary.sha256) throw new Error(`Part ${chunk} of ${run.id} is another one.`);
    // oxlint-disable-next-line no-await-in-loop -- see above.
    const payees = await runs.loadPayees(rows);
    for (const [index, row] of rows.entries()) {
      const payee = payees[index];
      const instruction = payee === undefined ? null : composeInstruction(row, payee);
      if (instruction === null) throw new Error(`The payee of ${row.paymentId} is gone.`);
      yield instruction;
    }
  }
}

/** The bank's file, derived from the confirmed contents alone: written again it is the same text. */
export const writeRunFile = async (
  deps: WriteRunFileDeps,
  run: ConfirmedRun,
  manifest: RunManifest,
): Promise<Result<string, RunFileRefused>> => {
  const { name, iban, bic } = deps.debtor;
  const messageId = messageIdOf(run.executionOn);
  const prepared = await deps.writeFile({
    messageId,
    createdAt: run.confirmedAt,
    initiatingPartyName: name,
    batches: [
      {
        batchId: BankReference.parse(`${messageId}-1`),
        executionOn: run.executionOn,
        debtorName: name,
        debtorIban: iban,
        ...(bic === undefined ? {} : { debtorBic: bic }),
        isBookedAsBatch: false,
        isInstant: false,
        payments: () => instructionsOf(deps, run, manifest),
      },
    ],
  });
  if (!prepared.ok) return err({ kind: "RunFileRefused", because: prepared.error });
  const { nbOfTxs, ctrlSumCents } = prepared.value;
  if (nbOfTxs !== run.nbOfTxs || ctrlSumCents !== run.ctrlSumCents) throw new Error(`${run.id} is not what it says.`);
  const pieces: string[] = [];
  for await (const piece of prepared.value.chunks()) pieces.push(piece);
  return ok(pieces.join(""));
};
