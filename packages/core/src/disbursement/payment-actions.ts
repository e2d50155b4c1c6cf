import { type Instant, dateInZone } from "@grants/kernel/time";
import type { UserId } from "@grants/kernel/id";
import type { Result } from "@grants/kernel/result";
import { type AllowedAction, decideAccess } from "../access/decide-access.ts";
import type { Rights } from "../access/rights.ts";
import { decideAuthorisation, decideResumption, decideSuspension, decideValidation } from "./decide-payment.ts";
import type { PaymentRequest } from "./payment-request.ts";

const steps = ["validatePaymentRequest", "authorisePayment", "suspendPayment", "resumePayment"] as const;

type Asker = { readonly rights: Rights | null; readonly caller: UserId; readonly at: Instant };

const decide = (
  step: (typeof steps)[number],
  request: PaymentRequest,
  { caller, at }: Asker,
): Result<unknown, { readonly kind: string }> => {
  const today = dateInZone(at);
  switch (step) {
    case "validatePaymentRequest":
      return decideValidation(request, caller);
    case "authorisePayment":
      return decideAuthorisation(request, caller);
    case "suspendPayment":
      return decideSuspension(request, today);
    case "resumePayment":
      return decideResumption(request, today);
  }
};

/** What this person may do with the request now, by the rules that decide it; a refusal says which rule. */
export const paymentActions = (request: PaymentRequest, asker: Asker): readonly AllowedAction[] =>
  steps.map((action) => {
    const access = decideAccess(action, asker.rights, {}, asker.at);
    const decided = access.ok ? decide(action, request, asker) : access;
    return decided.ok ? { action, allowed: true } : { action, allowed: false, because: decided.error.kind };
  });
