import { canonicalJson } from "@grants/kernel/canonical-json";
import type { Sha256 } from "@grants/kernel/digest";
import type { NewId, UserId } from "@grants/kernel/id";
import { type Result, err, ok } from "@grants/kernel/result";
import { dateInZone } from "@grants/kernel/time";
import { decideAccess } from "../../access/decide-access.ts";
import type { Command } from "../../audit/command.ts";
import { type CommitRefusal, type Stored, compareCommands } from "../../audit/stored.ts";
import type { CallNotFound } from "../../calls/call.ts";
import { weighConflicts } from "../../experts/weigh-conflicts.ts";
import type { LetterOrder } from "../../letters/letter-order.ts";
import type { ProposalId } from "../../proposals/proposal.ts";
import { type AssessmentRefusal, type EnteredAssessment, decideAssessment } from "../decide-scores.ts";
import {
  type CommitteeMemberDecides,
  type NotOfCommittee,
  type ReviewNotAtStep,
  type ReviewRequestRefusal,
  type ReviewStep,
  type ReviewerNotIndependent,
  decideReviewRequest,
  refuseReviewers,
  refuseStep,
  stateOfReview,
  withAdvice,
  withDecision,
} from "./decide-review.ts";
import { type FindReviewError, type FoundReview, type NoReviewAsked, findReview, findReviewed } from "./find-review.ts";
import { type ReviewFile, type ReviewGround, type ReviewHead, type ReviewOutcome, reviewIdOf } from "./review.ts";
import type { ReviewStore, ReviewerGround } from "./review-store.ts";

export type ReviewDeps = {
  readonly reviews: ReviewStore;
  readonly newId: NewId;
  readonly sha256: Sha256;
};
export type ReviewAsk = { readonly proposalId: ProposalId; readonly command: Command };
export type StepAsk = ReviewAsk & { readonly expectedVersion: number };
type Handled<E> = Promise<Result<Stored<ReviewHead>, E | CommitRefusal>>;

/** The head that names a file, as it stands. */
export const headOfReview = ({ newId, sha256 }: Pick<ReviewDeps, "newId" | "sha256">, file: ReviewFile): ReviewHead => {
  const { proposalId, callId, topicId } = file;
  const fileSha256 = sha256(canonicalJson(file));
  return { state: stateOfReview(file), id: reviewIdOf(newId, proposalId), proposalId, callId, topicId, fileSha256 };
};

export type RequestEvaluationReviewError = FindReviewError | ReviewRequestRefusal | CommitRefusal;
/** The applicant asks for a review of how the proposal was evaluated; it stops no other proposal (EVA-09). */
export const requestEvaluationReview = async (
  deps: ReviewDeps,
  {
    proposalId,
    grounds,
    text,
    command,
  }: ReviewAsk & { readonly grounds: readonly ReviewGround[]; readonly text: string },
): Handled<FindReviewError | ReviewRequestRefusal> => {
  const loaded = await deps.reviews.load(proposalId, command.caller);
  const found = findReviewed(loaded, { action: "requestEvaluationReview", proposalId, command });
  if (!found.ok) return found;
  const { dossier, role } = found.value;
  const { review } = loaded;
  if (review !== null && compareCommands(review.head, command) === "same-command") return ok(review.head);
  const decided = decideReviewRequest(loaded.result, { isAsked: review !== null, at: command.at });
  if (!decided.ok) return decided;
  const { callId, topicId, acronym, callVersion } = dossier;
  const request = {
    grounds: [...new Set(grounds)],
    text,
    by: command.caller,
    at: command.at,
    legalDueOn: decided.value,
  };
  const file: ReviewFile = { v: 1, proposalId, callId, topicId, acronym, request };
  const next = headOfReview(deps, file);
  const terms = [{ id: callId, version: callVersion }];
  const change = { aggregate: next.id, before: null, next, type: "EvaluationReviewRequested", role, terms };
  return deps.reviews.commit(change, { file, letters: [] }, command);
};

type StepError = FindReviewError | NoReviewAsked | ReviewNotAtStep;
export type ReviewStepError = StepError | CommitRefusal;
type Stepped = { readonly file: ReviewFile; readonly type: string; readonly tells?: boolean };

/** One step of a review: found, held to its version and its place, decided, written; where it is to be told, its letter is ordered. */
const takeStep = async <E, Beside = null>(
  deps: ReviewDeps,
  { proposalId, expectedVersion, command }: StepAsk,
  action: ReviewStep,
  {
    beside,
    decide,
  }: {
    /** What else it stands on, read in the same wave. */
    readonly beside: () => Promise<Beside>;
    readonly decide: (found: FoundReview, beside: Beside) => Result<Stepped, E>;
  },
): Handled<StepError | E> => {
  const [loaded, read] = await Promise.all([deps.reviews.loadStep(proposalId, command.caller), beside()]);
  const found = findReview(loaded, { action, proposalId, command });
  if (!found.ok) return found;
  const { head, role, dossier } = found.value;
  if (head.version !== expectedVersion) return deps.reviews.settle(head, expectedVersion, command);
  const refused = refuseStep(action, head.state.state);
  if (refused !== null) return err(refused);
  const decided = decide(found.value, read);
  if (!decided.ok) return decided;
  const { file, type, tells = false } = decided.value;
  const next = headOfReview(deps, file);
  const terms = [{ id: dossier.callId, version: dossier.callVersion }];
  const letters: readonly LetterOrder[] = tells ? [letterOfReview(next, head.version + 1, command)] : [];
  const change = { aggregate: next.id, before: head, next, type, role, terms };
  return deps.reviews.commit(change, { file, letters }, command);
};

/** What tells the applicant of a step, by the file that it cites. */
export const letterOfReview = (
  { id: reviewId, proposalId, fileSha256 }: ReviewHead,
  version: number,
  { at }: Pick<Command, "at">,
): LetterOrder => ({ kind: "review", reviewId, proposalId, fileSha256, version, at });

type Reasoned = { readonly reason: string };
const nothingBeside = async (): Promise<null> => null;

/** Says whether the request is about the procedure; one that is not ends here, with its reason (EVA-09). */
export const registerEvaluationReview = (
  deps: ReviewDeps,
  { isRegistrable, reason, ...ask }: StepAsk & Reasoned & { readonly isRegistrable: boolean },
): Handled<StepError> =>
  takeStep(deps, ask, "registerEvaluationReview", {
    beside: nothingBeside,
    decide: ({ file }) => {
      const { caller: by, at } = ask.command;
      const registration = { isRegistrable, reason, by, at };
      const type = isRegistrable ? "EvaluationReviewRegistered" : "EvaluationReviewNotRegistrable";
      return ok({ file: { ...file, registration }, type, tells: !isRegistrable });
    },
  });

const loadNamed =
  (deps: ReviewDeps, { proposalId, command }: ReviewAsk, users: readonly UserId[]) =>
  (): Promise<ReviewerGround> =>
    deps.reviews.loadReviewers(proposalId, users, dateInZone(command.at));

const refuseNamed = (
  { sha256 }: ReviewDeps,
  { candidates, ground, evaluated }: ReviewerGround,
  {
    field,
    found: { file },
    command,
  }: { readonly field: "members" | "experts"; readonly found: FoundReview; readonly command: Command },
): ReviewerNotIndependent | null => {
  const bars = weighConflicts(ground, { at: command.at, sha256 });
  const action = field === "members" ? "adviseOnReview" : "listMyAssignments";
  const reviewers = candidates.map(({ user, rights }) => ({
    user,
    hasRole: decideAccess(action, rights, {}, command.at).ok,
    isConflicted: bars.get(user)?.isSetAside === false,
  }));
  return refuseReviewers(reviewers, { field, evaluated, reviewed: file.committee?.members ?? [] });
};

export type AppointReviewCommitteeError = ReviewStepError | ReviewerNotIndependent;
/** Names the committee that looks at the request: people who had no part in the evaluation (EVA-01, EVA-02, EVA-09). */
export const appointReviewCommittee = (
  deps: ReviewDeps,
  { members, ...ask }: StepAsk & { readonly members: readonly UserId[] },
): Handled<StepError | ReviewerNotIndependent> =>
  takeStep<ReviewerNotIndependent, ReviewerGround>(deps, ask, "appointReviewCommittee", {
    beside: loadNamed(deps, ask, members),
    decide: (found, ground) => {
      const refused = refuseNamed(deps, ground, { field: "members", found, command: ask.command });
      if (refused !== null) return err(refused);
      const committee = { members: [...members], by: ask.command.caller, at: ask.command.at };
      return ok({ file: { ...found.file, committee }, type: "ReviewCommitteeAppointed" });
    },
  });

type Outcome = Reasoned & { readonly outcome: ReviewOutcome };

export type AdviseOnReviewError = ReviewStepError | NotOfCommittee;
/** What the committee recommends, written by one of it. */
export const adviseOnReview = (
  deps: ReviewDeps,
  { outcome, reason, ...ask }: StepAsk & Outcome,
): Handled<StepError | NotOfCommittee> =>
  takeStep<NotOfCommittee>(deps, ask, "adviseOnReview", {
    beside: nothingBeside,
    decide: ({ file }) => {
      const advised = withAdvice(file, { outcome, reason, by: ask.command.caller, at: ask.command.at });
      return advised.ok ? ok({ file: advised.value, type: "ReviewAdvised" }) : advised;
    },
  });

export type DecideEvaluationReviewError = ReviewStepError | CommitteeMemberDecides;
/** Rejects the request, upholds it without effect, or has the proposal evaluated again, and tells the applicant (EVA-09). */
export const decideEvaluationReview = (
  deps: ReviewDeps,
  { outcome, reason, ...ask }: StepAsk & Outcome,
): Handled<StepError | CommitteeMemberDecides> =>
  takeStep<CommitteeMemberDecides>(deps, ask, "decideEvaluationReview", {
    beside: nothingBeside,
    decide: ({ file }) => {
      const decided = withDecision(file, { outcome, reason, by: ask.command.caller, at: ask.command.at });
      return decided.ok ? ok({ file: decided.value, type: "EvaluationReviewDecided", tells: true }) : decided;
    },
  });

type AssessmentError = ReviewerNotIndependent | AssessmentRefusal | CallNotFound;
export type RecordReEvaluationError = ReviewStepError | AssessmentError;
/** What new experts agreed on, who had no part in the first evaluation and none in the review (EVA-09). */
export const recordReEvaluation = (
  deps: ReviewDeps,
  { experts, assessment, ...ask }: StepAsk & { experts: readonly UserId[]; assessment: EnteredAssessment },
): Handled<StepError | AssessmentError> =>
  takeStep<AssessmentError, ReviewerGround>(deps, ask, "recordReEvaluation", {
    beside: loadNamed(deps, ask, experts),
    decide: (found, ground) => {
      const { dossier, version } = found;
      if (version === null) return err({ kind: "CallNotFound", callId: dossier.callId });
      const refused = refuseNamed(deps, ground, { field: "experts", found, command: ask.command });
      if (refused !== null) return err(refused);
      const decided = decideAssessment(version.content.profile, assessment);
      if (!decided.ok) return decided;
      const { caller: by, at } = ask.command;
      const recorded = { experts: [...experts], ...decided.value, by, at };
      return ok({ file: { ...found.file, assessment: recorded }, type: "ProposalReEvaluated" });
    },
  });
