import { Digest } from "@grants/kernel/digest";
import { Cents } from "@grants/kernel/money";
import { LineText, ParagraphText } from "@grants/kernel/text";
import { Instant, LocalDate } from "@grants/kernel/time";
import { z } from "zod";

/** Why, in the words of whoever decided. */
export const LetterReason = ParagraphText.trim().min(10).max(5_000).meta({ id: "LetterReason" });
export type LetterReason = z.infer<typeof LetterReason>;

/** What the Centre intends, and on what it asks for observations first (GA-14). */
export const IntendedMeasure = z
  .enum(["REJECTION_OF_COSTS", "GRANT_REDUCTION", "RECOVERY", "SUSPENSION", "TERMINATION"])
  .meta({ id: "IntendedMeasure" });
export type IntendedMeasure = z.infer<typeof IntendedMeasure>;

const project = { projectNumber: z.string(), acronym: z.string(), title: z.string() };
const proposal = { callReference: z.string(), acronym: z.string(), title: z.string() };

export const PreInformationFacts = z
  .object({
    template: z.literal("PRE_INFORMATION"),
    ...project,
    measure: IntendedMeasure,
    amountCents: Cents.optional(),
    reason: LetterReason,
  })
  .meta({ id: "PreInformationFacts" });
export type PreInformationFacts = z.infer<typeof PreInformationFacts>;

const RefusalFacts = z
  .object({
    template: z.literal("ADMISSIBILITY_REFUSED"),
    ...proposal,
    /** Checks that are not met, each with the rules that it applies. */
    grounds: z.array(z.object({ check: z.string(), rules: z.array(z.string()) })).min(1),
    reason: LetterReason,
    decidedAt: Instant,
    /** The last day for a request for review. */
    reviewByOn: LocalDate,
  })
  .meta({ id: "AdmissibilityRefusedFacts" });

const EvidenceFacts = z
  .object({
    template: z.literal("EVIDENCE_REQUESTED"),
    ...proposal,
    number: z.int().min(1),
    question: ParagraphText.max(5_000).optional(),
    correction: z.object({ field: z.string(), stands: LineText, proposed: LineText }).optional(),
    replyByOn: LocalDate,
  })
  .meta({ id: "EvidenceRequestedFacts" });

const marks = {
  scores: z.array(z.object({ criterion: z.string(), score: z.string() })),
  total: z.string(),
  belowThreshold: z.array(z.string()),
};
const ReportOfLetter = z.object({ version: z.int().min(1), sha256: Digest });

const ResultFacts = z
  .object({
    template: z.literal("EVALUATION_RESULT"),
    callReference: z.string(),
    topicId: z.string(),
    acronym: z.string(),
    /** `NOT_FUNDED`: good enough, and not funded for another reason than its place. Of the first of two stages, invited to the second or not (HSC-04). */
    outcome: z.enum(["AWARDED", "RESERVE", "NOT_FUNDED", "REJECTED", "INVITED", "NOT_INVITED"]),
    /** Until when those who are invited write the full proposal. */
    secondStageUntil: Instant.optional(),
    awardedCents: Cents.optional(),
    rank: z.int().min(1).optional(),
    ...marks,
    decidedAt: Instant,
    /** The evaluation summary report that goes with the letter. */
    report: ReportOfLetter.optional(),
    /** Days from receipt within which a review may be asked for; none where the proposal is awarded (EVA-09). */
    reviewDays: z.int().min(1).optional(),
  })
  .meta({ id: "EvaluationResultFacts" });

const ReviewFacts = z
  .object({
    template: z.literal("REVIEW_OUTCOME"),
    ...proposal,
    outcome: z.enum(["NOT_REGISTRABLE", "REJECTED", "UPHELD_WITHOUT_EFFECT", "RE_EVALUATION", "RE_EVALUATED"]),
    grounds: z.array(z.string()).min(1),
    reason: LetterReason,
    decidedAt: Instant,
    /** What the second evaluation came to. */
    result: z
      .object({
        ...marks,
        rank: z.int().min(1).optional(),
        formerRank: z.int().min(1).optional(),
        report: ReportOfLetter,
      })
      .optional(),
  })
  .meta({ id: "ReviewOutcomeFacts" });

const PlaceFacts = z
  .object({
    template: z.literal("PLACE_CORRECTED"),
    callReference: z.string(),
    topicId: z.string(),
    acronym: z.string(),
    rank: z.int().min(1),
    formerRank: z.int().min(1),
    decidedAt: Instant,
  })
  .meta({ id: "PlaceCorrectedFacts" });

/** What a letter says beyond its template: taken from the version of the decision that it cites, and frozen with the letter. */
export const LetterFacts = z
  .discriminatedUnion("template", [
    PreInformationFacts,
    RefusalFacts,
    EvidenceFacts,
    ResultFacts,
    ReviewFacts,
    PlaceFacts,
  ])
  .meta({ id: "LetterFacts" });
export type LetterFacts = z.infer<typeof LetterFacts>;

export const LetterTemplate = z
  .enum([
    "PRE_INFORMATION",
    "ADMISSIBILITY_REFUSED",
    "EVIDENCE_REQUESTED",
    "EVALUATION_RESULT",
    "REVIEW_OUTCOME",
    "PLACE_CORRECTED",
  ])
  .meta({ id: "LetterTemplate" });
export type LetterTemplate = z.infer<typeof LetterTemplate>;

/** A letter is read years later in the words with which it was sent: whoever changes the words of a template adds a version. */
export const templateVersions: Readonly<Record<LetterTemplate, number>> = {
  PRE_INFORMATION: 1,
  ADMISSIBILITY_REFUSED: 1,
  EVIDENCE_REQUESTED: 1,
  EVALUATION_RESULT: 1,
  REVIEW_OUTCOME: 1,
  PLACE_CORRECTED: 1,
};

/** By what a letter is told from the others of its kind, before it is opened. */
export const labelOf = (facts: LetterFacts): string =>
  "projectNumber" in facts ? `${facts.projectNumber} ${facts.acronym}` : facts.acronym;
