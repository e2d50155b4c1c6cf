import type { Sha256 } from "@grants/kernel/digest";
import { type Result, err, ok } from "@grants/kernel/result";
import { composeInstruction } from "./compose-instruction.ts";
import { chunkDigest, chunkReference } from "./compose-run.ts";
import type { Iban } from "./iban.ts";
import type { PaymentFileRefused, PaymentFileWriter } from "./payment-file.ts";
import type { Bic, PaymentInstruction } from "./payment-instruction.ts";
import { type FileRefusal, type ReleasedRun, type RunManifest, messageIdOf } from "./payment-run.ts";
import { BankReference } from "./payment-text.ts";
import type { RunWorkStore } from "./run-work-store.ts";

/** The account that pays. */
export type Debtor = { readonly name: string; readonly iban: Iban; readonly bic?: Bic };

export type WriteRunFileDeps = {
  readonly work: RunWorkStore;
  readonly sha256: Sha256;
  readonly writeFile: PaymentFileWriter;
  readonly debtor: Debtor;
};

/** What the bank's rules refuse, without the text that they refuse: a head holds no name. */
const refusalOf = (refused: PaymentFileRefused): FileRefusal => ({
  kind: refused.kind === "PaymentRefused" ? refused.because.kind : refused.kind,
  ...("endToEndId" in refused ? { endToEndId: refused.endToEndId } : {}),
});

/** The payments of a run, part by part; each part is the one that the manifest names, or there is no file. */
async function* instructionsOf(
  { work, sha256 }: WriteRunFileDeps,
  run: ReleasedRun,
  manifest: RunManifest,
): AsyncGenerator<PaymentInstruction> {
  for (const [chunk, summary] of manifest.chunks.entries()) {
    // oxlint-disable-next-line no-await-in-loop -- one part is held at a time.
    const rows = await work.loadChunkRows(chunkReference(manifest, run.id, chunk));
    if (chunkDigest(sha256, rows) !== summary.sha256) throw new Error(`Part ${chunk} of ${run.id} is another one.`);
    // oxlint-disable-next-line no-await-in-loop -- see above.
    const payees = await work.loadPayees(rows);
    for (const [index, row] of rows.entries()) {
      const payee = payees[index];
      const instruction = payee === undefined ? null : composeInstruction(row, payee);
      if (instruction === null) throw new Error(`The payee of ${row.paymentId} is gone.`);
      yield instruction;
    }
  }
}

/** The bank's file, derived from the confirmed contents alone: written again it is the same text. An error: its rules refuse the run as it stands. */
export const writeRunFile = async (
  deps: WriteRunFileDeps,
  run: ReleasedRun,
  manifest: RunManifest,
): Promise<Result<string, FileRefusal>> => {
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
  if (!prepared.ok) return err(refusalOf(prepared.error));
  const { nbOfTxs, ctrlSumCents } = prepared.value;
  if (nbOfTxs !== run.nbOfTxs || ctrlSumCents !== run.ctrlSumCents) throw new Error(`${run.id} is not what it says.`);
  const pieces: string[] = [];
  for await (const piece of prepared.value.chunks()) pieces.push(piece);
  return ok(pieces.join(""));
};
