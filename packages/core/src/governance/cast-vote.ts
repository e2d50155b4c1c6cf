import type { NewId } from "@grants/kernel/id";
import { type Result, err } from "@grants/kernel/result";
import type { NotAllowed } from "../access/decide-access.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import { meetVersion } from "../audit/meet-version.ts";
import {
  type BallotNotFound,
  type BallotStepRefused,
  BoardMember,
  type Vote,
  type VoteChoice,
  type VoteDelegation,
  VoteDelegationId,
  VoteId,
} from "./ballot.ts";
import type { BallotStore } from "./ballot-store.ts";
import {
  type BallotClosed,
  type VoteDelegationRefused,
  actorFor,
  refuseDelegation,
  refuseVoting,
} from "./decide-ballot.ts";
import { findBallot } from "./find-ballot.ts";
import type { BallotStep } from "./prepare-ballot.ts";

export type CastVoteDeps = { readonly ballots: BallotStore; readonly newId: NewId };
type Common = NotAllowed | BallotNotFound | BallotStepRefused | BallotClosed | CommitRefusal;
export type CastVoteError = Common;
type CastVote = BallotStep & {
  readonly member: BoardMember;
  readonly choice: VoteChoice;
  /** A member with a conflict of interest abstains (VOTE-08, ECCC-R 43). */
  readonly isConflicted: boolean;
};

/** A member votes, or the one that represents it does; until the ballot closes, another vote takes the place of this one. */
export const castVote = async (
  { ballots, newId }: CastVoteDeps,
  { ballotId, member, choice, isConflicted, expectedVersion, command }: CastVote,
): Promise<Result<Stored<Vote>, CastVoteError>> => {
  const { votes, delegations, entered: _entered, ...loaded } = await ballots.loadWhole(ballotId, command.caller);
  const castBy = BoardMember.parse(
    actorFor(
      member,
      delegations.map(({ state }) => state),
    ),
  );
  const found = findBallot(loaded, { action: "castVote", ballotId, member: castBy, command });
  if (!found.ok) return found;
  const before = votes.find(({ state }) => state.member === member) ?? null;
  const met = await meetVersion(ballots, before, { expectedVersion, command });
  if (met !== null) return met;
  const refused = refuseVoting(found.value.ballot.head.state, command.at);
  if (refused !== null) return err(refused);
  const next: Vote = {
    state: "cast",
    id: VoteId.parse(`vot_${newId(`vote:${ballotId}:${member}`)}`),
    ballotId,
    member,
    castBy,
    choice: isConflicted ? "ABSTAIN" : choice,
    isConflicted,
  };
  const { role, ballot } = found.value;
  const terms = [{ id: ballotId, version: ballot.head.version }];
  return ballots.commitVote({ aggregate: next.id, before, next, type: "VoteCast", role, terms }, command);
};

export type DelegateVoteError = Common | VoteDelegationRefused;
type DelegateVote = Omit<BallotStep, "expectedVersion"> & { readonly from: BoardMember; readonly to: BoardMember };

/** A member that will be absent, its alternate too, lets another one vote for it (VOTE-04). */
export const delegateVote = async (
  { ballots, newId }: CastVoteDeps,
  { ballotId, from, to, command }: DelegateVote,
): Promise<Result<Stored<VoteDelegation>, DelegateVoteError>> => {
  const { delegations, ...loaded } = await ballots.loadWhole(ballotId, command.caller);
  const found = findBallot(loaded, { action: "delegateVote", ballotId, member: from, command });
  if (!found.ok) return found;
  const standing = delegations.map(({ state }) => state);
  const own = delegations.find(({ state }) => state.from === from);
  if (own !== undefined) return ballots.settle(own, 0, command);
  const refused = refuseVoting(found.value.ballot.head.state, command.at) ?? refuseDelegation(standing, { from, to });
  if (refused !== null) return err(refused);
  const next: VoteDelegation = {
    state: "registered",
    id: VoteDelegationId.parse(`vdl_${newId(`vote-delegation:${ballotId}:${from}`)}`),
    ballotId,
    from,
    to,
    registeredAt: command.at,
  };
  const { role } = found.value;
  const change = { aggregate: next.id, before: null, next, type: "VoteDelegated", role, terms: [] };
  return ballots.commitDelegation(change, command);
};
