import type { Cents } from "@grants/kernel/money";
import { type Result, err, ok } from "@grants/kernel/result";
import type { LocalDate } from "@grants/kernel/time";
import { parameterOn } from "../reference/parameters.ts";
import { type AddressInvalid, checkCreditorAddress } from "./creditor-address.ts";
import { type IbanInvalid, checkIban } from "./iban.ts";
import type { PaymentInstruction } from "./payment-instruction.ts";
import {
  type EndToEndId,
  type PaymentTextInvalid,
  checkBankReference,
  checkCreditorName,
  checkRemittanceText,
} from "./payment-text.ts";

/** The limits of SEPA credit transfers that execute on one day. */
export type TransferLimits = {
  readonly executionOn: LocalDate;
  readonly structuredAddressFromOn: LocalDate;
  readonly amountCentsMin: Cents;
  readonly amountCentsMax: Cents;
};

export const transferLimitsOn = (executionOn: LocalDate): TransferLimits => {
  const { min, max } = parameterOn("sepa.amount.range", executionOn).value;
  const structuredAddressFromOn = parameterOn("sepa.unstructuredAddress.endsOn", executionOn).value;
  return { executionOn, structuredAddressFromOn, amountCentsMin: min, amountCentsMax: max };
};

export type AmountOutOfRange = {
  readonly kind: "AmountOutOfRange";
  readonly amountCentsMin: Cents;
  readonly amountCentsMax: Cents;
};

export type PaymentRefused = {
  readonly kind: "PaymentRefused";
  readonly endToEndId: EndToEndId;
  readonly because: AmountOutOfRange | PaymentTextInvalid | AddressInvalid | IbanInvalid;
};

/**
 * A payment as the file carries it: every text transliterated and within its limit (PAYX-01, PAYX-03, CLR-PAYX-01), or the first thing
 * wrong with it. Brands are checked again: what was read from a store years ago meets the tables of today.
 */
export const checkTransfer = (
  instruction: PaymentInstruction,
  limits: TransferLimits,
): Result<PaymentInstruction, PaymentRefused> => {
  const { endToEndId, amountCents } = instruction;
  const refuse = (because: PaymentRefused["because"]) =>
    err({ kind: "PaymentRefused", endToEndId, because } satisfies PaymentRefused);
  const { amountCentsMin, amountCentsMax, executionOn, structuredAddressFromOn } = limits;
  if (amountCents < amountCentsMin || amountCents > amountCentsMax)
    return refuse({ kind: "AmountOutOfRange", amountCentsMin, amountCentsMax });
  const reference = checkBankReference(endToEndId);
  if (!reference.ok) return refuse(reference.error);
  const name = checkCreditorName(instruction.creditorName);
  if (!name.ok) return refuse(name.error);
  const address = checkCreditorAddress(instruction.creditorAddress, executionOn, structuredAddressFromOn);
  if (!address.ok) return refuse(address.error);
  const iban = checkIban(instruction.creditorIban);
  if (!iban.ok) return refuse(iban.error);
  const remittance = writtenRemittance(instruction.remittance);
  if (!remittance.ok) return refuse(remittance.error);
  return ok({
    ...instruction,
    creditorName: name.value.written,
    creditorAddress: address.value,
    creditorIban: iban.value,
    remittance: remittance.value,
  });
};

const writtenRemittance = (
  remittance: PaymentInstruction["remittance"],
): Result<PaymentInstruction["remittance"], PaymentTextInvalid> => {
  if (remittance.kind === "reference") return ok(remittance);
  const text = checkRemittanceText(remittance.text);
  return text.ok ? ok({ kind: "text", text: text.value.written }) : text;
};
