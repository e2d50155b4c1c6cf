import { checkIban } from "@grants/core/disbursement/iban";
import { ibanLengthByCountry } from "@grants/core/disbursement/iban-lengths";
import { composeIBAN, getCountrySpecifications, isValidIBAN } from "ibantools";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

const specifications = getCountrySpecifications();

describe("IBANs held against an independent implementation", () => {
  test.each([...ibanLengthByCountry])("%s has the length %d", (country, length) => {
    expect(specifications[country]?.chars).toBe(length);
  });

  // Countries without a national check inside the account number, where a random number is a valid one.
  const account = fc
    .constantFrom(
      ["DE", 18] as const,
      ["NL", 14] as const,
      ["RO", 20] as const,
      ["AT", 16] as const,
      ["IE", 18] as const,
    )
    .chain(([countryCode, digits]) =>
      fc.tuple(
        fc.constant(countryCode),
        fc.array(fc.integer({ min: 0, max: 9 }), { minLength: digits, maxLength: digits }),
      ),
    )
    .map(([countryCode, digits]) => ({ countryCode, bban: digits.join("") }));
  const lettersOfBank: Readonly<Record<string, string>> = { NL: "ABNA", RO: "AAAA", IE: "AIBK" };

  test("are valid in both or in neither (property)", () => {
    fc.assert(
      fc.property(account, fc.nat(9), ({ countryCode, bban }, last) => {
        const letters = lettersOfBank[countryCode] ?? "";
        const iban = composeIBAN({ countryCode, bban: `${letters}${bban.slice(letters.length)}` }) ?? "";
        const changed = `${iban.slice(0, -1)}${last}`;
        expect(checkIban(iban).ok).toBe(isValidIBAN(iban));
        expect(checkIban(changed).ok).toBe(isValidIBAN(changed));
      }),
    );
  });
});
