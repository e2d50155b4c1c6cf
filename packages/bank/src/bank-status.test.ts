import { describe, expect, test } from "vitest";
import { readBankAnswer } from "./bank-status.ts";
import { bankFileCharactersMax } from "./read-bank-xml.ts";

const reportWith = (original: string, batches: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt><GrpHdr><MsgId>R1</MsgId><CreDtTm>2026-11-23T09:00:00Z</CreDtTm></GrpHdr><OrgnlGrpInfAndSts><OrgnlMsgId>M1</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>${original}</OrgnlGrpInfAndSts>${batches}</CstmrPmtStsRpt></Document>`;
const batchOf = (...transactions: readonly string[]) =>
  `<OrgnlPmtInfAndSts><OrgnlPmtInfId>B1</OrgnlPmtInfId>${transactions.join("")}</OrgnlPmtInfAndSts>`;
const transaction = (endToEndId: string, status: string, more = "") =>
  `<TxInfAndSts><OrgnlEndToEndId>${endToEndId}</OrgnlEndToEndId><TxSts>${status}</TxSts>${more}</TxInfAndSts>`;
const reason = (code: string) =>
  `<StsRsnInf><Rsn><Cd>${code}</Cd></Rsn><AddtlInf>Account closed</AddtlInf></StsRsnInf>`;
const amount = (euro: string) => `<OrgnlTxRef><Amt><InstdAmt Ccy="EUR">${euro}</InstdAmt></Amt></OrgnlTxRef>`;
const report = (...transactions: readonly string[]) => reportWith("", batchOf(...transactions));
const totals = (count: number, sum: string) =>
  `<OrgnlNbOfTxs>${count}</OrgnlNbOfTxs><OrgnlCtrlSum>${sum}</OrgnlCtrlSum>`;

const notificationWith = (summary: string, ...entries: readonly string[]) =>
  `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn><GrpHdr><MsgId>N1</MsgId><CreDtTm>2026-11-24T09:00:00Z</CreDtTm></GrpHdr><Ntfctn><Id>N1-1</Id><Acct><Id><IBAN>RO49AAAA1B31007593840000</IBAN></Id></Acct>${summary}${entries.join("")}</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>`;
const notification = (...entries: readonly string[]) => notificationWith("", ...entries);
type EntryParts = { direction?: string; status?: string; booked?: string; reversal?: string; batch?: string };
const entry = (euro: string, details: string, parts: EntryParts = {}) => {
  const { direction = "DBIT", status = "BOOK", booked = "<BookgDt><Dt>2026-11-24</Dt></BookgDt>" } = parts;
  const { reversal = "", batch = "" } = parts;
  return `<Ntry><Amt Ccy="EUR">${euro}</Amt><CdtDbtInd>${direction}</CdtDbtInd>${reversal}<Sts><Cd>${status}</Cd></Sts>${booked}<AcctSvcrRef>BANK-1</AcctSvcrRef><BkTxCd/><NtryDtls>${batch}${details}</NtryDtls></Ntry>`;
};
const details = (endToEndId: string, more = "") =>
  `<TxDtls><Refs><EndToEndId>${endToEndId}</EndToEndId></Refs>${more}</TxDtls>`;
const euroOf = (euro: string) => `<Amt Ccy="EUR">${euro}</Amt>`;
const returned = "<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>";
const sumsDoNotFit = { ok: false, error: { kind: "BankFileSumsDoNotFit" } };
const notUnderstood = { ok: false, error: { kind: "BankFileNotUnderstood" } };

describe("reading a status report", () => {
  test("gives the status of each payment, with reason, amount and the bank's reference", () => {
    const accepted = transaction("E1", "ACSP", `<AcctSvcrRef>007</AcctSvcrRef>${amount("10.5")}`);
    expect(readBankAnswer(report(accepted, transaction("E2", "RJCT", reason("AC04"))))).toEqual({
      ok: true,
      value: {
        kind: "statusReport",
        messageId: "R1",
        originalMessageId: "M1",
        groups: [],
        payments: [
          { endToEndId: "E1", status: "inSettlement", amountCents: 10_50, bankReference: "007" },
          { endToEndId: "E2", status: "rejected", reason: "AC04" },
        ],
      },
    });
  });

  test.each([
    ["ACTC", "accepted"],
    ["ACCP", "accepted"],
    ["ACSP", "inSettlement"],
    ["ACSC", "settled"],
    ["PDNG", "pending"],
    ["RJCT", "rejected"],
  ])("reads %s as %s", (code, status) => {
    expect(readBankAnswer(report(transaction("E1", code)))).toMatchObject({ value: { payments: [{ status }] } });
  });

  test("gives the status of the file and of a batch", () => {
    const batch = `<OrgnlPmtInfAndSts><OrgnlPmtInfId>B1</OrgnlPmtInfId><PmtInfSts>RJCT</PmtInfSts>${reason("AM10")}</OrgnlPmtInfAndSts>`;
    expect(readBankAnswer(reportWith("<GrpSts>PART</GrpSts>", batch))).toMatchObject({
      value: { groups: [{ status: "mixed" }, { batchId: "B1", status: "rejected", reason: "AM10" }], payments: [] },
    });
  });

  test("gives a bank's own reason in its words", () => {
    const own = "<StsRsnInf><Orgtr><Nm>Bank</Nm></Orgtr><Rsn><Prtry>ask us</Prtry></Rsn></StsRsnInf>";
    expect(readBankAnswer(report(transaction("E1", "RJCT", own)))).toMatchObject({
      value: { payments: [{ reason: "ask us" }] },
    });
  });

  test("may name some of the payments alone", () => {
    const some = reportWith(totals(3, "30.00"), batchOf(transaction("E1", "RJCT", amount("10.00"))));
    expect(readBankAnswer(some)).toMatchObject({ ok: true });
  });

  test("may name all of them, some without an amount", () => {
    const all = batchOf(transaction("E1", "ACSP", amount("10.00")), transaction("E2", "ACSP"));
    expect(readBankAnswer(reportWith(totals(2, "30.00"), all))).toMatchObject({ ok: true });
  });

  test.each([
    ["more payments than the original", totals(1, "99.00"), ["E1", "E2"]],
    ["a sum above the original", totals(9, "19.99"), ["E1", "E2"]],
    ["all payments and another sum", totals(2, "20.01"), ["E1", "E2"]],
    [
      "another count of a status",
      "<NbOfTxsPerSts><DtldNbOfTxs>3</DtldNbOfTxs><DtldSts>ACSP</DtldSts></NbOfTxsPerSts>",
      ["E1", "E2"],
    ],
    [
      "another sum of a status",
      "<NbOfTxsPerSts><DtldNbOfTxs>1</DtldNbOfTxs><DtldSts>ACSP</DtldSts><DtldCtrlSum>10.01</DtldCtrlSum></NbOfTxsPerSts>",
      ["E1"],
    ],
  ])("is refused with %s", (_, original, ids) => {
    const batch = batchOf(...ids.map((id) => transaction(id, "ACSP", amount("10.00"))));
    expect(readBankAnswer(reportWith(original, batch))).toMatchObject(sumsDoNotFit);
  });

  test("is refused for the sum of a batch, and says what was stated and counted", () => {
    const batch = `<OrgnlPmtInfAndSts><OrgnlPmtInfId>B1</OrgnlPmtInfId>${totals(1, "10.01")}${transaction("E1", "ACSP", amount("10.00"))}</OrgnlPmtInfAndSts>`;
    expect(readBankAnswer(reportWith("", batch))).toEqual({
      ok: false,
      error: { kind: "BankFileSumsDoNotFit", path: "OrgnlPmtInfAndSts B1", stated: "10.01", counted: "10.00" },
    });
  });

  test("accepts totals of a status whose payments it does not name", () => {
    const perStatus = "<NbOfTxsPerSts><DtldNbOfTxs>99</DtldNbOfTxs><DtldSts>ACSP</DtldSts></NbOfTxsPerSts>";
    expect(readBankAnswer(reportWith(perStatus, batchOf(transaction("E1", "RJCT"))))).toMatchObject({ ok: true });
  });

  test("is refused when a payment has two lines", () => {
    expect(readBankAnswer(report(transaction("E1", "ACSP"), transaction("E1", "RJCT")))).toEqual({
      ok: false,
      error: { kind: "EndToEndIdRepeated", endToEndId: "E1" },
    });
  });

  test.each([
    ["a status that is not known", report(transaction("E1", "RCVD"))],
    ["an element that the standard does not have", report(transaction("E1", "ACSP", "<Extra>1</Extra>"))],
    [
      "an attribute that the standard does not have",
      report(transaction("E1", 'ACSP</TxSts><StsRsnInf x="1"/><TxSts>ACSP')),
    ],
    ["an element that stands twice", report(transaction("E1", "ACSP</TxSts><TxSts>ACSC"))],
    ["another currency", report(transaction("E1", "ACSP", amount("1.00").replace("EUR", "USD")))],
    ["an amount with three decimals", report(transaction("E1", "ACSP", amount("1.001")))],
    ["an amount in exponents", report(transaction("E1", "ACSP", amount("1e3")))],
    ["a report on another kind of message", report().replace("pain.001.001.09", "pain.008.001.08")],
    ["an EndToEndId that no payment can have", report(transaction("E//1", "ACSP"))],
    ["text between its elements", report(`stray ${transaction("E1", "ACSP")}`)],
  ])("is refused for %s", (_, xml) => {
    expect(readBankAnswer(xml)).toMatchObject(notUnderstood);
  });
});

describe("reading a notification", () => {
  test("gives a booked debit as settled on its booking date", () => {
    expect(readBankAnswer(notification(entry("600000.00", details("E1"))))).toEqual({
      ok: true,
      value: {
        kind: "notification",
        messageId: "N1",
        groups: [],
        payments: [
          {
            endToEndId: "E1",
            status: "settled",
            bookedOn: "2026-11-24",
            amountCents: 600_000_00,
            bankReference: "BANK-1",
          },
        ],
      },
    });
  });

  test("gives the payments of a batch, whose sums fit", () => {
    const batch = '<Btch><NbOfTxs>2</NbOfTxs><TtlAmt Ccy="EUR">30.00</TtlAmt></Btch>';
    const both = `${details("E1", euroOf("10.00"))}${details("E2", euroOf("20.00"))}`;
    expect(readBankAnswer(notification(entry("30.00", both, { batch })))).toMatchObject({
      value: {
        payments: [
          { endToEndId: "E1", amountCents: 10_00 },
          { endToEndId: "E2", amountCents: 20_00 },
        ],
      },
    });
  });

  test("gives the bank's reference of the payment before that of the entry", () => {
    const own = details("E1").replace("<Refs>", "<Refs><AcctSvcrRef>BANK-2</AcctSvcrRef>");
    expect(readBankAnswer(notification(entry("1.00", own)))).toMatchObject({
      value: { payments: [{ bankReference: "BANK-2" }] },
    });
  });

  test("gives a returned payment with its reason, also beside its debit", () => {
    const debit = entry("1.00", details("E1"));
    const back = entry("1.00", details("E1", returned), { direction: "CRDT" });
    expect(readBankAnswer(notification(debit, back))).toMatchObject({
      value: { payments: [{ status: "settled" }, { status: "returned", reason: "AC04", bookedOn: "2026-11-24" }] },
    });
  });

  test("gives an entry that is not booked yet as pending, without a date", () => {
    const pending = entry("1.00", details("E1"), { status: "PDNG", booked: "" });
    expect(readBankAnswer(notification(pending))).toEqual({
      ok: true,
      value: expect.objectContaining({
        payments: [{ endToEndId: "E1", status: "pending", amountCents: 1_00, bankReference: "BANK-1" }],
      }),
    });
  });

  test("reads the date of a booking date and time as the bank prints it", () => {
    const booked = "<BookgDt><DtTm>2026-11-24T00:30:00+02:00</DtTm></BookgDt>";
    expect(readBankAnswer(notification(entry("1.00", details("E1"), { booked })))).toMatchObject({
      value: { payments: [{ bookedOn: "2026-11-24" }] },
    });
  });

  test.each([
    [
      "an entry that is not the sum of its payments",
      notification(entry("30.00", `${details("E1", euroOf("10.00"))}${details("E2", euroOf("20.01"))}`)),
    ],
    [
      "a batch of another count",
      notification(entry("1.00", details("E1"), { batch: "<Btch><NbOfTxs>2</NbOfTxs></Btch>" })),
    ],
    [
      "a batch of another sum",
      notification(entry("1.00", details("E1"), { batch: '<Btch><TtlAmt Ccy="EUR">1.01</TtlAmt></Btch>' })),
    ],
    [
      "another count of entries",
      notificationWith(
        "<TxsSummry><TtlNtries><NbOfNtries>2</NbOfNtries></TtlNtries></TxsSummry>",
        entry("1.00", details("E1")),
      ),
    ],
    [
      "another sum of debits",
      notificationWith(
        "<TxsSummry><TtlDbtNtries><Sum>2.00</Sum></TtlDbtNtries></TxsSummry>",
        entry("1.00", details("E1")),
      ),
    ],
    [
      "credits that are not there",
      notificationWith(
        "<TxsSummry><TtlCdtNtries><NbOfNtries>1</NbOfNtries></TtlCdtNtries></TxsSummry>",
        entry("1.00", details("E1")),
      ),
    ],
  ])("is refused with %s", (_, xml) => {
    expect(readBankAnswer(xml)).toMatchObject(sumsDoNotFit);
  });

  test.each([
    ["a credit that returns nothing", entry("1.00", details("E1"), { direction: "CRDT" })],
    ["a debit that returns something", entry("1.00", details("E1", returned))],
    ["a booked entry without a date", entry("1.00", details("E1"), { booked: "" })],
    ["a payment of several without an amount", entry("1.00", `${details("E1")}${details("E2")}`)],
    ["a payment against the direction of its entry", entry("1.00", details("E1", "<CdtDbtInd>CRDT</CdtDbtInd>"))],
    ["an entry without its payments", entry("1.00", "")],
    ["a payment without EndToEndId", entry("1.00", "<TxDtls><Refs><TxId>1</TxId></Refs></TxDtls>")],
    ["a reversal", entry("1.00", details("E1"), { reversal: "<RvslInd>true</RvslInd>" })],
    ["a status that is not known", entry("1.00", details("E1"), { status: "INFO" })],
    ["a day that does not exist", entry("1.00", details("E1"), { booked: "<BookgDt><Dt>2026-02-30</Dt></BookgDt>" })],
  ])("is refused for %s", (_, given) => {
    expect(readBankAnswer(notification(given))).toMatchObject(notUnderstood);
  });

  test("is refused when a payment is debited twice", () => {
    const twice = notification(entry("1.00", details("E1")), entry("1.00", details("E1")));
    expect(readBankAnswer(twice)).toMatchObject({ ok: false, error: { kind: "EndToEndIdRepeated", endToEndId: "E1" } });
  });
});

describe("reading what is not an answer of the bank", () => {
  test.each([
    [
      "another message",
      '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"/>',
      "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08",
    ],
    [
      "another version",
      '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.03"/>',
      "urn:iso:std:iso:20022:tech:xsd:pain.002.001.03",
    ],
    ["no namespace", "<Document><A>1</A></Document>", null],
  ])("is refused: %s", (_, xml, namespace) => {
    expect(readBankAnswer(xml)).toEqual({ ok: false, error: { kind: "BankFileNamespaceUnknown", namespace } });
  });

  test.each([
    '<!DOCTYPE x [<!ENTITY a "b">]><Document/>',
    "<!doctype html><html/>",
    '<Document><!ENTITY a "b"></Document>',
  ])("is refused for a declaration: %s", (xml) => {
    expect(readBankAnswer(xml)).toEqual({ ok: false, error: { kind: "BankFileDeclaresEntities" } });
  });

  test.each(["", "hello", "<Document>", "<Document></Other>"])("is refused as not well formed: %j", (xml) => {
    expect(readBankAnswer(xml)).toMatchObject({ ok: false, error: { kind: "BankFileNotWellFormed" } });
  });

  test.each([
    ["another root", "<Report/>"],
    ["two roots", "<Document/><Document/>"],
    ["a name that is reserved", "<Document><__proto__>1</__proto__></Document>"],
  ])("is refused as not understood: %s", (_, xml) => {
    expect(readBankAnswer(xml)).toMatchObject(notUnderstood);
  });

  test("is refused above its size", () => {
    expect(readBankAnswer(" ".repeat(bankFileCharactersMax + 1))).toEqual({
      ok: false,
      error: { kind: "BankFileTooLarge", charactersMax: 20_000_000 },
    });
  });
});
