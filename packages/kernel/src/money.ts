import { z } from "zod";
import {
  type Fraction,
  add,
  compare,
  divide,
  floor,
  fraction,
  multiply,
  roundHalfUp,
  subtract,
  ZERO,
} from "./fraction.ts";
import { enteredCentsMax } from "./limits.ts";
import { type Result, err, ok } from "./result.ts";

/** Euro cents, integers only: exact up to 90 trillion euro. A number, not a bigint: JSON, DynamoDB and OpenAPI carry it. */
export const Cents = z.int().min(0).brand("Cents").meta({ id: "Cents", example: 250_000_00 });
export type Cents = z.infer<typeof Cents>;

/** An amount that a person or a machine enters. Whatever is counted from such amounts is plain `Cents`. */
export const EnteredCents = z
  .int()
  .min(0)
  .max(enteredCentsMax)
  .brand("Cents")
  .meta({ id: "EnteredCents", example: 250_000_00 });

/** Cents of either sign: legs of a journal entry, differences. Never a price. */
export const SignedCents = z.int().brand("SignedCents").meta({ id: "SignedCents" });
export type SignedCents = z.infer<typeof SignedCents>;

export const cents = (value: number | bigint): Cents => Cents.parse(Number(value));
export const signedCents = (value: number | bigint): SignedCents => SignedCents.parse(Number(value));

export const NO_CENTS = cents(0);

/** Sums in `bigint`; throws where the sum leaves the safe integers. */
export const sumCents = (amounts: readonly Cents[]): Cents => cents(sumOf(amounts));
export const sumSignedCents = (amounts: readonly (Cents | SignedCents)[]): SignedCents => signedCents(sumOf(amounts));
const sumOf = (amounts: readonly number[]): bigint => amounts.reduce((sum, amount) => sum + BigInt(amount), 0n);

/** `a − b` where that is not negative, else nothing: the law's max(0, a − b). */
export const minusAtLeastZero = (a: Cents, b: Cents): Cents => (a > b ? cents(a - b) : NO_CENTS);
export const smallerOf = (a: Cents, b: Cents): Cents => (a < b ? a : b);
export const largerOf = (a: Cents, b: Cents): Cents => (a > b ? a : b);

const toFraction = (amount: number): Fraction => fraction(BigInt(amount), 1n);

/** `total × rate`, rounded once, half away from zero (CLR-MON-01). */
export const shareOf = (total: Cents, rate: Fraction): Cents => cents(roundHalfUp(multiply(toFraction(total), rate)));

/** `amount × part ÷ whole`, rounded once. Throws when `whole` is nothing. */
export const proportionOf = (amount: Cents, part: Cents, whole: Cents): Cents =>
  shareOf(amount, fraction(BigInt(part), BigInt(whole)));

export type Weighted<K extends string> = { readonly key: K; readonly weight: Fraction };

/**
 * Splits a total so that the parts make the whole (CLR-MON-02): every share is rounded down, the cents that are left go one by one
 * to the largest fractional remainders; at equal remainders the order in which the members are given decides.
 * Throws without members, on a member given twice, on a negative weight, or when all weights are zero.
 */
export const allocate = <K extends string>(total: Cents, members: readonly Weighted<K>[]): ReadonlyMap<K, Cents> => {
  if (members.some(({ weight }) => compare(weight, ZERO) < 0)) throw new RangeError("A weight cannot be negative.");
  if (new Set(members.map(({ key }) => key)).size < members.length) throw new RangeError("A member has one share.");
  const whole = members.reduce((sum, { weight }) => add(sum, weight), ZERO);
  if (compare(whole, ZERO) === 0) throw new RangeError("Without weights there is nothing to split by.");
  const exact = members.map(({ key, weight }, order) => {
    const share = divide(multiply(toFraction(total), weight), whole);
    const down = floor(share);
    return { key, down, order, remainder: subtract(share, fraction(down, 1n)) };
  });
  const left = Number(BigInt(total) - exact.reduce((sum, { down }) => sum + down, 0n));
  const favoured = new Set(
    exact
      // The sort is stable: equal remainders keep the order of the members.
      .toSorted((a, b) => compare(b.remainder, a.remainder))
      .slice(0, left)
      .map(({ order }) => order),
  );
  return new Map(exact.map(({ key, down, order }) => [key, cents(down + (favoured.has(order) ? 1n : 0n))]));
};

/** The tie order of CLR-MON-02: the Union first, then the codes in alphabetical order. */
export const unionFirst = (a: string, b: string): number => {
  if (a === b) return 0;
  if (a === "UNION") return -1;
  if (b === "UNION") return 1;
  return a < b ? -1 : 1;
};

export type AmountNotUnderstood =
  | { readonly kind: "AmountNotANumber" }
  | { readonly kind: "AmountTooPrecise" }
  /** "1,234" or "1.234": a thousand and some, or one and some decimals. */
  | { readonly kind: "AmountAmbiguous"; readonly asGroup: Cents }
  | { readonly kind: "AmountNegative" }
  | { readonly kind: "AmountTooLarge" };

// Thousands are grouped by one separator, the decimals follow the other: "1 234 567,89", "1.234.567,89", "1,234,567.89", "1234567.89".
const grouped = (separator: string, decimal: string) =>
  new RegExp(String.raw`^(\d{1,3}(?:${separator}\d{3})+|\d+)(?:${decimal}(\d+))?$`);
const readings = [
  grouped(String.raw`[\u0020\u00a0\u202f'’]`, "[.,]"),
  grouped(String.raw`\.`, ","),
  grouped(",", String.raw`\.`),
];

/**
 * An amount as people write it, in euro; the first reading that fits decides. A lone group such as "1,234" or "1.234" could be either
 * thing, and is refused with what it would be as thousands. One above `enteredCentsMax` is too large.
 */
export const parseEuro = (text: string): Result<Cents, AmountNotUnderstood> => {
  const trimmed = text.trim().replace(/^€\s*|\s*€$/gu, "");
  if (/^[-−]/u.test(trimmed)) return err({ kind: "AmountNegative" });
  const lone = /^([1-9]\d{0,2})[.,](\d{3})$/u.exec(trimmed);
  if (lone !== null) return err({ kind: "AmountAmbiguous", asGroup: cents(Number(`${lone[1]}${lone[2]}`) * 100) });
  const match = readings.map((reading) => reading.exec(trimmed)).find((found) => found !== null);
  if (match === undefined) return err({ kind: "AmountNotANumber" });
  const [, whole = "0", decimals = ""] = match;
  if (decimals.length > 2) return err({ kind: "AmountTooPrecise" });
  const value = BigInt(whole.replace(/\D/gu, "")) * 100n + BigInt(decimals.padEnd(2, "0"));
  return value > BigInt(enteredCentsMax) ? err({ kind: "AmountTooLarge" }) : ok(cents(value));
};

/** Euro with two decimals and no grouping, as a bank file and a CSV want it: "1234567.89". */
export const centsToEuroText = (amount: Cents | SignedCents): string => {
  const digits = `${amount}`.replace("-", "").padStart(3, "0");
  return `${amount < 0 ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};
