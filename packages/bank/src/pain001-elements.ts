import type { PaymentBatch, PaymentFileHeader, PaymentTotals } from "@grants/core/disbursement/payment-file";
import type { PaymentInstruction } from "@grants/core/disbursement/payment-instruction";
import {
  addressLineCharactersMax,
  addressLinesMax,
  charactersMaxByElement,
} from "@grants/core/disbursement/creditor-address";
import {
  bankReferenceCharactersMax,
  creditorNameCharactersMax,
  remittanceTextCharactersMax,
} from "@grants/core/disbursement/payment-text";
import { centsToEuroText } from "@grants/kernel/money";
import { type XmlElement, code, group, optionalGroup, optionalText, repeatedText, text } from "./xml-element.ts";

/**
 * ISO 20022 pain.001.001.09 for SEPA credit transfers as a table: the elements in the order of the message definition, with presence
 * and length as SEPA narrows them (rulebook, "Payment execution").
 */
export const pain001Namespace = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";

const nbOfTxsCharactersMax = 15;
const ctrlSumCharactersMax = 18;
const ibanCharactersMax = 34;
const bicCharactersMax = 11;

export type WrittenHeader = PaymentFileHeader & PaymentTotals;
export type WrittenBatch = PaymentBatch & PaymentTotals;

export const groupHeader: XmlElement<WrittenHeader> = group("GrpHdr", [
  text("MsgId", bankReferenceCharactersMax, ({ messageId }) => messageId),
  text("CreDtTm", 24, ({ createdAt }) => createdAt),
  text("NbOfTxs", nbOfTxsCharactersMax, ({ nbOfTxs }) => `${nbOfTxs}`),
  text("CtrlSum", ctrlSumCharactersMax, ({ ctrlSumCents }) => centsToEuroText(ctrlSumCents)),
  group("InitgPty", [text("Nm", creditorNameCharactersMax, ({ initiatingPartyName }) => initiatingPartyName)]),
]);

/** Everything of `PmtInf` that stands before its transactions. */
export const paymentInformation: readonly XmlElement<WrittenBatch>[] = [
  text("PmtInfId", bankReferenceCharactersMax, ({ batchId }) => batchId),
  code("PmtMtd", "TRF"),
  text("BtchBookg", 5, ({ isBookedAsBatch }) => `${isBookedAsBatch}`),
  text("NbOfTxs", nbOfTxsCharactersMax, ({ nbOfTxs }) => `${nbOfTxs}`),
  text("CtrlSum", ctrlSumCharactersMax, ({ ctrlSumCents }) => centsToEuroText(ctrlSumCents)),
  group("PmtTpInf", [
    group("SvcLvl", [code("Cd", "SEPA")]),
    optionalGroup("LclInstrm", ({ isInstant }) => isInstant, [code("Cd", "INST")]),
  ]),
  group("ReqdExctnDt", [text("Dt", 10, ({ executionOn }) => executionOn)]),
  group("Dbtr", [text("Nm", creditorNameCharactersMax, ({ debtorName }) => debtorName)]),
  group("DbtrAcct", [group("Id", [text("IBAN", ibanCharactersMax, ({ debtorIban }) => debtorIban)])]),
  group("DbtrAgt", [
    group("FinInstnId", [
      optionalText("BICFI", bicCharactersMax, ({ debtorBic }) => debtorBic),
      optionalGroup("Othr", ({ debtorBic }) => debtorBic === undefined, [code("Id", "NOTPROVIDED")]),
    ]),
  ]),
  code("ChrgBr", "SLEV"),
];

const postalAddress: XmlElement<PaymentInstruction> = group("PstlAdr", [
  optionalText("StrtNm", charactersMaxByElement.streetName, ({ creditorAddress }) => creditorAddress.streetName),
  optionalText(
    "BldgNb",
    charactersMaxByElement.buildingNumber,
    ({ creditorAddress }) => creditorAddress.buildingNumber,
  ),
  optionalText("PstCd", charactersMaxByElement.postCode, ({ creditorAddress }) => creditorAddress.postCode),
  optionalText("TwnNm", charactersMaxByElement.townName, ({ creditorAddress }) => creditorAddress.townName),
  optionalText("Ctry", 2, ({ creditorAddress }) => creditorAddress.country),
  repeatedText(
    "AdrLine",
    addressLineCharactersMax,
    addressLinesMax,
    ({ creditorAddress }) => creditorAddress.addressLines,
  ),
]);

const textOf = ({ remittance }: PaymentInstruction) => (remittance.kind === "text" ? remittance.text : undefined);
const referenceOf = ({ remittance }: PaymentInstruction) =>
  remittance.kind === "reference" ? remittance.reference : undefined;

export const creditTransfer: XmlElement<PaymentInstruction> = group("CdtTrfTxInf", [
  group("PmtId", [
    optionalText("InstrId", bankReferenceCharactersMax, ({ instructionId }) => instructionId),
    text("EndToEndId", bankReferenceCharactersMax, ({ endToEndId }) => endToEndId),
  ]),
  group("Amt", [text("InstdAmt", 12, ({ amountCents }) => centsToEuroText(amountCents), ' Ccy="EUR"')]),
  optionalGroup("CdtrAgt", ({ creditorBic }) => creditorBic !== undefined, [
    group("FinInstnId", [optionalText("BICFI", bicCharactersMax, ({ creditorBic }) => creditorBic)]),
  ]),
  group("Cdtr", [text("Nm", creditorNameCharactersMax, ({ creditorName }) => creditorName), postalAddress]),
  group("CdtrAcct", [group("Id", [text("IBAN", ibanCharactersMax, ({ creditorIban }) => creditorIban)])]),
  optionalGroup("Purp", ({ purposeCode }) => purposeCode !== undefined, [
    optionalText("Cd", 4, ({ purposeCode }) => purposeCode),
  ]),
  group("RmtInf", [
    optionalText("Ustrd", remittanceTextCharactersMax, textOf),
    optionalGroup("Strd", (payment) => referenceOf(payment) !== undefined, [
      group("CdtrRefInf", [
        group("Tp", [group("CdOrPrtry", [code("Cd", "SCOR")])]),
        optionalText("Ref", bankReferenceCharactersMax, referenceOf),
      ]),
    ]),
  ]),
]);
