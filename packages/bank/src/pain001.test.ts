import type { PaymentFile } from "@grants/core/disbursement/payment-file";
import type { PaymentInstruction } from "@grants/core/disbursement/payment-instruction";
import { EndToEndId } from "@grants/core/disbursement/payment-text";
import { XMLParser } from "fast-xml-parser";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { preparePaymentFile } from "./pain001.ts";
import { aBatch, aPayment, aPaymentFile, prepared, xmlOf } from "./payment-file.fixture.ts";

const fileOf = (...payments: readonly PaymentInstruction[]) => aPaymentFile([aBatch(() => payments)]);
const refusal = async (file: PaymentFile) => {
  const result = await preparePaymentFile(file);
  return result.ok ? null : result.error;
};
/** As many payments as asked for, made one by one. */
const many = (count: number) =>
  function* payments() {
    for (let n = 1; n <= count; n += 1) yield { ...payment, endToEndId: EndToEndId.parse(`E${n}`) };
  };
const payment = aPayment();
async function* oneByOne() {
  yield await Promise.resolve(payment);
}
/** A file whose payments are others at each reading. */
const changing = (...passes: readonly (readonly PaymentInstruction[])[]) => {
  let pass = 0;
  return aPaymentFile([aBatch(() => passes[pass++] ?? [])]);
};

describe("writing a payment file", () => {
  test("gives the message as the bank takes it", async () => {
    await expect(xmlOf(fileOf(payment))).resolves.toBe(`<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrCdtTrfInitn>
<GrpHdr><MsgId>ECCC-2026-11-22-1</MsgId><CreDtTm>2026-11-22T12:00:00.000Z</CreDtTm><NbOfTxs>1</NbOfTxs><CtrlSum>600000.00</CtrlSum><InitgPty><Nm>European Cybersecurity Competence Centre</Nm></InitgPty></GrpHdr>
<PmtInf><PmtInfId>ECCC-2026-11-23-1</PmtInfId><PmtMtd>TRF</PmtMtd><BtchBookg>true</BtchBookg><NbOfTxs>1</NbOfTxs><CtrlSum>600000.00</CtrlSum><PmtTpInf><SvcLvl><Cd>SEPA</Cd></SvcLvl></PmtTpInf><ReqdExctnDt><Dt>2026-11-23</Dt></ReqdExctnDt><Dbtr><Nm>European Cybersecurity Competence Centre</Nm></Dbtr><DbtrAcct><Id><IBAN>RO49AAAA1B31007593840000</IBAN></Id></DbtrAcct><DbtrAgt><FinInstnId><Othr><Id>NOTPROVIDED</Id></Othr></FinInstnId></DbtrAgt><ChrgBr>SLEV</ChrgBr>
<CdtTrfTxInf><PmtId><EndToEndId>ECCC-101226928-1</EndToEndId></PmtId><Amt><InstdAmt Ccy="EUR">600000.00</InstdAmt></Amt><Cdtr><Nm>Universitatea Bucuresti</Nm><PstlAdr><TwnNm>Bucuresti</TwnNm><Ctry>RO</Ctry><AdrLine>Splaiul Independentei 313</AdrLine></PstlAdr></Cdtr><CdtrAcct><Id><IBAN>RO49AAAA1B31007593840000</IBAN></Id></CdtrAcct><RmtInf><Ustrd>ECCC GA 101226928 PREFINANCING 1</Ustrd></RmtInf></CdtTrfTxInf>
</PmtInf>
</CstmrCdtTrfInitn></Document>
`);
  });

  test("names the debtor's bank where it is known, and asks for an instant transfer where wanted", async () => {
    const batch = aBatch(() => [payment], { debtorBic: "RNCBROBU", isInstant: true, isBookedAsBatch: false });
    const text = await xmlOf(aPaymentFile([batch]));
    expect(text).toContain("<FinInstnId><BICFI>RNCBROBU</BICFI></FinInstnId></DbtrAgt>");
    expect(text).toContain("<SvcLvl><Cd>SEPA</Cd></SvcLvl><LclInstrm><Cd>INST</Cd></LclInstrm>");
    expect(text).toContain("<BtchBookg>false</BtchBookg>");
  });

  test("gives a structured reference instead of a text", async () => {
    const text = await xmlOf(fileOf(aPayment({ remittance: { kind: "reference", reference: "RF57ECCC101226928P1" } })));
    expect(text).toContain(
      "<RmtInf><Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp><Ref>RF57ECCC101226928P1</Ref></CdtrRefInf></Strd></RmtInf>",
    );
  });

  test("gives every optional element in its place", async () => {
    const creditorAddress = {
      streetName: "Splaiul",
      buildingNumber: "313",
      postCode: "060042",
      townName: "Bucuresti",
      country: "RO",
      addressLines: [],
    };
    const text = await xmlOf(
      fileOf(aPayment({ instructionId: "PAY-1", creditorBic: "RNCBROBUXXX", purposeCode: "GOVT", creditorAddress })),
    );
    expect(text).toContain("<PmtId><InstrId>PAY-1</InstrId><EndToEndId>");
    expect(text).toContain("</Amt><CdtrAgt><FinInstnId><BICFI>RNCBROBUXXX</BICFI></FinInstnId></CdtrAgt><Cdtr>");
    expect(text).toContain(
      "<PstlAdr><StrtNm>Splaiul</StrtNm><BldgNb>313</BldgNb><PstCd>060042</PstCd><TwnNm>Bucuresti</TwnNm><Ctry>RO</Ctry></PstlAdr>",
    );
    expect(text).toContain("</CdtrAcct><Purp><Cd>GOVT</Cd></Purp><RmtInf>");
  });

  test("counts and sums each batch and the whole file", async () => {
    const first = aBatch(() => [
      aPayment({ endToEndId: "E1", amountCents: 1 }),
      aPayment({ endToEndId: "E2", amountCents: 2 }),
    ]);
    const second = aBatch(() => [aPayment({ endToEndId: "E3", amountCents: 99_999_999_999 })], { batchId: "B2" });
    const file = aPaymentFile([first, second]);
    const text = await xmlOf(file);
    expect(text.match(/<NbOfTxs>\d+<\/NbOfTxs><CtrlSum>[\d.]+</g)).toEqual([
      "<NbOfTxs>3</NbOfTxs><CtrlSum>1000000000.02<",
      "<NbOfTxs>2</NbOfTxs><CtrlSum>0.03<",
      "<NbOfTxs>1</NbOfTxs><CtrlSum>999999999.99<",
    ]);
    await expect(prepared(file)).resolves.toMatchObject({ nbOfTxs: 3, ctrlSumCents: 100_000_000_002 });
  });

  test("reads payments that come one by one", async () => {
    await expect(xmlOf(aPaymentFile([aBatch(oneByOne)]))).resolves.toContain("<NbOfTxs>1</NbOfTxs>");
  });

  test("has a control sum that is the sum of its transactions (property)", async () => {
    const amounts = fc.array(fc.integer({ min: 1, max: 99_999_999_999 }), { minLength: 1, maxLength: 20 });
    const parser = new XMLParser({ parseTagValue: false, isArray: (tag) => tag === "CdtTrfTxInf" });
    const Parsed = (text: string): { readonly sum: string; readonly amounts: readonly string[] } => {
      const initiation = parser.parse(text).Document.CstmrCdtTrfInitn;
      const transactions: readonly { readonly Amt: { readonly InstdAmt: string } }[] = initiation.PmtInf.CdtTrfTxInf;
      return { sum: initiation.GrpHdr.CtrlSum, amounts: transactions.map(({ Amt }) => Amt.InstdAmt) };
    };
    await fc.assert(
      fc.asyncProperty(amounts, async (given) => {
        const payments = given.map((amountCents, n) => aPayment({ amountCents, endToEndId: `E${n}` }));
        const parsed = Parsed(await xmlOf(fileOf(...payments)));
        const cents = parsed.amounts.reduce((sum, amount) => sum + BigInt(amount.replace(".", "")), 0n);
        expect(BigInt(parsed.sum.replace(".", ""))).toBe(cents);
        expect(cents).toBe(given.reduce((sum, amount) => sum + BigInt(amount), 0n));
      }),
      { numRuns: 25 },
    );
  });
});

describe("a payment file of the largest size", () => {
  test("of 100 000 payments leaves in small pieces", async () => {
    const { chunks, nbOfTxs } = await prepared(aPaymentFile([aBatch(many(100_000))]));
    expect(nbOfTxs).toBe(100_000);
    let [characters, largest] = [0, 0];
    for await (const chunk of chunks()) {
      characters += chunk.length;
      largest = Math.max(largest, chunk.length);
    }
    expect(characters).toBeGreaterThan(30_000_000);
    expect(largest).toBeLessThan(70_000);
  }, 60_000);

  test("is refused with one payment more", async () => {
    await expect(refusal(aPaymentFile([aBatch(many(100_001))]))).resolves.toEqual({
      kind: "TooManyPayments",
      paymentsMax: 100_000,
    });
  }, 60_000);
});

describe("a payment file is refused before anything is written", () => {
  test("without a batch", async () => {
    await expect(refusal(aPaymentFile([]))).resolves.toEqual({ kind: "PaymentFileEmpty", batchId: null });
  });

  test("with a batch without payments", async () => {
    await expect(refusal(fileOf())).resolves.toEqual({ kind: "PaymentFileEmpty", batchId: "ECCC-2026-11-23-1" });
  });

  test("when two batches have one name", async () => {
    const batches = [aBatch(() => [payment]), aBatch(() => [aPayment({ endToEndId: "E2" })])];
    await expect(refusal(aPaymentFile(batches))).resolves.toMatchObject({ kind: "BatchIdRepeated" });
  });

  test("when an EndToEndId is used twice, also in another batch", async () => {
    const batches = [aBatch(() => [payment]), aBatch(() => [payment], { batchId: "B2" })];
    await expect(refusal(aPaymentFile(batches))).resolves.toEqual({
      kind: "EndToEndIdRepeated",
      endToEndId: "ECCC-101226928-1",
    });
  });

  test("for the first payment that breaks a limit", async () => {
    const bad = aPayment({ endToEndId: "E2", creditorName: "ß".repeat(36) });
    await expect(refusal(fileOf(payment, bad))).resolves.toMatchObject({
      kind: "PaymentRefused",
      endToEndId: "E2",
      because: { reason: "TOO_LONG" },
    });
  });

  test.each([
    ["debtorName", aPaymentFile([aBatch(() => [payment], { debtorName: "x".repeat(71) })])],
    ["initiatingPartyName", aPaymentFile([aBatch(() => [payment])], { initiatingPartyName: " " })],
  ])("for its %s", async (field, file) => {
    await expect(refusal(file)).resolves.toMatchObject({ kind: "PartyNameRefused", field });
  });

  test("when its total leaves the numbers that count exactly", async () => {
    const amountCents = aPayment({ amountCents: 99_999_999_999 }).amountCents;
    const payments = function* payments() {
      for (const made of many(90_073)()) yield { ...made, amountCents };
    };
    await expect(refusal(aPaymentFile([aBatch(payments)]))).resolves.toMatchObject({ kind: "PaymentTotalTooLarge" });
  }, 60_000);
});

describe("payments that change between the two passes", () => {
  test.each([
    ["more of them", [payment, aPayment({ endToEndId: "E2", amountCents: 1 })]],
    ["none of them", []],
    ["another amount", [aPayment({ amountCents: 1 })]],
    ["a name that breaks a limit", [aPayment({ creditorName: "x".repeat(71) })]],
  ])("stop the writing: %s", async (_, second) => {
    await expect(xmlOf(changing([payment], second))).rejects.toThrow("changed while the file was written");
  });
});
