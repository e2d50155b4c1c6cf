import { Digest } from "@grants/kernel/digest";
import { type NewId, OrganisationId, prefixedId } from "@grants/kernel/id";
import { Cents } from "@grants/kernel/money";
import { Instant } from "@grants/kernel/time";
import { z } from "zod";
import { FunderCode } from "../access/rights.ts";
import { CallId, CriterionName, TieBreakStep } from "../calls/call.ts";
import { AwardDecisionId } from "../cofunding/award.ts";
import { Acronym, ProposalId } from "../proposals/proposal.ts";

export const RankingId = prefixedId("rank").brand("RankingId").meta({ id: "RankingId" });
export type RankingId = z.infer<typeof RankingId>;

/** Decimal text of a score or of a sum of scores: "4.5". */
export const ScoreText = z
  .string()
  .regex(/^\d{1,3}(?:\.\d{1,6})?$/)
  .meta({ id: "ScoreText", example: "4.5" });
export const ScoresByCriterion = z.partialRecord(CriterionName, ScoreText).meta({ id: "ScoresByCriterion" });
export type ScoresByCriterion = z.infer<typeof ScoresByCriterion>;

/**
 * Where a proposal stands after the money met the ranking. `MAIN` is funded; `RESERVE` is good enough and waits for budget (DSC-09);
 * `GAP`, `NOT_REACHED`, `NATIONAL_INELIGIBLE` and `VETO` are the outcomes of national selection (MAT-02); `TIE_NEEDS_PANEL` waits for the
 * panel's order (DSC-06); `REJECTED` is below a threshold (DSC-03).
 */
export const RankedStatus = z
  .enum(["MAIN", "RESERVE", "TIE_NEEDS_PANEL", "GAP", "NOT_REACHED", "NATIONAL_INELIGIBLE", "VETO", "REJECTED"])
  .meta({ id: "RankedStatus" });
export type RankedStatus = z.infer<typeof RankedStatus>;

/** Money of one national funder. */
export const FunderAmount = z.object({ funder: FunderCode, cents: Cents }).meta({ id: "FunderAmount" });
export type FunderAmount = z.infer<typeof FunderAmount>;

const RejectionReason = z
  .enum(["INVALID_SCORE", "BELOW_CRITERION_THRESHOLD", "BELOW_OVERALL_THRESHOLD"])
  .meta({ id: "RejectionReason" });

export const PlacedBy = z.enum(["TOTAL", ...TieBreakStep.options, "PANEL"]).meta({ id: "PlacedBy" });
export type PlacedBy = z.infer<typeof PlacedBy>;

/** A proposal in the ranking of its topic. */
export const RankingRow = z
  .object({
    proposalId: ProposalId,
    acronym: Acronym,
    coordinator: OrganisationId,
    documentSha256: Digest,
    scores: ScoresByCriterion,
    total: ScoreText,
    weightedTotal: ScoreText,
    /** Place; equal for the proposals of a tie. A rejected proposal has none. */
    rank: z.int().min(1).optional(),
    /** The place before a review changed it (EVA-09). */
    formerRank: z.int().min(1).optional(),
    /** The steps of the call do not tell it from its neighbours of the same rank; the alphabet orders the display only (CLR-RANK-01). */
    isTied: z.boolean(),
    /** What placed it behind the proposal above: its total, the first step of the call that told the two apart, or the panel. */
    placedBy: PlacedBy.optional(),
    /** The panel ordered the tie that it stood in. */
    isOrderedByPanel: z.boolean(),
    status: RankedStatus,
    rejection: z.object({ reason: RejectionReason, criteria: z.array(z.string()) }).optional(),
    /** Requested Union contribution. */
    unionCents: Cents,
    /** What the partners ask of their national funders, by funder. */
    national: z.array(FunderAmount),
    /** The part of it that the common pot pays, by funder. */
    fromPot: z.array(FunderAmount),
    /** What is missing of it, by funder, where the status is GAP. */
    missing: z.array(FunderAmount),
  })
  .meta({ id: "RankingRow" });
export type RankingRow = z.infer<typeof RankingRow>;

const head = { id: RankingId, topicId: z.string(), manifestSha256: Digest };
const RankedHead = z.object({ state: z.literal("ranked"), ...head }).meta({ id: "RankedHead" });
const DecidedHead = z
  .object({ state: z.literal("decided"), ...head, decisionId: AwardDecisionId })
  .meta({ id: "DecidedHead" });

/** The head of a topic's ranking (DSC-04). It may be computed again, as its next version, until the award is decided on it. */
export const RankingHead = z.discriminatedUnion("state", [RankedHead, DecidedHead]).meta({ id: "RankingHead" });
export type RankingHead = z.infer<typeof RankingHead>;

/** What a ranking comes to; its rows hang in the list. */
export const RankingManifest = z.object({
  callId: CallId,
  listSha256: Digest,
  /** Proposals in the list, the rejected ones among them. */
  proposals: z.int().min(0),
  rejected: z.int().min(0),
  main: z.int().min(0),
  /** Union contributions of the main list, and what they leave of the topic's budget. */
  mainCents: Cents,
  unspentCents: Cents,
  /** Proposals of ties that must be ordered before an award can be decided. */
  tieNeedsPanel: z.int().min(0),
  /** Orders that the panel has given to ties. */
  tieDecisions: z.int().min(0),
  rankedAt: Instant,
  /** What each funder had left when the money met the ranking: awards take from it later, and the ranking must still be computable (DESIGN §4.2). */
  budgets: z.array(z.object({ funder: FunderCode, budgetCents: Cents })).optional(),
});
export type RankingManifest = z.infer<typeof RankingManifest>;

export const Ranking = z
  .discriminatedUnion("state", [
    RankedHead.extend(RankingManifest.shape).meta({ id: "RankedTopic" }),
    DecidedHead.extend(RankingManifest.shape).meta({ id: "DecidedTopic" }),
  ])
  .meta({ id: "Ranking" });
export type Ranking = z.infer<typeof Ranking>;

/** The panel's order of a tie that the steps of the call leave open (DSC-05 step 3). */
export const TieDecision = z.object({ order: z.array(ProposalId).min(2).max(100), decidedAt: Instant });
export type TieDecision = z.infer<typeof TieDecision>;

/** A topic has one ranking: the same topic makes the same id. */
export const rankingIdOf = (newId: NewId, callId: CallId, topicId: string): RankingId =>
  RankingId.parse(`rank_${newId(`ranking:${callId}:${topicId}`)}`);
