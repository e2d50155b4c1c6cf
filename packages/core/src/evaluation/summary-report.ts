import { canonicalJson } from "@grants/kernel/canonical-json";
import { Digest, type Sha256 } from "@grants/kernel/digest";
import { compare, multiply, parseDecimal } from "@grants/kernel/fraction";
import { type NewId, prefixedId } from "@grants/kernel/id";
import { Instant } from "@grants/kernel/time";
import { z } from "zod";
import type { Change, Term } from "../audit/change.ts";
import type { Stored } from "../audit/stored.ts";
import { CallId, type CallVersion, CriterionName } from "../calls/call.ts";
import { Acronym, ProposalId } from "../proposals/proposal.ts";
import type { Dossier } from "./dossier.ts";
import { schemeOf } from "./decide-scores.ts";
import { type RankingRow, ScoreText } from "./ranking.ts";
import { Comment, type CommentsByCriterion } from "./report.ts";
import { formatScore } from "./score.ts";

export const SummaryReportId = prefixedId("esr").brand("SummaryReportId").meta({ id: "SummaryReportId" });
export type SummaryReportId = z.infer<typeof SummaryReportId>;

/** A proposal has one, in versions: the same proposal makes the same id. */
export const summaryReportIdOf = (newId: NewId, proposalId: ProposalId): SummaryReportId =>
  SummaryReportId.parse(`esr_${newId(`summary-report:${proposalId}`)}`);

const AssessedCriterion = z
  .object({ criterion: CriterionName, score: ScoreText, threshold: ScoreText, isMet: z.boolean(), comment: Comment })
  .meta({ id: "AssessedCriterion" });

/** What the committee found, criterion by criterion, as the applicant reads it (EVA-06, EVA-07). It names no expert. */
export const SummaryReport = z
  .object({
    v: z.literal(1),
    proposalId: ProposalId,
    callId: CallId,
    callReference: z.string(),
    topicId: z.string(),
    acronym: Acronym,
    title: z.string(),
    /** The document that was evaluated. */
    documentSha256: Digest,
    /** `REVIEW`: new evaluators wrote it, after a review (EVA-09). */
    basis: z.enum(["CONSENSUS", "REVIEW"]),
    criteria: z.array(AssessedCriterion).min(1),
    /** The most that each criterion can have. */
    criterionMax: ScoreText,
    total: ScoreText,
    totalMax: ScoreText,
    overallThreshold: ScoreText,
    isOverallMet: z.boolean(),
    /** The panel gave the order among proposals of equal merit (DSC-05). */
    isOrderedByPanel: z.boolean(),
    agreedAt: Instant,
  })
  .meta({ id: "SummaryReport" });
export type SummaryReport = z.infer<typeof SummaryReport>;

/** The head of the report: its versions are those of the chain, each naming its words by their digest. */
export const SummaryReportHead = z
  .object({
    state: z.literal("issued"),
    id: SummaryReportId,
    proposalId: ProposalId,
    reportSha256: Digest,
    issuedAt: Instant,
  })
  .meta({ id: "SummaryReportHead" });
export type SummaryReportHead = z.infer<typeof SummaryReportHead>;

/** What was agreed on one proposal, by its experts or by those who looked at it again. */
export type Agreed = {
  readonly basis: SummaryReport["basis"];
  readonly comments: CommentsByCriterion;
  readonly agreedAt: Instant;
};
type Assessed = {
  readonly dossier: Dossier;
  readonly content: Pick<CallVersion["content"], "profile" | "reference">;
  readonly row: Pick<RankingRow, "scores" | "total" | "isOrderedByPanel">;
  readonly agreed: Agreed;
};

const meets = (score: string, threshold: string): boolean => compare(parseDecimal(score), parseDecimal(threshold)) >= 0;

/** The report of one proposal. Equality meets a threshold (DSC-03); what the topic does not score is not in it (CLR-RANK-07). */
export const composeSummaryReport = ({ dossier, content, row, agreed }: Assessed): SummaryReport => {
  const { profile, reference } = content;
  const { criterionThreshold, overallThreshold, criterionMax, criteria } = profile;
  const scoreOf = (criterion: CriterionName): string => {
    const score = row.scores[criterion];
    if (score === undefined) throw new Error(`${dossier.proposalId} has no score for ${criterion}.`);
    return score;
  };
  const count = { numerator: BigInt(criteria.length), denominator: 1n };
  const { proposalId, callId, topicId, acronym, title, documentSha256 } = dossier;
  return {
    v: 1,
    proposalId,
    callId,
    callReference: reference,
    topicId,
    acronym,
    title,
    documentSha256,
    basis: agreed.basis,
    criteria: criteria.map((criterion) => ({
      criterion,
      score: scoreOf(criterion),
      threshold: criterionThreshold,
      isMet: meets(scoreOf(criterion), criterionThreshold),
      comment: agreed.comments[criterion] ?? "",
    })),
    criterionMax,
    total: row.total,
    totalMax: formatScore(multiply(schemeOf(profile).scale.maximum, count)),
    overallThreshold,
    isOverallMet: meets(row.total, overallThreshold),
    isOrderedByPanel: row.isOrderedByPanel,
    agreedAt: agreed.agreedAt,
  };
};

type NewVersion = {
  readonly before: Stored<SummaryReportHead> | null;
  readonly issuedAt: Instant;
  /** The consensus or review, and the decision, that it follows from. */
  readonly terms: readonly Term[];
};

/** The next version of the report, written by the platform: its digest stands in the audit entry. */
export const issueSummaryReport = (
  { newId, sha256 }: { readonly newId: NewId; readonly sha256: Sha256 },
  report: SummaryReport,
  { before, issuedAt, terms }: NewVersion,
): Change<SummaryReportHead> => {
  const { proposalId } = report;
  const id = summaryReportIdOf(newId, proposalId);
  const reportSha256 = sha256(canonicalJson(report));
  const next: SummaryReportHead = { state: "issued", id, proposalId, reportSha256, issuedAt };
  return { aggregate: id, before, next, type: "SummaryReportIssued", role: "system", terms };
};
