import { criterionNames } from "./vocabulary.ts";

/** How a member of a condition is asked for. */
export type TermMember = {
  readonly name: string;
  readonly kind:
    | "line"
    | "area"
    | "lines"
    | "count"
    | "amount"
    | "rate"
    | "check"
    | "select"
    | "boxes"
    /** Boxes of the Centres that are listed. */
    | "centres"
    | "date"
    | "local";
  readonly choices?: readonly string[];
  readonly isOptional?: true;
};

/** A condition of a call, or a list of them, as the form groups it. */
export type TermGroup = { readonly name: TermName; readonly isList: boolean; readonly members: readonly TermMember[] };

export type TermName =
  | "firstStage"
  | "annexes"
  | "textLimits"
  | "consortiumRule"
  | "security"
  | "certification"
  | "fstp"
  | "linkedProgrammes"
  | "envelopes"
  | "directAward";

export const annexFormats = ["pdf", "xlsx", "docx", "ods", "odt", "png", "jpg"] as const;
export const limitedSections = ["abstract", "relevance", "implementation", "impact", "excellence"] as const;
export const restrictions = ["ART_12_5", "ART_12_6", "ART_18_4"] as const;
export const certificateUses = ["ELIGIBILITY", "AWARD", "DELIVERABLE", "COST_ELIGIBILITY", "FSTP", "PAYMENT"] as const;
export const assuranceLevels = ["BASIC", "SUBSTANTIAL", "HIGH"] as const;
export const exceptionReasons = [
  "HUMANITARIAN_AID",
  "EMERGENCY_SUPPORT",
  "CIVIL_PROTECTION",
  "CRISIS_MANAGEMENT",
  "OBJECTIVES_OTHERWISE_IMPOSSIBLE_OR_OVERLY_DIFFICULT",
] as const;
export const grounds = ["DESIGNATED_BODY", "MONOPOLY", "NAMED_IN_PROGRAMME", "SPECIFIC_COMPETENCE"] as const;
export const declarations = ["ethics", "security", "exclusion", "ownership", "standing"] as const;
export const signOffs = ["shown", "required"] as const;
export const declaredCosts = [
  "VAT_NON_RECOVERABLE",
  "DEPRECIATION",
  "GUARANTEE_COSTS",
  "AUDIT_CERTIFICATES",
  "NATIONAL_ADMINISTRATION_SALARIES",
] as const;

/** The conditions that a call may set, in the order in which a person thinks of them. */
export const termGroups: readonly TermGroup[] = [
  {
    name: "firstStage",
    isList: false,
    members: [
      { name: "local", kind: "local" },
      { name: "plannedInviteOn", kind: "date" },
      { name: "pagesMax", kind: "count", isOptional: true },
      { name: "criteria", kind: "boxes", choices: criterionNames, isOptional: true },
      { name: "criterionThreshold", kind: "line", isOptional: true },
      { name: "overallThreshold", kind: "line", isOptional: true },
      { name: "budgetFactor", kind: "count", isOptional: true },
    ],
  },
  {
    name: "annexes",
    isList: true,
    members: [
      { name: "annexId", kind: "line" },
      { name: "title", kind: "line" },
      { name: "isMandatory", kind: "check" },
      { name: "formats", kind: "boxes", choices: annexFormats },
      { name: "pagesMax", kind: "count", isOptional: true },
      { name: "templateUrl", kind: "line", isOptional: true },
    ],
  },
  {
    name: "textLimits",
    isList: true,
    members: [
      { name: "section", kind: "select", choices: limitedSections },
      { name: "charactersMax", kind: "count", isOptional: true },
      { name: "wordsMax", kind: "count", isOptional: true },
      { name: "pagesMax", kind: "count", isOptional: true },
    ],
  },
  {
    name: "consortiumRule",
    isList: false,
    members: [
      { name: "partnersMin", kind: "count" },
      { name: "partnersMax", kind: "count", isOptional: true },
      { name: "countriesMin", kind: "count" },
      { name: "memberStatesMin", kind: "count" },
      { name: "countries", kind: "lines", isOptional: true },
    ],
  },
  {
    name: "security",
    isList: false,
    members: [
      { name: "restriction", kind: "select", choices: restrictions },
      { name: "countries", kind: "lines", isOptional: true },
      { name: "eeaEquivalent", kind: "check" },
      { name: "admitsControlledEntities", kind: "check" },
      { name: "basis", kind: "line" },
      { name: "necessity", kind: "area" },
    ],
  },
  {
    name: "certification",
    isList: true,
    members: [
      { name: "use", kind: "select", choices: certificateUses },
      { name: "ictCategory", kind: "line" },
      { name: "schemeId", kind: "line" },
      { name: "minAssurance", kind: "select", choices: assuranceLevels },
      { name: "avaVanMin", kind: "count", isOptional: true },
      { name: "dueMonth", kind: "count" },
      { name: "evidence", kind: "line" },
      { name: "equivalentAllowed", kind: "check" },
      { name: "legalBasis", kind: "line" },
    ],
  },
  {
    name: "fstp",
    isList: false,
    members: [
      { name: "isCompulsory", kind: "check" },
      { name: "perThirdPartyMaxCents", kind: "amount" },
      { name: "exceptionReason", kind: "select", choices: exceptionReasons, isOptional: true },
      { name: "amountCriteria", kind: "area" },
      { name: "activityTypes", kind: "lines" },
      { name: "recipients", kind: "area" },
    ],
  },
  {
    name: "linkedProgrammes",
    isList: true,
    members: [
      { name: "name", kind: "line" },
      { name: "reference", kind: "line", isOptional: true },
      { name: "isCumulationAllowed", kind: "check" },
      { name: "note", kind: "line", isOptional: true },
    ],
  },
  {
    name: "envelopes",
    isList: true,
    members: [
      { name: "title", kind: "line" },
      { name: "topicIds", kind: "lines" },
      { name: "budgetCents", kind: "amount" },
      { name: "flexibilityRate", kind: "rate" },
    ],
  },
  {
    name: "directAward",
    isList: false,
    members: [
      { name: "ground", kind: "select", choices: grounds, isOptional: true },
      { name: "basis", kind: "line", isOptional: true },
      { name: "invited", kind: "centres" },
    ],
  },
];

/** What says that a condition, or an entry of a list, is there at all. */
export const presence = "isOn";
export const groupPath = ({ name, isList }: Pick<TermGroup, "name" | "isList">, index: number): string =>
  isList ? `${name}.${String(index)}` : name;
