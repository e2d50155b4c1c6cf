import { describe, expect, test } from "vitest";
import {
  BankReference,
  EndToEndId,
  checkBankReference,
  checkCreditorName,
  checkRemittanceText,
} from "./payment-text.ts";

describe("a text of a payment", () => {
  test.each([
    ["x".repeat(70), 70, true],
    ["x".repeat(71), 71, false],
    ["ß".repeat(35), 70, true],
    ["ß".repeat(36), 72, false],
    ["😀".repeat(70), 70, true],
  ])("as the name of a creditor is measured after transliteration: %s", (name, characters, fits) => {
    const checked = checkCreditorName(name);
    expect(checked.ok).toBe(fits);
    expect(checked.ok ? checked.value : checked.error).toMatchObject({ characters });
  });

  test.each([
    [140, true],
    [141, false],
  ])("as a remittance text has %d characters: %s", (characters, fits) => {
    expect(checkRemittanceText("é".repeat(characters)).ok).toBe(fits);
  });

  test("is given as the bank receives it", () => {
    expect(checkRemittanceText("Plată finală")).toEqual({
      ok: true,
      value: { written: "Plata finala", characters: 12 },
    });
  });

  test("that is too long says by how much", () => {
    expect(checkCreditorName("ß".repeat(36))).toEqual({
      ok: false,
      error: {
        kind: "PaymentTextInvalid",
        reason: "TOO_LONG",
        written: "s".repeat(72),
        characters: 72,
        charactersMax: 70,
      },
    });
  });

  test.each(["", "   ", "\u00a0"])("is refused when there is nothing to read: %j", (text) => {
    expect(checkRemittanceText(text)).toMatchObject({ ok: false, error: { reason: "LENGTH" } });
  });
});

describe("a reference", () => {
  test.each(["E", "ECCC-101226928-1-000000000000000000", "A/B", "a?b:c(d).e,f'g+h i"])(
    "is taken as it is: %s",
    (reference) => {
      expect(checkBankReference(reference)).toMatchObject({ ok: true, value: { written: reference } });
      expect(EndToEndId.parse(reference)).toBe(reference);
    },
  );

  test.each([
    ["", "LENGTH"],
    ["ECCC-101226928-1-0000000000000000000", "TOO_LONG"],
    [`/${"é".repeat(35)}`, "TOO_LONG"],
    ["ECCC_1", "CHARACTER_SET"],
    ["/É", "CHARACTER_SET"],
    ["😀".repeat(20), "CHARACTER_SET"],
    ["/A", "SLASH_RULE"],
    ["A/", "SLASH_RULE"],
    ["A//B", "SLASH_RULE"],
    ["/", "SLASH_RULE"],
  ])("is refused, length before character set before slashes: %s, %s", (reference, reason) => {
    expect(checkBankReference(reference)).toMatchObject({ ok: false, error: { reason } });
    expect(BankReference.safeParse(reference).success).toBe(false);
  });
});
