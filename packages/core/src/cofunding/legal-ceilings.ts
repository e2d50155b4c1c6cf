import { type Cents, NO_CENTS } from "@grants/kernel/money";
import type { LocalDate } from "@grants/kernel/time";
import type { Programme } from "../calls/call.ts";
import { type ParameterKey, findParameterOn } from "../reference/parameters.ts";

/** By programme what a joint action may mirror; then what its administration may cost, and what one Member State may contribute. */
const ceilings = {
  DEP: ["eccc.dep.ceiling", "dep.so3.envelope"],
  HE: ["he.jointAction.unionCap.max"],
  ADMINISTRATIVE: ["eccc.dep.administrative.ceiling"],
  MEMBER_STATE: ["eccc.memberState.contribution.max"],
} as const satisfies Readonly<Record<Programme | "ADMINISTRATIVE" | "MEMBER_STATE", readonly ParameterKey[]>>;

/** The most that an amount can be by law, or by the platform's assumption where the law is silent. */
export type LegalCeiling = {
  readonly ceilingCents: Cents;
  readonly rule: string;
  /** The law names no amount: a dated parameter stands in for it. */
  readonly isAssumption: boolean;
};
export type AboveLegalCeiling = LegalCeiling & { readonly kind: "AboveLegalCeiling"; readonly field: string };

/**
 * Of several ceilings the lowest holds (FIN-03). Outside the days of a ceiling there is no money of its kind: it is nothing then, and not
 * boundless.
 */
export const legalCeilingOn = (of: keyof typeof ceilings, on: LocalDate): LegalCeiling => {
  const rows = ceilings[of].map((key) => {
    const row = findParameterOn(key, on);
    return row === null
      ? { ceilingCents: NO_CENTS, rule: key, isAssumption: false }
      : { ceilingCents: row.value, rule: row.rule, isAssumption: row.confidence === "I" };
  });
  return rows.reduce((lowest, row) => (row.ceilingCents < lowest.ceilingCents ? row : lowest));
};

/** Whether an amount is above its ceiling; the ceiling itself is allowed. */
export const refuseAbove = (ceiling: LegalCeiling, field: string, amountCents: Cents): AboveLegalCeiling | null =>
  amountCents > ceiling.ceilingCents ? { kind: "AboveLegalCeiling", field, ...ceiling } : null;
