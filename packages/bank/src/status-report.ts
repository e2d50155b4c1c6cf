import {
  type BankAnswer,
  type BankFileRefused,
  type GroupStatus,
  type PaymentStatus,
  type PaymentStatusLine,
} from "@grants/core/disbursement/payment-status";
import { BankReference, EndToEndId } from "@grants/core/disbursement/payment-text";
import { type Cents, sumCents } from "@grants/kernel/money";
import { type Result, err, ok } from "@grants/kernel/result";
import { z } from "zod";
import { IsoCount, IsoDecimal, IsoEuro, IsoReason, type StatedSum, isoElement, isoText, misfit } from "./iso-values.ts";
import { notUnderstood } from "./read-bank-xml.ts";

/**
 * A status report on a payment file, ISO 20022 pain.002.001.10. Every element is named: those that we do not read as well, so that one that
 * the standard does not have is refused.
 */
export const statusReportNamespace = "urn:iso:std:iso:20022:tech:xsd:pain.002.001.10";

/** PAYX-09. A code that is not here is refused: whether it means money has moved is not to be guessed. */
const statusByCode = {
  ACTC: "accepted",
  ACCP: "accepted",
  ACSP: "inSettlement",
  ACSC: "settled",
  PDNG: "pending",
  RJCT: "rejected",
} as const satisfies Record<string, PaymentStatus>;
const StatusCode = z.enum(["ACTC", "ACCP", "ACSP", "ACSC", "PDNG", "RJCT"]);
const GroupStatusCode = z.enum([...StatusCode.options, "PART"]);

const StatusReason = isoElement({ Rsn: IsoReason.optional() }, "Orgtr AddtlInf");
const Totals = z.strictObject({ DtldNbOfTxs: IsoCount, DtldSts: GroupStatusCode, DtldCtrlSum: IsoDecimal.optional() });

const Transaction = isoElement(
  {
    OrgnlEndToEndId: EndToEndId,
    TxSts: StatusCode,
    StsRsnInf: z.array(StatusReason).optional(),
    AcctSvcrRef: isoText(35).optional(),
    OrgnlTxRef: z.looseObject({ Amt: z.strictObject({ InstdAmt: IsoEuro }).optional() }).optional(),
  },
  "StsId OrgnlInstrId OrgnlUETR ChrgsInf AccptncDtTm FctvIntrBkSttlmDt ClrSysRef SplmtryData",
);
type Transaction = z.infer<typeof Transaction>;

const originalTotals = {
  OrgnlNbOfTxs: IsoCount.optional(),
  OrgnlCtrlSum: IsoDecimal.optional(),
  StsRsnInf: z.array(StatusReason).optional(),
  NbOfTxsPerSts: z.array(Totals).optional(),
};

const Batch = isoElement({
  ...originalTotals,
  OrgnlPmtInfId: BankReference,
  PmtInfSts: GroupStatusCode.optional(),
  TxInfAndSts: z.array(Transaction).optional(),
});

const OriginalFile = isoElement(
  {
    ...originalTotals,
    OrgnlMsgId: BankReference,
    OrgnlMsgNmId: z.string().regex(/^pain\.001/),
    GrpSts: GroupStatusCode.optional(),
  },
  "OrgnlCreDtTm",
);

const StatusReport = z.strictObject({
  CstmrPmtStsRpt: isoElement(
    {
      GrpHdr: isoElement({ MsgId: isoText(35) }, "CreDtTm InitgPty FwdgAgt DbtrAgt CdtrAgt"),
      OrgnlGrpInfAndSts: OriginalFile,
      OrgnlPmtInfAndSts: z.array(Batch).default([]),
    },
    "SplmtryData",
  ),
});

export const readStatusReport = (content: unknown): Result<BankAnswer, BankFileRefused> => {
  const parsed = StatusReport.safeParse(content);
  if (!parsed.success) return err(notUnderstood(parsed.error));
  const { GrpHdr, OrgnlGrpInfAndSts: file, OrgnlPmtInfAndSts: batches } = parsed.data.CstmrPmtStsRpt;
  const transactions = batches.flatMap((batch) => batch.TxInfAndSts ?? []);
  const wrongSum =
    sumRefusal("OrgnlGrpInfAndSts", file, transactions) ??
    batches
      .map((batch) => sumRefusal(`OrgnlPmtInfAndSts ${batch.OrgnlPmtInfId}`, batch, batch.TxInfAndSts ?? []))
      .find((refusal) => refusal !== null);
  if (wrongSum !== undefined && wrongSum !== null) return err(wrongSum);
  const groups = [
    groupOf(undefined, file.GrpSts, file.StsRsnInf),
    ...batches.map((batch) => groupOf(batch.OrgnlPmtInfId, batch.PmtInfSts, batch.StsRsnInf)),
  ];
  return ok({
    kind: "statusReport",
    messageId: GrpHdr.MsgId,
    originalMessageId: file.OrgnlMsgId,
    groups: groups.flatMap((group) => (group === null ? [] : [group])),
    payments: transactions.map(lineOf),
  });
};

const reasonOf = (given: readonly z.infer<typeof StatusReason>[] = []) => {
  const [reason] = given.flatMap(({ Rsn }) => (Rsn === undefined ? [] : [Rsn]));
  return reason === undefined ? {} : { reason };
};

const groupOf = (
  batchId: BankReference | undefined,
  code: z.infer<typeof GroupStatusCode> | undefined,
  given: readonly z.infer<typeof StatusReason>[] | undefined,
): GroupStatus | null =>
  code === undefined
    ? null
    : {
        ...(batchId === undefined ? {} : { batchId }),
        status: code === "PART" ? "mixed" : statusByCode[code],
        ...reasonOf(given),
      };

const amountOf = (transaction: Transaction): Cents | undefined => transaction.OrgnlTxRef?.Amt?.InstdAmt;

const lineOf = (transaction: Transaction): PaymentStatusLine => {
  const amountCents = amountOf(transaction);
  const { AcctSvcrRef } = transaction;
  return {
    endToEndId: transaction.OrgnlEndToEndId,
    status: statusByCode[transaction.TxSts],
    ...reasonOf(transaction.StsRsnInf),
    ...(amountCents === undefined ? {} : { amountCents }),
    ...(AcctSvcrRef === undefined ? {} : { bankReference: AcctSvcrRef }),
  };
};

type Stated = {
  readonly OrgnlNbOfTxs?: number | undefined;
  readonly OrgnlCtrlSum?: Cents | undefined;
  readonly NbOfTxsPerSts?: readonly z.infer<typeof Totals>[] | undefined;
};

/**
 * Counts and sums of the original are those of the lines when every payment has a line; a report may also name only some of them, then
 * neither may be exceeded. Totals per status hold for the lines of that status, where there are any.
 */
const sumRefusal = (path: string, stated: Stated, transactions: readonly Transaction[]): BankFileRefused | null => {
  const original = { nbOfTxs: stated.OrgnlNbOfTxs, sumCents: stated.OrgnlCtrlSum };
  const perStatus = (stated.NbOfTxsPerSts ?? []).map((totals) => ({
    sums: { nbOfTxs: totals.DtldNbOfTxs, sumCents: totals.DtldCtrlSum },
    lines: transactions.filter(({ TxSts }) => TxSts === totals.DtldSts),
  }));
  const checks = [
    isExceeded(original, transactions) ? misfit(original, countedOf(transactions)) : null,
    original.nbOfTxs === transactions.length ? misfit(known(original, transactions), countedOf(transactions)) : null,
    ...perStatus.map(({ sums, lines }) => (lines.length === 0 ? null : misfit(known(sums, lines), countedOf(lines)))),
  ];
  const wrong = checks.find((check) => check !== null);
  return wrong === undefined || wrong === null ? null : { kind: "BankFileSumsDoNotFit", path, ...wrong };
};

const countedOf = (transactions: readonly Transaction[]) => ({
  nbOfTxs: transactions.length,
  sumCents: sumCents(transactions.flatMap((transaction) => amountOf(transaction) ?? [])),
});

const isExceeded = ({ nbOfTxs, sumCents: stated }: StatedSum, transactions: readonly Transaction[]): boolean => {
  const counted = countedOf(transactions);
  return (nbOfTxs !== undefined && counted.nbOfTxs > nbOfTxs) || (stated !== undefined && counted.sumCents > stated);
};

/** A sum can be held against lines that all have an amount, a count always. */
const known = (stated: StatedSum, transactions: readonly Transaction[]): StatedSum =>
  transactions.every((transaction) => amountOf(transaction) !== undefined) ? stated : { nbOfTxs: stated.nbOfTxs };
