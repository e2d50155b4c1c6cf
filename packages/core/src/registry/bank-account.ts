import { Digest } from "@grants/kernel/digest";
import { OrganisationId, UserId } from "@grants/kernel/id";
import { Instant } from "@grants/kernel/time";
import { z } from "zod";
import { Iban } from "../disbursement/iban.ts";
import { Bic } from "../disbursement/payment-instruction.ts";
import { BankAccountId } from "./organisation.ts";

/** What the bank account file says. Kept in `people`; the head names it by its salted digest and holds no number. */
export const BankAccountDetails = z
  .object({
    iban: Iban,
    bic: Bic.optional(),
    /** The holder as the bank knows it: what the payee check compares and the payment file carries. */
    holderName: z.string().min(1).max(70),
  })
  .meta({ id: "BankAccountDetails" });
export type BankAccountDetails = z.infer<typeof BankAccountDetails>;

/** What the bank answered when it compared number and holder (PAYX-04). */
export const PayeeCheck = z.enum(["MATCH", "CLOSE_MATCH", "NO_MATCH", "NOT_POSSIBLE"]).meta({ id: "PayeeCheck" });
export type PayeeCheck = z.infer<typeof PayeeCheck>;

const shared = { id: BankAccountId, organisation: OrganisationId, detailsSha256: Digest, registeredBy: UserId };
const checked = { payeeCheck: PayeeCheck, checkedAt: Instant, verifiedBy: UserId };

const RegisteredAccount = z.object({ state: z.literal("registered"), ...shared }).meta({ id: "RegisteredBankAccount" });
const VerifiedAccount = z
  .object({ state: z.literal("verified"), ...shared, ...checked })
  .meta({ id: "VerifiedBankAccount" });
/** The bank says that the holder is somebody else (PAYX-05): the file ends here, another one may be registered. */
const BlockedAccount = z
  .object({ state: z.literal("blocked"), ...shared, ...checked })
  .meta({ id: "BlockedBankAccount" });
const ValidatedAccount = z
  .object({ state: z.literal("validated"), ...shared, ...checked, validatedBy: UserId })
  .meta({ id: "ValidatedBankAccount" });

/** The head of a bank account file: registered by the organisation, verified by one person of the ECCC, validated by another. */
export const BankAccount = z
  .discriminatedUnion("state", [RegisteredAccount, VerifiedAccount, BlockedAccount, ValidatedAccount])
  .meta({ id: "BankAccount" });
export type BankAccount = z.infer<typeof BankAccount>;

export type BankAccountNotFound = {
  readonly kind: "BankAccountNotFound";
  readonly bankAccountId: BankAccountId;
};

const shownCharacters = 4;

/** Enough of a number to recognise it: country and check digits, the last four characters. */
export const maskIban = (iban: Iban): string => `${iban.slice(0, shownCharacters)} … ${iban.slice(-shownCharacters)}`;
