import type { UserId } from "@grants/kernel/id";
import { type Recompute, differenceFromEntries, headGone, toRecomputed } from "../audit/nights/recomputed.ts";
import { PaymentRequestId } from "./payment-request.ts";
import type { LoadedRequest } from "./payment-store.ts";
import { type PaymentReplay, type ReplayedPayments, computePaymentAgain } from "./replay-payment.ts";
import type { Sha256 } from "@grants/kernel/digest";

type Deps = {
  readonly payments: ReplayedPayments & {
    loadRequest(requestId: PaymentRequestId, caller: UserId): Promise<LoadedRequest>;
  };
  readonly sha256: Sha256;
  readonly caller: UserId;
};

const differenceIn = ({ brokenLink, firstDifference, kept, recomputed, decided }: PaymentReplay) => {
  if (brokenLink !== null) return { figure: "chainHash", kept: "", computed: brokenLink.kind };
  if (firstDifference === null) return null;
  const now = kept[firstDifference];
  const again = recomputed[firstDifference];
  // What is kept comes out again, and only the entries say otherwise.
  const computed = now === again ? decided?.[firstDifference] : again;
  return { figure: firstDifference, kept: String(now), computed: String(computed ?? "") };
};

/** A payment request by its id: its head as its entries left it, then its amount and clock from the data sheet that was signed. */
export const createPaymentRecompute =
  ({ payments, sha256, caller }: Deps): Recompute =>
  async (aggregate) => {
    const { request } = await payments.loadRequest(PaymentRequestId.parse(aggregate), caller);
    if (request === null) return headGone;
    const ofHead = await differenceFromEntries({ chains: payments, sha256 }, request);
    if (ofHead !== null) return toRecomputed(ofHead);
    const again = await computePaymentAgain({ payments, sha256 }, request);
    if (!again.ok) return { outcome: "NOT_COMPUTED", because: again.error.kind };
    return toRecomputed(differenceIn(again.value));
  };
