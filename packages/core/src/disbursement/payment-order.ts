import type { Sha256 } from "@grants/kernel/digest";
import { Digest } from "@grants/kernel/digest";
import { type NewId, OrganisationId, UserId } from "@grants/kernel/id";
import { Cents } from "@grants/kernel/money";
import { LocalDate } from "@grants/kernel/time";
import { z } from "zod";
import { AgreementId, ProjectNumber } from "../agreements/agreement.ts";
import { CommitmentId } from "../cofunding/award.ts";
import { UnionLine } from "../cofunding/pot-line.ts";
import { Acronym } from "../proposals/proposal.ts";
import { BankAccountId } from "../registry/organisation.ts";
import { PaymentId, PaymentRequestId } from "./payment-request.ts";
import { StatusReason } from "./payment-status.ts";
import { EndToEndId } from "./payment-text.ts";

type Numbered = { readonly projectNumber: ProjectNumber; readonly paymentNumber: number; readonly attempt: number };

/** Project and payment number, by which everybody finds the payment again (PAYX-02); a further attempt carries its own number. */
export const endToEndIdOf = ({ projectNumber, paymentNumber, attempt }: Numbered): EndToEndId =>
  EndToEndId.parse(`ECCC-${projectNumber}-${paymentNumber}${attempt === 1 ? "" : `-${attempt}`}`);

/** Made from the name that the bank knows, so that the bank's answer leads back, and no name is used twice (PAYX-13). */
export const paymentIdOf = (newId: NewId, endToEndId: EndToEndId): PaymentId =>
  PaymentId.parse(`pay_${newId(`payment:${endToEndId}`)}`);

/** Shards of the orders that are due on one day. */
export const dueShards = 8;

/** Shard of an order among those of its day: first byte of the id's digest (DATA §8). */
export const dueShardOf = (sha256: Sha256, id: PaymentId): number =>
  Number.parseInt(sha256(id).slice(0, 2), 16) % dueShards;

/** What the order takes from one line of the commitment. */
export const OrderLine = z.object({ line: UnionLine, amountCents: Cents, keptCents: Cents }).meta({ id: "OrderLine" });
export type OrderLine = z.infer<typeof OrderLine>;

/** Who took the three steps, and for whom, where a deputy did. */
export const orderPersons = {
  initiatedBy: UserId,
  verifiedBy: UserId,
  authorisedBy: UserId,
  initiatedFor: UserId.optional(),
  verifiedFor: UserId.optional(),
  authorisedFor: UserId.optional(),
};

/** The order itself, immutable; it stands in the row of the day on which it is due, and the head names its digest. */
export const DueOrder = z
  .object({
    v: z.literal(1),
    paymentId: PaymentId,
    endToEndId: EndToEndId,
    requestId: PaymentRequestId,
    agreementId: AgreementId,
    projectNumber: ProjectNumber,
    acronym: Acronym,
    commitmentId: CommitmentId,
    amountCents: Cents,
    /** Together the amount that is transferred, and what the mutual insurance mechanism keeps beside it (GA-03). */
    lines: z.array(OrderLine).min(1).max(2),
    payee: OrganisationId,
    bankAccountId: BankAccountId,
    /** Digest of the account's file when the order was authorised. */
    accountSha256: Digest,
    executionOn: LocalDate,
    ...orderPersons,
  })
  .meta({ id: "DueOrder" });
export type DueOrder = z.infer<typeof DueOrder>;

/** Why an order left its run before the file was written. */
export const WithdrawalReason = z
  .enum(["PAYEE_NOT_VALIDATED", "PAYEE_EXCLUDED", "ACCOUNT_CHANGED", "TRANSFER_REFUSED"])
  .meta({ id: "WithdrawalReason" });
export type WithdrawalReason = z.infer<typeof WithdrawalReason>;

const shared = { id: PaymentId, amountCents: Cents, executionOn: LocalDate, orderSha256: Digest };
const AuthorisedOrder = z.object({ state: z.literal("authorised"), ...shared }).meta({ id: "AuthorisedOrder" });
const WithdrawnOrder = z
  .object({ state: z.literal("withdrawn"), ...shared, because: WithdrawalReason })
  .meta({ id: "WithdrawnOrder" });
const RejectedOrder = z
  .object({ state: z.literal("rejected"), ...shared, reason: StatusReason.optional() })
  .meta({ id: "RejectedOrder" });
const ReturnedOrder = z
  .object({ state: z.literal("returned"), ...shared, reason: StatusReason.optional() })
  .meta({ id: "ReturnedOrder" });

/** The head of a payment order. An order that is paid stays `authorised`: its run's chunk says that it is booked (DATA §8). */
export const PaymentOrder = z
  .discriminatedUnion("state", [AuthorisedOrder, WithdrawnOrder, RejectedOrder, ReturnedOrder])
  .meta({ id: "PaymentOrder" });
export type PaymentOrder = z.infer<typeof PaymentOrder>;
