import type { Bic } from "../disbursement/payment-instruction.ts";
import type { Iban } from "../disbursement/iban.ts";
import type { Instant } from "@grants/kernel/time";
import type { PayeeCheck } from "./bank-account.ts";

/** Whether an account belongs to the payee. The name is the one of the validated legal entity: what a request says of the holder proves nothing. */
export type PayeeQuestion = {
  readonly iban: Iban;
  readonly bic?: Bic | undefined;
  readonly legalName: string;
  readonly at: Instant;
};

/** The service by which a bank compares number and name before a payment (Reg. 260/2012 Art. 5c, PAYX-04). */
export type PayeeVerification = {
  /** `null`: no answer came in time. Nothing follows from that; it is asked again later. */
  ask(question: PayeeQuestion): Promise<PayeeCheck | null>;
};

export type PayeeCheckUnavailable = { readonly kind: "PayeeCheckUnavailable"; readonly retryAfterSeconds: number };
export const retryAfterSeconds = 60;
