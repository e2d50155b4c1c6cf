import { Cents } from "@grants/kernel/money";
import type { Result } from "@grants/kernel/result";
import { LocalDate } from "@grants/kernel/time";
import { z } from "zod";
import { BankReference, EndToEndId } from "./payment-text.ts";

/**
 * What a bank says about a payment (PAYX-09): accepted for technical processing (ACTC, ACCP), in settlement (ACSP), settled (ACSC, or a
 * booked debit), pending, rejected (RJCT), returned (a credit with a return reason). A return does not settle the obligation (PAYX-10).
 */
export const PaymentStatus = z
  .enum(["accepted", "inSettlement", "settled", "pending", "rejected", "returned"])
  .meta({ id: "PaymentStatus" });
export type PaymentStatus = z.infer<typeof PaymentStatus>;

/** A reason of a rejection or return: a code of the external list such as AC01 (PAYX-10), or the bank's own. */
export const StatusReason = z.string().min(1).max(35);

/** One line of a bank's answer, to be reconciled by `EndToEndId` and amount (PAYX-12). */
export const PaymentStatusLine = z
  .object({
    endToEndId: EndToEndId,
    status: PaymentStatus,
    reason: StatusReason.optional(),
    /** The day on which our account was debited: the day of payment (PAYX-08). Only a debit or credit notification has it. */
    bookedOn: LocalDate.optional(),
    amountCents: Cents.optional(),
    /** The bank's own reference of the entry: a line is booked once by (`EndToEndId`, bank reference). */
    bankReference: z.string().min(1).max(35).optional(),
  })
  .meta({ id: "PaymentStatusLine" });
export type PaymentStatusLine = z.infer<typeof PaymentStatusLine>;

/** An answer to a file or batch as a whole; it holds for each of its payments that has no line of its own. `mixed`: see the lines (PART). */
export const GroupStatus = z
  .object({
    /** Absent: the whole file. */
    batchId: BankReference.optional(),
    status: z.enum([...PaymentStatus.options, "mixed"]),
    reason: StatusReason.optional(),
  })
  .meta({ id: "GroupStatus" });
export type GroupStatus = z.infer<typeof GroupStatus>;

/** A message of the bank: a report on a file that was sent, or a notification of entries on our account. */
export const BankAnswer = z
  .object({
    kind: z.enum(["statusReport", "notification"]),
    messageId: z.string().min(1).max(35),
    /** The payment file that a status report answers. */
    originalMessageId: BankReference.optional(),
    groups: z.array(GroupStatus),
    payments: z.array(PaymentStatusLine),
  })
  .meta({ id: "BankAnswer" });
export type BankAnswer = z.infer<typeof BankAnswer>;

export type BankFileRefused =
  | { readonly kind: "BankFileTooLarge"; readonly charactersMax: number }
  | { readonly kind: "BankFileDeclaresEntities" }
  | { readonly kind: "BankFileNotWellFormed"; readonly because: string }
  | { readonly kind: "BankFileNamespaceUnknown"; readonly namespace: string | null }
  /** An element, code or value that is not one of those we know; nothing is skipped. */
  | { readonly kind: "BankFileNotUnderstood"; readonly path: string; readonly because: string }
  | {
      readonly kind: "BankFileSumsDoNotFit";
      readonly path: string;
      readonly stated: string;
      readonly counted: string;
    }
  | { readonly kind: "EndToEndIdRepeated"; readonly endToEndId: EndToEndId };

/** Reads a bank's message as a whole or not at all. */
export type BankAnswerReader = (xml: string) => Result<BankAnswer, BankFileRefused>;
