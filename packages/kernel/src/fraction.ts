import { z } from "zod";

/** An exact ratio in lowest terms with a positive denominator (CLR-MON-01: no floating point). */
export type Fraction = { readonly numerator: bigint; readonly denominator: bigint };

const abs = (n: bigint) => (n < 0n ? -n : n);
const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? abs(a) : gcd(b, a % b));

/** Throws on a zero denominator: a ratio of nothing is a bug of the caller, never an answer. */
export const fraction = (numerator: bigint, denominator: bigint): Fraction => {
  if (denominator === 0n) throw new RangeError("A fraction needs a denominator that is not zero.");
  const divisor = gcd(numerator, denominator) * (denominator < 0n ? -1n : 1n);
  return { numerator: numerator / divisor, denominator: denominator / divisor };
};

const fractionPattern = /^-?\d{1,18}(?:\/[1-9]\d{0,17})?$/;

/** A rate, share or weight as people write it: "1/2", "7/100", "1". */
export const FractionText = z
  .string()
  // What is no fraction is read no further: the checks of the schemas made from this one would throw on it.
  .regex(fractionPattern, { abort: true })
  .meta({ id: "Fraction", example: "1/2" });

/** A rate between 0 and 1, both included. */
export const Rate = FractionText.refine(
  (text) => isBetween(parseFraction(text), ZERO, ONE),
  "A rate lies between 0 and 1.",
)
  .brand("Rate")
  .meta({ id: "Rate", example: "1/2" });
export type Rate = z.infer<typeof Rate>;

export const parseFraction = (text: string): Fraction => {
  if (!fractionPattern.test(text)) throw new RangeError(`"${text}" is not a fraction.`);
  const [numerator = "0", denominator = "1"] = text.split("/");
  return fraction(BigInt(numerator), BigInt(denominator));
};

/** Decimal text such as "12.5" or "-0.05", read exactly. */
export const parseDecimal = (text: string): Fraction => {
  if (!/^-?\d{1,15}(?:\.\d{1,15})?$/.test(text)) throw new RangeError(`"${text}" is not a decimal number.`);
  const [, decimals = ""] = text.split(".");
  return fraction(BigInt(text.replace(".", "")), 10n ** BigInt(decimals.length));
};

export const formatFraction = ({ numerator, denominator }: Fraction): string =>
  denominator === 1n ? `${numerator}` : `${numerator}/${denominator}`;

export const ZERO: Fraction = { numerator: 0n, denominator: 1n };
export const ONE: Fraction = { numerator: 1n, denominator: 1n };

export const add = (a: Fraction, b: Fraction) =>
  fraction(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
export const subtract = (a: Fraction, b: Fraction) => add(a, { ...b, numerator: -b.numerator });
export const multiply = (a: Fraction, b: Fraction) =>
  fraction(a.numerator * b.numerator, a.denominator * b.denominator);
export const divide = (a: Fraction, b: Fraction) => fraction(a.numerator * b.denominator, a.denominator * b.numerator);

/** Negative, zero or positive, as a sort wants it. */
export const compare = (a: Fraction, b: Fraction): -1 | 0 | 1 => {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator;
  if (difference === 0n) return 0;
  return difference < 0n ? -1 : 1;
};
export const isBetween = (value: Fraction, low: Fraction, high: Fraction) =>
  compare(value, low) >= 0 && compare(value, high) <= 0;

/** To the nearest whole number; a half goes away from zero (CLR-MON-01). */
export const roundHalfUp = ({ numerator, denominator }: Fraction): bigint => {
  const magnitude = (abs(numerator) * 2n + denominator) / (denominator * 2n);
  return numerator < 0n ? -magnitude : magnitude;
};

/** The largest whole number that is not above the value. */
export const floor = ({ numerator, denominator }: Fraction): bigint => {
  const quotient = numerator / denominator;
  return numerator % denominator < 0n ? quotient - 1n : quotient;
};

/** Decimal text with exactly `decimals` places, rounded half up: for display, never for further arithmetic. */
export const toDecimal = (value: Fraction, decimals: number): string => {
  const scaled = roundHalfUp(multiply(value, { numerator: 10n ** BigInt(decimals), denominator: 1n }));
  const digits = abs(scaled)
    .toString()
    .padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals);
  const sign = scaled < 0n ? "-" : "";
  return decimals === 0 ? `${sign}${whole}` : `${sign}${whole}.${digits.slice(-decimals)}`;
};

/** The share as a percentage for display: "1/3" with four decimals is "33.3333". */
export const toPercent = (value: Fraction, decimals: number): string =>
  toDecimal(multiply(value, { numerator: 100n, denominator: 1n }), decimals);
