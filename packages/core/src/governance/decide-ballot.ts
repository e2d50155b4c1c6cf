import { formatFraction } from "@grants/kernel/fraction";
import type { Digest } from "@grants/kernel/digest";
import { type Result, err, ok } from "@grants/kernel/result";
import type { Instant, LocalDate } from "@grants/kernel/time";
import {
  type Ballot,
  type BallotRecord,
  type BallotStepRefused,
  type BallotTerms,
  type ClosedBallot,
  type OpenBallotState,
  type Tally,
  type Vote,
  type VoteDelegation,
  type VoteRevocation,
  boardMembers,
} from "./ballot.ts";
import { type NobodyEntitled, type VoteCount, countVotes, unionMember } from "./count-votes.ts";
import { type DecisionPoint, decisionPoints } from "./decision-points.ts";
import { takeDelegations } from "./take-delegations.ts";

/** What a record lacks for its point of Article 13(3). */
export type BallotIncomplete = {
  readonly kind: "BallotIncomplete";
  readonly field: "jointActionId" | "proposedBy" | "inputs" | "onVoteOf";
};

const onDirector: ReadonlySet<DecisionPoint> = new Set(["h"]);
const onWorkProgramme: ReadonlySet<DecisionPoint> = new Set(["b", "c"]);

/** The Commission proposes, or half of the Member States do (VOTE-07). */
const mayPropose = (proposedBy: readonly string[]): boolean => {
  const states = new Set(proposedBy.filter((member) => member !== unionMember));
  return proposedBy.includes(unionMember) || 2 * states.size >= boardMembers.length - 1;
};

/** What must stand before the Board is asked: the joint action, who proposes, what a work programme has heard (VOTE-07, GOV-06). */
export const refuseRecord = (
  { point, jointActionId, proposedBy = [], inputs, onVoteOf }: BallotRecord,
  today: LocalDate,
): BallotIncomplete | null => {
  if (decisionPoints[point] === "RPROP" && jointActionId === undefined)
    return { kind: "BallotIncomplete", field: "jointActionId" };
  if (onDirector.has(point) && !mayPropose(proposedBy)) return { kind: "BallotIncomplete", field: "proposedBy" };
  // Said where it is decided, and nowhere else: a ballot on anything else leaves every vote as it is.
  if ((point === "REVOCATION") !== (onVoteOf !== undefined)) return { kind: "BallotIncomplete", field: "onVoteOf" };
  const isHeard = inputs !== undefined && Object.values(inputs).every((on) => on <= today);
  return onWorkProgramme.has(point) && !isHeard ? { kind: "BallotIncomplete", field: "inputs" } : null;
};

/** Only the vote of a member in default is revoked, once, and only a revoked one is given back (ECCC-R 21(10)). */
export type RevocationUnfounded = {
  readonly kind: "RevocationUnfounded";
  readonly field: "onVoteOf";
  readonly member: string;
  readonly because: "NOT_IN_DEFAULT" | "REVOKED_ALREADY" | "NOT_REVOKED";
};
export const refuseRevocation = (
  { onVoteOf }: BallotRecord,
  { inDefault, revoked }: { readonly inDefault: readonly string[]; readonly revoked: readonly string[] },
): RevocationUnfounded | null => {
  if (onVoteOf === undefined) return null;
  const { member, effect } = onVoteOf;
  const refuse = (because: RevocationUnfounded["because"]): RevocationUnfounded => ({
    kind: "RevocationUnfounded",
    field: "onVoteOf",
    member,
    because,
  });
  if (effect === "RESTORE") return revoked.includes(member) ? null : refuse("NOT_REVOKED");
  if (revoked.includes(member)) return refuse("REVOKED_ALREADY");
  return inDefault.includes(member) ? null : refuse("NOT_IN_DEFAULT");
};

/** What a ballot does to a member's vote: nothing unless the Board adopts it. */
export const revocationBy = (ballot: Ballot, { onVoteOf }: BallotRecord): VoteRevocation | null =>
  onVoteOf !== undefined && (ballot.state === "consensus" || (ballot.state === "closed" && ballot.hasPassed))
    ? onVoteOf
    : null;

export type ClosingInPast = { readonly kind: "ClosingInPast"; readonly field: "closes" };
/** Ballots are open until an instant; who votes for whom is settled by then. */
export const decideOpening = (
  ballot: Ballot,
  terms: BallotTerms,
  { closesAt, termsSha256, at }: { readonly closesAt: Instant; readonly termsSha256: Digest; readonly at: Instant },
): Result<OpenBallotState, BallotStepRefused | ClosingInPast | NobodyEntitled> => {
  if (ballot.state !== "prepared") return err({ kind: "BallotStepRefused", state: ballot.state });
  if (closesAt <= at) return err({ kind: "ClosingInPast", field: "closes" });
  const counted = countOn(terms, ballot.regime, emptyTally);
  return counted.ok ? ok({ ...ballot, state: "open", termsSha256, openedAt: at, closesAt }) : counted;
};

export const emptyTally: Tally = { yes: [], no: [], abstained: [], conflicted: [], delegations: [] };

/** Counts a tally on terms: those of the ballot, or others to see what would have been (VOTE-08). */
export const countOn = (
  { concernsJointAction, suspended, revoked, contributions }: BallotTerms,
  regime: Ballot["regime"],
  { yes, delegations }: Tally,
): Result<VoteCount, NobodyEntitled> =>
  countVotes(
    {
      regime,
      memberStates: boardMembers.filter((member) => member !== unionMember),
      concernsJointAction,
      suspended: new Set(suspended),
      revoked: new Set(revoked),
      contributedCentsByMember: new Map(
        contributions.map(({ member, contributedCents }) => [member, contributedCents]),
      ),
    },
    { yes: new Set(yes), delegations },
  );

/** After its closing instant nothing enters a ballot (CLR-CAL-01); the instant itself is in time. */
export type BallotClosed = { readonly kind: "BallotClosed"; readonly closesAt: Instant };
export const refuseVoting = (ballot: Ballot, at: Instant): BallotStepRefused | BallotClosed | null => {
  if (ballot.state !== "open") return { kind: "BallotStepRefused", state: ballot.state };
  return at > ballot.closesAt ? { kind: "BallotClosed", closesAt: ballot.closesAt } : null;
};

const inOrder = (a: VoteDelegation, b: VoteDelegation): number => {
  if (a.registeredAt !== b.registeredAt) return a.registeredAt < b.registeredAt ? -1 : 1;
  return a.from < b.from ? -1 : 1;
};

/** Who may act for a member: the one that represents it, or else the member itself (VOTE-04). */
export const actorFor = (member: string, delegations: readonly VoteDelegation[]): string =>
  takeDelegations(delegations.toSorted(inOrder)).delegateByMember.get(member) ?? member;

export type VoteDelegationRefused = {
  readonly kind: "VoteDelegationRefused";
  readonly because:
    | "DELEGATES_TO_ITSELF"
    | "ALREADY_REPRESENTED"
    | "DELEGATE_IS_ABSENT"
    | "ALREADY_REPRESENTS_ONE_MEMBER"
    /** It represents another member, and so is no absent one. */
    | "REPRESENTS_ANOTHER";
};

/** Whether a delegation may be registered beside those that stand: one that the count would refuse never enters (CLR-VOTE-04). */
export const refuseDelegation = (
  standing: readonly VoteDelegation[],
  { from, to }: Pick<VoteDelegation, "from" | "to">,
): VoteDelegationRefused | null => {
  if (standing.some((delegation) => delegation.to === from))
    return { kind: "VoteDelegationRefused", because: "REPRESENTS_ANOTHER" };
  const [refused] = takeDelegations([...standing.toSorted(inOrder), { from, to }]).refusedDelegations;
  return refused === undefined ? null : { kind: "VoteDelegationRefused", because: refused.reason };
};

const byMember = (a: Vote, b: Vote): number => (a.member < b.member ? -1 : 1);

/** All votes of a ballot as codes of members, in the order of the codes. */
export const tallyOf = (votes: readonly Vote[], delegations: readonly VoteDelegation[]): Tally => {
  const sorted = votes.toSorted(byMember);
  const chose = (choice: Vote["choice"]) =>
    sorted.filter((vote) => vote.choice === choice && !vote.isConflicted).map(({ member }) => member);
  const conflicted = sorted.filter(({ isConflicted }) => isConflicted).map(({ member }) => member);
  return {
    yes: chose("YES"),
    no: chose("NO"),
    abstained: [...chose("ABSTAIN"), ...conflicted].toSorted(),
    conflicted,
    delegations: delegations.toSorted(inOrder).map(({ from, to }) => ({ from, to })),
  };
};

/** Somebody who is entitled may still vote. */
export type BallotStillOpen = {
  readonly kind: "BallotStillOpen";
  readonly closesAt: Instant;
  readonly missing: number;
};

/** Closes a ballot after its instant, or once everybody who is entitled has voted; the result follows from its terms and votes alone. */
export const decideClosing = (
  ballot: Ballot,
  { terms, tally, tallySha256 }: { readonly terms: BallotTerms; readonly tally: Tally; readonly tallySha256: Digest },
  at: Instant,
): Result<ClosedBallot, BallotStepRefused | BallotStillOpen | NobodyEntitled> => {
  if (ballot.state !== "open") return err({ kind: "BallotStepRefused", state: ballot.state });
  const counted = countOn(terms, ballot.regime, tally);
  if (!counted.ok) return counted;
  const { weightByMember, yesShare, hasPassed } = counted.value;
  const voted = new Set<string>([...tally.yes, ...tally.no, ...tally.abstained]);
  const missing = [...weightByMember.keys()].filter((member) => !voted.has(member)).length;
  if (at <= ballot.closesAt && missing > 0) return err({ kind: "BallotStillOpen", closesAt: ballot.closesAt, missing });
  return ok({ ...ballot, state: "closed", closedAt: at, tallySha256, yesShare: formatFraction(yesShare), hasPassed });
};
