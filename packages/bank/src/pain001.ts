import { type TransferLimits, checkTransfer, transferLimitsOn } from "@grants/core/disbursement/check-transfer";
import type {
  PaymentBatch,
  PaymentFile,
  PaymentFileRefused,
  PaymentFileWriter,
  PaymentSource,
} from "@grants/core/disbursement/payment-file";
import { checkCreditorName } from "@grants/core/disbursement/payment-text";
import { paymentsPerFileMax } from "@grants/kernel/limits";
import { cents } from "@grants/kernel/money";
import { type Result, err, ok } from "@grants/kernel/result";
import {
  type WrittenBatch,
  type WrittenHeader,
  creditTransfer,
  groupHeader,
  pain001Namespace,
  paymentInformation,
} from "./pain001-elements.ts";
import { writeElement, writeElements } from "./xml-element.ts";

/** Pieces of about this size leave the writer; what is written is never held as a whole. */
const chunkCharacters = 65_536;

type Counted = WrittenBatch & { readonly limits: TransferLimits; readonly payments: PaymentSource };

/**
 * Writes a SEPA credit transfer file, ISO 20022 pain.001.001.09. The payments are read twice: first every limit is checked and counts
 * and sums are taken, for they stand before the transactions; then the text is made piece by piece. Of the payments only the
 * `EndToEndId`s are held, to find one that is used twice (PAYX-13).
 */
export const preparePaymentFile: PaymentFileWriter = async (file) => {
  const initiatingParty = checkCreditorName(file.initiatingPartyName);
  if (!initiatingParty.ok)
    return err({ kind: "PartyNameRefused", field: "initiatingPartyName", because: initiatingParty.error });
  const counted = await countBatches(file);
  if (!counted.ok) return counted;
  const batches = counted.value;
  const nbOfTxs = batches.reduce((count, batch) => count + batch.nbOfTxs, 0);
  const ctrlSumCents = cents(batches.reduce((sum, batch) => sum + BigInt(batch.ctrlSumCents), 0n));
  const { messageId, createdAt } = file;
  const header = { messageId, createdAt, initiatingPartyName: initiatingParty.value.written, nbOfTxs, ctrlSumCents };
  return ok({ nbOfTxs, ctrlSumCents, chunks: () => chunksOf(header, batches) });
};

/** What the batches read so far have used up of the file's limits. */
type Running = { nbOfTxs: number; sumCents: bigint; readonly endToEndIds: Set<string> };

const countBatches = async (file: PaymentFile): Promise<Result<readonly Counted[], PaymentFileRefused>> => {
  if (file.batches.length === 0) return err({ kind: "PaymentFileEmpty", batchId: null });
  const running: Running = { nbOfTxs: 0, sumCents: 0n, endToEndIds: new Set() };
  const batches: Counted[] = [];
  for (const batch of file.batches) {
    const { batchId } = batch;
    if (batches.some((earlier) => earlier.batchId === batchId)) return err({ kind: "BatchIdRepeated", batchId });
    // oxlint-disable-next-line no-await-in-loop -- Batches use up one file's limits, so they are counted in turn.
    const counted = await countBatch(batch, running);
    if (!counted.ok) return counted;
    batches.push(counted.value);
  }
  return ok(batches);
};

const countBatch = async (
  batch: PaymentBatch & { readonly payments: PaymentSource },
  running: Running,
): Promise<Result<Counted, PaymentFileRefused>> => {
  const debtor = checkCreditorName(batch.debtorName);
  if (!debtor.ok) return err({ kind: "PartyNameRefused", field: "debtorName", because: debtor.error });
  const limits = transferLimitsOn(batch.executionOn);
  const before = { nbOfTxs: running.nbOfTxs, sumCents: running.sumCents };
  for await (const payment of batch.payments()) {
    const { endToEndId, amountCents } = payment;
    if (running.nbOfTxs === paymentsPerFileMax)
      return err({ kind: "TooManyPayments", paymentsMax: paymentsPerFileMax });
    const checked = checkTransfer(payment, limits);
    if (!checked.ok) return checked;
    if (running.endToEndIds.has(endToEndId)) return err({ kind: "EndToEndIdRepeated", endToEndId });
    running.endToEndIds.add(endToEndId);
    running.nbOfTxs += 1;
    running.sumCents += BigInt(amountCents);
    if (running.sumCents > Number.MAX_SAFE_INTEGER)
      return err({ kind: "PaymentTotalTooLarge", totalCentsMax: Number.MAX_SAFE_INTEGER });
  }
  const nbOfTxs = running.nbOfTxs - before.nbOfTxs;
  if (nbOfTxs === 0) return err({ kind: "PaymentFileEmpty", batchId: batch.batchId });
  const ctrlSumCents = cents(running.sumCents - before.sumCents);
  return ok({ ...batch, debtorName: debtor.value.written, limits, nbOfTxs, ctrlSumCents });
};

async function* chunksOf(header: WrittenHeader, batches: readonly Counted[]): AsyncGenerator<string> {
  let chunk = "";
  for await (const piece of piecesOf(header, batches)) {
    chunk += piece;
    if (chunk.length >= chunkCharacters) {
      yield chunk;
      chunk = "";
    }
  }
  if (chunk !== "") yield chunk;
}

async function* piecesOf(header: WrittenHeader, batches: readonly Counted[]): AsyncGenerator<string> {
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="${pain001Namespace}"><CstmrCdtTrfInitn>\n`;
  yield `${writeElement(groupHeader, header)}\n`;
  for (const batch of batches) {
    yield `<PmtInf>${writeElements(paymentInformation, batch)}\n`;
    yield* transactionsOf(batch);
    yield "</PmtInf>\n";
  }
  yield "</CstmrCdtTrfInitn></Document>\n";
}

/** The second pass. Throws when it does not meet the payments of the first: then the file is worthless and must not be sent. */
async function* transactionsOf({ payments, limits, nbOfTxs, ctrlSumCents }: Counted): AsyncGenerator<string> {
  let [count, sum] = [0, 0n];
  for await (const payment of payments()) {
    const checked = checkTransfer(payment, limits);
    if (!checked.ok) throw new Error(`The payment ${payment.endToEndId} changed while the file was written.`);
    count += 1;
    sum += BigInt(payment.amountCents);
    yield `${writeElement(creditTransfer, checked.value)}\n`;
  }
  if (count !== nbOfTxs || sum !== BigInt(ctrlSumCents))
    throw new Error("The payments of a batch changed while the file was written.");
}
