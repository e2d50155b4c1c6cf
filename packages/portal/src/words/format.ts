import { localeOf, type Language } from "./language.ts";

/**
 * How amounts, numbers and times read in one language. Times are those of Brussels, as the rules of the field ask
 * (CLR-CAL-01); amounts are whole cents and never pass through a float.
 */
export type Formats = {
  /** 123456789 → "€1,234,567.89" or "€ 1.234.567,89". */
  readonly money: (amountCents: number) => string;
  /** The same without the sign, as a value to edit in a form. */
  readonly plainAmount: (amountCents: number) => string;
  readonly number: (value: number) => string;
  /** "2026-05-28" → "28 May 2026". */
  readonly date: (on: string) => string;
  /** "2026-11-22T16:00:00.000Z" → "22 November 2026 at 17:00". */
  readonly dateTime: (at: string) => string;
  /** The same with seconds and milliseconds, for receipts and deadlines that were missed by little. */
  readonly exactTime: (at: string) => string;
};

const brussels = "Europe/Brussels";

const wholeAndFraction = (amountCents: number) => {
  if (!Number.isSafeInteger(amountCents)) throw new RangeError(`Not an amount in cents: ${String(amountCents)}`);
  const digits = String(Math.abs(amountCents)).padStart(3, "0");
  // A negative zero keeps the sign of amounts between minus one euro and zero.
  const whole = Number(digits.slice(0, -2)) * (amountCents < 0 ? -1 : 1);
  return { whole, fraction: digits.slice(-2) };
};

/** The whole euros are formatted by Intl, the two digits of the cents are put in their place as they are. */
const amountFormatter = (format: Intl.NumberFormat) => (amountCents: number) => {
  const { whole, fraction } = wholeAndFraction(amountCents);
  return format
    .formatToParts(whole)
    .map((part) => (part.type === "fraction" ? fraction : part.value))
    .join("");
};

const createFormats = (language: Language): Formats => {
  const locale = localeOf[language];
  const money = new Intl.NumberFormat(locale, { style: "currency", currency: "EUR" });
  const plain = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const number = new Intl.NumberFormat(locale);
  const date = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" });
  const dateTime = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "short", timeZone: brussels });
  const exactTime = new Intl.DateTimeFormat(locale, {
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    fractionalSecondDigits: 3,
    hourCycle: "h23",
    timeZone: brussels,
  });
  return {
    money: amountFormatter(money),
    plainAmount: amountFormatter(plain),
    number: (value) => number.format(value),
    date: (on) => date.format(new Date(`${on}T00:00:00Z`)),
    dateTime: (at) => dateTime.format(new Date(at)),
    exactTime: (at) => exactTime.format(new Date(at)),
  };
};

const formatsByLanguage: Readonly<Record<Language, Formats>> = { en: createFormats("en"), nl: createFormats("nl") };

export const formatsOf = (language: Language): Formats => formatsByLanguage[language];
