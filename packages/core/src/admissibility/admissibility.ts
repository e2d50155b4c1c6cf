import { Digest } from "@grants/kernel/digest";
import { type NewId, UserId, prefixedId } from "@grants/kernel/id";
import { partnersPerProposalMax } from "@grants/kernel/limits";
import { LineText, ParagraphText } from "@grants/kernel/text";
import { Instant, LocalDate } from "@grants/kernel/time";
import { z } from "zod";
import { CallId } from "../calls/call.ts";
import { PartnerSlot } from "../proposals/part.ts";
import { ProposalId } from "../proposals/proposal.ts";

export const AdmissibilityId = prefixedId("adm").brand("AdmissibilityId").meta({ id: "AdmissibilityId" });
export type AdmissibilityId = z.infer<typeof AdmissibilityId>;

/** A proposal has one. */
export const admissibilityIdOf = (newId: NewId, proposalId: ProposalId): AdmissibilityId =>
  AdmissibilityId.parse(`adm_${newId(`admissibility:${proposalId}`)}`);

/** What is looked at before a proposal is admitted, in the order of the law: admissibility, eligibility, exclusion (ELG-01). */
export const checkNames = [
  "IN_TIME",
  "COMPLETE",
  "ANNEXES",
  "TEXT_LENGTH",
  "GRANT_SIZE",
  "BUDGET",
  "ESTABLISHED",
  "CONSORTIUM",
  "SECURITY",
  "EXCLUSION",
  "DOUBLE_SUBMISSION",
] as const;
export const CheckName = z.enum(checkNames).meta({ id: "CheckName" });
export type CheckName = z.infer<typeof CheckName>;

/** The rules that each check applies. */
export const rulesOfCheck: Readonly<Record<CheckName, readonly string[]>> = {
  IN_TIME: ["ELG-01", "CLR-CAL-01"],
  COMPLETE: ["ELG-01", "ELG-04"],
  ANNEXES: ["ELG-01", "CALL-01"],
  TEXT_LENGTH: ["ELG-01", "CALL-01"],
  GRANT_SIZE: ["CALL-01"],
  BUDGET: ["ELG-04"],
  ESTABLISHED: ["DEP-01", "DEP-02"],
  CONSORTIUM: ["HSC-06", "DEP-01", "DEP-02"],
  SECURITY: ["DEP-03", "DEP-05", "DEP-06", "SEC-01"],
  EXCLUSION: ["EXC-03"],
  DOUBLE_SUBMISSION: ["PRI-04"],
};

/** `TO_DECIDE`: the platform cannot tell, a person has to look. */
export const CheckOutcome = z.enum(["PASS", "FAIL", "TO_DECIDE"]).meta({ id: "CheckOutcome" });
export type CheckOutcome = z.infer<typeof CheckOutcome>;

/** Why the financial capacity of a partner is verified, or is not (ELG-05). */
export const CapacityGround = z
  .enum(["TO_VERIFY", "PUBLIC_BODY", "VERY_LOW_VALUE", "NOT_COORDINATOR", "BELOW_AMOUNT"])
  .meta({ id: "CapacityGround" });
export type CapacityGround = z.infer<typeof CapacityGround>;
const PartnerCapacity = z.object({ slot: PartnerSlot, ground: CapacityGround }).meta({ id: "PartnerCapacity" });
export type PartnerCapacity = z.infer<typeof PartnerCapacity>;

const aboutMax = 100;
/** More than any consortium with its annexes lacks at once; the outcome is the same with the first of them. */
export const faultsMax = 100;

/** A line that is not met, with the code and the figures that the checklist of the editor says it in. */
export const CheckFault = z
  .object({ code: z.string(), path: z.string() })
  .catchall(z.union([z.string(), z.number()]))
  .meta({ id: "CheckFault" });
export type CheckFault = z.infer<typeof CheckFault>;

/** What the platform found, and on what: partners by their place, parts by their path, other proposals by their id. */
export const Check = z
  .object({
    check: CheckName,
    outcome: CheckOutcome,
    about: z.array(z.string().max(60)).max(aboutMax),
    /** Where the checklist of the editor makes the same check. */
    faults: z.array(CheckFault).max(faultsMax).optional(),
  })
  .meta({ id: "AdmissibilityCheck" });
export type Check = z.infer<typeof Check>;

export const Reason = ParagraphText.trim().min(10).max(5_000).meta({ id: "AdmissibilityReason" });

/** What a person found on a check; it stands over the platform's own, which is kept beside it. */
export const Finding = z
  .object({ check: CheckName, outcome: z.enum(["PASS", "FAIL"]), reason: Reason, by: UserId, at: Instant })
  .meta({ id: "AdmissibilityFinding" });
export type Finding = z.infer<typeof Finding>;

/** What a clerical error may be in: never in what was asked for, who takes part, the work or what experts score (CLR-CLAR-01). */
export const ClericalField = z
  .enum(["ACRONYM", "TITLE", "PARTNER_NAME", "PARTNER_CODE", "CONTACT", "ANNEX_LABEL"])
  .meta({ id: "ClericalField" });

/** The correction that the Centre proposes and the applicant confirms, or what it asks for (EVA-04). */
export const ClarificationSubject = z
  .discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("CLERICAL_ERROR"),
      field: ClericalField,
      stands: LineText.min(1).max(200),
      proposed: LineText.min(1).max(200),
    }),
    z.strictObject({ kind: z.literal("MISSING_OR_UNCLEAR"), question: Reason }),
  ])
  .meta({ id: "ClarificationSubject" });
export type ClarificationSubject = z.infer<typeof ClarificationSubject>;

const AnswerText = ParagraphText.trim().max(5_000);
export const ClarificationAnswer = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("CONFIRMED") }),
    z.strictObject({ kind: z.literal("NOT_CONFIRMED"), text: AnswerText.min(1) }),
    z.strictObject({ kind: z.literal("GIVEN"), text: AnswerText.min(1) }),
  ])
  .meta({ id: "ClarificationAnswer" });
export type ClarificationAnswer = z.infer<typeof ClarificationAnswer>;

export const clarificationsMax = 20;
/** A contact with the applicant during the procedure, with its clock (EVA-04, EVA-05). What was submitted is never overwritten. */
export const Clarification = z
  .object({
    number: z.int().min(1).max(clarificationsMax),
    subject: ClarificationSubject,
    /** Why the answer cannot change the proposal substantially. */
    whyNotSubstantial: Reason,
    /** The last day for the answer, in Brussels. */
    replyByOn: LocalDate,
    askedBy: UserId,
    askedAt: Instant,
    answer: z.object({ answer: ClarificationAnswer, by: UserId, at: Instant }).optional(),
  })
  .meta({ id: "Clarification" });
export type Clarification = z.infer<typeof Clarification>;

const Decision = z.object({
  outcome: z.enum(["ADMITTED", "REFUSED"]),
  /** Checks that are not met; none where the proposal is admitted. */
  grounds: z.array(CheckName),
  reason: Reason.optional(),
  by: UserId,
  at: Instant,
});

const Review = z.object({
  reason: Reason,
  requestedBy: UserId,
  requestedAt: Instant,
  decision: z.object({ outcome: z.enum(["UPHELD", "REVERSED"]), reason: Reason, by: UserId, at: Instant }).optional(),
});

/** All that was found, asked, answered and decided on one proposal; the head names it by its digest. */
export const AdmissibilityFile = z
  .object({
    v: z.literal(1),
    proposalId: ProposalId,
    documentSha256: Digest,
    callVersion: z.int().min(1),
    checkedAt: Instant,
    checks: z.array(Check).max(checkNames.length),
    /** For the selection, which comes after the award; absent in a file from before it was said. */
    capacity: z.array(PartnerCapacity).max(partnersPerProposalMax).optional(),
    findings: z.array(Finding).max(checkNames.length),
    clarifications: z.array(Clarification).max(clarificationsMax),
    decision: Decision.optional(),
    review: Review.optional(),
  })
  .meta({ id: "AdmissibilityFile" });
export type AdmissibilityFile = z.infer<typeof AdmissibilityFile>;

const shared = { id: AdmissibilityId, proposalId: ProposalId, callId: CallId, fileSha256: Digest };
const OpenHead = z
  .object({ state: z.literal("open"), ...shared, toDecide: z.int().min(0), failing: z.int().min(0) })
  .meta({ id: "OpenAdmissibility" });
const AdmittedHead = z
  .object({ state: z.literal("admitted"), ...shared, decidedAt: Instant })
  .meta({ id: "AdmittedProposal" });
const refusedFields = {
  ...shared,
  decidedAt: Instant,
  grounds: z.array(CheckName).min(1),
  /** The last day on which the applicant may ask for a review. */
  reviewByOn: LocalDate,
};
const RefusedHead = z.object({ state: z.literal("refused"), ...refusedFields }).meta({ id: "RefusedProposal" });
const UnderReviewHead = z
  .object({ state: z.literal("underReview"), ...refusedFields, requestedAt: Instant })
  .meta({ id: "ProposalUnderReview" });
const UpheldHead = z
  .object({ state: z.literal("upheld"), ...refusedFields, reviewedAt: Instant })
  .meta({ id: "RefusalUpheld" });

/** Whether a submitted proposal is admitted to the award: open while its checks are looked at; a refusal may be reviewed once. */
export const Admissibility = z
  .discriminatedUnion("state", [OpenHead, AdmittedHead, RefusedHead, UnderReviewHead, UpheldHead])
  .meta({ id: "Admissibility" });
export type Admissibility = z.infer<typeof Admissibility>;

/** What the rest of the procedure needs to know of it. */
export type Admission = "OPEN" | "ADMITTED" | "REFUSED";

/**
 * How a proposal stood at an instant after its decision. One that nobody has looked at is open; one whose refusal is under review stays
 * refused until the review says otherwise, and was refused before.
 */
export const admissionOf = (head: Admissibility | null, at: Instant): Admission => {
  if (head === null || head.state === "open") return "OPEN";
  return head.state === "admitted" && head.decidedAt <= at ? "ADMITTED" : "REFUSED";
};
