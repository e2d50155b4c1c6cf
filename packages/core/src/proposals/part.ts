import { Digest } from "@grants/kernel/digest";
import { OrganisationId, UserId } from "@grants/kernel/id";
import { EnteredCents } from "@grants/kernel/money";
import { LineText, ParagraphText } from "@grants/kernel/text";
import { Instant } from "@grants/kernel/time";
import { z } from "zod";
import { FunderCode } from "../access/rights.ts";
import { CostCategory } from "../agreements/build-up-costs.ts";
import type { ProgrammeProfile, RateClass } from "../calls/call.ts";
import type { DeclarationName } from "../calls/asked-declarations.ts";
import { isCountry } from "../reference/countries.ts";
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

export const textSections = ["relevance", "implementation", "impact", "excellence"] as const;
export type TextSection = (typeof textSections)[number];

/** The experts score by the criteria of the call, so a proposal has one text on each, in the order of the call. */
export const sectionsOf = ({ criteria }: Pick<ProgrammeProfile, "criteria">): readonly TextSection[] =>
  criteria.flatMap((criterion) => textSections.filter((section) => section.toUpperCase() === criterion));

const declarations = String.raw`declaration\.(?:ethics|security|(?:exclusion|ownership|standing)\.${slot})`;

/** Where a part is kept: one autosave writes one part, so two people in different parts never meet. */
export const PartPath = z
  .string()
  .regex(new RegExp(`^(?:general|(?:partner|budget)\\.${slot}|text\\.(?:${textSections.join("|")})|${declarations})$`))
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

export const BudgetPart = z
  .strictObject({
    kind: z.literal("budget"),
    slot: PartnerSlot,
    categoriesCents: z.partialRecord(CostCategory, EnteredCents),
    /** What the partner asks of its national funder, in a joint action. */
    national: z.strictObject({ funder: FunderCode, requestedCents: EnteredCents }).optional(),
  })
  .meta({ id: "BudgetPart" });

export const TextPart = z
  .strictObject({ kind: z.literal("text"), section: z.enum(textSections), text: ParagraphText.max(3_500) })
  .meta({ id: "TextPart" });

/** What is declared of the project, or by a partner of itself: `slot` is there exactly for the latter. */
export const DeclarationPart = z
  .strictObject({ ...declarationFields, slot: PartnerSlot.optional() })
  .meta({ id: "DeclarationPart" });

export const PartContent = z
  .discriminatedUnion("kind", [GeneralDraft, PartnerPart, BudgetPart, TextPart, DeclarationPart])
  .meta({ id: "PartContent" });
export type PartContent = z.infer<typeof PartContent>;
export type PartnerPart = z.infer<typeof PartnerPart>;
export type BudgetPart = z.infer<typeof BudgetPart>;
export type GeneralPart = z.infer<typeof GeneralPart>;
export type GeneralDraft = z.infer<typeof GeneralDraft>;
export type TextPart = z.infer<typeof TextPart>;
export type DeclarationPart = z.infer<typeof DeclarationPart>;

/** A part as it was last saved. */
export const Part = z
  .object({
    path: PartPath,
    version: z.int().min(1),
    savedAt: Instant,
    savedBy: UserId,
    sha256: Digest,
    content: PartContent,
  })
  .meta({ id: "Part" });
export type Part = z.infer<typeof Part>;

/** A partner's declaration is kept under its place. Throws when the two do not go together; the address of a part is checked before. */
export const declarationPath = (name: DeclarationName, slotOf?: string): PartPath =>
  PartPath.parse(`declaration.${name}${slotOf === undefined ? "" : `.${slotOf}`}`);

/** The path a content belongs under; a part under another path would be lost to its readers. */
export const pathOf = (content: PartContent): PartPath => {
  switch (content.kind) {
    case "general":
      return PartPath.parse("general");
    case "partner":
      return PartPath.parse(`partner.${content.slot}`);
    case "budget":
      return PartPath.parse(`budget.${content.slot}`);
    case "text":
      return PartPath.parse(`text.${content.section}`);
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
