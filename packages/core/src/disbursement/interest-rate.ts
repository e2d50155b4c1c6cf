import {
  type Fraction,
  ZERO,
  add,
  compare,
  fraction,
  multiply,
  parseDecimal,
  toDecimal,
} from "@grants/kernel/fraction";
import { firstOfMonth } from "@grants/kernel/calendar";
import { type Cents, shareOf } from "@grants/kernel/money";
import { type Result, err, ok } from "@grants/kernel/result";
import type { LocalDate } from "@grants/kernel/time";
import type { RefinancingRate } from "../reference/parameters.ts";

/** How interest is counted: points above the refinancing rate (`fr.interest.marginPoints`), days of a year (`interest.dayBase`). */
export type InterestTerms = {
  readonly mroSeries: readonly RefinancingRate[];
  /** Decimal text, "3.5". */
  readonly marginPoints: string;
  readonly dayBase: number;
};

/** The rate of a calculation, frozen with it: a later change of the series does not alter it (CLR-PAY-03). Decimal text in percent. */
export type InterestRate = {
  /** The refinancing rate as the series prints it; null where the total was frozen by an earlier calculation. */
  readonly mroPercent: string | null;
  readonly ratePercent: string;
};

export type NoRefinancingRate = { readonly kind: "NoRefinancingRate"; readonly on: LocalDate };

const hundred: Fraction = { numerator: 100n, denominator: 1n };

/**
 * The refinancing rate in force on the first calendar day of the month of a deadline, plus the margin, at least 0 % (PAY-09, REC-02;
 * FR 99(2), (5)). It holds for the whole period of the interest.
 */
export const interestRateFor = (
  deadlineOn: LocalDate,
  { mroSeries, marginPoints }: Pick<InterestTerms, "mroSeries" | "marginPoints">,
): Result<InterestRate, NoRefinancingRate> => {
  const on = firstOfMonth(deadlineOn);
  const inForce = mroSeries
    .filter(({ from }) => from <= on)
    .toSorted((a, b) => (a.from < b.from ? -1 : 1))
    .at(-1);
  if (inForce === undefined) return err({ kind: "NoRefinancingRate", on });
  const total = add(parseDecimal(inForce.ratePercent), parseDecimal(marginPoints));
  const rate = compare(total, ZERO) < 0 ? ZERO : total;
  return ok({ mroPercent: inForce.ratePercent, ratePercent: shortDecimal(rate) });
};

/** Simple interest: amount × rate × days ÷ days of a year, rounded half up once (CLR-PAY-03, CLR-REC-01). */
export const simpleInterest = (amountCents: Cents, ratePercent: string, days: number, dayBase: number): Cents => {
  const yearly = multiply(parseDecimal(ratePercent), fraction(1n, hundred.numerator));
  return shareOf(amountCents, multiply(yearly, fraction(BigInt(days), BigInt(dayBase))));
};

const decimalsMax = 15;
/** Without idle zeros: "5.65", "6.9", "8". */
const shortDecimal = (value: Fraction): string => toDecimal(value, decimalsMax).replace(/\.?0+$/, "");
