import { type Result, err, ok } from "@grants/kernel/result";
import type { LegalEntity } from "./organisation.ts";

/**
 * Reads a VAT number as people write it, checks its digits by the rule of its country, and gives it as the Union writes it ("EL" for Greece,
 * "XI" for Northern Ireland); `null`: it is none. A port: the rules of the countries are a library's.
 */
export type ReadVatNumber = (written: string) => string | null;

/** A digest with a key of the platform's own: who reads the table of marks cannot try numbers out (DATA §2). */
export type Fingerprint = (text: string) => string;

export type VatNumberInvalid = { readonly kind: "VatNumberInvalid"; readonly field: "legalEntity.vatNumber" };
export type IdentityTaken = { readonly kind: "IdentityTaken"; readonly mark: "VAT" | "REGISTRATION" };

/** By these an organisation that registers twice is found: the PIC stands beside them in the clear. */
export type IdentityMark = { readonly mark: IdentityTaken["mark"]; readonly value: string };

export type IdentityPorts = { readonly readVatNumber: ReadVatNumber; readonly fingerprint: Fingerprint };

const lettersAndDigits = (text: string): string => text.toUpperCase().replaceAll(/[^\p{L}\p{N}]/gu, "");

export type Identified = { readonly legalEntity: LegalEntity; readonly marks: readonly IdentityMark[] };

/** The legal entity with its VAT number as the Union writes it, and the marks that no other organisation may have. */
export const identify = (
  legalEntity: LegalEntity,
  { readVatNumber, fingerprint }: IdentityPorts,
): Result<Identified, VatNumberInvalid> => {
  const { vatNumber, registrationNumber, address } = legalEntity;
  const registration: IdentityMark = {
    mark: "REGISTRATION",
    value: fingerprint(`registration ${address.country} ${lettersAndDigits(registrationNumber)}`),
  };
  if (vatNumber === undefined) return ok({ legalEntity, marks: [registration] });
  const read = readVatNumber(vatNumber);
  if (read === null) return err({ kind: "VatNumberInvalid", field: "legalEntity.vatNumber" });
  const vat: IdentityMark = { mark: "VAT", value: fingerprint(`vat ${read}`) };
  return ok({ legalEntity: { ...legalEntity, vatNumber: read }, marks: [registration, vat] });
};
