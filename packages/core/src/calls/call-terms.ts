import { Rate } from "@grants/kernel/fraction";
import { prefixedId } from "@grants/kernel/id";
import { annexBytesMax, annexesPerProposalMax, partnersPerProposalMax, topicsPerCallMax } from "@grants/kernel/limits";
import { EnteredCents } from "@grants/kernel/money";
import { LineText, ParagraphText } from "@grants/kernel/text";
import { LocalDate, LocalDateTime, TimeZone } from "@grants/kernel/time";
import { z } from "zod";
import { isCountry } from "../reference/countries.ts";

/** What a call may say beyond its mandatory content. Each is optional: absence means that the call has no such rule. */

export const WorkProgrammeId = prefixedId("wp").brand("WorkProgrammeId").meta({ id: "WorkProgrammeId" });
export type WorkProgrammeId = z.infer<typeof WorkProgrammeId>;

export const LocalDeadline = z.strictObject({ local: LocalDateTime, zone: TimeZone }).meta({ id: "LocalDeadline" });

export const Country = z
  .string()
  .regex(/^[A-Z]{2}$/)
  .refine(isCountry, "This is no country.");

export const AnnexFormat = z.enum(["pdf", "xlsx", "docx", "ods", "odt", "png", "jpg"]).meta({ id: "AnnexFormat" });
export type AnnexFormat = z.infer<typeof AnnexFormat>;

/** A file that a proposal has to carry, or may. */
export const CallAnnex = z
  .strictObject({
    annexId: z.string().regex(/^[a-z0-9-]{2,40}$/),
    title: LineText.min(3).max(200),
    isMandatory: z.boolean(),
    formats: z.array(AnnexFormat).min(1).max(AnnexFormat.options.length),
    pagesMax: z.int().min(1).max(1_000).optional(),
    bytesMax: z.int().min(1).max(annexBytesMax).optional(),
    /** The form to fill in, where the call gives one. */
    templateUrl: z
      .url({ protocol: /^https$/, hostname: z.regexes.domain })
      .max(500)
      .optional(),
  })
  .meta({ id: "CallAnnex" });
export type CallAnnex = z.infer<typeof CallAnnex>;

/** How long one text of a proposal may be; at least one of the three, each both included. */
export const TextLimit = z
  .strictObject({
    section: z.enum(["abstract", "relevance", "implementation", "impact", "excellence"]),
    charactersMax: z.int().min(100).max(200_000).optional(),
    wordsMax: z.int().min(20).max(50_000).optional(),
    pagesMax: z.int().min(1).max(200).optional(),
  })
  .refine(({ charactersMax, wordsMax, pagesMax }) => (charactersMax ?? wordsMax ?? pagesMax) !== undefined)
  .meta({ id: "TextLimit" });
export type TextLimit = z.infer<typeof TextLimit>;

/** Whether a partner's missing confirmation is only shown, or blocks the submission (ELG-06). */
export const PartnerSignOff = z.enum(["shown", "required"]).meta({ id: "PartnerSignOff" });
export type PartnerSignOff = z.infer<typeof PartnerSignOff>;

const statesMax = 40;

/** Who must come together for a proposal to be eligible (DEP-01, DEP-02, HSC-06). */
export const ConsortiumRule = z
  .strictObject({
    partnersMin: z.int().min(1).max(partnersPerProposalMax),
    partnersMax: z.int().min(1).max(partnersPerProposalMax).optional(),
    /** Different Member States and associated countries, counted together. */
    countriesMin: z.int().min(1).max(statesMax),
    /** Of these, different Member States. */
    memberStatesMin: z.int().min(0).max(27),
    /** Only partners of these countries are eligible, as the work programme limits them (DEP-02); absent: no such list. */
    countries: z.array(Country).min(1).max(statesMax).optional(),
  })
  .meta({ id: "ConsortiumRule" });
export type ConsortiumRule = z.infer<typeof ConsortiumRule>;

/** Restriction by country of control, with the legal basis that makes it lawful (CALL-07, DEP-03 to DEP-07). */
export const CallSecurity = z
  .strictObject({
    restriction: z.enum(["ART_12_5", "ART_12_6", "ART_18_4"]),
    /** Associated countries that the work programme admits beside the Member States. */
    countries: z.array(Country).max(statesMax),
    /** EEA EFTA states count as Member States (DEP-07, an assumption to confirm per call). */
    eeaEquivalent: z.boolean(),
    /** DEP-04: controlled entities are admitted where the market mapping shows a risk of unavailability. */
    admitsControlledEntities: z.boolean(),
    /** The place of the work programme that sets the restriction out. */
    basis: LineText.min(3).max(300),
    /** Why it is strictly necessary. */
    necessity: ParagraphText.trim().min(20).max(2_000),
  })
  .meta({ id: "CallSecurity" });
export type CallSecurity = z.infer<typeof CallSecurity>;

/** What the project must hold a certificate for, and by when (NIS-05). */
export const CertificationRequirement = z
  .strictObject({
    /** How the condition enters the call: pre-announced and open to everyone alike (NIS-04). */
    use: z.enum(["ELIGIBILITY", "AWARD", "DELIVERABLE", "COST_ELIGIBILITY", "FSTP", "PAYMENT"]),
    ictCategory: LineText.min(3).max(200),
    /** A European scheme; `ANY` where every scheme of the category counts. */
    schemeId: z.string().regex(/^(?:ANY|[A-Z][A-Z0-9-]{1,30})$/),
    minAssurance: z.enum(["BASIC", "SUBSTANTIAL", "HIGH"]),
    avaVanMin: z.int().min(1).max(5).optional(),
    /** Month of the project, so that there is a period of grace. */
    dueMonth: z.int().min(1).max(60),
    evidence: LineText.min(3).max(300),
    equivalentAllowed: z.boolean(),
    legalBasis: LineText.min(3).max(300),
  })
  .meta({ id: "CertificationRequirement" });
export type CertificationRequirement = z.infer<typeof CertificationRequirement>;

export const FstpExceptionReason = z
  .enum([
    "HUMANITARIAN_AID",
    "EMERGENCY_SUPPORT",
    "CIVIL_PROTECTION",
    "CRISIS_MANAGEMENT",
    "OBJECTIVES_OTHERWISE_IMPOSSIBLE_OR_OVERLY_DIFFICULT",
  ])
  .meta({ id: "FstpExceptionReason" });
export type FstpExceptionReason = z.infer<typeof FstpExceptionReason>;

/** Support to third parties, without a margin of discretion: the most for one, the activities, the recipients (FSTP-01). */
export const FstpRule = z
  .strictObject({
    isCompulsory: z.boolean(),
    perThirdPartyMaxCents: EnteredCents,
    /** Needed above the ceiling of FR 207(3), and then reported in the annual activity report (FSTP-02). */
    exceptionReason: FstpExceptionReason.optional(),
    amountCriteria: ParagraphText.trim().min(20).max(2_000),
    activityTypes: z.array(LineText.min(3).max(200)).min(1).max(20),
    recipients: ParagraphText.trim().min(20).max(2_000),
  })
  .meta({ id: "FstpRule" });
export type FstpRule = z.infer<typeof FstpRule>;

/** A programme beside which the same action may be funded, or may not (PRI-03, PRI-04). */
export const LinkedProgramme = z
  .strictObject({
    name: LineText.min(3).max(200),
    reference: LineText.min(2).max(100).optional(),
    /** Money of both for one action, never twice for the same costs. */
    isCumulationAllowed: z.boolean(),
    note: LineText.max(300).optional(),
  })
  .meta({ id: "LinkedProgramme" });
export type LinkedProgramme = z.infer<typeof LinkedProgramme>;

/** Topics that share one sum of money, and how far it may move between them. */
export const BudgetEnvelope = z
  .strictObject({
    title: LineText.min(3).max(200),
    topicIds: z.array(z.string()).min(2).max(topicsPerCallMax),
    budgetCents: EnteredCents,
    /** How much a topic may get above its own budget, as a share of it, within the sum. */
    flexibilityRate: Rate,
  })
  .meta({ id: "BudgetEnvelope" });
export type BudgetEnvelope = z.infer<typeof BudgetEnvelope>;

export const CriterionName = z
  .enum(["RELEVANCE", "IMPLEMENTATION", "IMPACT", "EXCELLENCE"])
  .meta({ id: "CriterionName" });
export type CriterionName = z.infer<typeof CriterionName>;

const Score = z.string().regex(/^\d{1,2}(?:\.\d)?$/);

/** A short proposal first; full ones by those who are invited, until the deadline of the call. */
export const FirstStage = z
  .strictObject({
    closes: LocalDeadline,
    plannedInviteOn: LocalDate,
    /** Pages of the short proposal. */
    pagesMax: z.int().min(1).max(50).optional(),
    /** What is scored of it; absent: what is scored of the full one (HSC-04). */
    criteria: z.array(CriterionName).min(1).max(4).optional(),
    criterionThreshold: Score.optional(),
    overallThreshold: Score.optional(),
    /** How many times the budget of a topic the invited proposals may ask for together; three where nothing is said (HSC-04). */
    budgetFactor: z.int().min(1).max(10).optional(),
  })
  .meta({ id: "FirstStage" });
export type FirstStage = z.infer<typeof FirstStage>;

/** Costs that are eligible only where the call says so (CALL-05). */
export const DeclaredCost = z
  .enum([
    "VAT_NON_RECOVERABLE",
    "DEPRECIATION",
    "GUARANTEE_COSTS",
    "AUDIT_CERTIFICATES",
    "NATIONAL_ADMINISTRATION_SALARIES",
  ])
  .meta({ id: "DeclaredCost" });
export type DeclaredCost = z.infer<typeof DeclaredCost>;

const linksMax = 20;

/** Optional members of a call's content. */
export const callTerms = {
  /** The recorded work programme that covers the call (WP-03); its title stands in `workProgramme`. */
  workProgrammeId: WorkProgrammeId.optional(),
  /** Documents that a proposal carries, beside its form (CALL-01). */
  annexes: z.array(CallAnnex).max(annexesPerProposalMax).optional(),
  textLimits: z.array(TextLimit).max(10).optional(),
  partnerSignOff: PartnerSignOff.optional(),
  consortiumRule: ConsortiumRule.optional(),
  /** The action has a dual use, which brings the restriction of DEP-R 12(5) with it. */
  dualUse: z.boolean().optional(),
  security: CallSecurity.optional(),
  certification: z.array(CertificationRequirement).max(linksMax).optional(),
  fstp: FstpRule.optional(),
  linkedProgrammes: z.array(LinkedProgramme).max(linksMax).optional(),
  envelopes: z.array(BudgetEnvelope).max(topicsPerCallMax).optional(),
  firstStage: FirstStage.optional(),
  declaredCosts: z.array(DeclaredCost).max(DeclaredCost.options.length).optional(),
};
