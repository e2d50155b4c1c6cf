import { type Cents, centsToEuroText } from "@grants/kernel/money";
import { parseFraction, type Rate } from "@grants/kernel/fraction";
import type { Instant, LocalDate } from "@grants/kernel/time";

export type Language = "en" | "nl";

const locales: Readonly<Record<Language, string>> = { en: "en-IE", nl: "nl-NL" };

const decimal = (text: string): Intl.StringNumericLiteral =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- digits with a point, from whole cents.
  text as Intl.StringNumericLiteral;

/** Amounts, numbers and times as the language of a document writes them. An amount never passes through a float. */
export const formatsOf = (language: Language) => {
  const locale = locales[language];
  const amount = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const number = new Intl.NumberFormat(locale);
  const percent = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  const time = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "short", timeZone: "Europe/Brussels" });
  const day = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" });
  return {
    on: (date: LocalDate): string => day.format(new Date(`${date}T00:00:00.000Z`)),
    amount: (cents: Cents): string => amount.format(decimal(centsToEuroText(cents))),
    number: (value: number): string => number.format(value),
    /** Decimal text with up to two decimals, as costs are planned by. */
    quantity: (text: string): string => percent.format(decimal(text)),
    rate: (rate: Rate): string => {
      const { numerator, denominator } = parseFraction(rate);
      return `${percent.format((Number(numerator) * 100) / Number(denominator))} %`;
    },
    at: (instant: Instant): string => time.format(new Date(instant)),
  };
};
