import { partnersPerProposalMax } from "@grants/kernel/limits";
import { LineText, ParagraphText } from "@grants/kernel/text";
import { z } from "zod";
import { isCountry } from "../reference/countries.ts";

/** What a call may say beyond its mandatory content. Each is optional: absence means that the call has no such rule. */

const Country = z
  .string()
  .regex(/^[A-Z]{2}$/)
  .refine(isCountry, "This is no country.");

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

/** Optional members of a call's content. */
export const callTerms = {
  partnerSignOff: PartnerSignOff.optional(),
  consortiumRule: ConsortiumRule.optional(),
  security: CallSecurity.optional(),
};
