import { type Instant, dateInZone } from "@grants/kernel/time";
import type { UserId } from "@grants/kernel/id";
import { type Result, err } from "@grants/kernel/result";
import { type Actor, actorOf } from "../access/actor.ts";
import { type Capacity, refuseAboveCeiling } from "../access/capacity.ts";
import { type AllowedAction, decideAccess } from "../access/decide-access.ts";
import type { Rights } from "../access/rights.ts";
import { decideAuthorisation, decideResumption, decideSuspension, decideValidation } from "./decide-payment.ts";
import type { PaymentRequest } from "./payment-request.ts";

const steps = ["validatePaymentRequest", "authorisePayment", "suspendPayment", "resumePayment"] as const;

type Asker = { readonly rights: Rights | null; readonly caller: UserId; readonly at: Instant };

type Asked = Asker & { readonly actor: Actor };

const decide = (
  step: (typeof steps)[number],
  request: PaymentRequest,
  { caller, at, actor }: Asked,
): Result<unknown, { readonly kind: string }> => {
  const today = dateInZone(at);
  switch (step) {
    case "validatePaymentRequest":
      return decideValidation(request, caller, actor);
    case "authorisePayment":
      return decideAuthorisation(request, actor);
    case "suspendPayment":
      return decideSuspension(request, today);
    case "resumePayment":
      return decideResumption(request, today);
  }
};

const decideAs = (
  step: (typeof steps)[number],
  request: PaymentRequest,
  { capacity, ...asker }: Asker & { readonly capacity: Capacity },
): Result<unknown, { readonly kind: string }> => {
  const aboveCeiling = step === "authorisePayment" ? refuseAboveCeiling(capacity, request.amountCents) : null;
  if (aboveCeiling !== null) return err(aboveCeiling);
  return decide(step, request, { ...asker, actor: actorOf(asker.caller, asker.rights, capacity) });
};

/** What this person may do with the request now, by the rules that decide it; a refusal says which rule. */
export const paymentActions = (request: PaymentRequest, asker: Asker): readonly AllowedAction[] =>
  steps.map((action) => {
    const access = decideAccess(action, asker.rights, {}, asker.at);
    const decided = access.ok ? decideAs(action, request, { ...asker, capacity: access.value }) : access;
    return decided.ok ? { action, allowed: true } : { action, allowed: false, because: decided.error.kind };
  });
