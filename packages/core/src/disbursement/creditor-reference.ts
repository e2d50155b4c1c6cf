import { type Result, err, ok } from "@grants/kernel/result";
import { z } from "zod";
import { hasRightCheckDigits, remainderOf97, withoutGroups } from "./check-digits.ts";

export type CreditorReferenceInvalid = {
  readonly kind: "CreditorReferenceInvalid";
  readonly reason: "FORMAT" | "CHECKSUM";
};

const referenceFormat = /^RF\d{2}[A-Z0-9]{1,21}$/;
const bodyFormat = /^[A-Z0-9]{1,21}$/;

const reasonAgainst = (text: string): CreditorReferenceInvalid["reason"] | null => {
  if (!referenceFormat.test(text)) return "FORMAT";
  return hasRightCheckDigits(text) ? null : "CHECKSUM";
};

/** A structured creditor reference (ISO 11649): `RF`, two check digits, up to 21 letters and digits. */
export const CreditorReference = z
  .string()
  .refine((text) => reasonAgainst(text) === null, "This is not a creditor reference of ISO 11649.")
  .brand("CreditorReference")
  .meta({ id: "CreditorReference", example: "RF57ECCC101226928P1" });
export type CreditorReference = z.infer<typeof CreditorReference>;

/** A creditor reference as people write it; spaces that group it do not matter (CLR-PAYX-01). */
export const checkCreditorReference = (text: string): Result<CreditorReference, CreditorReferenceInvalid> => {
  const compact = withoutGroups(text);
  const reason = reasonAgainst(compact);
  return reason === null ? ok(CreditorReference.parse(compact)) : err({ kind: "CreditorReferenceInvalid", reason });
};

const checksumComplement = 98;

/** The creditor reference of an own number of up to 21 letters and digits. */
export const createCreditorReference = (text: string): Result<CreditorReference, CreditorReferenceInvalid> => {
  const body = withoutGroups(text);
  if (!bodyFormat.test(body)) return err({ kind: "CreditorReferenceInvalid", reason: "FORMAT" });
  const checkDigits = `${checksumComplement - remainderOf97(`RF00${body}`)}`.padStart(2, "0");
  return ok(CreditorReference.parse(`RF${checkDigits}${body}`));
};
