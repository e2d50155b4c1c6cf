import { type Result, err, ok } from "@grants/kernel/result";
import { z } from "zod";
import { isBasicText, transliterate } from "./transliterate.ts";

export const creditorNameCharactersMax = 70;
export const remittanceTextCharactersMax = 140;
export const bankReferenceCharactersMax = 35;

/** A text as the bank receives it, with its length in characters. */
export type PaymentText = { readonly written: string; readonly characters: number };

export type PaymentTextInvalid = PaymentText & {
  readonly kind: "PaymentTextInvalid";
  /** `LENGTH`: there is nothing to write. */
  readonly reason: "LENGTH" | "TOO_LONG" | "CHARACTER_SET" | "SLASH_RULE";
  readonly charactersMax: number;
};

/** A text that people wrote, transliterated; its length is checked afterwards (PAYX-01). The original stays in our own records. */
export const checkWrittenText = (original: string, charactersMax: number): Result<PaymentText, PaymentTextInvalid> => {
  const text = textOf(transliterate(original));
  if (text.written.trim() === "") return invalid(text, "LENGTH", charactersMax);
  return text.characters > charactersMax ? invalid(text, "TOO_LONG", charactersMax) : ok(text);
};

export const checkCreditorName = (name: string) => checkWrittenText(name, creditorNameCharactersMax);
export const checkRemittanceText = (text: string) => checkWrittenText(text, remittanceTextCharactersMax);

/**
 * A reference is not transliterated: it must fit as it is (CLR-PAYX-01). Checked in this order: 1 to 35 characters, the character set,
 * no slash at either end and no two in a row.
 */
export const checkBankReference = (reference: string): Result<PaymentText, PaymentTextInvalid> => {
  const text = textOf(reference);
  const charactersMax = bankReferenceCharactersMax;
  if (text.characters === 0) return invalid(text, "LENGTH", charactersMax);
  if (text.characters > charactersMax) return invalid(text, "TOO_LONG", charactersMax);
  if (!isBasicText(reference)) return invalid(text, "CHARACTER_SET", charactersMax);
  const breaksSlashRule = reference.startsWith("/") || reference.endsWith("/") || reference.includes("//");
  return breaksSlashRule ? invalid(text, "SLASH_RULE", charactersMax) : ok(text);
};

const textOf = (written: string): PaymentText => ({ written, characters: Array.from(written).length });

const invalid = (text: PaymentText, reason: PaymentTextInvalid["reason"], charactersMax: number) =>
  err({ kind: "PaymentTextInvalid", reason, ...text, charactersMax } satisfies PaymentTextInvalid);

const reference = z
  .string()
  .refine((text) => checkBankReference(text).ok, "A reference has 1 to 35 characters of the SEPA basic set.");

/** Names a message or a batch to the bank; unique per initiating party. */
export const BankReference = reference.brand("BankReference").meta({ id: "BankReference" });
export type BankReference = z.infer<typeof BankReference>;

/** Names one payment from end to end: derived from its payment order, never used again (PAYX-02, PAYX-13). */
export const EndToEndId = reference.brand("EndToEndId").meta({ id: "EndToEndId", example: "ECCC-101226928-1" });
export type EndToEndId = z.infer<typeof EndToEndId>;
