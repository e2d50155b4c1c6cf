import type { BankReference } from "@grants/core/disbursement/payment-text";
import type { Iban } from "@grants/core/disbursement/iban";
import { type Cents, centsToEuroText } from "@grants/kernel/money";
import type { Instant, LocalDate } from "@grants/kernel/time";
import type { ReceivedPayment } from "./read-payment-file.ts";
import { type XmlElement, code, group, optionalGroup, optionalText, text } from "./xml-element.ts";

const euro = ' Ccy="EUR"';

export type Report = {
  readonly reportId: string;
  readonly createdAt: Instant;
  readonly messageId: BankReference;
  readonly nbOfTxs: number;
  readonly sumCents: Cents;
  readonly statusCode: "ACSP" | "PART" | "RJCT";
};

/** The head of a pain.002.001.10: everything before the batches. */
export const reportHead: readonly XmlElement<Report>[] = [
  group("GrpHdr", [text("MsgId", 35, ({ reportId }) => reportId), text("CreDtTm", 24, ({ createdAt }) => createdAt)]),
  group("OrgnlGrpInfAndSts", [
    text("OrgnlMsgId", 35, ({ messageId }) => messageId),
    code("OrgnlMsgNmId", "pain.001.001.09"),
    text("OrgnlNbOfTxs", 15, ({ nbOfTxs }) => `${nbOfTxs}`),
    text("OrgnlCtrlSum", 18, ({ sumCents }) => centsToEuroText(sumCents)),
    text("GrpSts", 4, ({ statusCode }) => statusCode),
  ]),
];

export const reportedBatchId: XmlElement<{ readonly batchId: BankReference }> = text(
  "OrgnlPmtInfId",
  35,
  ({ batchId }) => batchId,
);

export type ReportedPayment = ReceivedPayment & {
  /** A code of the external list of reasons; null where the payment goes through. */
  readonly refusedFor: string | null;
};

export const reportedPayment: XmlElement<ReportedPayment> = group("TxInfAndSts", [
  text("OrgnlEndToEndId", 35, ({ endToEndId }) => endToEndId),
  text("TxSts", 4, ({ refusedFor }) => (refusedFor === null ? "ACSP" : "RJCT")),
  optionalGroup("StsRsnInf", ({ refusedFor }) => refusedFor !== null, [
    group("Rsn", [optionalText("Cd", 4, ({ refusedFor }) => refusedFor ?? undefined)]),
  ]),
  group("OrgnlTxRef", [group("Amt", [text("InstdAmt", 12, ({ amountCents }) => centsToEuroText(amountCents), euro)])]),
]);

export type BookedEntry = {
  readonly entryId: string;
  readonly batchId: BankReference;
  readonly bookedOn: LocalDate;
  readonly nbOfTxs: number;
  readonly sumCents: Cents;
};

const dated = (tag: string): XmlElement<BookedEntry> => group(tag, [text("Dt", 10, ({ bookedOn }) => bookedOn)]);

/** Everything of `Ntry` that stands before its details. The code says: payment, issued credit transfer, SEPA. */
export const bookedEntry: readonly XmlElement<BookedEntry>[] = [
  text("Amt", 18, ({ sumCents }) => centsToEuroText(sumCents), euro),
  code("CdtDbtInd", "DBIT"),
  group("Sts", [code("Cd", "BOOK")]),
  dated("BookgDt"),
  dated("ValDt"),
  text("AcctSvcrRef", 35, ({ entryId }) => entryId),
  group("BkTxCd", [
    group("Domn", [code("Cd", "PMNT"), group("Fmly", [code("Cd", "ICDT"), code("SubFmlyCd", "ESCT")])]),
  ]),
];

export const bookedBatch: XmlElement<BookedEntry> = group("Btch", [
  text("PmtInfId", 35, ({ batchId }) => batchId),
  text("NbOfTxs", 15, ({ nbOfTxs }) => `${nbOfTxs}`),
  text("TtlAmt", 18, ({ sumCents }) => centsToEuroText(sumCents), euro),
  code("CdtDbtInd", "DBIT"),
]);

export const bookedPayment: XmlElement<ReceivedPayment> = group("TxDtls", [
  group("Refs", [text("EndToEndId", 35, ({ endToEndId }) => endToEndId)]),
  text("Amt", 12, ({ amountCents }) => centsToEuroText(amountCents), euro),
  code("CdtDbtInd", "DBIT"),
]);

export type AccountNotice = {
  readonly noticeId: string;
  readonly createdAt: Instant;
  readonly debtorIban: Iban;
  readonly entries: number;
  readonly sumCents: Cents;
};

export const notificationHead: XmlElement<{ readonly messageId: string; readonly createdAt: Instant }> = group(
  "GrpHdr",
  [text("MsgId", 35, ({ messageId }) => messageId), text("CreDtTm", 24, ({ createdAt }) => createdAt)],
);

/** Everything of `Ntfctn` that stands before its entries. */
export const accountNotice: readonly XmlElement<AccountNotice>[] = [
  text("Id", 35, ({ noticeId }) => noticeId),
  text("CreDtTm", 24, ({ createdAt }) => createdAt),
  group("Acct", [group("Id", [text("IBAN", 34, ({ debtorIban }) => debtorIban)]), code("Ccy", "EUR")]),
  group("TxsSummry", [
    group("TtlDbtNtries", [
      text("NbOfNtries", 15, ({ entries }) => `${entries}`),
      text("Sum", 18, ({ sumCents }) => centsToEuroText(sumCents)),
    ]),
  ]),
];
