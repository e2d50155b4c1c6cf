import { cents, centsToEuroText, type Cents } from "@grants/kernel/money";
import { LocalDate } from "@grants/kernel/time";
import { z } from "zod";

/** Texts as ISO 20022 types them, and what they mean here. */
export const isoText = (charactersMax: number) => z.string().min(1).max(charactersMax);

const isElement = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * An element with children: those that we read by their schemas, and the tags (with white space between them) of those that the standard has
 * and we do not read. Any other child or attribute is refused.
 */
export const isoElement = <Shape extends z.ZodRawShape>(shape: Shape, unreadTags = "") => {
  const unread = new Set(unreadTags.split(/\s+/));
  const withoutUnread = (value: object) =>
    Object.fromEntries(Object.entries(value).filter(([tag]) => !unread.has(tag)));
  return z.preprocess((value) => (isElement(value) ? withoutUnread(value) : value), z.strictObject(shape));
};

/** "1234.5" as cents. At most two decimals that mean something: the standard allows five, euro have two. */
export const IsoDecimal = z
  .string()
  .regex(/^\d{1,13}(?:\.\d{1,2}0*)?$/)
  .transform((text): Cents => {
    const [whole = "0", decimals = ""] = text.split(".");
    return cents(BigInt(whole) * 100n + BigInt(decimals.slice(0, 2).padEnd(2, "0")));
  });

/** An amount in euro; another currency is refused. */
export const IsoEuro = z
  .strictObject({ "#text": IsoDecimal, "@Ccy": z.literal("EUR") })
  .transform((amount) => amount["#text"]);

export const IsoCount = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number);

/** A date, or the date of a date and time as the bank prints it. */
export const IsoDateChoice = z
  .union([
    z.strictObject({ Dt: LocalDate }).transform(({ Dt }) => Dt),
    z.strictObject({ DtTm: z.iso.datetime({ offset: true, local: true }) }).transform(({ DtTm }) => DtTm.slice(0, 10)),
  ])
  .pipe(LocalDate);

/** A code of an external list, or the bank's own words. */
export const IsoReason = z.union([
  z.strictObject({ Cd: z.string().regex(/^[A-Z0-9]{1,4}$/) }).transform(({ Cd }) => Cd),
  z.strictObject({ Prtry: isoText(35) }).transform(({ Prtry }) => Prtry),
]);

/** A count and a sum that a message states about its lines; either may be missing. */
export type StatedSum = { readonly nbOfTxs?: number | undefined; readonly sumCents?: Cents | undefined };

/** What is stated and does not fit what was counted, in words for the evidence; null where everything fits. */
export const misfit = (
  stated: StatedSum,
  counted: { readonly nbOfTxs: number; readonly sumCents: Cents },
): { readonly stated: string; readonly counted: string } | null => {
  if (stated.nbOfTxs !== undefined && stated.nbOfTxs !== counted.nbOfTxs)
    return { stated: `${stated.nbOfTxs}`, counted: `${counted.nbOfTxs}` };
  if (stated.sumCents !== undefined && stated.sumCents !== counted.sumCents)
    return { stated: centsToEuroText(stated.sumCents), counted: centsToEuroText(counted.sumCents) };
  return null;
};
