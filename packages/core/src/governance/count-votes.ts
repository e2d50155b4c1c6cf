import { type Fraction, ZERO, add, compare, divide, fraction } from "@grants/kernel/fraction";
import { type Cents, NO_CENTS } from "@grants/kernel/money";
import { type Result, err, ok } from "@grants/kernel/result";
import type { VotingRegime } from "./decision-points.ts";
import { type Delegation, type DelegationRefusal, takeDelegations } from "./take-delegations.ts";

/** The Union, for which the two representatives of the Commission vote as one member (GOV-01, VOTE-04). */
export const unionMember = "EU";

/** What a vote is taken on: who is a member, whose vote does not count, what each has contributed. */
export type VoteTerms = {
  readonly regime: VotingRegime;
  readonly memberStates: readonly string[];
  readonly concernsJointAction: boolean;
  /** In default on a joint action: without a vote where joint actions are concerned (VOTE-05 (i)). */
  readonly suspended: ReadonlySet<string>;
  /** By a decision of the Board: without a vote at all (VOTE-05 (ii)). */
  readonly revoked: ReadonlySet<string>;
  /** To the joint action, by member and with the Union's; `RPROP` alone looks at it (MAT-08). */
  readonly contributedCentsByMember: ReadonlyMap<string, Cents>;
};

export type VotesCast = {
  /** A vote that was delegated stands under the member that it is of. Abstained, absent and conflicted members are not here. */
  readonly yes: ReadonlySet<string>;
  /** In the order of their registration. */
  readonly delegations: readonly Delegation[];
};

export type VoteCount = {
  /** The part of each entitled member in all votes; they sum to one. */
  readonly weightByMember: ReadonlyMap<string, Fraction>;
  readonly yesShare: Fraction;
  readonly hasPassed: boolean;
  readonly refusedDelegations: readonly DelegationRefusal[];
};

export type NobodyEntitled = { readonly kind: "NobodyEntitled"; readonly regime: VotingRegime };

/** Three quarters of all votes, of those cast and of those not (VOTE-01, VOTE-02). */
const passingShare = fraction(3n, 4n);
const unionShare = fraction(26n, 100n);
const memberStatesShare = fraction(74n, 100n);
const one = fraction(1n, 1n);

const entitledOf = (terms: VoteTerms): readonly string[] =>
  [unionMember, ...new Set(terms.memberStates)].filter(
    (member) =>
      !terms.revoked.has(member) &&
      !(terms.suspended.has(member) && (terms.concernsJointAction || terms.regime === "RPROP")),
  );

/** Votes of each entitled member before they are set against the sum of all; a member of a joint action without a contribution has none (CLR-VOTE-02). */
const votesOf = ({ regime, contributedCentsByMember }: VoteTerms, entitled: readonly string[]) => {
  const states = entitled.filter((member) => member !== unionMember).length;
  const votes: Readonly<Record<VotingRegime, (member: string) => Fraction>> = {
    R1: () => one,
    // The equal split is the platform's reading; without a suspended member its part goes to the other Member States (VOTE-06).
    R26: (member) => (member === unionMember ? unionShare : divide(memberStatesShare, fraction(BigInt(states), 1n))),
    RPROP: (member) => fraction(BigInt(contributedCentsByMember.get(member) ?? NO_CENTS), 1n),
  };
  return entitled
    .map((member) => [member, votes[regime](member)] as const)
    .filter(([, weight]) => compare(weight, ZERO) > 0);
};

const sumOf = (values: Iterable<Fraction>): Fraction => [...values].reduce(add, ZERO);

/** What the Board decided: the share of the votes in favour in the votes of all who are entitled, counted exactly (VOTE-01 to VOTE-06). */
export const countVotes = (terms: VoteTerms, { yes, delegations }: VotesCast): Result<VoteCount, NobodyEntitled> => {
  const votes = votesOf(terms, entitledOf(terms));
  if (votes.length === 0) return err({ kind: "NobodyEntitled", regime: terms.regime });
  const total = sumOf(votes.map(([, weight]) => weight));
  const weightByMember = new Map(votes.map(([member, weight]) => [member, divide(weight, total)] as const));
  const { delegateByMember, refusedDelegations } = takeDelegations(delegations);
  const absent = new Set(delegations.map(({ from }) => from).filter((from) => !delegateByMember.has(from)));
  const counted = [...weightByMember].filter(([member]) => yes.has(member) && !absent.has(member));
  const yesShare = sumOf(counted.map(([, weight]) => weight));
  return ok({ weightByMember, yesShare, hasPassed: compare(yesShare, passingShare) >= 0, refusedDelegations });
};

/** Members that a decision by heads needs of those entitled: three quarters rounded up, so all but a quarter rounded down (CLR-VOTE-05). */
export const votesNeeded = (entitledMembers: number): number =>
  entitledMembers - (entitledMembers - (entitledMembers % 4)) / 4;
