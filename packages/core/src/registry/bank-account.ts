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

const Step = z.object({ by: UserId, at: Instant });

/** Asked of the organisation by telephone, on the number of its validated file and never on one that came with the request (PAYX-06). */
export const CallBackOutcome = z.enum(["CONFIRMED", "NOT_REACHED", "DENIED"]).meta({ id: "CallBackOutcome" });
export type CallBackOutcome = z.infer<typeof CallBackOutcome>;

/** Another account than the one that is paid on: it has to cool down and to be confirmed by call-back before it may be validated (PAYX-06). */
const AccountChange = z
  .object({
    replaces: BankAccountId,
    /** The first instant at which it may be validated. */
    cooledAt: Instant,
    callBack: Step.extend({ outcome: CallBackOutcome }).optional(),
  })
  .meta({ id: "AccountChange" });
export type AccountChange = z.infer<typeof AccountChange>;

const shared = {
  id: BankAccountId,
  organisation: OrganisationId,
  detailsSha256: Digest,
  registeredBy: UserId,
  registeredAt: Instant,
};
const checked = { payeeCheck: PayeeCheck, checkedAt: Instant, verifiedBy: UserId };
const change = AccountChange.optional();

const RegisteredAccount = z.object({ state: z.literal("registered"), ...shared }).meta({ id: "RegisteredBankAccount" });
/** The organisation is still paid on the old account. */
const PendingAccount = z
  .object({ state: z.literal("changePending"), ...shared, change: AccountChange })
  .meta({ id: "PendingBankAccount" });
const VerifiedAccount = z
  .object({ state: z.literal("verified"), ...shared, change, ...checked })
  .meta({ id: "VerifiedBankAccount" });
/** The bank says that the holder is somebody else (PAYX-05): the file ends here, another one may be registered. */
const BlockedAccount = z
  .object({ state: z.literal("blocked"), ...shared, change, ...checked })
  .meta({ id: "BlockedBankAccount" });
/** The organisation did not ask for it: it said so when it was called, or withdrew it on its own page. The file ends here. */
const WithdrawnAccount = z
  .object({ state: z.literal("withdrawn"), ...shared, change, withdrawn: Step.optional() })
  .meta({ id: "WithdrawnBankAccount" });
const ValidatedAccount = z
  .object({ state: z.literal("validated"), ...shared, change, ...checked, validatedBy: UserId })
  .meta({ id: "ValidatedBankAccount" });

/** The head of a bank account file: registered by the organisation, verified by one person of the ECCC, validated by another. */
export const BankAccount = z
  .discriminatedUnion("state", [
    RegisteredAccount,
    PendingAccount,
    VerifiedAccount,
    BlockedAccount,
    WithdrawnAccount,
    ValidatedAccount,
  ])
  .meta({ id: "BankAccount" });
export type BankAccount = z.infer<typeof BankAccount>;

/** The change that an account is, where it is one. */
export const changeOf = (account: BankAccount): AccountChange | undefined =>
  account.state === "registered" ? undefined : account.change;

export type BankAccountNotFound = {
  readonly kind: "BankAccountNotFound";
  readonly bankAccountId: BankAccountId;
};

const shownCharacters = 4;

/** Enough of a number to recognise it: country and check digits, the last four characters. */
export const maskIban = (iban: Iban): string => `${iban.slice(0, shownCharacters)} … ${iban.slice(-shownCharacters)}`;
