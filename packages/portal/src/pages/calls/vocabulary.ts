import type { Schemas } from "../../api-client.ts";

/** The lists of the API as values, in the order in which people read them. */
export const callStatuses = [
  "open",
  "forthcoming",
  "closed",
  "unknown",
] as const satisfies readonly Schemas["CallStatus"][];
export const programmes = ["DEP", "HE"] as const satisfies readonly Schemas["Programme"][];
export const actionTypes = [
  "SG",
  "SME",
  "CSA",
  "GP",
  "GFS",
  "LS",
  "JP",
  "RIA",
  "IA",
] as const satisfies readonly Schemas["ActionType"][];
/** What a new call can start from. */
export const profileIds = ["SG", "SME", "CSA", "GP", "GFS", "LS", "JP", "RIA", "IA", "HE_CSA"] as const;
export const criterionNames = [
  "EXCELLENCE",
  "RELEVANCE",
  "IMPLEMENTATION",
  "IMPACT",
] as const satisfies readonly Schemas["CriterionName"][];
export const tieBreakSteps = [
  "COVERED_THEME",
  "RELEVANCE",
  "EXCELLENCE",
  "IMPACT",
  "IMPLEMENTATION",
  "GENDER_BALANCE",
  "GEOGRAPHICAL_DIVERSITY",
] as const satisfies readonly Schemas["TieBreakStep"][];
export const rateClasses = ["DEFAULT", "SME", "NON_PROFIT"] as const;
export const costCategories = [
  "A",
  "B",
  "C",
  "D_FSTP",
  "D_INTERNAL",
  "D_OTHER",
] as const satisfies readonly Schemas["CostCategory"][];
export const selectionModes = ["STRICT", "SKIP", "MIXED", "REAL"] as const;
export const signRules = ["FROM_INFORMED", "FROM_CLOSING"] as const;

/** The value of a list that a text names, if it names one. */
export const oneOf = <const Value extends string>(values: readonly Value[], text: string | undefined) =>
  values.find((value) => value === text);
