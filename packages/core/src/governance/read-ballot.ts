import { type Result, ok } from "@grants/kernel/result";
import { formatFraction, toPercent } from "@grants/kernel/fraction";
import { dateInZone } from "@grants/kernel/time";
import { type AllowedAction, type NotAllowed, decideAccess } from "../access/decide-access.ts";
import { FunderCode, type Rights } from "../access/rights.ts";
import type { Command } from "../audit/command.ts";
import type { CursorInvalid } from "../audit/cursor-invalid.ts";
import type { Stored } from "../audit/stored.ts";
import {
  type Ballot,
  type BallotId,
  type BallotNotFound,
  type BallotRecord,
  type BallotTerms,
  type BoardMember,
  type Tally,
  type Vote,
  type VoteDelegation,
  boardMembers,
} from "./ballot.ts";
import type { BallotPage, BallotRow, BallotStore } from "./ballot-store.ts";
import { composeTerms } from "./ballot-terms.ts";
import { countOn, emptyTally } from "./decide-ballot.ts";
import { findBallot } from "./find-ballot.ts";

/** A count for people: exact shares as text, percentages with four decimals for display alone (CLR-VOTE-01). */
export type ShownCount = {
  readonly members: readonly { readonly member: string; readonly weight: string; readonly percent: string }[];
  readonly yesShare: string;
  readonly yesPercent: string;
  readonly hasPassed: boolean;
};

export const showCount = (terms: BallotTerms, regime: Ballot["regime"], tally: Tally): ShownCount | null => {
  const counted = countOn(terms, regime, tally);
  if (!counted.ok) return null;
  const { weightByMember, yesShare, hasPassed } = counted.value;
  return {
    members: [...weightByMember].map(([member, weight]) => ({
      member,
      weight: formatFraction(weight),
      percent: toPercent(weight, 4),
    })),
    yesShare: formatFraction(yesShare),
    yesPercent: toPercent(yesShare, 4),
    hasPassed,
  };
};

export type ReadBallot = {
  readonly ballot: Stored<Ballot>;
  readonly record: BallotRecord;
  /** The published call of the joint action that the question names. */
  readonly jointActionTitle: string | null;
  /** The ballot's own; before it opens those of today. */
  readonly terms: BallotTerms;
  /** Once it is closed. */
  readonly tally: Tally | null;
  /** Weights on the ballot's own terms, before it opens on those of today; with the result once it is closed. */
  readonly count: ShownCount | null;
  /** Of a closed ballot: the same votes on the terms of today, where those differ. It changes nothing. */
  readonly onTodaysTerms: ShownCount | null;
  readonly suspendedToday: readonly BoardMember[];
  /** Who has voted; how is known once the ballot is closed. */
  readonly voted: readonly BoardMember[];
  readonly delegations: readonly VoteDelegation[];
  /** Votes of the members for which this person acts, with their versions. */
  readonly ownVotes: readonly Stored<Vote>[];
  readonly ownMembers: readonly BoardMember[];
  readonly allowedActions: readonly AllowedAction[];
};

const steps = {
  openBallot: "prepared",
  adoptByConsensus: "prepared",
  withdrawBallot: "prepared",
  closeBallot: "open",
} as const;
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of the table above.
const stepNames = Object.keys(steps) as readonly (keyof typeof steps)[];

const allowedActions = (rights: Rights | null, { state }: Ballot, { at }: Command): readonly AllowedAction[] =>
  stepNames.map((action) => {
    const access = decideAccess(action, rights, {}, at);
    if (!access.ok) return { action, allowed: false, because: access.error.kind };
    return state === steps[action]
      ? { action, allowed: true }
      : { action, allowed: false, because: "BallotStepRefused" };
  });

const membersOf = (rights: Rights | null, { at }: Command): readonly BoardMember[] =>
  boardMembers.filter((member) => decideAccess("castVote", rights, { funder: FunderCode.parse(member) }, at).ok);

const isSame = (a: BallotTerms, b: BallotTerms): boolean => JSON.stringify(a) === JSON.stringify(b);

/** A ballot whole: what is asked, what each vote weighs, who has voted, and the result, counted again as it is read. */
export const readBallot = async (
  { ballots }: { readonly ballots: BallotStore },
  { ballotId, command }: { readonly ballotId: BallotId; readonly command: Command },
): Promise<Result<ReadBallot, NotAllowed | BallotNotFound>> => {
  const { votes, delegations, entered: _entered, ...loaded } = await ballots.loadWhole(ballotId, command.caller);
  const found = findBallot(loaded, { action: "readBallot", ballotId, command });
  if (!found.ok) return found;
  const { head, papers } = found.value.ballot;
  const { record, terms = null, tally = null } = papers;
  const { state } = head;
  const ground = await ballots.loadGround(record.jointActionId);
  const today = composeTerms(record, ground, dateInZone(command.at));
  const ownMembers = membersOf(loaded.rights, command);
  return ok({
    ballot: head,
    record,
    jointActionTitle: ground.callTitle,
    terms: terms ?? today,
    tally,
    count: showCount(terms ?? today, state.regime, tally ?? emptyTally),
    onTodaysTerms:
      terms === null || tally === null || isSame(terms, today) ? null : showCount(today, state.regime, tally),
    suspendedToday: today.suspended,
    voted: votes.map((vote) => vote.state.member),
    delegations: delegations.map((delegation) => delegation.state),
    ownVotes: votes.filter((vote) => ownMembers.some((own) => own === vote.state.member || own === vote.state.castBy)),
    ownMembers,
    allowedActions: allowedActions(loaded.rights, state, command),
  });
};

/** Every decision that was put to the Board, the newest first. */
export const listBallots = async (
  { ballots }: { readonly ballots: BallotStore },
  { page, command }: { readonly page: BallotPage; readonly command: Command },
): Promise<
  Result<
    {
      readonly ballots: readonly BallotRow[];
      readonly next: string | null;
      readonly allowedActions: readonly AllowedAction[];
    },
    NotAllowed | CursorInvalid
  >
> => {
  const listed = await ballots.list(command.caller, page);
  if (!listed.ok) return listed;
  const { rights, ...rows } = listed.value;
  const role = decideAccess("listBallots", rights, {}, command.at);
  if (!role.ok) return role;
  const prepare = decideAccess("prepareBallot", rights, {}, command.at);
  const allowed: AllowedAction = prepare.ok
    ? { action: "prepareBallot", allowed: true }
    : { action: "prepareBallot", allowed: false, because: prepare.error.kind };
  return ok({ ...rows, allowedActions: [allowed] });
};
