import type { StatusTone } from "../../components/status-label.tsx";
import type { Schemas } from "../../api-client.ts";

/** The lists of the API as values, in the order in which people read them. */
export const purposes = ["OPERATIONAL", "ADMINISTRATIVE"] as const satisfies readonly Schemas["ContributionPurpose"][];
export const channels = [
  "VIA_ECCC",
  "DIRECT_TO_BENEFICIARY",
  "IN_KIND",
] as const satisfies readonly Schemas["ContributionChannel"][];
export const outcomes = ["ELIGIBLE", "INELIGIBLE", "VETO"] as const satisfies readonly Schemas["VerdictOutcome"][];

export const lineTone: Readonly<Record<Schemas["ContributionStatus"], StatusTone>> = {
  pledged: "neutral",
  withdrawn: "quiet",
  committed: "active",
  due: "attention",
  paid: "quiet",
  overdue: "attention",
  notified: "attention",
  remedyPeriod: "attention",
  default: "attention",
  remedied: "quiet",
};

export const jointActionTone: Readonly<Record<Schemas["JointAction"]["state"], StatusTone>> = {
  open: "active",
  inVerdicts: "attention",
  verdictsLocked: "quiet",
};

export const outcomeTone: Readonly<Record<Schemas["VerdictOutcome"], StatusTone>> = {
  ELIGIBLE: "active",
  INELIGIBLE: "attention",
  VETO: "attention",
};

export const awardTone: Readonly<Record<Schemas["AwardMoney"]["state"], StatusTone>> = {
  decided: "attention",
  awarded: "active",
  agreementPrepared: "active",
  signed: "quiet",
};

/** The value of a list that a text names, if it names one. */
export const oneOf = <const Value extends string>(values: readonly Value[], text: string): Value | undefined =>
  values.find((value) => value === text);

/** Whole cents; their sum stays within what the platform counts (kernel/money). */
export const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

/** A short mark of an id: enough to tell proposals apart, and nothing of what they are about (MAT-02). */
export const markOf = (id: string): string => id.slice(-6);
