import type { UserId } from "@grants/kernel/id";
import type { Instant, LocalDate } from "@grants/kernel/time";
import type { Result } from "@grants/kernel/result";
import type { Rights } from "../../access/rights.ts";
import type { Change } from "../../audit/change.ts";
import type { Command } from "../../audit/command.ts";
import type { CommitRefusal, Stored } from "../../audit/stored.ts";
import type { CallId, CallVersion } from "../../calls/call.ts";
import type { ConflictGround } from "../../experts/expert-store.ts";
import type { LetterOrder } from "../../letters/letter-order.ts";
import type { Member, ProposalId } from "../../proposals/proposal.ts";
import type { AwardListHead, AwardListManifest } from "../award-list.ts";
import type { Dossier } from "../dossier.ts";
import type { RankingRow } from "../ranking.ts";
import type { Pages } from "../ranking-store.ts";
import type { ResultLetter } from "./decide-review.ts";
import type { ReviewFile, ReviewHead, ReviewState } from "./review.ts";

/** The review of one proposal's evaluation as one person meets it. */
export type LoadedReview = {
  readonly rights: Rights | null;
  /** `null`: the proposal is not sealed, or there is none. */
  readonly dossier: Dossier | null;
  readonly member: Member | null;
  /** The call as it was sealed, of two stages the first. */
  readonly version: CallVersion | null;
  readonly result: ResultLetter | null;
  /** `null`: nobody has asked for one. */
  readonly review: { readonly head: Stored<ReviewHead>; readonly file: ReviewFile } | null;
};
export type ReviewerGround = {
  readonly candidates: readonly { readonly user: UserId; readonly rights: Rights | null }[];
  readonly ground: ConflictGround;
  /** Experts of the proposal, those whose place a conflict ended among them. */
  readonly evaluated: readonly UserId[];
};
export type ListedReview = {
  readonly proposalId: ProposalId;
  readonly acronym: string;
  readonly topicId: string;
  readonly state: ReviewState;
  readonly requestedAt: Instant;
};

/** What a step of a review is decided on: everything but the letter that told the result. */
export type LoadedStep = Omit<LoadedReview, "result">;

export type ReviewStore = {
  /** Rights, dossier, membership and head in one wave, the file in a second. */
  loadStep(proposalId: ProposalId, caller: UserId): Promise<LoadedStep>;
  /** Rights, dossier, membership, letters and head in one wave, the heads of letters and the file in a second, what the letter says in a third. */
  load(proposalId: ProposalId, caller: UserId): Promise<LoadedReview>;
  loadReviewers(proposalId: ProposalId, users: readonly UserId[], today: LocalDate): Promise<ReviewerGround>;
  /** The reviews of a call, with their heads in a second wave. */
  list(
    callId: CallId,
    caller: UserId,
  ): Promise<{
    readonly rights: Rights | null;
    readonly isCall: boolean;
    readonly reviews: readonly ListedReview[];
  }>;
  /** A step with its file, and the letter that it orders. */
  commit(
    change: Change<ReviewHead>,
    beside: { readonly file: ReviewFile; readonly letters: readonly LetterOrder[] },
    command: Command,
  ): Promise<Result<Stored<ReviewHead>, CommitRefusal>>;
  /** The last step with the list that it corrects, in one transaction. */
  commitCorrection(
    changes: { readonly review: Change<ReviewHead>; readonly list: Change<AwardListHead> },
    beside: {
      readonly file: ReviewFile;
      readonly manifest: AwardListManifest;
      readonly pages: Pages<RankingRow>;
      readonly letters: readonly LetterOrder[];
    },
    command: Command,
  ): Promise<Result<Stored<ReviewHead>, CommitRefusal>>;
  settle(
    head: Stored<ReviewHead>,
    expectedVersion: number,
    command: Command,
  ): Promise<Result<Stored<ReviewHead>, CommitRefusal>>;
};
