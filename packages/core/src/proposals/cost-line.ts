import { fraction } from "@grants/kernel/fraction";
import { costLineCentsMax, unitRateCentsMax } from "@grants/kernel/limits";
import { type Cents, EnteredCents, NO_CENTS, shareOf, sumCents } from "@grants/kernel/money";
import { LineText } from "@grants/kernel/text";
import { z } from "zod";
import type { CostCategory } from "../agreements/build-up-costs.ts";

/**
 * What a line is planned for, by the sub-categories of the model agreement: A.1 employees, A.2 direct contract, A.3 seconded, A.4 owners of
 * small enterprises and natural persons, B subcontracting, C.1 travel, C.2 equipment, C.3 other goods and services, D.1 support to third
 * parties, D.2 internally invoiced, D.3 other. E, indirect costs, is computed and never entered (FORM-05).
 */
export const CostItem = z
  .enum(["A1", "A2", "A3", "A4", "B", "C1", "C2", "C3", "D1", "D2", "D3"])
  .meta({ id: "CostItem", example: "A1" });
export type CostItem = z.infer<typeof CostItem>;

const personnel = ["A1", "A2", "A3", "A4"] as const satisfies readonly CostItem[];

const categories = {
  A1: "A",
  A2: "A",
  A3: "A",
  A4: "A",
  B: "B",
  C1: "C",
  C2: "C",
  C3: "C",
  D1: "D_FSTP",
  D2: "D_INTERNAL",
  D3: "D_OTHER",
} as const satisfies Readonly<Record<CostItem, CostCategory>>;
export const categoryOf = (item: CostItem): CostCategory => categories[item];

/** How many, as decimal text with up to two decimals and no needless zero: two spellings of one number would be two budgets. */
export const Quantity = z
  .string()
  .regex(/^(?:0|[1-9]\d{0,4})(?:\.\d?[1-9])?$/)
  .meta({ id: "Quantity", example: "12.5" });

const LineCents = EnteredCents.max(costLineCentsMax);
const RateCents = EnteredCents.max(unitRateCentsMax);
const description = LineText.max(80);

const AmountLine = z
  .strictObject({ kind: z.literal("amount"), item: CostItem, description, amountCents: LineCents })
  .meta({ id: "AmountLine" });
const UnitsLine = z
  .strictObject({ kind: z.literal("units"), item: CostItem, description, units: Quantity, rateCents: RateCents })
  .meta({ id: "UnitsLine" });
/** Personnel: days of work at the rate of a day, which is the annual cost of the person divided by 215. */
const DaysLine = z
  .strictObject({ kind: z.literal("days"), item: z.enum(personnel), description, days: Quantity, rateCents: RateCents })
  .meta({ id: "DaysLine" });
/** Of a lump-sum call (FORM-04): direct and indirect costs in one amount. */
const LumpSumLine = z
  .strictObject({ kind: z.literal("lumpSum"), item: CostItem, description, amountCents: LineCents })
  .meta({ id: "LumpSumLine" });

const AnyLine = z.discriminatedUnion("kind", [AmountLine, UnitsLine, DaysLine, LumpSumLine]);

/** "12.5" is 1,250 hundredths. */
const hundredthsOf = (quantity: string): bigint => {
  const [whole = "0", decimals = ""] = quantity.split(".");
  return BigInt(whole) * 100n + BigInt(decimals.padEnd(2, "0"));
};

/** What a line comes to, rounded once, to the cent, half up (CLR-MON-01). */
export const lineCents = (line: z.infer<typeof AnyLine>): Cents => {
  switch (line.kind) {
    case "amount":
    case "lumpSum":
      return line.amountCents;
    case "units":
      return shareOf(line.rateCents, fraction(hundredthsOf(line.units), 100n));
    case "days":
      return shareOf(line.rateCents, fraction(hundredthsOf(line.days), 100n));
  }
};

export const CostLine = AnyLine.refine((line) => lineCents(line) <= costLineCentsMax, {
  message: "This line comes to more than a line may have.",
  path: ["rateCents"],
}).meta({ id: "CostLine" });
export type CostLine = z.infer<typeof CostLine>;
export type CostLineKind = CostLine["kind"];

/** Hundredths as a quantity is written: 1250 is "12.5". */
export const quantityOf = (hundredths: number): string => {
  const digits = String(hundredths).padStart(3, "0");
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`.replace(/\.?0+$/, "") || "0";
};

export const sumLines = (lines: readonly CostLine[]): Cents => sumCents(lines.map(lineCents));

/** Lines by category; a category without a line is not named. */
export const categoriesOf = (lines: readonly CostLine[]): { [category in CostCategory]?: Cents } => {
  const sums: { [category in CostCategory]?: Cents } = {};
  for (const line of lines) {
    const category = categoryOf(line.item);
    sums[category] = sumCents([sums[category] ?? NO_CENTS, lineCents(line)]);
  }
  return sums;
};
