import { Digest } from "@grants/kernel/digest";
import { type NewId, OrganisationId } from "@grants/kernel/id";
import { Cents } from "@grants/kernel/money";
import { Instant, LocalDate } from "@grants/kernel/time";
import { z } from "zod";
import { CallId } from "../calls/call.ts";
import { AwardDecisionId, AwardId } from "../cofunding/award.ts";
import { Acronym, ProposalId } from "../proposals/proposal.ts";
import { FunderAmount, RankingId } from "./ranking.ts";

/** A successful proposal and its maximum amounts, in rank order (EVA-07). */
export const AwardRow = z
  .object({
    awardId: AwardId,
    proposalId: ProposalId,
    acronym: Acronym,
    /** Absent where nobody is ranked: each award without a call stands alone. */
    rank: z.int().min(1).optional(),
    unionCents: Cents,
    /** What each funder pays of its own money. */
    national: z.array(FunderAmount),
    /** What the common pot of the joint action pays where national money is short (MAT-02). */
    potCents: Cents,
    documentSha256: Digest,
    coordinator: OrganisationId,
  })
  .meta({ id: "AwardRow" });
export type AwardRow = z.infer<typeof AwardRow>;

/** The head of a topic's award decision, taken by the Executive Director as authorising officer (ORG-06). */
export const AwardDecisionHead = z
  .object({ state: z.literal("decided"), id: AwardDecisionId, manifestSha256: Digest })
  .meta({ id: "AwardDecisionHead" });
export type AwardDecisionHead = z.infer<typeof AwardDecisionHead>;

export const ReserveTerms = z
  .strictObject({ length: z.int().min(0).max(1_000), expiresOn: LocalDate })
  .meta({ id: "ReserveTerms" });
export type ReserveTerms = z.infer<typeof ReserveTerms>;

/** What was decided, on which version of the ranking (EVA-07); the awards hang in the list. */
export const AwardDecisionManifest = z.object({
  callId: CallId,
  topicId: z.string(),
  rankingId: RankingId,
  rankingVersion: z.int().min(1),
  /** True where the awards are not the ranking's main list; the reason is kept as a note. */
  departsFromRanking: z.boolean(),
  awards: z.int().min(0),
  listSha256: Digest,
  unionCents: Cents,
  nationalCents: Cents,
  potCents: Cents,
  decidedAt: Instant,
  /** How long the reserve list is and its last day, where the decision fixes them (DSC-09). */
  reserve: ReserveTerms.optional(),
});
export type AwardDecisionManifest = z.infer<typeof AwardDecisionManifest>;

export const AwardDecision = AwardDecisionHead.extend(AwardDecisionManifest.shape).meta({ id: "AwardDecision" });
export type AwardDecision = z.infer<typeof AwardDecision>;

/** A topic has one award decision: the same topic makes the same id. */
export const awardDecisionIdOf = (newId: NewId, callId: CallId, topicId: string): AwardDecisionId =>
  AwardDecisionId.parse(`dec_${newId(`award-decision:${callId}:${topicId}`)}`);

/** A proposal has at most one award: the same proposal makes the same id. */
export const awardIdOf = (newId: NewId, proposalId: ProposalId): AwardId =>
  AwardId.parse(`awd_${newId(`award:${proposalId}`)}`);
