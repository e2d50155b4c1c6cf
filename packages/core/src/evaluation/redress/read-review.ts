import { type Result, err, ok } from "@grants/kernel/result";
import type { PeriodEnd } from "@grants/kernel/calendar";
import { type AllowedAction, type NotAllowed, decideAccess } from "../../access/decide-access.ts";
import type { Command } from "../../audit/command.ts";
import type { CallId, CallNotFound } from "../../calls/call.ts";
import type { ProposalId } from "../../proposals/proposal.ts";
import { type ScoringSheet, sheetOf } from "../decide-scores.ts";
import type { Dossier } from "../dossier.ts";
import { decideReviewRequest, refuseStep, reviewPeriod, reviewSteps } from "./decide-review.ts";
import { type FindReviewError, findReviewed, subjectOfReview } from "./find-review.ts";
import type { ListedReview, LoadedReview, ReviewStore } from "./review-store.ts";

export type ShownReview = {
  readonly dossier: Dossier;
  readonly review: LoadedReview["review"];
  /** How long a review may be asked for; `null` before a result is told. */
  readonly period: PeriodEnd | null;
  /** An applicant reads what was asked and decided, and no name of who looked at it. */
  readonly isApplicant: boolean;
  /** How the call scores; `null` where there is nothing to score by. */
  readonly sheet: ScoringSheet | null;
  readonly allowedActions: readonly AllowedAction[];
};

const answer = (action: AllowedAction["action"], because: string | null): AllowedAction =>
  because === null ? { action, allowed: true } : { action, allowed: false, because };

const actionsOf = (loaded: LoadedReview, command: Command): readonly AllowedAction[] => {
  const { rights, review } = loaded;
  const subject = subjectOfReview(loaded);
  const asked = decideAccess("requestEvaluationReview", rights, subject, command.at);
  const request = decideReviewRequest(loaded.result, { isAsked: review !== null, at: command.at });
  const requestBecause = request.ok ? null : request.error.kind;
  return [
    answer("requestEvaluationReview", asked.ok ? requestBecause : asked.error.because),
    ...reviewSteps.map((step) => {
      const access = decideAccess(step, rights, subject, command.at);
      if (!access.ok) return answer(step, access.error.because);
      if (review === null) return answer(step, "NoReviewAsked");
      return answer(step, refuseStep(step, review.head.state.state)?.kind ?? refuseByName(step, review, command));
    }),
  ];
};

/** Who may advise sits on the committee; who decides does not. */
const refuseByName = (step: string, { file }: NonNullable<LoadedReview["review"]>, { caller }: Command) => {
  const isMember = file.committee?.members.includes(caller) ?? false;
  if (step === "adviseOnReview" && !isMember) return "NotOfCommittee";
  return step === "decideEvaluationReview" && isMember ? "CommitteeMemberDecides" : null;
};

/** Where the review of a proposal's evaluation stands. */
export const readEvaluationReview = async (
  { reviews }: { readonly reviews: ReviewStore },
  { proposalId, command }: { readonly proposalId: ProposalId; readonly command: Command },
): Promise<Result<ShownReview, FindReviewError>> => {
  const loaded = await reviews.load(proposalId, command.caller);
  const found = findReviewed(loaded, { action: "readEvaluationReview", proposalId, command });
  if (!found.ok) return found;
  return ok({
    dossier: found.value.dossier,
    review: loaded.review,
    period: loaded.result === null ? null : reviewPeriod(loaded.result.letter),
    isApplicant: loaded.member !== null,
    sheet: loaded.version === null ? null : sheetOf(loaded.version.content.profile),
    allowedActions: actionsOf(loaded, command),
  });
};

/** The reviews that applicants of a call asked for. */
export const listEvaluationReviews = async (
  { reviews }: { readonly reviews: ReviewStore },
  { callId, command }: { readonly callId: CallId; readonly command: Command },
): Promise<Result<readonly ListedReview[], NotAllowed | CallNotFound>> => {
  const { rights, isCall, reviews: listed } = await reviews.list(callId, command.caller);
  const role = decideAccess("listEvaluationReviews", rights, {}, command.at);
  if (!role.ok) return role;
  return isCall ? ok(listed) : err({ kind: "CallNotFound", callId });
};
