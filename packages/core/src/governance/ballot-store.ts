import type { UserId } from "@grants/kernel/id";
import type { Result } from "@grants/kernel/result";
import type { FunderCode, Rights } from "../access/rights.ts";
import type { Change } from "../audit/change.ts";
import type { Command } from "../audit/command.ts";
import type { CursorInvalid } from "../audit/cursor-invalid.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { ContributionLine } from "../cofunding/contribution-line.ts";
import type { JointAction, JointActionId } from "../cofunding/joint-action.ts";
import type { Ballot, BallotId, BallotPapers, BoardMember, BallotStepRefused, Vote, VoteDelegation } from "./ballot.ts";

export type StoredBallot = { readonly head: Stored<Ballot>; readonly papers: BallotPapers };
export type LoadedBallot = { readonly rights: Rights | null; readonly ballot: StoredBallot | null };
export type WholeBallot = LoadedBallot & {
  readonly votes: readonly Stored<Vote>[];
  readonly delegations: readonly Stored<VoteDelegation>[];
  /** How often something entered the ballot: whoever closes it names what was counted. */
  readonly entered: number;
};

/** What votes are weighed and suspended by. */
export type VotingGround = {
  readonly jointAction: JointAction | null;
  /** Of the call of the joint action, once it is published. */
  readonly callTitle: string | null;
  readonly lines: readonly ContributionLine[];
  /** Funders with a contribution in default, in any joint action. */
  readonly inDefault: readonly FunderCode[];
  /** Members whose vote the Board has revoked and not given back. */
  readonly revoked: readonly BoardMember[];
};

export type BallotRow = { readonly ballot: Stored<Ballot>; readonly title: string };
export type BallotPage = { readonly cursor: string | null; readonly rowsMax: number };

export type BallotStore = {
  load(ballotId: BallotId, caller: UserId): Promise<LoadedBallot>;
  loadWhole(ballotId: BallotId, caller: UserId): Promise<WholeBallot>;
  loadGround(jointActionId: JointActionId | undefined): Promise<VotingGround>;
  /** The newest first. */
  list(
    caller: UserId,
    page: BallotPage,
  ): Promise<
    Result<
      { readonly rights: Rights | null; readonly ballots: readonly BallotRow[]; readonly next: string | null },
      CursorInvalid
    >
  >;
  commitBallot(
    change: Change<Ballot>,
    papers: BallotPapers,
    command: Command,
  ): Promise<Result<Stored<Ballot>, CommitRefusal>>;
  /** Refused as busy when something entered after `entered` was read. */
  commitClosing(
    change: Change<Ballot>,
    counted: { readonly papers: BallotPapers; readonly entered: number },
    command: Command,
  ): Promise<Result<Stored<Ballot>, CommitRefusal>>;
  /** Refused once the ballot is closed. */
  commitVote(change: Change<Vote>, command: Command): Promise<Result<Stored<Vote>, CommitRefusal | BallotStepRefused>>;
  commitDelegation(
    change: Change<VoteDelegation>,
    command: Command,
  ): Promise<Result<Stored<VoteDelegation>, CommitRefusal | BallotStepRefused>>;
  settle<S extends { readonly id: string }>(
    stored: Stored<S>,
    expectedVersion: number,
    command: Command,
  ): Promise<Result<Stored<S>, CommitRefusal>>;
};
