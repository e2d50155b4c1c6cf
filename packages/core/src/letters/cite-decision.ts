import { rulesOfCheck } from "../admissibility/admissibility.ts";
import type { Digest } from "@grants/kernel/digest";
import type { LetterFacts } from "./letter-facts.ts";
import type { RankingRow } from "../evaluation/ranking.ts";
import { lastDayForReview } from "../admissibility/review-period.ts";
import type { CitedFile, CitedResults } from "./letter-work.ts";

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

/** The evaluation summary report that goes with a letter. */
export type ReportOfLetter = { readonly version: number; readonly sha256: Digest };

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
    scores: Object.entries(row.scores).map(([criterion, score]) => ({ criterion, score })),
    total: row.total,
    belowThreshold: [...(row.rejection?.criteria ?? [])],
    decidedAt: decision.decidedAt,
    report,
  };
};
