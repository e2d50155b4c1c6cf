import { FractionText, formatFraction, fraction, parseFraction, toDecimal, toPercent } from "@grants/kernel/fraction";
import type { PageContext } from "../../page/page-context.ts";

/** More decimals than any rate of the field has. */
const decimalsMax = 4;

/** "12.50" → "12.5", "10.00" → "10", "10" → "10". */
const withoutTrailingZeros = (decimal: string): string => decimal.replace(/\.0*$|(\.\d*[1-9])0+$/, "$1");

const isExact = (text: string, percent: string): boolean => {
  const [whole = "0", decimals = ""] = percent.split(".");
  const value = fraction(BigInt(whole + decimals), 100n * 10n ** BigInt(decimals.length));
  return formatFraction(value) === formatFraction(parseFraction(text));
};

/** "1/2" → "50"; null where the percentage never ends. */
const exactPercent = (text: string): string | null => {
  const percent = withoutTrailingZeros(toPercent(parseFraction(text), decimalsMax));
  return isExact(text, percent) ? percent : null;
};

/** A rate as people read it: "1/2" → "50 %", "1/3" → "1/3 (about 33.33 %)". */
export const readableRate = (text: string, { t, format }: PageContext): string => {
  // A record from elsewhere may say it in words.
  if (!FractionText.safeParse(text).success) return text;
  const percent = exactPercent(text);
  return percent === null
    ? t("calls.percentAbout", { fraction: text, percent: format.number(Number(toPercent(parseFraction(text), 2))) })
    : t("calls.percent", { percent: format.number(Number(percent)) });
};

/** A rate as a form shows it: "50 %", else the fraction itself. */
export const writableRate = (text: string): string => {
  const percent = exactPercent(text);
  return percent === null ? text : `${percent} %`;
};

/** "50 %" and "7,5%" as the fraction that the API takes; anything else is passed on for the API to judge. */
export const rateFrom = (written: string): string => {
  const match = /^(\d{1,3})(?:[.,](\d{1,6}))?\s*%$/.exec(written.trim());
  if (match === null) return written.trim();
  const [, whole = "0", decimals = ""] = match;
  return formatFraction(fraction(BigInt(whole + decimals), 100n * 10n ** BigInt(decimals.length)));
};

/** A weight as people read it: "3/2" → "1.5". */
export const readableWeight = (text: string, { format }: PageContext): string => {
  const decimal = withoutTrailingZeros(toDecimal(parseFraction(text), decimalsMax));
  return format.number(Number(decimal));
};
