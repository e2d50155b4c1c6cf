import { Digest } from "@grants/kernel/digest";
import { type NewId, UserId, prefixedId } from "@grants/kernel/id";
import { Cents } from "@grants/kernel/money";
import type { Result } from "@grants/kernel/result";
import { Instant, LocalDate } from "@grants/kernel/time";
import { z } from "zod";
import type { BankFileRefused } from "../disbursement/payment-status.ts";
import { CreditorReference } from "./creditor-reference.ts";
import { DebitNoteId } from "./debit-note.ts";

export const BankStatementId = prefixedId("bst").brand("BankStatementId").meta({ id: "BankStatementId" });
export type BankStatementId = z.infer<typeof BankStatementId>;

/** The bank's own name for a statement of an account makes its id, whoever brings it. */
export const bankStatementIdOf = (newId: NewId, { account, name }: { account: string; name: string }) =>
  BankStatementId.parse(`bst_${newId(`bank-statement:${account}:${name}`)}`);

/** What of a statement is kept beside its head; a bank splits what is larger. */
export const creditsPerStatementMax = 120;

/** Money that came, as the bank says: a booked credit that takes nothing back. */
export const StatementCredit = z
  .object({
    /** The bank's reference of the entry: it is booked once by account and reference. */
    entry: z.string().min(1).max(50),
    amountCents: Cents,
    currency: z.string().regex(/^[A-Z]{3}$/),
    bookedOn: LocalDate,
    /** What the transfer quotes, where its check digits fit. */
    reference: CreditorReference.optional(),
    /** What the payer wrote, cut after 140 characters. */
    text: z.string().max(140),
    /** The bank takes back what it had booked: nothing of it is booked here. */
    isReversal: z.boolean(),
  })
  .meta({ id: "StatementCredit" });
export type StatementCredit = z.infer<typeof StatementCredit>;

export type ReadStatement = {
  readonly account: string;
  readonly name: string;
  readonly credits: readonly StatementCredit[];
  /** Debits, and entries that are not booked yet. */
  readonly others: number;
};
/** Reads a statement (camt.053) or a notification (camt.054) of one account as a whole or not at all. */
export type StatementReader = (xml: string) => Result<ReadStatement, BankFileRefused>;

/** What became of a credit. Whatever is not booked waits for somebody, with its reason. */
export const CreditOutcome = z
  .enum([
    "BOOKED",
    "BOOKED_PARTLY",
    "NO_REFERENCE",
    "UNKNOWN_REFERENCE",
    "WRONG_CURRENCY",
    "ABOVE_OPEN",
    "BOOKED_BEFORE",
    "NOTE_NOT_OPEN",
    "MOVEMENT_WAITING",
    "REVERSAL",
  ])
  .meta({ id: "CreditOutcome" });
export type CreditOutcome = z.infer<typeof CreditOutcome>;

export const isBooked = (outcome: CreditOutcome): boolean => outcome === "BOOKED" || outcome === "BOOKED_PARTLY";

export const StatementLine = z
  .object({ ...StatementCredit.shape, outcome: CreditOutcome.optional(), debitNoteId: DebitNoteId.optional() })
  .meta({ id: "StatementCreditLine" });
export type StatementLine = z.infer<typeof StatementLine>;

const shared = {
  id: BankStatementId,
  account: z.string().min(1).max(34),
  name: z.string().min(1).max(35),
  /** Digest of the text, which is kept in object storage. */
  sha256: Digest,
  credits: z.int().min(0),
  others: z.int().min(0),
  importedBy: UserId,
  importedAt: Instant,
};
const Imported = z.object({ state: z.literal("imported"), ...shared }).meta({ id: "ImportedBankStatement" });
const Booked = z
  .object({
    state: z.literal("booked"),
    ...shared,
    bookedBy: UserId,
    bookedAt: Instant,
    booked: z.int().min(0),
    bookedCents: Cents,
  })
  .meta({ id: "BookedBankStatement" });

/** A statement of the Centre's account: brought by one person, booked by another. */
export const BankStatement = z.discriminatedUnion("state", [Imported, Booked]).meta({ id: "BankStatement" });
export type BankStatement = z.infer<typeof BankStatement>;
