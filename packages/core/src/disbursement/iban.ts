import { type Result, err, ok } from "@grants/kernel/result";
import { z } from "zod";
import { hasRightCheckDigits, withoutGroups } from "./check-digits.ts";
import { ibanLengthByCountry } from "./iban-lengths.ts";

export type IbanInvalid = {
  readonly kind: "IbanInvalid";
  readonly reason: "FORMAT" | "COUNTRY_NOT_REACHABLE" | "LENGTH" | "CHECKSUM";
};

const ibanFormat = /^[A-Z]{2}\d{2}[A-Z0-9]{1,30}$/;

const reasonAgainst = (text: string): IbanInvalid["reason"] | null => {
  if (!ibanFormat.test(text)) return "FORMAT";
  const length = ibanLengthByCountry.get(text.slice(0, 2));
  if (length === undefined) return "COUNTRY_NOT_REACHABLE";
  if (text.length !== length) return "LENGTH";
  return hasRightCheckDigits(text) ? null : "CHECKSUM";
};

/** The number of an account that SEPA credit transfers reach, without spaces, in upper case. */
export const Iban = z
  .string()
  .refine((text) => reasonAgainst(text) === null, "This is not the IBAN of an account that SEPA reaches.")
  .brand("Iban")
  .meta({ id: "Iban", example: "RO49AAAA1B31007593840000" });
export type Iban = z.infer<typeof Iban>;

/** An IBAN as people write it, or the first thing wrong with it: format, country, length, check digits, in this order (PAYX-03, CLR-PAYX-01). */
export const checkIban = (text: string): Result<Iban, IbanInvalid> => {
  const compact = withoutGroups(text);
  const reason = reasonAgainst(compact);
  return reason === null ? ok(Iban.parse(compact)) : err({ kind: "IbanInvalid", reason });
};
