import type { BankFileRefused } from "@grants/core/disbursement/payment-status";
import type { EndToEndId } from "@grants/core/disbursement/payment-text";
import { sumCents } from "@grants/kernel/money";
import { type Result, ok } from "@grants/kernel/result";
import type { Instant, LocalDate } from "@grants/kernel/time";
import {
  type ReportedPayment,
  accountNotice,
  bookedBatch,
  bookedEntry,
  bookedPayment,
  notificationHead,
  reportHead,
  reportedBatchId,
  reportedPayment,
} from "./demo-bank-elements.ts";
import { notificationNamespace } from "./notification.ts";
import {
  type ReceivedBatch,
  type ReceivedPayment,
  type ReceivedPaymentFile,
  readPaymentFile,
} from "./read-payment-file.ts";
import { statusReportNamespace } from "./status-report.ts";
import { writeElement, writeElements } from "./xml-element.ts";

/** A made-up bank for demonstrations: it takes a payment file, refuses what it is told to refuse, and books the rest on one day. */
export type DemoBank = {
  readonly now: Instant;
  readonly bookedOn: LocalDate;
  /** A code of the external list of reasons, such as AC04, for a payment that the bank refuses. */
  readonly refuse: (endToEndId: EndToEndId) => string | null;
};

export type DemoBankAnswer = {
  /** pain.002.001.10. */
  readonly statusReport: string;
  /** camt.054.001.08; null where nothing was booked. */
  readonly notification: string | null;
};

type JudgedBatch = Omit<ReceivedBatch, "payments"> & { readonly payments: readonly ReportedPayment[] };

/** What the bank answers to a payment file, or why it cannot take the file at all. */
export const answerPaymentFile = (paymentFile: string, bank: DemoBank): Result<DemoBankAnswer, BankFileRefused> => {
  const received = readPaymentFile(paymentFile);
  if (!received.ok) return received;
  const batches = received.value.batches.map((batch) => ({
    ...batch,
    payments: batch.payments.map((payment) => ({ ...payment, refusedFor: bank.refuse(payment.endToEndId) })),
  }));
  return ok({
    statusReport: writeReport(received.value, batches, bank),
    notification: writeNotification(received.value, batches, bank),
  });
};

const document = (namespace: string, root: string, parts: readonly string[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="${namespace}"><${root}>\n${parts.join("\n")}\n</${root}></Document>\n`;

/** The bank's own name for the n-th thing that it says about a message. */
const bankId = (kind: string, n: number, messageId: string): string => `${kind}${n}-${messageId}`.slice(0, 35);

const totalsOf = (payments: readonly ReceivedPayment[]) => ({
  nbOfTxs: payments.length,
  sumCents: sumCents(payments.map(({ amountCents }) => amountCents)),
});

const statusOf = (payments: readonly ReportedPayment[]) => {
  const refused = payments.filter(({ refusedFor }) => refusedFor !== null).length;
  if (refused === 0) return "ACSP";
  return refused === payments.length ? "RJCT" : "PART";
};

const writeReport = (
  { messageId }: ReceivedPaymentFile,
  batches: readonly JudgedBatch[],
  { now }: DemoBank,
): string => {
  const all = batches.flatMap(({ payments }) => payments);
  const report = { messageId, reportId: bankId("S", 1, messageId), createdAt: now, statusCode: statusOf(all) } as const;
  return document(statusReportNamespace, "CstmrPmtStsRpt", [
    writeElements(reportHead, { ...report, ...totalsOf(all) }),
    ...batches.flatMap((batch) => [
      `<OrgnlPmtInfAndSts>${writeElement(reportedBatchId, batch)}`,
      ...batch.payments.map((payment) => writeElement(reportedPayment, payment)),
      "</OrgnlPmtInfAndSts>",
    ]),
  ]);
};

const writeNotification = (
  { messageId }: ReceivedPaymentFile,
  batches: readonly JudgedBatch[],
  bank: DemoBank,
): string | null => {
  const accepted = batches
    .map((batch) => ({ ...batch, payments: batch.payments.filter(({ refusedFor }) => refusedFor === null) }))
    .filter(({ payments }) => payments.length > 0);
  if (accepted.length === 0) return null;
  return document(notificationNamespace, "BkToCstmrDbtCdtNtfctn", [
    writeElement(notificationHead, { messageId: bankId("N", 0, messageId), createdAt: bank.now }),
    ...accepted.flatMap((batch, index) => writeNotice(messageId, batch, index + 1, bank)),
  ]);
};

/** One notice per batch: one entry for all of it, or one for each payment, as the batch asked for. */
const writeNotice = (messageId: string, batch: JudgedBatch, n: number, bank: DemoBank): readonly string[] => {
  const { batchId, debtorIban, isBookedAsBatch, payments } = batch;
  const entries = isBookedAsBatch ? [payments] : payments.map((payment) => [payment]);
  const { sumCents: noticeCents } = totalsOf(payments);
  const notice = { noticeId: bankId("N", n, messageId), createdAt: bank.now, debtorIban };
  return [
    `<Ntfctn>${writeElements(accountNotice, { ...notice, entries: entries.length, sumCents: noticeCents })}`,
    ...entries.flatMap((booked, index) => {
      const entryId = bankId(`B${n}.`, index + 1, messageId);
      const entry = { batchId, entryId, bookedOn: bank.bookedOn, ...totalsOf(booked) };
      return [
        `<Ntry>${writeElements(bookedEntry, entry)}<NtryDtls>${writeElement(bookedBatch, entry)}`,
        ...booked.map((payment) => writeElement(bookedPayment, payment)),
        "</NtryDtls></Ntry>",
      ];
    }),
    "</Ntfctn>",
  ];
};
