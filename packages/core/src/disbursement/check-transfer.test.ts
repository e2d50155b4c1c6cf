import { LocalDate } from "@grants/kernel/time";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { checkTransfer, transferLimitsOn } from "./check-transfer.ts";
import { PaymentInstruction } from "./payment-instruction.ts";

const limits = transferLimitsOn(LocalDate.parse("2026-11-23"));
const anInstruction = (overrides: Partial<Record<keyof PaymentInstruction, unknown>> = {}): PaymentInstruction =>
  PaymentInstruction.parse({
    endToEndId: "ECCC-101226928-1",
    amountCents: 600_000_00,
    creditorName: "Universitatea București",
    creditorAddress: { townName: "București", country: "RO", addressLines: [] },
    creditorIban: "RO49AAAA1B31007593840000",
    remittance: { kind: "text", text: "ECCC GA 101226928 PREFINANCING 1" },
    ...overrides,
  });
const because = (instruction: PaymentInstruction) => {
  const checked = checkTransfer(instruction, limits);
  return checked.ok ? null : checked.error.because;
};

describe("a transfer", () => {
  test("is given as the file carries it", () => {
    expect(checkTransfer(anInstruction(), limits)).toMatchObject({
      ok: true,
      value: {
        creditorName: "Universitatea Bucuresti",
        creditorAddress: { townName: "Bucuresti", country: "RO" },
        remittance: { kind: "text", text: "ECCC GA 101226928 PREFINANCING 1" },
      },
    });
  });

  test.each([1, 999_999_999_99])("of %d cents is within the range of SEPA", (amountCents) => {
    expect(because(anInstruction({ amountCents }))).toBeNull();
  });

  test.each([0, 1_000_000_000_00])("of %d cents is refused", (amountCents) => {
    expect(checkTransfer(anInstruction({ amountCents }), limits)).toEqual({
      ok: false,
      error: {
        kind: "PaymentRefused",
        endToEndId: "ECCC-101226928-1",
        because: { kind: "AmountOutOfRange", amountCentsMin: 1, amountCentsMax: 999_999_999_99 },
      },
    });
  });

  test("is refused for a name that is too long once it is transliterated", () => {
    expect(because(anInstruction({ creditorName: "ß".repeat(36) }))).toMatchObject({
      reason: "TOO_LONG",
      charactersMax: 70,
    });
  });

  test("is refused for a remittance text that is too long", () => {
    const remittance = { kind: "text", text: "x".repeat(141) };
    expect(because(anInstruction({ remittance }))).toMatchObject({ reason: "TOO_LONG", charactersMax: 140 });
  });

  test("takes a structured reference instead of a text", () => {
    expect(because(anInstruction({ remittance: { kind: "reference", reference: "RF57ECCC101226928P1" } }))).toBeNull();
  });

  test("is refused for its address", () => {
    expect(because(anInstruction({ creditorAddress: { addressLines: ["Bucuresti"] } }))).toMatchObject({
      kind: "AddressInvalid",
      reason: "TOWN_AND_COUNTRY_REQUIRED",
    });
  });

  test("may have an unstructured address before 15 November 2026", () => {
    const unstructured = anInstruction({ creditorAddress: { addressLines: ["Bucuresti"] } });
    expect(checkTransfer(unstructured, transferLimitsOn(LocalDate.parse("2026-11-14"))).ok).toBe(true);
    expect(checkTransfer(unstructured, transferLimitsOn(LocalDate.parse("2026-11-15"))).ok).toBe(false);
  });

  test("is refused for an account or a reference that slipped past its schema", () => {
    const creditorIban = z.string().brand("Iban").parse("DE88370400440532013000");
    const endToEndId = z.string().brand("EndToEndId").parse("//");
    expect(because({ ...anInstruction(), creditorIban })).toMatchObject({ kind: "IbanInvalid", reason: "CHECKSUM" });
    expect(because({ ...anInstruction(), endToEndId })).toMatchObject({ reason: "SLASH_RULE" });
  });
});
