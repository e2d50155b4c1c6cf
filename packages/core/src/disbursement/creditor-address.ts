import { type Result, err, ok } from "@grants/kernel/result";
import type { LocalDate } from "@grants/kernel/time";
import { z } from "zod";
import { transliterate } from "./transliterate.ts";

/** A postal address as our records have it: structured, or hybrid with up to two free lines beside town and country. */
export const CreditorAddress = z
  .object({
    streetName: z.string().max(140).optional(),
    buildingNumber: z.string().max(35).optional(),
    postCode: z.string().max(35).optional(),
    townName: z.string().max(140).optional(),
    /** ISO 3166-1 alpha-2. */
    country: z.string().max(2).optional(),
    addressLines: z.array(z.string().max(140)).max(7),
  })
  .meta({ id: "CreditorAddress" });
export type CreditorAddress = z.infer<typeof CreditorAddress>;

export type AddressInvalid = {
  readonly kind: "AddressInvalid";
  readonly reason: "TOWN_AND_COUNTRY_REQUIRED" | "ADDRESS_LINES" | "TOO_LONG" | "FORMAT";
};

export const addressLinesMax = 2;
export const addressLineCharactersMax = 70;
export const charactersMaxByElement = { streetName: 70, buildingNumber: 16, postCode: 16, townName: 35 } as const;
const countryFormat = /^[A-Z]{2}$/;

/**
 * The address as the bank receives it, transliterated and without blank elements (CLR-PAYX-01). From `structuredFromOn` on (parameter
 * `sepa.unstructuredAddress.endsOn`) a transfer that executes needs town and country; more than two lines, or a line over 70 characters,
 * is refused on any day.
 */
export const checkCreditorAddress = (
  address: CreditorAddress,
  executionOn: LocalDate,
  structuredFromOn: LocalDate,
): Result<CreditorAddress, AddressInvalid> => {
  const written = writtenAddress(address);
  const isStructured = written.townName !== undefined && written.country !== undefined;
  if (executionOn >= structuredFromOn && !isStructured) return invalid("TOWN_AND_COUNTRY_REQUIRED");
  const lines = written.addressLines;
  if (lines.length > addressLinesMax || lines.some((line) => line.length > addressLineCharactersMax))
    return invalid("ADDRESS_LINES");
  if (hasLongElement(written)) return invalid("TOO_LONG");
  if (written.country !== undefined && !countryFormat.test(written.country)) return invalid("FORMAT");
  return ok(written);
};

const invalid = (reason: AddressInvalid["reason"]) => err({ kind: "AddressInvalid", reason } satisfies AddressInvalid);

const writtenAddress = ({ addressLines, ...elements }: CreditorAddress): CreditorAddress => {
  const named = Object.entries(elements).map(([name, text]) => [name, transliterate(text ?? "").trim()] as const);
  return {
    ...Object.fromEntries(named.filter(([, text]) => text !== "")),
    addressLines: addressLines.map((line) => transliterate(line).trim()).filter((line) => line !== ""),
  };
};

const hasLongElement = (address: CreditorAddress): boolean =>
  (["streetName", "buildingNumber", "postCode", "townName"] as const).some(
    (name) => (address[name] ?? "").length > charactersMaxByElement[name],
  );
