import { UserId } from "@grants/kernel/id";
import { LineText, ParagraphText } from "@grants/kernel/text";
import { LocalDate } from "@grants/kernel/time";
import { z } from "zod";
import { CountryCode, Pic } from "../proposals/part.ts";
import { InterestNature } from "./conflict.ts";

/**
 * What experts and officers find each other by: the cybersecurity domains of "A Proposal for a European Cybersecurity Taxonomy" (Joint
 * Research Centre, 2019, JRC118089).
 */
export const Expertise = z
  .enum([
    "ASSURANCE",
    "CRYPTOLOGY",
    "DATA_SECURITY",
    "EDUCATION",
    "HUMAN_ASPECTS",
    "IDENTITY",
    "INCIDENT_HANDLING",
    "LEGAL_ASPECTS",
    "NETWORKS",
    "GOVERNANCE",
    "MEASUREMENT",
    "ENGINEERING",
    "STEGANOGRAPHY",
    "THEORY",
    "TRUST",
  ])
  .meta({ id: "Expertise" });
export type Expertise = z.infer<typeof Expertise>;

/** Official languages of the Union. */
export const ExpertLanguage = z
  .enum([
    ...(["bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr"] as const),
    ...(["hu", "it", "lt", "lv", "mt", "nl", "pl", "pt", "ro", "sk", "sl", "sv"] as const),
  ])
  .meta({ id: "ExpertLanguage" });
export type ExpertLanguage = z.infer<typeof ExpertLanguage>;

/** A profile has a row in the pool for each keyword and language, and all of them change in one transaction. */
export const expertiseMax = 6;
export const expertLanguagesMax = 5;
const periodsMax = 10;
const interestsMax = 20;
const coAuthorsMax = 50;
const reportsMax = 100;

const Period = z
  .strictObject({ from: LocalDate, to: LocalDate })
  .refine(({ from, to }) => from <= to, { path: ["to"], message: "The last day is before the first." })
  .meta({ id: "Availability" });

/** What an expert says of themselves: to be found, to be asked for no more than they want, and to be kept away from their own. */
export const ExpertProfile = z
  .strictObject({
    expertise: z.array(Expertise).min(1).max(expertiseMax),
    /** What the keywords do not say. */
    expertiseText: ParagraphText.max(1000),
    languages: z.array(ExpertLanguage).min(1).max(expertLanguagesMax),
    country: CountryCode,
    /** Nobody has to say. */
    gender: z.enum(["WOMAN", "MAN", "OTHER"]).optional(),
    sector: z.enum(["ACADEMIA", "INDUSTRY", "PUBLIC", "CIVIL_SOCIETY", "INDEPENDENT"]),
    /** Without any: always. */
    availability: z.array(Period).max(periodsMax),
    /** Reports that the expert wants to write in one call at most. */
    reportsMax: z.int().min(1).max(reportsMax),
    interests: z.array(z.strictObject({ pic: Pic, nature: InterestNature })).max(interestsMax),
    coAuthors: z.array(z.strictObject({ name: LineText.min(1).max(120), on: LocalDate })).max(coAuthorsMax),
  })
  .meta({ id: "ExpertProfile" });
export type ExpertProfile = z.infer<typeof ExpertProfile>;

/** What a search of the pool needs. What ties an expert to others is read only in a conflict that was found, as its fact (EVA-02). */
export const PoolProfile = ExpertProfile.omit({ interests: true, coAuthors: true }).meta({ id: "PoolProfile" });
export type PoolProfile = z.infer<typeof PoolProfile>;

export const toPoolProfile = ({ interests: _interests, coAuthors: _coAuthors, ...shown }: ExpertProfile): PoolProfile =>
  shown;

export const KeptProfile = z.object({ user: UserId, version: z.int().min(1), profile: ExpertProfile });
export type KeptProfile = z.infer<typeof KeptProfile>;

export const isAvailableOn = ({ availability }: Pick<ExpertProfile, "availability">, day: LocalDate): boolean =>
  availability.length === 0 || availability.some(({ from, to }) => from <= day && day <= to);
