import { type ActionType, type ProgrammeProfile, ProgrammeProfile as ProgrammeProfileSchema } from "./call.ts";

const depCategories = ["A", "B", "C", "D_FSTP", "D_INTERNAL", "D_OTHER"] as const;
// HE-R 35(1): subcontracting, support to third parties and internal invoicing do not carry indirect costs.
const heIndirectBase = ["A", "C", "D_OTHER"] as const;

const dep = {
  programme: "DEP",
  criteria: ["RELEVANCE", "IMPLEMENTATION", "IMPACT"],
  weights: {},
  scoreStep: "0.5",
  criterionMax: "5",
  criterionThreshold: "3",
  overallThreshold: "10",
  // DSC-05: theme, then Relevance, Impact, Implementation; what is left waits for the panel (DSC-06).
  tieBreak: ["COVERED_THEME", "RELEVANCE", "IMPACT", "IMPLEMENTATION"],
  costCategories: depCategories,
  indirectBase: depCategories,
  indirectRate: "7/100",
  prefinancingRate: "4/5",
  interimCeilingRate: "9/10",
  mutualInsuranceRate: "0",
  informMonths: 6,
  signMonths: 3,
  signRule: "FROM_INFORMED",
} as const;

const he = {
  programme: "HE",
  criteria: ["EXCELLENCE", "IMPACT", "IMPLEMENTATION"],
  weights: {},
  scoreStep: "0.5",
  criterionMax: "5",
  criterionThreshold: "3",
  overallThreshold: "10",
  // HSC-05, the steps that a machine may take.
  tieBreak: ["COVERED_THEME", "EXCELLENCE", "IMPACT", "GENDER_BALANCE", "GEOGRAPHICAL_DIVERSITY"],
  costCategories: depCategories,
  indirectBase: heIndirectBase,
  indirectRate: "1/4",
  prefinancingRate: "4/5",
  interimCeilingRate: "9/10",
  mutualInsuranceRate: "1/20",
  informMonths: 5,
  signMonths: 8,
  signRule: "FROM_CLOSING",
} as const;

const flat = (rate: string) => ({ DEFAULT: rate, SME: rate, NON_PROFIT: rate });

/** A type of action of its usual programme; coordination and support is one of both. */
export type ProfileId = ActionType | "HE_CSA";

/** Standard profiles by type of action (calls.md; dated parameters). A call starts from one and may differ where its work programme does. */
export const programmeProfiles: Readonly<Record<ProfileId, ProgrammeProfile>> = {
  SG: ProgrammeProfileSchema.parse({ ...dep, actionType: "SG", rates: flat("1/2") }),
  SME: ProgrammeProfileSchema.parse({ ...dep, actionType: "SME", rates: { ...flat("1/2"), SME: "3/4" } }),
  CSA: ProgrammeProfileSchema.parse({ ...dep, actionType: "CSA", rates: flat("1") }),
  GP: ProgrammeProfileSchema.parse({ ...dep, actionType: "GP", rates: flat("1/2") }),
  GFS: ProgrammeProfileSchema.parse({ ...dep, actionType: "GFS", rates: flat("1") }),
  LS: ProgrammeProfileSchema.parse({ ...dep, actionType: "LS", rates: flat("1/2") }),
  // The operation of a hub is a grant at half of its costs; what is bought is bought jointly, at a share of its own (CSOA-JP).
  JP: ProgrammeProfileSchema.parse({ ...dep, actionType: "JP", rates: flat("1/2") }),
  HE_CSA: ProgrammeProfileSchema.parse({ ...he, actionType: "CSA", rates: flat("1") }),
  RIA: ProgrammeProfileSchema.parse({ ...he, actionType: "RIA", rates: flat("1") }),
  // HSC-03 and HSC-05: Impact weighs 1.5 in the ranking of an innovation action and comes before Excellence in a tie.
  IA: ProgrammeProfileSchema.parse({
    ...he,
    actionType: "IA",
    weights: { IMPACT: "3/2" },
    tieBreak: ["COVERED_THEME", "IMPACT", "EXCELLENCE", "GENDER_BALANCE", "GEOGRAPHICAL_DIVERSITY"],
    rates: { ...flat("7/10"), NON_PROFIT: "1" },
  }),
};

/** Actions that are paid by work package, in lump sums (FORM-04, GA-13). */
const lumpSumActions: readonly string[] = ["LS"];
export const takesLumpSums = ({ actionType }: Pick<ProgrammeProfile, "actionType">): boolean =>
  lumpSumActions.includes(actionType);
