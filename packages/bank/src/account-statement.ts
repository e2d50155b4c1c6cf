import { type ReadStatement, StatementCredit, type StatementReader } from "@grants/core/cofunding/bank-statement";
import { readCreditorReference } from "@grants/core/cofunding/creditor-reference";
import type { BankFileRefused } from "@grants/core/disbursement/payment-status";
import { type Cents, signedCents, sumSignedCents } from "@grants/kernel/money";
import { type Result, err, ok } from "@grants/kernel/result";
import { z } from "zod";
import { IsoDateChoice, IsoDecimal, isoElement, isoText } from "./iso-values.ts";
import { notificationNamespace } from "./notification.ts";
import { notUnderstood, readBankXml } from "./read-bank-xml.ts";

/**
 * A statement of our account, ISO 20022 camt.053.001.08, or a notification of its entries, camt.054.001.08, read for the money that came.
 * Every element of the standard is named, those that we do not read as well; any other is refused.
 */
export const accountStatementNamespace = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08";

const IsoAmount = z
  .strictObject({ "#text": IsoDecimal, "@Ccy": z.string().regex(/^[A-Z]{3}$/) })
  .transform((amount) => ({ cents: amount["#text"], currency: amount["@Ccy"] }));
/** An element that stands and holds nothing is read as text by the parser. */
const orEmpty = <S extends z.ZodType>(element: S) => z.preprocess((value) => (value === "" ? {} : value), element);
const Direction = z.enum(["DBIT", "CRDT"]);

const Structured = isoElement(
  { CdtrRefInf: isoElement({ Ref: isoText(35).optional() }, "Tp").optional() },
  "RfrdDocInf RfrdDocAmt Invcr Invcee TaxRmt GrnshmtRmt AddtlRmtInf",
);
const Remittance = z.strictObject({
  Ustrd: z.array(isoText(140)).default([]),
  Strd: z.array(Structured).default([]),
});

const Details = isoElement(
  {
    Refs: z.looseObject({ EndToEndId: isoText(35).optional(), AcctSvcrRef: isoText(35).optional() }).optional(),
    Amt: IsoAmount.optional(),
    CdtDbtInd: Direction.optional(),
    RmtInf: orEmpty(Remittance).optional(),
    RtrInf: z.unknown().optional(),
  },
  `AmtDtls Avlbty BkTxCd Chrgs Intrst RltdPties RltdAgts LclInstrm Purp RltdRmtInf RltdDts RltdPric RltdQties
  FinInstrmId Tax CorpActn SfkpgAcct CshDpst CardTx AddtlTxInf SplmtryData`,
);
type Details = z.infer<typeof Details>;

const EntryDetails = isoElement({ TxDtls: z.array(orEmpty(Details)).default([]) }, "Btch");

const Entry = isoElement(
  {
    NtryRef: isoText(35).optional(),
    Amt: IsoAmount,
    CdtDbtInd: Direction,
    RvslInd: z.enum(["true", "false"]).optional(),
    Sts: z.strictObject({ Cd: z.enum(["BOOK", "PDNG", "INFO"]) }),
    BookgDt: IsoDateChoice.optional(),
    AcctSvcrRef: isoText(35).optional(),
    NtryDtls: z.array(EntryDetails).default([]),
  },
  `ValDt Avlbty BkTxCd ComssnWvrInd AddtlInfInd AmtDtls Chrgs TechInptChanl Intrst CardTx AddtlNtryInf`,
);
type Entry = z.infer<typeof Entry>;

const Balance = isoElement(
  {
    Tp: isoElement({ CdOrPrtry: isoElement({ Cd: isoText(4).optional() }, "Prtry") }, "SubTp"),
    Amt: IsoAmount,
    CdtDbtInd: Direction,
  },
  "CdtLine Dt Avlbty",
);
type Balance = z.infer<typeof Balance>;

const Account = isoElement(
  {
    Id: isoElement({ IBAN: isoText(34).optional(), Othr: isoElement({ Id: isoText(34) }, "SchmeNm Issr").optional() }),
  },
  "Tp Ccy Nm Prxy Ownr Svcr",
);

const Report = isoElement(
  {
    Id: isoText(35),
    Acct: Account,
    Bal: z.array(Balance).default([]),
    Ntry: z.array(Entry).default([]),
  },
  `StmtPgntn NtfctnPgntn ElctrncSeqNb RptgSeq LglSeqNb CreDtTm FrToDt CpyDplctInd RptgSrc RltdAcct Intrst TxsSummry
  AddtlStmtInf AddtlNtfctnInf`,
);
type Report = z.infer<typeof Report>;

const header = isoElement({}, "MsgId CreDtTm MsgRcpt MsgPgntn OrgnlBizQry AddtlInf");
const Statement = z.strictObject({
  BkToCstmrStmt: isoElement({ GrpHdr: header, Stmt: z.tuple([Report]) }, "SplmtryData"),
});
const Notification = z.strictObject({
  BkToCstmrDbtCdtNtfctn: isoElement({ GrpHdr: header, Ntfctn: z.tuple([Report]) }, "SplmtryData"),
});

const unclear = (path: string, because: string) =>
  err({ kind: "BankFileNotUnderstood", path, because } satisfies BankFileRefused);

/** What an amount does to the balance of the account. */
const signed = ({ Amt, CdtDbtInd }: Pick<Balance, "Amt" | "CdtDbtInd">) =>
  signedCents(CdtDbtInd === "CRDT" ? Amt.cents : 0 - Amt.cents);

/** Opening balance and booked entries make the closing one, where a statement has both: nothing is missing, and nothing was put in. */
const balanceRefusal = ({ Id, Bal, Ntry }: Report): BankFileRefused | null => {
  const balance = (code: string) => Bal.find(({ Tp }) => Tp.CdOrPrtry.Cd === code);
  const [opening, closing] = [balance("OPBD"), balance("CLBD")];
  if (opening === undefined || closing === undefined) return null;
  const booked = Ntry.filter(({ Sts }) => Sts.Cd === "BOOK");
  const counted = sumSignedCents([signed(opening), ...booked.map(signed)]);
  const stated = signed(closing);
  return counted === stated
    ? null
    : { kind: "BankFileSumsDoNotFit", path: `Stmt ${Id}/Bal`, stated: `${stated}`, counted: `${counted}` };
};

/** What a transfer quotes: in its own place first, else anywhere in what the payer wrote. */
const referenceIn = ({ Refs, RmtInf }: Details) => {
  const structured = (RmtInf?.Strd ?? []).flatMap(({ CdtrRefInf }) => CdtrRefInf?.Ref ?? []);
  const written = (RmtInf?.Ustrd ?? []).flatMap((text) => text.match(/RF\d{2}[0-9A-Z ]{1,28}/gi) ?? []);
  const words = (RmtInf?.Ustrd ?? []).flatMap((text) => text.split(/[^0-9A-Za-z]+/));
  const candidates = [...structured, ...words, ...written, Refs?.EndToEndId ?? ""];
  return candidates.map(readCreditorReference).find((reference) => reference !== null);
};

const textCharactersMax = 140;
const creditOf = (entry: Entry, details: Details, { name, amount }: { name: string; amount: Entry["Amt"] }) => {
  const reference = referenceIn(details);
  return StatementCredit.safeParse({
    entry: name,
    amountCents: amount.cents,
    currency: amount.currency,
    bookedOn: entry.BookgDt,
    ...(reference === undefined ? {} : { reference }),
    text: (details.RmtInf?.Ustrd ?? []).join(" ").slice(0, textCharactersMax),
    isReversal: entry.RvslInd === "true" || details.RtrInf !== undefined,
  });
};

const noDetails: Details = {};

/** The transfers of a booked credit, whose amounts make up the entry's. */
const creditsOf = (entry: Entry, place: string): Result<readonly StatementCredit[], BankFileRefused> => {
  const given = entry.NtryDtls.flatMap(({ TxDtls }) => TxDtls);
  const all = given.length === 0 ? [noDetails] : given;
  const own = entry.AcctSvcrRef ?? entry.NtryRef ?? place;
  const credits: StatementCredit[] = [];
  for (const [position, details] of all.entries()) {
    const amount = details.Amt ?? (all.length === 1 ? entry.Amt : undefined);
    if (amount === undefined) return unclear(own, "A transfer of several has no amount.");
    if (details.CdtDbtInd === "DBIT") return unclear(own, "A transfer runs against the direction of its entry.");
    const name = details.Refs?.AcctSvcrRef ?? (all.length === 1 ? own : `${own}/${position + 1}`);
    const credit = creditOf(entry, details, { name, amount });
    if (!credit.success) return err(notUnderstood(credit.error));
    credits.push(credit.data);
  }
  const sum = sumSignedCents(credits.map(({ amountCents }): Cents => amountCents));
  return sum === signedCents(entry.Amt.cents)
    ? ok(credits)
    : err({ kind: "BankFileSumsDoNotFit", path: `Ntry ${own}`, stated: `${entry.Amt.cents}`, counted: `${sum}` });
};

const readReport = (report: Report): Result<ReadStatement, BankFileRefused> => {
  const wrong = balanceRefusal(report);
  if (wrong !== null) return err(wrong);
  const account = report.Acct.Id.IBAN ?? report.Acct.Id.Othr?.Id;
  if (account === undefined) return unclear("Acct/Id", "The account has no number.");
  const credits: StatementCredit[] = [];
  for (const [position, entry] of report.Ntry.entries()) {
    if (entry.CdtDbtInd !== "CRDT" || entry.Sts.Cd !== "BOOK") continue;
    const read = creditsOf(entry, `${report.Id}#${position + 1}`);
    if (!read.ok) return read;
    for (const credit of read.value) credits.push(credit);
  }
  const names = credits.map(({ entry }) => entry);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) return unclear(twice, "Two entries have the same reference.");
  const others = report.Ntry.filter(({ CdtDbtInd, Sts }) => CdtDbtInd !== "CRDT" || Sts.Cd !== "BOOK").length;
  return ok({ account, name: report.Id, credits, others });
};

/** Reads a statement of one account, as a whole or not at all. */
export const readAccountStatement: StatementReader = (xml) => {
  const read = readBankXml(xml);
  if (!read.ok) return read;
  const { namespace, content } = read.value;
  switch (namespace) {
    case accountStatementNamespace: {
      const parsed = Statement.safeParse(content);
      return parsed.success ? readReport(parsed.data.BkToCstmrStmt.Stmt[0]) : err(notUnderstood(parsed.error));
    }
    case notificationNamespace: {
      const parsed = Notification.safeParse(content);
      return parsed.success
        ? readReport(parsed.data.BkToCstmrDbtCdtNtfctn.Ntfctn[0])
        : err(notUnderstood(parsed.error));
    }
    default:
      return err({ kind: "BankFileNamespaceUnknown", namespace });
  }
};
