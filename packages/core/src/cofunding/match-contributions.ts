import { type Fraction, ZERO, fraction } from "@grants/kernel/fraction";
import { type Cents, cents, minusAtLeastZero, shareOf, smallerOf, sumCents } from "@grants/kernel/money";

/** What a Member State committed to a joint action and what of it has been contributed (FIN-10). */
export type MemberContribution = {
  readonly member: string;
  readonly committedCents: Cents;
  readonly contributedCents: Cents;
};

/** The default procedure of FIN-10, in order. */
export const remedySteps = ["NOTIFY_IN_WRITING", "SET_REMEDY_PERIOD"] as const;
/** What follows where the reasonable period passes without remedy (FIN-10, VOTE-05). */
export const defaultSteps = ["CONVENE_GOVERNING_BOARD", "SUSPEND_VOTE_ON_JOINT_ACTIONS"] as const;

export type MemberInShortfall = {
  readonly member: string;
  readonly shortfallCents: Cents;
  readonly nextSteps: typeof remedySteps;
  readonly ifNotRemedied: typeof defaultSteps;
};

export type Matching = {
  readonly totalCommittedCents: Cents;
  /** What the Union adds: one euro for each euro committed, up to the cap (FIN-02). */
  readonly unionCommittedCents: Cents;
  readonly shortfallCents: Cents;
  readonly shortfallShare: Fraction;
  /** A proposal to the Commission, which may reduce and need not: a decision fixes the amount (FIN-11). */
  readonly unionReductionCents: Cents;
  readonly unionAfterReductionCents: Cents;
  readonly membersInShortfall: readonly MemberInShortfall[];
};

/**
 * Mirrors the Member States' commitments with Union money and proposes the reduction for what they did not contribute (CLR-FIN-01).
 * More than committed by one member does not repair the shortfall of another.
 */
export const matchContributions = (members: readonly MemberContribution[], capCents: Cents): Matching => {
  const totalCommittedCents = sumCents(members.map(({ committedCents }) => committedCents));
  const unionCommittedCents = smallerOf(totalCommittedCents, capCents);
  const membersInShortfall = members
    .map(({ member, committedCents, contributedCents }) => ({
      member,
      shortfallCents: minusAtLeastZero(committedCents, contributedCents),
      nextSteps: remedySteps,
      ifNotRemedied: defaultSteps,
    }))
    .filter(({ shortfallCents }) => shortfallCents > 0);
  const shortfallCents = sumCents(membersInShortfall.map((member) => member.shortfallCents));
  const shortfallShare =
    totalCommittedCents === 0 ? ZERO : fraction(BigInt(shortfallCents), BigInt(totalCommittedCents));
  const unionReductionCents = shareOf(unionCommittedCents, shortfallShare);
  return {
    totalCommittedCents,
    unionCommittedCents,
    shortfallCents,
    shortfallShare,
    unionReductionCents,
    unionAfterReductionCents: cents(unionCommittedCents - unionReductionCents),
    membersInShortfall,
  };
};
