type Credit = {
  readonly euro: string;
  readonly reference?: string;
  readonly text?: string;
  readonly entry: string;
  readonly currency?: string;
  readonly isReversal?: boolean;
};

const balance = (code: string, euro: string) =>
  `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${euro}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-12-10</Dt></Dt></Bal>`;
const remittance = ({ reference, text }: Credit) =>
  reference === undefined && text === undefined
    ? ""
    : `<RmtInf>${text === undefined ? "" : `<Ustrd>${text}</Ustrd>`}${reference === undefined ? "" : `<Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp><Ref>${reference}</Ref></CdtrRefInf></Strd>`}</RmtInf>`;
const entryOf = (credit: Credit) =>
  `<Ntry><Amt Ccy="${credit.currency ?? "EUR"}">${credit.euro}</Amt><CdtDbtInd>CRDT</CdtDbtInd>${credit.isReversal === true ? "<RvslInd>true</RvslInd>" : ""}<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-12-10</Dt></BookgDt><AcctSvcrRef>${credit.entry}</AcctSvcrRef><BkTxCd/><NtryDtls><TxDtls>${remittance(credit)}</TxDtls></NtryDtls></Ntry>`;

/** A debit, and a credit that is not booked yet: neither is money that came. */
export const others = `<Ntry><Amt Ccy="EUR">5.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-12-10</Dt></BookgDt><BkTxCd/></Ntry><Ntry><Amt Ccy="EUR">7.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>PDNG</Cd></Sts><BkTxCd/></Ntry>`;

/** A statement of the Centre's account as a bank sends it (camt.053.001.08). */
export const aStatement = (
  name: string,
  credits: readonly Credit[],
  { more = "", closing }: { readonly more?: string; readonly closing?: string } = {},
) =>
  `<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>M-${name}</MsgId><CreDtTm>2026-12-10T18:00:00Z</CreDtTm></GrpHdr><Stmt><Id>${name}</Id><CreDtTm>2026-12-10T18:00:00Z</CreDtTm><Acct><Id><IBAN>RO49AAAA1B31007593840000</IBAN></Id></Acct>${closing === undefined ? "" : `${balance("OPBD", "100.00")}${balance("CLBD", closing)}`}${credits.map(entryOf).join("")}${more}</Stmt></BkToCstmrStmt></Document>`;

/** The same entries as a notification (camt.054.001.08). */
export const aNotification = (name: string, credits: readonly Credit[]) =>
  aStatement(name, credits)
    .replace("camt.053.001.08", "camt.054.001.08")
    .replaceAll("BkToCstmrStmt", "BkToCstmrDbtCdtNtfctn")
    .replaceAll(/<(\/?)Stmt>/g, "<$1Ntfctn>");
