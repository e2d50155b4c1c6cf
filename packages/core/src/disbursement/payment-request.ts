import { type NewId, OrganisationId, UserId, prefixedId } from "@grants/kernel/id";
import { Cents } from "@grants/kernel/money";
import { LocalDate } from "@grants/kernel/time";
import { z } from "zod";
import { type AgreementId, AgreementId as AgreementIdSchema } from "../agreements/agreement.ts";
import { CommitmentId } from "../cofunding/award.ts";

export const PaymentRequestId = prefixedId("req").brand("PaymentRequestId").meta({ id: "PaymentRequestId" });
export type PaymentRequestId = z.infer<typeof PaymentRequestId>;

/** The order that a request becomes. */
export const PaymentId = prefixedId("pay").brand("PaymentId").meta({ id: "PaymentId" });
export type PaymentId = z.infer<typeof PaymentId>;

/** What a payment is for; interim payments and the balance come with the reports (PAY-01). */
export const PaymentKind = z.enum(["PREFINANCING"]).meta({ id: "PaymentKind" });
export type PaymentKind = z.infer<typeof PaymentKind>;

/** An agreement has one pre-financing: the same agreement makes the same id. */
export const prefinancingRequestIdOf = (newId: NewId, agreementId: AgreementId): PaymentRequestId =>
  PaymentRequestId.parse(`req_${newId(`request:${agreementId}:PREFINANCING:1`)}`);

/** Stops of the clock that one request can have; what needs more is asked for anew. */
export const suspensionsPerRequestMax = 4;

/** The clock stands from a day on, until the day it runs again (PAY-07); the last one may still be open. */
const ClockStop = z.object({ from: LocalDate, to: LocalDate.optional() }).meta({ id: "ClockStop" });
export type ClockStop = z.infer<typeof ClockStop>;

const shared = {
  id: PaymentRequestId,
  agreementId: AgreementIdSchema,
  /** Where the money is set aside and who is paid, as the agreement says: with them a step reads all it needs at once. */
  commitmentId: CommitmentId,
  coordinator: OrganisationId,
  kind: PaymentKind,
  /** What is transferred to the coordinator. */
  amountCents: Cents,
  /** The day from which the time to pay counts (PAY-05, GA-02). */
  clockFromOn: LocalDate,
  limitDays: z.int().min(1),
  initiatedBy: UserId,
  /** For whom, where a deputy took the step: that person takes no other one (CLR-SOD-01). */
  initiatedFor: UserId.optional(),
  /** Counts the payment orders of the request: another one follows when the bank refuses or returns a payment (PAYX-10). */
  attempt: z.int().min(1),
  stops: z.array(ClockStop).max(suspensionsPerRequestMax).optional(),
};
const verified = { verifiedBy: UserId, verifiedFor: UserId.optional() };

const ReceivedRequest = z.object({ state: z.literal("received"), ...shared }).meta({ id: "ReceivedPaymentRequest" });
const ValidatedRequest = z
  .object({ state: z.literal("validated"), ...shared, ...verified })
  .meta({ id: "ValidatedPaymentRequest" });
const AuthorisedRequest = z
  .object({
    state: z.literal("authorised"),
    ...shared,
    ...verified,
    authorisedBy: UserId,
    authorisedFor: UserId.optional(),
    /** The day of the run that pays the order. */
    executionOn: LocalDate,
    paymentId: PaymentId,
  })
  .meta({ id: "AuthorisedPaymentRequest" });

/**
 * The head of a payment request: registered, certified correct by a verifier, authorised as a payment order (SOD-04). What becomes of the
 * order is told by its run: a run writes nothing per payment (DATA §8).
 */
export const PaymentRequest = z
  .discriminatedUnion("state", [ReceivedRequest, ValidatedRequest, AuthorisedRequest])
  .meta({ id: "PaymentRequest" });
export type PaymentRequest = z.infer<typeof PaymentRequest>;
export type ValidatedRequest = z.infer<typeof ValidatedRequest>;
export type AuthorisedRequest = z.infer<typeof AuthorisedRequest>;

export type PaymentRequestNotFound = {
  readonly kind: "PaymentRequestNotFound";
  readonly requestId: PaymentRequestId;
};

export const isSuspended = ({ stops = [] }: Pick<PaymentRequest, "stops">): boolean =>
  stops.some(({ to }) => to === undefined);
