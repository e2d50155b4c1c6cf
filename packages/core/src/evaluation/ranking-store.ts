import type { OrganisationId, UserId } from "@grants/kernel/id";
import type { Result } from "@grants/kernel/result";
import type { Rights } from "../access/rights.ts";
import type { Change } from "../audit/change.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { Call, CallId, CallVersion } from "../calls/call.ts";
import type { ListedCentre } from "../registry/recognised-centres.ts";
import type { AwardDecisionId } from "../cofunding/award.ts";
import type { Organisation } from "../registry/organisation.ts";
import type { ProposalId } from "../proposals/proposal.ts";
import type { Admissibility } from "../admissibility/admissibility.ts";
import type { Assignment } from "./assignment.ts";
import type { AwardDecision, AwardDecisionHead, AwardDecisionManifest, AwardRow } from "./award-decision.ts";
import type { Consensus } from "./consensus.ts";
import type { Dossier } from "./dossier.ts";
import type { Ranking, RankingHead, RankingId, RankingManifest, RankingRow, TieDecision } from "./ranking.ts";
import type { SealedRow } from "./sealed-list.ts";

export type LoadedCall = {
  readonly rights: Rights | null;
  readonly call: Stored<Call> | null;
  readonly version: CallVersion | null;
};
export type TopicIds = { readonly rankingId: RankingId; readonly decisionId: AwardDecisionId };
export type TopicHeads = {
  readonly ranking: Stored<Ranking> | null;
  readonly decision: Stored<AwardDecision> | null;
};

/** How far the evaluation of a proposal is. */
export type ProposalProgress = {
  readonly dossier: Dossier;
  readonly assignment: Stored<Assignment> | null;
  readonly reportsIn: number;
  /** Experts that a conflict of interest took the place from. */
  readonly withdrawn?: readonly UserId[];
  readonly consensus: Stored<Consensus> | null;
  /** Whether it is admitted; `null`: nobody has made its checks. */
  readonly admissibility: Admissibility | null;
};

/** The pages of a sealed list that were read so far, by their number from 1 on. */
export type SealedFront = ReadonlyMap<number, readonly SealedRow[]>;

/** A list by pages of 100 rows. */
export type Pages<T> = readonly (readonly T[])[];

export type RankingStore = {
  loadCall(callId: CallId, caller: UserId): Promise<LoadedCall>;
  /** The call and the heads of one topic, in one wave. */
  loadTopic(callId: CallId, ids: TopicIds, caller: UserId): Promise<LoadedCall & TopicHeads>;
  /** Heads of many topics, in the order asked for. */
  loadTopicHeads(ids: readonly TopicIds[]): Promise<readonly TopicHeads[]>;
  /** Pages of the sealed list, as many as one read gives, before the call says how many there are. */
  loadSealedFront(callId: CallId): Promise<SealedFront>;
  /** A page of the sealed list, from 1 on; without rows where there is none. */
  loadSealedPage(callId: CallId, page: number): Promise<readonly SealedRow[]>;
  loadProgress(proposalIds: readonly ProposalId[]): Promise<readonly ProposalProgress[]>;
  loadTieDecisions(ranking: Ranking): Promise<readonly TieDecision[]>;
  /** The organisations as they are registered, in the order asked for; `null` where one is not. */
  loadOrganisations(ids: readonly OrganisationId[]): Promise<readonly (Organisation | null)[]>;
  /** The Centres that are listed for these countries, as they stand now. */
  loadCentres(countries: readonly string[]): Promise<readonly ListedCentre[]>;
  /** A page of a ranking, from 1 on. */
  loadRankingPage(ranking: Ranking, page: number): Promise<readonly RankingRow[]>;
  loadDecision(
    decisionId: AwardDecisionId,
    caller: UserId,
  ): Promise<{ readonly rights: Rights | null; readonly decision: Stored<AwardDecision> | null }>;
  loadAwardPage(decision: AwardDecision, page: number): Promise<readonly AwardRow[]>;
  /** The list under its digest, and the panel's decision on a tie, with the head. */
  commitRanking(
    change: Change<RankingHead>,
    beside: {
      readonly manifest: RankingManifest;
      readonly pages: Pages<RankingRow>;
      readonly tieDecision: TieDecision | null;
    },
    command: Command,
  ): Promise<Result<Stored<RankingHead>, CommitRefusal>>;
  /** The decision, and the ranking that ends with it, in one transaction. */
  commitDecision(
    changes: { readonly decision: Change<AwardDecisionHead>; readonly ranking: Change<RankingHead> },
    beside: { readonly manifest: AwardDecisionManifest; readonly pages: Pages<AwardRow> },
    command: Command,
  ): Promise<Result<Stored<AwardDecisionHead>, CommitRefusal>>;
  settle<S extends { readonly id: string }>(
    stored: Stored<S>,
    expectedVersion: number,
    command: Command,
  ): Promise<Result<Stored<S>, CommitRefusal>>;
};
