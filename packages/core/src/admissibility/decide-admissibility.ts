import { addDays } from "@grants/kernel/calendar";
import type { UserId } from "@grants/kernel/id";
import { type Result, err, ok } from "@grants/kernel/result";
import { type Instant, type LocalDate, dateInZone } from "@grants/kernel/time";
import {
  type Admissibility,
  type AdmissibilityFile,
  type CheckName,
  type CheckOutcome,
  type Clarification,
  type ClarificationAnswer,
  type ClarificationSubject,
  type Finding,
  clarificationsMax,
} from "./admissibility.ts";

export type AlreadyDecided = { readonly kind: "AlreadyDecided"; readonly state: Admissibility["state"] };
export type ChecksNotMet = {
  readonly kind: "ChecksNotMet";
  readonly failing: readonly CheckName[];
  readonly toDecide: readonly CheckName[];
};
/** The applicant still has time to answer. */
export type ClarificationOpen = {
  readonly kind: "ClarificationOpen";
  readonly number: number;
  readonly replyByOn: LocalDate;
};
export type GroundNotFailing = {
  readonly kind: "GroundNotFailing";
  readonly field: "grounds";
  readonly check: CheckName;
};
/** A second person must decide, and this one found or decided it already. */
export type AnotherPersonDecides = {
  readonly kind: "AnotherPersonDecides";
  readonly because: "FOUND_THE_GROUND" | "DECIDED_IT";
};
export type ReplyDateInvalid = {
  readonly kind: "ReplyDateInvalid";
  readonly field: "replyByOn";
  readonly earliestOn: LocalDate;
};
export type TooManyClarifications = { readonly kind: "TooManyClarifications"; readonly max: number };
export type ClarificationNotFound = { readonly kind: "ClarificationNotFound"; readonly number: number };
export type ClarificationAnswered = { readonly kind: "ClarificationAnswered"; readonly number: number };
export type ReplyTooLate = { readonly kind: "ReplyTooLate"; readonly replyByOn: LocalDate };
export type AnswerDoesNotFit = { readonly kind: "AnswerDoesNotFit"; readonly field: "answer" };
export type NotRefused = { readonly kind: "NotRefused"; readonly state: Admissibility["state"] };
export type ReviewTooLate = { readonly kind: "ReviewTooLate"; readonly reviewByOn: LocalDate };

type By = { readonly by: UserId; readonly at: Instant };

/** What holds for a check: what a person found, else what the platform did. */
export const outcomeOf = ({ checks, findings }: AdmissibilityFile, name: CheckName): CheckOutcome =>
  findings.find(({ check }) => check === name)?.outcome ??
  checks.find(({ check }) => check === name)?.outcome ??
  "TO_DECIDE";

const namesWith = (file: AdmissibilityFile, outcome: CheckOutcome): readonly CheckName[] =>
  file.checks.map(({ check }) => check).filter((name) => outcomeOf(file, name) === outcome);

export type Standing = { readonly failing: readonly CheckName[]; readonly toDecide: readonly CheckName[] };
export const standingOf = (file: AdmissibilityFile): Standing => ({
  failing: namesWith(file, "FAIL"),
  toDecide: namesWith(file, "TO_DECIDE"),
});

/** A request runs until it is answered or its last day is over. */
export const isOpenClarification = ({ answer, replyByOn }: Clarification, at: Instant): boolean =>
  answer === undefined && dateInZone(at) <= replyByOn;

/** A finding takes the place of an earlier one on the same check; the entries of the chain keep both. */
export const withFinding = (file: AdmissibilityFile, finding: Finding): AdmissibilityFile => ({
  ...file,
  findings: [...file.findings.filter(({ check }) => check !== finding.check), finding],
});

type Ask = {
  readonly subject: ClarificationSubject;
  readonly whyNotSubstantial: string;
  readonly replyByOn: LocalDate;
};

/** Asks the applicant for what may be cured (EVA-04, CLR-CLAR-01). The day after the request is the first that may be the last. */
export const decideClarification = (
  file: AdmissibilityFile,
  { subject, whyNotSubstantial, replyByOn }: Ask,
  { by, at }: By,
): Result<AdmissibilityFile, ReplyDateInvalid | TooManyClarifications> => {
  const earliestOn = addDays(dateInZone(at), 1);
  if (replyByOn < earliestOn) return err({ kind: "ReplyDateInvalid", field: "replyByOn", earliestOn });
  const number = file.clarifications.length + 1;
  if (number > clarificationsMax) return err({ kind: "TooManyClarifications", max: clarificationsMax });
  const asked = { number, subject, whyNotSubstantial, replyByOn, askedBy: by, askedAt: at };
  return ok({ ...file, clarifications: [...file.clarifications, asked] });
};

const fits = ({ kind }: ClarificationSubject, answer: ClarificationAnswer): boolean =>
  (kind === "CLERICAL_ERROR") === (answer.kind !== "GIVEN");

/** The answer is a layer of its own beside what was submitted; after its last day nothing is taken in (CLR-CLAR-01). */
export const decideAnswer = (
  file: AdmissibilityFile,
  { number, answer }: { readonly number: number; readonly answer: ClarificationAnswer },
  { by, at }: By,
): Result<AdmissibilityFile, ClarificationNotFound | ClarificationAnswered | ReplyTooLate | AnswerDoesNotFit> => {
  const asked = file.clarifications.find((one) => one.number === number);
  if (asked === undefined) return err({ kind: "ClarificationNotFound", number });
  if (asked.answer !== undefined) return err({ kind: "ClarificationAnswered", number });
  if (!isOpenClarification(asked, at)) return err({ kind: "ReplyTooLate", replyByOn: asked.replyByOn });
  if (!fits(asked.subject, answer)) return err({ kind: "AnswerDoesNotFit", field: "answer" });
  const answered = { ...asked, answer: { answer, by, at } };
  return ok({
    ...file,
    clarifications: file.clarifications.map((one) => (one.number === number ? answered : one)),
  });
};

const openClarification = (file: AdmissibilityFile, at: Instant): ClarificationOpen | null => {
  const open = file.clarifications.find((one) => isOpenClarification(one, at));
  return open === undefined ? null : { kind: "ClarificationOpen", number: open.number, replyByOn: open.replyByOn };
};

export type AdmissionRefusal = ChecksNotMet | ClarificationOpen | GroundNotFailing | AnotherPersonDecides;

/** Admits when every check is met; no answer in time: on the documents as they are (CLR-CLAR-01). */
export const decideAdmission = (
  file: AdmissibilityFile,
  { by, at }: By,
): Result<AdmissibilityFile, ChecksNotMet | ClarificationOpen> => {
  const open = openClarification(file, at);
  if (open !== null) return err(open);
  const { failing, toDecide } = standingOf(file);
  if (failing.length + toDecide.length > 0) return err({ kind: "ChecksNotMet", failing, toDecide });
  return ok({ ...file, decision: { outcome: "ADMITTED", grounds: [], by, at } });
};

/** Refuses on checks that are not met, after every other one is looked at, and never by who alone found them. */
export const decideRefusal = (
  file: AdmissibilityFile,
  { grounds, reason }: { readonly grounds: readonly CheckName[]; readonly reason: string },
  { by, at }: By,
): Result<AdmissibilityFile, AdmissionRefusal> => {
  const open = openClarification(file, at);
  if (open !== null) return err(open);
  const wrong = grounds.find((check) => outcomeOf(file, check) !== "FAIL");
  if (wrong !== undefined) return err({ kind: "GroundNotFailing", field: "grounds", check: wrong });
  const found = file.findings.filter(({ check }) => grounds.includes(check));
  if (found.some((finding) => finding.by === by))
    return err({ kind: "AnotherPersonDecides", because: "FOUND_THE_GROUND" });
  return ok({ ...file, decision: { outcome: "REFUSED", grounds: [...new Set(grounds)], reason, by, at } });
};

/** An applicant asks once for a review of a refusal, within its period. */
export const decideReviewRequest = (
  head: Admissibility,
  file: AdmissibilityFile,
  { reason, by, at }: By & { readonly reason: string },
): Result<AdmissibilityFile, NotRefused | ReviewTooLate> => {
  if (head.state !== "refused") return err({ kind: "NotRefused", state: head.state });
  if (dateInZone(at) > head.reviewByOn) return err({ kind: "ReviewTooLate", reviewByOn: head.reviewByOn });
  return ok({ ...file, review: { reason, requestedBy: by, requestedAt: at } });
};

/** Another person than who refused decides on the review. */
export const decideReviewOutcome = (
  head: Admissibility,
  file: AdmissibilityFile,
  { outcome, reason, by, at }: By & { readonly outcome: "UPHELD" | "REVERSED"; readonly reason: string },
): Result<AdmissibilityFile, NotRefused | AnotherPersonDecides> => {
  if (head.state !== "underReview" || file.review === undefined) return err({ kind: "NotRefused", state: head.state });
  if (file.decision?.by === by) return err({ kind: "AnotherPersonDecides", because: "DECIDED_IT" });
  return ok({ ...file, review: { ...file.review, decision: { outcome, reason, by, at } } });
};
