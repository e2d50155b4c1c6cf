import { Digest } from "@grants/kernel/digest";
import { type NewId, UserId, prefixedId } from "@grants/kernel/id";
import { Cents } from "@grants/kernel/money";
import { Instant, LocalDate } from "@grants/kernel/time";
import { z } from "zod";
import { PaymentStatus, StatusReason } from "./payment-status.ts";
import { EndToEndId } from "./payment-text.ts";

export const BankMessageId = prefixedId("msg").brand("BankMessageId").meta({ id: "BankMessageId" });
export type BankMessageId = z.infer<typeof BankMessageId>;

/** The same text is the same message, whoever brings it. */
export const bankMessageIdOf = (newId: NewId, textSha256: Digest): BankMessageId =>
  BankMessageId.parse(`msg_${newId(`bank-message:${textSha256}`)}`);

const shared = {
  id: BankMessageId,
  /** Digest of the text, which is kept in object storage. */
  sha256: Digest,
  /** The bank's own name for it. */
  bankName: z.string().min(1).max(35),
  importedBy: UserId,
  importedAt: Instant,
};
const ImportedMessage = z.object({ state: z.literal("imported"), ...shared }).meta({ id: "ImportedBankMessage" });
const ApplyingMessage = z
  .object({ state: z.literal("applying"), ...shared, appliedBy: UserId })
  .meta({ id: "ApplyingBankMessage" });
const AppliedMessage = z
  .object({
    state: z.literal("applied"),
    ...shared,
    appliedBy: UserId,
    booked: z.int().min(0),
    rejected: z.int().min(0),
    returned: z.int().min(0),
    exceptions: z.int().min(0),
  })
  .meta({ id: "AppliedBankMessage" });

/**
 * A message of the bank: brought by one person and released by another, or taken from the bank's channel (DATA §8). While it is `applying`
 * the worker books what it says.
 */
export const BankMessage = z
  .discriminatedUnion("state", [ImportedMessage, ApplyingMessage, AppliedMessage])
  .meta({ id: "BankMessage" });
export type BankMessage = z.infer<typeof BankMessage>;
export type ApplyingMessage = z.infer<typeof ApplyingMessage>;

/** Whether the worker has something to do for a message in this state. */
export const isMessageWork = ({ state }: BankMessage): boolean => state === "applying";

export type BankMessageNotFound = { readonly kind: "BankMessageNotFound"; readonly messageId: BankMessageId };

export const ExceptionReason = z
  .enum([
    "UNKNOWN_END_TO_END_ID",
    "UNKNOWN_FILE",
    "NOT_IN_A_SENT_FILE",
    "AMOUNT_DIFFERS",
    "BOOKED_TWICE",
    "BOOKED_AFTER_REJECTION",
    "REJECTED_AFTER_BOOKING",
    "RETURNED_BEFORE_BOOKING",
  ])
  .meta({ id: "ExceptionReason" });
export type ExceptionReason = z.infer<typeof ExceptionReason>;

const unmatched = {
  because: ExceptionReason,
  status: PaymentStatus,
  endToEndId: EndToEndId.optional(),
  amountCents: Cents.optional(),
  bookedOn: LocalDate.optional(),
  reason: StatusReason.optional(),
};
/** A line of the bank that fits nothing of ours: nothing is booked, a person looks at it (PAYX-12). */
export const UnmatchedLine = z.object(unmatched);
export type UnmatchedLine = z.infer<typeof UnmatchedLine>;

/** The same, in the list that persons work through. */
export const BankException = z
  .object({ messageId: BankMessageId, number: z.int().min(0), at: Instant, ...unmatched })
  .meta({ id: "BankException" });
export type BankException = z.infer<typeof BankException>;
