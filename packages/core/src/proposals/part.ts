import { Digest } from "@grants/kernel/digest";
import { OrganisationId, UserId } from "@grants/kernel/id";
import { linesPerCostsPartMax, textCharactersMax } from "@grants/kernel/limits";
import { EnteredCents } from "@grants/kernel/money";
import { LineText, ParagraphText } from "@grants/kernel/text";
import { Instant } from "@grants/kernel/time";
import { z } from "zod";
import { FunderCode } from "../access/rights.ts";
import { CostCategory } from "../agreements/build-up-costs.ts";
import type { ProgrammeProfile, RateClass } from "../calls/call.ts";
import type { DeclarationName } from "../calls/asked-declarations.ts";
import { isCountry } from "../reference/countries.ts";
import { AnnexPart } from "./annex.ts";
import { CostLine } from "./cost-line.ts";
import { declarationFields } from "./declaration.ts";
import { Acronym } from "./proposal.ts";

/** Participant identification code: nine digits. */
export const Pic = z
  .string()
  .regex(/^\d{9}$/)
  .brand("Pic")
  .meta({ id: "Pic", example: "999888777" });
export type Pic = z.infer<typeof Pic>;

/** ISO 3166-1 alpha-2. Greece is GR here and EL where the Union publishes. */
export const CountryCode = z
  .string()
  .regex(/^[A-Z]{2}$/)
  .refine(isCountry)
  .brand("CountryCode")
  .meta({ id: "CountryCode", example: "BE" });
export type CountryCode = z.infer<typeof CountryCode>;

/** p001 to p100, as many as there may be partners. */
const slot = String.raw`p(?:0\d[1-9]|0[1-9]0|100)`;

/** Place of a partner in the consortium; p001 is the coordinator. */
export const PartnerSlot = z
  .string()
  .regex(new RegExp(`^${slot}$`))
  .meta({ id: "PartnerSlot", example: "p001" });
export const coordinatorSlot = "p001";

/** w01 to w20. */
const workPackage = "w(?:0[1-9]|1[0-9]|20)";

/** A work package by its number: w01 is the first. */
export const WorkPackageNumber = z
  .string()
  .regex(new RegExp(`^${workPackage}$`))
  .meta({ id: "WorkPackageNumber", example: "w01" });

export const textSections = ["relevance", "implementation", "impact", "excellence"] as const;
export type TextSection = (typeof textSections)[number];

/** The experts score by the criteria of the call, so a proposal has one text on each, in the order of the call. */
export const sectionsOf = ({ criteria }: Pick<ProgrammeProfile, "criteria">): readonly TextSection[] =>
  criteria.flatMap((criterion) => textSections.filter((section) => section.toUpperCase() === criterion));

/** Which of the declarations each partner makes for itself. */
const partnerDeclarations = ["exclusion", "ownership", "standing"] as const;
const declarations = String.raw`declaration\.(?:ethics|security|(?:${partnerDeclarations.join("|")})\.${slot})`;

/** Where a part is kept: one autosave writes one part, so two people in different parts never meet. */
export const PartPath = z
  .string()
  .regex(
    new RegExp(
      `^(?:general|(?:partner|budget)\\.${slot}|text\\.(?:${textSections.join("|")})|annex\\.[a-z0-9-]{2,40}|wp\\.${workPackage}|costs\\.${slot}\\.${workPackage}|${declarations})$`,
    ),
  )
  .brand("PartPath")
  .meta({ id: "PartPath", example: "budget.p001" });
export type PartPath = z.infer<typeof PartPath>;

/** Theme of the proposal within its topic, where the call names themes (DSC-05). */
const theme = LineText.max(60).optional();
const abstract = ParagraphText.max(2_000);
const durationMonths = z.int().min(1).max(60);

/** As a proposal is frozen. */
export const GeneralPart = z
  .strictObject({
    kind: z.literal("general"),
    acronym: Acronym,
    title: LineText.min(3).max(200),
    abstract,
    theme,
    durationMonths,
  })
  .meta({ id: "GeneralPart" });

/** As it is written: a draft keeps what there is, the checklist says what is not there yet. */
export const GeneralDraft = z
  .strictObject({
    kind: z.literal("general"),
    acronym: LineText.max(20),
    title: LineText.max(200),
    abstract,
    theme,
    durationMonths: durationMonths.optional(),
  })
  .meta({ id: "GeneralDraft" });

export const PartnerPart = z
  .strictObject({
    kind: z.literal("partner"),
    slot: PartnerSlot,
    /** The coordinator's, set by the platform. Others carry none before they have said themselves that they take part. */
    organisation: OrganisationId.optional(),
    name: LineText.min(2).max(200),
    pic: Pic,
    country: CountryCode,
    isSme: z.boolean(),
    isNonProfit: z.boolean(),
    isPublicBody: z.boolean(),
  })
  .meta({ id: "PartnerPart" });

/** Money of another Union grant, received or applied for (ELG-04, PRI-04). */
export const OtherUnionFunding = z
  .strictObject({
    /** Number of the grant or of the application. */
    reference: LineText.min(3).max(60),
    standing: z.enum(["RECEIVED", "APPLIED_FOR"]),
    amountCents: EnteredCents,
    /** Pays the costs that this budget names: then it counts with the grant against them (MAT-07). */
    coversSameCosts: z.boolean(),
  })
  .meta({ id: "OtherUnionFunding" });
export type OtherUnionFunding = z.infer<typeof OtherUnionFunding>;

export const BudgetPart = z
  .strictObject({
    kind: z.literal("budget"),
    slot: PartnerSlot,
    /** Costs that are planned by category alone; a partner with cost lines has none here. */
    categoriesCents: z.partialRecord(CostCategory, EnteredCents),
    /** What the partner brings itself; where it is not said, the platform takes what remains. */
    ownCents: EnteredCents.optional(),
    /** Income that the action earns, as fees of participants (PRI-02). */
    incomeCents: EnteredCents.optional(),
    otherUnion: z.array(OtherUnionFunding).max(10).optional(),
    /** What the partner asks of its national funder, in a joint action. */
    national: z.strictObject({ funder: FunderCode, requestedCents: EnteredCents }).optional(),
  })
  .meta({ id: "BudgetPart" });

/** A text in the plain markup. A draft may be longer than the call allows: what was typed is never cut off, and the checklist says so. */
export const TextPart = z
  .strictObject({ kind: z.literal("text"), section: z.enum(textSections), text: ParagraphText.max(textCharactersMax) })
  .meta({ id: "TextPart" });

/** What a work package hands over or reaches, and in which month of the project. */
const dated = z.array(z.strictObject({ title: LineText.min(1).max(120), month: durationMonths.optional() })).max(15);

export const WorkPackagePart = z
  .strictObject({
    kind: z.literal("workPackage"),
    workPackage: WorkPackageNumber,
    title: LineText.max(150),
    objectives: ParagraphText.max(1_500),
    startMonth: durationMonths.optional(),
    /** Its last month, included. */
    endMonth: durationMonths.optional(),
    lead: PartnerSlot.optional(),
    deliverables: dated,
    milestones: dated,
  })
  .meta({ id: "WorkPackagePart" });

/** The cost lines of one partner in one work package. */
export const CostsPart = z
  .strictObject({
    kind: z.literal("costs"),
    slot: PartnerSlot,
    workPackage: WorkPackageNumber,
    lines: z.array(CostLine).max(linesPerCostsPartMax),
  })
  .meta({ id: "CostsPart" });

/** What is declared of the project, or by a partner of itself: `slot` is there exactly for the latter. */
export const DeclarationPart = z
  .strictObject({ ...declarationFields, slot: PartnerSlot.optional() })
  .meta({ id: "DeclarationPart" });

export const PartContent = z
  .discriminatedUnion("kind", [
    GeneralDraft,
    PartnerPart,
    BudgetPart,
    TextPart,
    WorkPackagePart,
    CostsPart,
    DeclarationPart,
  ])
  .meta({ id: "PartContent" });
export type PartContent = z.infer<typeof PartContent>;

/** What a part holds: what somebody wrote, or a file that the platform received; nobody writes that one. */
export const KeptContent = z
  .discriminatedUnion("kind", [
    GeneralDraft,
    PartnerPart,
    BudgetPart,
    TextPart,
    WorkPackagePart,
    CostsPart,
    DeclarationPart,
    AnnexPart,
  ])
  .meta({ id: "KeptContent" });
export type KeptContent = z.infer<typeof KeptContent>;
export type PartnerPart = z.infer<typeof PartnerPart>;
export type BudgetPart = z.infer<typeof BudgetPart>;
export type GeneralPart = z.infer<typeof GeneralPart>;
export type GeneralDraft = z.infer<typeof GeneralDraft>;
export type TextPart = z.infer<typeof TextPart>;
export type WorkPackagePart = z.infer<typeof WorkPackagePart>;
export type CostsPart = z.infer<typeof CostsPart>;
export type DeclarationPart = z.infer<typeof DeclarationPart>;

/** A part as it was last saved. */
export const Part = z
  .object({
    path: PartPath,
    version: z.int().min(1),
    savedAt: Instant,
    savedBy: UserId,
    sha256: Digest,
    content: KeptContent,
  })
  .meta({ id: "Part" });
export type Part = z.infer<typeof Part>;

/** A partner's declaration is kept under its place. Throws when the two do not go together; the address of a part is checked before. */
export const declarationPath = (name: DeclarationName, slotOf?: string): PartPath =>
  PartPath.parse(`declaration.${name}${slotOf === undefined ? "" : `.${slotOf}`}`);

const workPackages = Array.from({ length: 20 }, (_, place) => `w${String(place + 1).padStart(2, "0")}`);

/** Every path that a place of the consortium can have, written or not: its partner, its budget, its costs and what it declares of itself. */
export const pathsOfPlace = (place: string): readonly PartPath[] => [
  ...[`partner.${place}`, `budget.${place}`, ...workPackages.map((number) => `costs.${place}.${number}`)].map((path) =>
    PartPath.parse(path),
  ),
  ...partnerDeclarations.map((name) => declarationPath(name, place)),
];

/** The path a content belongs under; a part under another path would be lost to its readers. */
export const pathOf = (content: KeptContent): PartPath => {
  switch (content.kind) {
    case "general":
      return PartPath.parse("general");
    case "partner":
      return PartPath.parse(`partner.${content.slot}`);
    case "budget":
      return PartPath.parse(`budget.${content.slot}`);
    case "text":
      return PartPath.parse(`text.${content.section}`);
    case "workPackage":
      return PartPath.parse(`wp.${content.workPackage}`);
    case "costs":
      return PartPath.parse(`costs.${content.slot}.${content.workPackage}`);
    case "annex":
      return PartPath.parse(`annex.${content.annexId}`);
    case "declaration":
      return declarationPath(content.declaration, content.slot);
  }
};

/** DEP: a small or medium-sized enterprise, HE innovation actions: a non-profit entity, may have a rate of its own (HSC-07). */
export const rateClassOf = (
  { isSme, isNonProfit }: Pick<PartnerPart, "isSme" | "isNonProfit">,
  programme: "DEP" | "HE",
): RateClass => {
  if (programme === "HE") return isNonProfit ? "NON_PROFIT" : "DEFAULT";
  return isSme ? "SME" : "DEFAULT";
};
