import type { UserId } from "@grants/kernel/id";
import { type PeriodEnd } from "@grants/kernel/calendar";
import { type Result, err, ok } from "@grants/kernel/result";
import { type Instant, type LocalDate, dateInZone } from "@grants/kernel/time";
import type { LetterFacts } from "../../letters/letter-facts.ts";
import type { Letter } from "../../letters/letter.ts";
import { replyPeriod } from "../../letters/receipt-of-letter.ts";
import { parameterOn } from "../../reference/parameters.ts";
import { sampleWorkingCalendar } from "../../reference/working-calendar.ts";
import type { ResultNotOpened } from "../read-summary-report.ts";
import type { ReviewFile, ReviewOutcome, ReviewState } from "./review.ts";

/** The steps of a review, each from the one state that it follows. */
const stateBefore = {
  registerEvaluationReview: "requested",
  appointReviewCommittee: "registered",
  adviseOnReview: "underReview",
  decideEvaluationReview: "advised",
  recordReEvaluation: "reEvaluation",
  correctRanking: "reEvaluated",
} as const satisfies Readonly<Record<string, ReviewState>>;
export type ReviewStep = keyof typeof stateBefore;
export const reviewSteps: readonly ReviewStep[] = [
  "registerEvaluationReview",
  "appointReviewCommittee",
  "adviseOnReview",
  "decideEvaluationReview",
  "recordReEvaluation",
  "correctRanking",
];

/** The review has not come to this step, or is past it. */
export type ReviewNotAtStep = { readonly kind: "ReviewNotAtStep"; readonly state: ReviewState };
export const refuseStep = (step: ReviewStep, state: ReviewState): ReviewNotAtStep | null =>
  state === stateBefore[step] ? null : { kind: "ReviewNotAtStep", state };

/** Where a review stands, from all that its file says. */
export const stateOfReview = ({
  registration,
  committee,
  advice,
  decision,
  assessment,
  correction,
}: ReviewFile): ReviewState => {
  if (registration === undefined) return "requested";
  if (!registration.isRegistrable) return "notRegistrable";
  if (committee === undefined) return "registered";
  if (advice === undefined) return "underReview";
  if (decision === undefined) return "advised";
  if (decision.outcome === "REJECTED") return "rejected";
  if (decision.outcome === "UPHELD_WITHOUT_EFFECT") return "upheld";
  if (assessment === undefined) return "reEvaluation";
  return correction === undefined ? "reEvaluated" : "corrected";
};

/** No result of this proposal has been told, so there is nothing to ask a review of. */
export type ResultNotTold = { readonly kind: "ResultNotTold" };
/** The proposal is awarded. */
export type NothingToReview = { readonly kind: "NothingToReview" };
export type EvaluationReviewTooLate = { readonly kind: "EvaluationReviewTooLate"; readonly legalDueOn: LocalDate };
export type EvaluationReviewAsked = { readonly kind: "EvaluationReviewAsked" };
export type ReviewRequestRefusal =
  | ResultNotTold
  | ResultNotOpened
  | NothingToReview
  | EvaluationReviewTooLate
  | EvaluationReviewAsked;

/** The letter of the result, with what it says where it is open. */
export type ResultLetter = { readonly letter: Letter; readonly facts: LetterFacts | null };

/** So many days from the receipt of the result, moved to a working day (EVA-09, CLR-CAL-03, CLR-CAL-05). */
export const reviewPeriod = (letter: Letter): PeriodEnd => {
  const replyDays = parameterOn("he.evaluationReview.days", dateInZone(letter.sentAt)).value;
  const end = replyPeriod({ ...letter, replyDays }, sampleWorkingCalendar());
  if (end === null) throw new Error("A period with its days has an end.");
  return end;
};

/** Whether the applicant may ask for a review now: the result is read, not an award, in time, and not asked for before (EVA-09). */
export const decideReviewRequest = (
  result: ResultLetter | null,
  { isAsked, at }: { readonly isAsked: boolean; readonly at: Instant },
): Result<LocalDate, ReviewRequestRefusal> => {
  if (isAsked) return err({ kind: "EvaluationReviewAsked" });
  if (result === null) return err({ kind: "ResultNotTold" });
  const { letter, facts } = result;
  if (letter.state === "sent") return err({ kind: "ResultNotOpened", letterId: letter.id });
  if (facts?.template === "EVALUATION_RESULT" && ["AWARDED", "INVITED"].includes(facts.outcome))
    return err({ kind: "NothingToReview" });
  const { legalDueOn } = reviewPeriod(letter);
  return dateInZone(at) > legalDueOn ? err({ kind: "EvaluationReviewTooLate", legalDueOn }) : ok(legalDueOn);
};

/** Somebody who evaluated the proposal, sits on the committee, or acts for one of its applicants does not review it. */
export type ReviewerNotIndependent = {
  readonly kind: "ReviewerNotIndependent";
  readonly field: "members" | "experts";
  readonly person: UserId;
  readonly because: "EVALUATED" | "REVIEWED" | "CONFLICT" | "ROLE" | "TWICE";
};
type Reviewer = {
  readonly user: UserId;
  readonly hasRole: boolean;
  /** A conflict of interest that nobody set aside (EVA-02). */
  readonly isConflicted: boolean;
};

/** The first who cannot take part, and why (EVA-02, EVA-09: by new evaluators). */
export const refuseReviewers = (
  reviewers: readonly Reviewer[],
  {
    field,
    evaluated,
    reviewed,
  }: {
    readonly field: ReviewerNotIndependent["field"];
    readonly evaluated: readonly UserId[];
    readonly reviewed: readonly UserId[];
  },
): ReviewerNotIndependent | null => {
  const users = reviewers.map(({ user }) => user);
  for (const [place, { user: person, hasRole, isConflicted }] of reviewers.entries()) {
    const refusal = (because: ReviewerNotIndependent["because"]) =>
      ({ kind: "ReviewerNotIndependent", field, person, because }) as const;
    if (users.indexOf(person) !== place) return refusal("TWICE");
    if (!hasRole) return refusal("ROLE");
    if (evaluated.includes(person)) return refusal("EVALUATED");
    if (reviewed.includes(person)) return refusal("REVIEWED");
    if (isConflicted) return refusal("CONFLICT");
  }
  return null;
};

/** Advice comes from the committee, and the decision from somebody else. */
export type NotOfCommittee = { readonly kind: "NotOfCommittee" };
export type CommitteeMemberDecides = { readonly kind: "CommitteeMemberDecides" };

type Said = { readonly outcome: ReviewOutcome; readonly reason: string; readonly by: UserId; readonly at: Instant };

const isMember = ({ committee }: ReviewFile, user: UserId): boolean => committee?.members.includes(user) ?? false;

export const withAdvice = (file: ReviewFile, advice: Said): Result<ReviewFile, NotOfCommittee> =>
  isMember(file, advice.by) ? ok({ ...file, advice }) : err({ kind: "NotOfCommittee" });

export const withDecision = (file: ReviewFile, decision: Said): Result<ReviewFile, CommitteeMemberDecides> =>
  isMember(file, decision.by) ? err({ kind: "CommitteeMemberDecides" }) : ok({ ...file, decision });
