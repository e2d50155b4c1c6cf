import type { BankFileRefused } from "@grants/core/disbursement/payment-status";
import { BankReference, EndToEndId } from "@grants/core/disbursement/payment-text";
import { Iban } from "@grants/core/disbursement/iban";
import { type Cents, sumCents } from "@grants/kernel/money";
import { type Result, err, ok } from "@grants/kernel/result";
import { z } from "zod";
import { IsoCount, IsoDecimal, IsoEuro, type StatedSum, isoElement, misfit } from "./iso-values.ts";
import { pain001Namespace } from "./pain001-elements.ts";
import { notUnderstood, readBankXml } from "./read-bank-xml.ts";

const Payment = isoElement(
  { PmtId: isoElement({ EndToEndId }, "InstrId"), Amt: z.strictObject({ InstdAmt: IsoEuro }) },
  "CdtrAgt Cdtr CdtrAcct Purp RmtInf",
);

const Batch = isoElement(
  {
    PmtInfId: BankReference,
    BtchBookg: z.enum(["true", "false"]),
    NbOfTxs: IsoCount,
    CtrlSum: IsoDecimal,
    DbtrAcct: z.strictObject({ Id: z.strictObject({ IBAN: Iban }) }),
    CdtTrfTxInf: z.array(Payment).min(1),
  },
  "PmtMtd PmtTpInf ReqdExctnDt Dbtr DbtrAgt ChrgBr",
);

const Initiation = z.strictObject({
  CstmrCdtTrfInitn: z.strictObject({
    GrpHdr: isoElement({ MsgId: BankReference, NbOfTxs: IsoCount, CtrlSum: IsoDecimal }, "CreDtTm InitgPty"),
    PmtInf: z.array(Batch).min(1),
  }),
});

export type ReceivedPayment = { readonly endToEndId: EndToEndId; readonly amountCents: Cents };
export type ReceivedBatch = {
  readonly batchId: BankReference;
  readonly debtorIban: Iban;
  readonly isBookedAsBatch: boolean;
  readonly payments: readonly ReceivedPayment[];
};
export type ReceivedPaymentFile = { readonly messageId: BankReference; readonly batches: readonly ReceivedBatch[] };

/** A payment file as a bank reads it: what it needs to book, with every count and sum held against the transactions. */
export const readPaymentFile = (xml: string): Result<ReceivedPaymentFile, BankFileRefused> => {
  const read = readBankXml(xml);
  if (!read.ok) return read;
  const { namespace, content } = read.value;
  if (namespace !== pain001Namespace) return err({ kind: "BankFileNamespaceUnknown", namespace });
  const parsed = Initiation.safeParse(content);
  if (!parsed.success) return err(notUnderstood(parsed.error));
  const { GrpHdr, PmtInf } = parsed.data.CstmrCdtTrfInitn;
  const batches = PmtInf.map((batch) => ({
    batchId: batch.PmtInfId,
    debtorIban: batch.DbtrAcct.Id.IBAN,
    isBookedAsBatch: batch.BtchBookg === "true",
    payments: batch.CdtTrfTxInf.map(({ PmtId, Amt }) => ({ endToEndId: PmtId.EndToEndId, amountCents: Amt.InstdAmt })),
  }));
  const all = batches.flatMap(({ payments }) => payments);
  const wrongSums = [
    sumRefusal("GrpHdr", { nbOfTxs: GrpHdr.NbOfTxs, sumCents: GrpHdr.CtrlSum }, all),
    ...PmtInf.map(({ PmtInfId, NbOfTxs, CtrlSum }, index) =>
      sumRefusal(`PmtInf ${PmtInfId}`, { nbOfTxs: NbOfTxs, sumCents: CtrlSum }, batches[index]?.payments ?? []),
    ),
  ];
  const wrongSum = wrongSums.find((refusal) => refusal !== null) ?? null;
  return wrongSum === null ? ok({ messageId: GrpHdr.MsgId, batches }) : err(wrongSum);
};

const sumRefusal = (path: string, stated: StatedSum, payments: readonly ReceivedPayment[]): BankFileRefused | null => {
  const counted = { nbOfTxs: payments.length, sumCents: sumCents(payments.map(({ amountCents }) => amountCents)) };
  const wrong = misfit(stated, counted);
  return wrong === null ? null : { kind: "BankFileSumsDoNotFit", path, ...wrong };
};
