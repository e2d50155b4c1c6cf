import {
  type BankAnswer,
  type BankFileRefused,
  type PaymentStatusLine,
} from "@grants/core/disbursement/payment-status";
import { EndToEndId } from "@grants/core/disbursement/payment-text";
import { type Cents, sumCents } from "@grants/kernel/money";
import { type Result, err, ok } from "@grants/kernel/result";
import { z } from "zod";
import {
  IsoCount,
  IsoDateChoice,
  IsoDecimal,
  IsoEuro,
  IsoReason,
  type StatedSum,
  isoElement,
  isoText,
  misfit,
} from "./iso-values.ts";
import { notUnderstood } from "./read-bank-xml.ts";

/**
 * A notification of debits and returned payments on our account, ISO 20022 camt.054.001.08: the booking date of a debit is the day of
 * payment (PAYX-08). Every element of the standard is named, those that we do not read as well; any other is refused.
 */
export const notificationNamespace = "urn:iso:std:iso:20022:tech:xsd:camt.054.001.08";

const Direction = z.enum(["DBIT", "CRDT"]);

const TransactionDetails = isoElement(
  {
    Refs: z.looseObject({ EndToEndId, AcctSvcrRef: isoText(35).optional() }),
    Amt: IsoEuro.optional(),
    CdtDbtInd: Direction.optional(),
    RtrInf: isoElement({ Rsn: IsoReason.optional() }, "OrgnlBkTxCd Orgtr AddtlInf").optional(),
  },
  `AmtDtls Avlbty BkTxCd Chrgs Intrst RltdPties RltdAgts LclInstrm Purp RltdRmtInf RmtInf RltdDts RltdPric
  RltdQties FinInstrmId Tax CorpActn SfkpgAcct CshDpst CardTx AddtlTxInf SplmtryData`,
);

const EntryDetails = z.strictObject({
  Btch: isoElement({ NbOfTxs: IsoCount.optional(), TtlAmt: IsoEuro.optional() }, "MsgId PmtInfId CdtDbtInd").optional(),
  TxDtls: z.array(TransactionDetails).min(1),
});

const Entry = isoElement(
  {
    Amt: IsoEuro,
    CdtDbtInd: Direction,
    RvslInd: z.literal("false").optional(),
    Sts: z.strictObject({ Cd: z.enum(["BOOK", "PDNG"]) }),
    BookgDt: IsoDateChoice.optional(),
    AcctSvcrRef: isoText(35).optional(),
    NtryDtls: z.array(EntryDetails).min(1),
  },
  `NtryRef ValDt Avlbty BkTxCd ComssnWvrInd AddtlInfInd AmtDtls Chrgs TechInptChanl Intrst CardTx
  AddtlNtryInf`,
);
type Entry = z.infer<typeof Entry>;

const EntryTotals = isoElement({ NbOfNtries: IsoCount.optional(), Sum: IsoDecimal.optional() }, "TtlNetNtry");
const Summary = isoElement(
  { TtlNtries: EntryTotals.optional(), TtlCdtNtries: EntryTotals.optional(), TtlDbtNtries: EntryTotals.optional() },
  "TtlNtriesPerBkTxCd",
);

const Account = isoElement(
  { Id: isoText(35), TxsSummry: Summary.optional(), Ntry: z.array(Entry).default([]) },
  `NtfctnPgntn ElctrncSeqNb RptgSeq LglSeqNb CreDtTm FrToDt CpyDplctInd RptgSrc Acct RltdAcct Intrst
  AddtlNtfctnInf`,
);
type Account = z.infer<typeof Account>;

const Notification = z.strictObject({
  BkToCstmrDbtCdtNtfctn: isoElement(
    {
      GrpHdr: isoElement({ MsgId: isoText(35) }, "CreDtTm MsgRcpt MsgPgntn OrgnlBizQry AddtlInf"),
      Ntfctn: z.array(Account).min(1),
    },
    "SplmtryData",
  ),
});

export const readNotification = (content: unknown): Result<BankAnswer, BankFileRefused> => {
  const parsed = Notification.safeParse(content);
  if (!parsed.success) return err(notUnderstood(parsed.error));
  const { GrpHdr, Ntfctn } = parsed.data.BkToCstmrDbtCdtNtfctn;
  const payments: PaymentStatusLine[] = [];
  for (const account of Ntfctn) {
    const wrongSum = summaryRefusal(account);
    if (wrongSum !== null) return err(wrongSum);
    for (const entry of account.Ntry) {
      const lines = linesOf(entry);
      if (!lines.ok) return lines;
      for (const line of lines.value) payments.push(line);
    }
  }
  return ok({ kind: "notification", messageId: GrpHdr.MsgId, groups: [], payments });
};

const sumRefusal = (path: string, stated: StatedSum, amounts: readonly Cents[]): BankFileRefused | null => {
  const wrong = misfit(stated, { nbOfTxs: amounts.length, sumCents: sumCents(amounts) });
  return wrong === null ? null : { kind: "BankFileSumsDoNotFit", path, ...wrong };
};

const summaryRefusal = ({ Id, TxsSummry, Ntry }: Account): BankFileRefused | null => {
  const totals = [
    { stated: TxsSummry?.TtlNtries, entries: Ntry },
    { stated: TxsSummry?.TtlCdtNtries, entries: Ntry.filter(({ CdtDbtInd }) => CdtDbtInd === "CRDT") },
    { stated: TxsSummry?.TtlDbtNtries, entries: Ntry.filter(({ CdtDbtInd }) => CdtDbtInd === "DBIT") },
  ];
  const refusals = totals.map(({ stated, entries }) => {
    const sums = { nbOfTxs: stated?.NbOfNtries, sumCents: stated?.Sum };
    return sumRefusal(
      `Ntfctn ${Id}/TxsSummry`,
      sums,
      entries.map(({ Amt }) => Amt),
    );
  });
  return refusals.find((refusal) => refusal !== null) ?? null;
};

const unclear = (path: string, because: string) =>
  err({ kind: "BankFileNotUnderstood", path, because } satisfies BankFileRefused);

/** The payments of an entry, whose amounts make up the entry's. */
const linesOf = (entry: Entry): Result<readonly PaymentStatusLine[], BankFileRefused> => {
  const path = `Ntry ${entry.AcctSvcrRef ?? ""}`.trim();
  const isOnly = entry.NtryDtls.length === 1 && entry.NtryDtls[0]?.TxDtls.length === 1;
  const lines: PaymentStatusLine[] = [];
  const amounts: Cents[] = [];
  for (const { Btch, TxDtls } of entry.NtryDtls) {
    const before = amounts.length;
    for (const details of TxDtls) {
      const amountCents = details.Amt ?? (isOnly ? entry.Amt : undefined);
      if (amountCents === undefined) return unclear(path, "A payment of several has no amount.");
      const line = lineOf(entry, details, amountCents);
      if (!line.ok) return line;
      amounts.push(amountCents);
      lines.push(line.value);
    }
    const batch = { nbOfTxs: Btch?.NbOfTxs, sumCents: Btch?.TtlAmt };
    const wrongBatch = sumRefusal(`${path}/NtryDtls/Btch`, batch, amounts.slice(before));
    if (wrongBatch !== null) return err(wrongBatch);
  }
  const wrongEntry = sumRefusal(path, { sumCents: entry.Amt }, amounts);
  return wrongEntry === null ? ok(lines) : err(wrongEntry);
};

const lineOf = (
  entry: Entry,
  details: z.infer<typeof TransactionDetails>,
  amountCents: Cents,
): Result<PaymentStatusLine, BankFileRefused> => {
  const { EndToEndId: endToEndId, AcctSvcrRef } = details.Refs;
  const { CdtDbtInd, Sts, BookgDt: bookedOn } = entry;
  const isDebit = CdtDbtInd === "DBIT";
  if (details.CdtDbtInd !== undefined && details.CdtDbtInd !== CdtDbtInd)
    return unclear(endToEndId, "A payment runs against the direction of its entry.");
  // PAYX-09: a credit is ours to read only when it returns a payment.
  if (isDebit === (details.RtrInf !== undefined)) return unclear(endToEndId, "Neither a debit nor a returned payment.");
  const bankReference = AcctSvcrRef ?? entry.AcctSvcrRef;
  const common = { endToEndId, amountCents, ...(bankReference === undefined ? {} : { bankReference }) };
  if (Sts.Cd === "PDNG") return ok({ ...common, status: "pending" });
  if (bookedOn === undefined) return unclear(endToEndId, "A booked entry has no booking date.");
  const reason = details.RtrInf?.Rsn;
  const status = isDebit ? "settled" : "returned";
  return ok({ ...common, status, bookedOn, ...(reason === undefined ? {} : { reason }) });
};
