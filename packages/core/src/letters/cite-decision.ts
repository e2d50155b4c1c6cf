import { type Instant, dateInZone } from "@grants/kernel/time";
import { rulesOfCheck } from "../admissibility/admissibility.ts";
import { CriterionName } from "../calls/call.ts";
import type { LetterFacts } from "./letter-facts.ts";
import type { RankingRow, ScoresByCriterion } from "../evaluation/ranking.ts";
import { lastDayForReview } from "../admissibility/review-period.ts";
import { parameterOn } from "../reference/parameters.ts";
import type { OrderOf } from "./letter-order.ts";
import type { CitedFile, CitedPlaces, CitedRanking, CitedResults, CitedReview } from "./letter-work.ts";
import type { ReportOfLetter } from "./write-letter.ts";

/** Scores as calls and reports have them, one criterion after the other; the store keeps no order. */
const inOrder = (scores: ScoresByCriterion): { readonly criterion: string; readonly score: string }[] =>
  CriterionName.options.flatMap((criterion) => {
    const score = scores[criterion];
    return score === undefined ? [] : [{ criterion, score }];
  });

/** What a refusal says: the checks that are not met with their rules, the reason, and until when a review may be asked for. */
export const refusalFacts = ({ file, dossier, callReference }: CitedFile): LetterFacts => {
  const { decision } = file;
  if (decision?.outcome !== "REFUSED" || decision.reason === undefined)
    throw new Error(`${file.proposalId} is not refused.`);
  return {
    template: "ADMISSIBILITY_REFUSED",
    callReference,
    acronym: dossier.acronym,
    title: dossier.title,
    grounds: decision.grounds.map((check) => ({ check, rules: [...rulesOfCheck[check]] })),
    reason: decision.reason,
    decidedAt: decision.at,
    reviewByOn: lastDayForReview(decision.at),
  };
};

/** What the Centre asks the applicant, with its last day (EVA-04, FR 154). */
export const questionFacts = ({ file, dossier, callReference }: CitedFile, number: number): LetterFacts => {
  const asked = file.clarifications.find((one) => one.number === number);
  if (asked === undefined) throw new Error(`${file.proposalId} was not asked question ${number}.`);
  const { subject, replyByOn } = asked;
  const { acronym, title } = dossier;
  const shared = { template: "EVIDENCE_REQUESTED", callReference, acronym, title, number, replyByOn } as const;
  if (subject.kind === "MISSING_OR_UNCLEAR") return { ...shared, question: subject.question };
  const { field, stands, proposed } = subject;
  return { ...shared, correction: { field, stands, proposed } };
};

const outcomeOf = (
  status: RankingRow["status"],
  isAwarded: boolean,
): "AWARDED" | "RESERVE" | "NOT_FUNDED" | "REJECTED" => {
  if (isAwarded) return "AWARDED";
  if (status === "REJECTED") return "REJECTED";
  // A main-list proposal that the decision departs from is not funded either; the decision says why.
  return status === "RESERVE" ? "RESERVE" : "NOT_FUNDED";
};

/** What an applicant is told of the award decision: the outcome, the place and the scores (EVA-08; FR 203(7)). */
export const resultFacts = (
  { decision, callReference, awards }: CitedResults,
  row: RankingRow,
  report: ReportOfLetter,
): LetterFacts => {
  const award = awards.get(row.proposalId);
  const outcome = outcomeOf(row.status, award !== undefined);
  return {
    template: "EVALUATION_RESULT",
    callReference,
    topicId: decision.topicId,
    acronym: row.acronym,
    outcome,
    ...(award === undefined ? {} : { awardedCents: award.unionCents }),
    // Where an award follows the reserve list, its place in it is nobody else's business but the applicant's own.
    ...(row.rank === undefined ? {} : { rank: row.rank }),
    scores: inOrder(row.scores),
    total: row.total,
    belowThreshold: [...(row.rejection?.criteria ?? [])],
    decidedAt: decision.decidedAt,
    report,
    ...(outcome === "AWARDED" ? {} : { reviewDays: reviewDaysOn(decision.decidedAt) }),
  };
};

/** What everybody of the first stage is told, once it is decided who is invited to the second (HSC-04). */
export const stageFacts = (
  { callReference }: CitedRanking,
  { topicId, at, secondStageUntil }: OrderOf<"stage">,
  { row, report }: { readonly row: RankingRow; readonly report: ReportOfLetter },
): LetterFacts => {
  const isInvited = row.status === "MAIN";
  const outcome = row.status === "REJECTED" ? "REJECTED" : isInvited ? "INVITED" : "NOT_INVITED";
  return {
    template: "EVALUATION_RESULT",
    callReference,
    topicId,
    acronym: row.acronym,
    outcome,
    ...(isInvited ? { secondStageUntil } : { reviewDays: reviewDaysOn(at) }),
    scores: inOrder(row.scores),
    total: row.total,
    belowThreshold: [...(row.rejection?.criteria ?? [])],
    decidedAt: at,
    report,
  };
};

const reviewDaysOn = (at: Instant): number => parameterOn("he.evaluationReview.days", dateInZone(at)).value;

/** What an applicant is told of the review that was asked for: the outcome with its reason, and what a second evaluation came to (EVA-09). */
export const reviewFacts = ({ file, dossier, content }: CitedReview, report: ReportOfLetter | null): LetterFacts => {
  const { registration, decision, assessment, correction, request } = file;
  const shared = {
    template: "REVIEW_OUTCOME",
    callReference: content.reference,
    acronym: dossier.acronym,
    title: dossier.title,
  } as const;
  const grounds = [...request.grounds];
  if (registration?.isRegistrable === false)
    return { ...shared, grounds, outcome: "NOT_REGISTRABLE", reason: registration.reason, decidedAt: registration.at };
  if (decision === undefined) throw new Error(`The review of ${file.proposalId} is not decided.`);
  const { outcome, reason, at: decidedAt } = decision;
  if (assessment === undefined || correction === undefined || report === null)
    return { ...shared, grounds, outcome, reason, decidedAt };
  const { rank, formerRank, total, belowThreshold, at } = correction;
  const scores = inOrder(assessment.scores);
  const places = { ...(rank === undefined ? {} : { rank }), ...(formerRank === undefined ? {} : { formerRank }) };
  const result = { scores, total, belowThreshold, ...places, report };
  return { ...shared, grounds, outcome: "RE_EVALUATED", reason, decidedAt: at, result };
};

/** The new place of somebody whose place a review of another proposal changed; `null` where it changed none. */
export const placeFacts = (
  { callReference, topicId, decidedAt }: CitedPlaces,
  { acronym, rank, formerRank }: RankingRow,
): LetterFacts | null =>
  rank === undefined || formerRank === undefined
    ? null
    : { template: "PLACE_CORRECTED", callReference, topicId, acronym, rank, formerRank, decidedAt };
