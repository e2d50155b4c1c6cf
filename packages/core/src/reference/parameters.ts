import { LocalDate } from "@grants/kernel/time";
import { z } from "zod";
import { schemaByKey } from "./parameter-schemas.ts";
import table from "./parameters.json" with { type: "json" };

export type ParameterKey = keyof typeof schemaByKey;
type ValueByKey = { readonly [K in ParameterKey]: z.output<(typeof schemaByKey)[K]> };
const schemas: { readonly [K in ParameterKey]: { readonly parse: (value: unknown) => ValueByKey[K] } } = schemaByKey;

/** How sure the platform is of a row: primary text, secondary page, general knowledge, interpretation (rulebook, "How to read it"). */
const Confidence = z.enum(["P", "S", "K+", "K~", "I"]);

/** The row without its value. Both dates are inclusive; `validFrom` null: the date of start was not recorded. */
const Row = z.strictObject({
  key: z.string(),
  value: z.unknown(),
  unit: z.string(),
  validFrom: LocalDate.nullable(),
  validTo: LocalDate.nullable(),
  rule: z.string(),
  source: z.string(),
  confidence: Confidence,
  configurable: z.boolean(),
  note: z.string().optional(),
});
type Row = z.infer<typeof Row>;

/** A dated amount, rate or period with its source: a finished calculation keeps the row that it used. */
export type Parameter<K extends ParameterKey> = Omit<Row, "key" | "value"> & {
  readonly key: K;
  readonly value: ValueByKey[K];
};

const isInForce = ({ validFrom, validTo }: Pick<Row, "validFrom" | "validTo">, on: LocalDate): boolean =>
  (validFrom === null || validFrom <= on) && (validTo === null || on <= validTo);

/** The row of `parameters.json` that is in force on a day; `null` where none is. Throws when there is more than one: the table is wrong. */
export const findParameterOn = <K extends ParameterKey>(key: K, on: LocalDate): Parameter<K> | null => {
  const rows = table.parameters.filter((row) => row.key === key).map((row) => Row.parse(row));
  const [row, another] = rows.filter((candidate) => isInForce(candidate, on));
  if (another !== undefined) throw new RangeError(`Two values of ${key} are in force on ${on}.`);
  return row === undefined ? null : { ...row, key, value: schemas[key].parse(row.value) };
};

/** The row that is in force on a day. Throws when there is none or more than one: the table is wrong, not the question. */
export const parameterOn = <K extends ParameterKey>(key: K, on: LocalDate): Parameter<K> => {
  const row = findParameterOn(key, on);
  if (row === null) throw new RangeError(`No value of ${key} is in force on ${on}.`);
  return row;
};

/** The main refinancing rate of the ECB from a day on; decimal text such as "2.15" or "-0.50". */
export const RefinancingRate = z
  .object({ from: LocalDate, ratePercent: z.string().regex(/^-?\d{1,3}(?:\.\d{1,4})?$/) })
  .meta({ id: "RefinancingRate" });
export type RefinancingRate = z.infer<typeof RefinancingRate>;

/** A sample, to be replaced by the series of the Official Journal before go-live (PAY-09). */
export const sampleRefinancingRates = (): readonly RefinancingRate[] =>
  z.array(RefinancingRate).parse(table.samples.ecbMainRefinancingRate.rows);
