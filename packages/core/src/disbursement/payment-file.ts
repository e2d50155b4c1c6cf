import type { Cents } from "@grants/kernel/money";
import type { Result } from "@grants/kernel/result";
import { Instant, LocalDate } from "@grants/kernel/time";
import { z } from "zod";
import type { PaymentRefused } from "./check-transfer.ts";
import { Iban } from "./iban.ts";
import { Bic, type PaymentInstruction } from "./payment-instruction.ts";
import { BankReference, type EndToEndId, type PaymentTextInvalid } from "./payment-text.ts";

/** Payments from one account on one day. */
export const PaymentBatch = z
  .object({
    batchId: BankReference,
    executionOn: LocalDate,
    debtorName: z.string().max(500),
    debtorIban: Iban,
    debtorBic: Bic.optional(),
    /** Whether the bank books the batch as one entry. */
    isBookedAsBatch: z.boolean(),
    /** SEPA instant credit transfers. */
    isInstant: z.boolean(),
  })
  .meta({ id: "PaymentBatch" });
export type PaymentBatch = z.infer<typeof PaymentBatch>;

export const PaymentFileHeader = z
  .object({ messageId: BankReference, createdAt: Instant, initiatingPartyName: z.string().max(500) })
  .meta({ id: "PaymentFileHeader" });
export type PaymentFileHeader = z.infer<typeof PaymentFileHeader>;

/** The payments of a batch can be read more than once and come in the same order each time: the file is written in two passes. */
export type PaymentSource = () => AsyncIterable<PaymentInstruction> | Iterable<PaymentInstruction>;

export type PaymentFile = PaymentFileHeader & {
  readonly batches: readonly (PaymentBatch & { readonly payments: PaymentSource })[];
};

export type PaymentTotals = { readonly nbOfTxs: number; readonly ctrlSumCents: Cents };

export type PreparedPaymentFile = PaymentTotals & {
  /** The text of the file, piece by piece, encoded as UTF-8. Throws when the payments are not the ones that were checked. */
  readonly chunks: () => AsyncIterable<string>;
};

export type PaymentFileRefused =
  | PaymentRefused
  | { readonly kind: "PaymentFileEmpty"; readonly batchId: BankReference | null }
  | { readonly kind: "TooManyPayments"; readonly paymentsMax: number }
  | { readonly kind: "PaymentTotalTooLarge"; readonly totalCentsMax: number }
  | { readonly kind: "BatchIdRepeated"; readonly batchId: BankReference }
  | { readonly kind: "EndToEndIdRepeated"; readonly endToEndId: EndToEndId }
  | {
      readonly kind: "PartyNameRefused";
      readonly field: "initiatingPartyName" | "debtorName";
      readonly because: PaymentTextInvalid;
    };

/** Checks every limit of every payment before the first byte is written; what it refuses is not written at all. */
export type PaymentFileWriter = (file: PaymentFile) => Promise<Result<PreparedPaymentFile, PaymentFileRefused>>;
