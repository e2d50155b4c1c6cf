import { type Fraction, fraction, parseFraction, type Rate } from "@grants/kernel/fraction";
import { type Cents, minusAtLeastZero, shareOf, smallerOf, sumCents } from "@grants/kernel/money";

export type FurtherPrefinancing = {
  readonly previousPrefinancingCents: readonly Cents[];
  readonly consumedCents: Cents;
  readonly instalmentCents: Cents;
  /** Share of the earlier instalments that must be consumed (parameter `fr.prefinancing.consumptionThreshold`). */
  readonly consumptionThreshold: Rate;
};

export type FurtherPrefinancingDecision = {
  readonly thresholdCents: Cents;
  /** What is missing to the threshold, at most the whole instalment. */
  readonly reductionCents: Cents;
  readonly payCents: Cents;
  /** Null where nothing was paid before: there is nothing to have consumed a share of. */
  readonly consumedShare: Fraction | null;
};

/**
 * A further pre-financing instalment is paid in full when the threshold of all earlier ones is consumed, exactly counting as consumed;
 * otherwise it is reduced by what is missing (PAY-02, CLR-PAY-01). The threshold is rounded half up.
 */
export const decideFurtherPrefinancing = (request: FurtherPrefinancing): FurtherPrefinancingDecision => {
  const { consumedCents, instalmentCents, consumptionThreshold } = request;
  const previousCents = sumCents(request.previousPrefinancingCents);
  const thresholdCents = shareOf(previousCents, parseFraction(consumptionThreshold));
  const reductionCents = smallerOf(instalmentCents, minusAtLeastZero(thresholdCents, consumedCents));
  return {
    thresholdCents,
    reductionCents,
    payCents: minusAtLeastZero(instalmentCents, reductionCents),
    consumedShare: previousCents === 0 ? null : fraction(BigInt(consumedCents), BigInt(previousCents)),
  };
};
