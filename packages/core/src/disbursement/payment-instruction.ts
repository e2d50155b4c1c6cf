import { Cents } from "@grants/kernel/money";
import { z } from "zod";
import { CreditorAddress } from "./creditor-address.ts";
import { CreditorReference } from "./creditor-reference.ts";
import { Iban } from "./iban.ts";
import { BankReference, EndToEndId } from "./payment-text.ts";

/** Names a bank; optional since SEPA is "IBAN only" (Regulation (EU) No 260/2012, Art. 5(7)). */
export const Bic = z
  .string()
  .regex(/^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/)
  .brand("Bic")
  .meta({ id: "Bic", example: "RNCBROBU" });
export type Bic = z.infer<typeof Bic>;

/** What the payee reads: a text, or a structured reference of its own, never both. */
export const Remittance = z
  .discriminatedUnion("kind", [
    z.object({ kind: z.literal("text"), text: z.string().max(500) }),
    z.object({ kind: z.literal("reference"), reference: CreditorReference }),
  ])
  .meta({ id: "Remittance" });
export type Remittance = z.infer<typeof Remittance>;

/** One payment as our records have it: names and texts are the originals, transliterated on the way into the file (PAYX-01). */
export const PaymentInstruction = z
  .object({
    endToEndId: EndToEndId,
    instructionId: BankReference.optional(),
    amountCents: Cents,
    creditorName: z.string().max(500),
    creditorAddress: CreditorAddress,
    creditorIban: Iban,
    creditorBic: Bic.optional(),
    remittance: Remittance,
    /** ISO 20022 external purpose code, such as "GOVT". */
    purposeCode: z
      .string()
      .regex(/^[A-Z]{4}$/)
      .optional(),
  })
  .meta({ id: "PaymentInstruction" });
export type PaymentInstruction = z.infer<typeof PaymentInstruction>;
