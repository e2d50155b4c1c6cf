import { countVotes, unionMember, votesNeeded } from "@grants/core/governance/count-votes";
import { formatFraction, toPercent } from "@grants/kernel/fraction";
import { Cents } from "@grants/kernel/money";
import { z } from "zod";

/** The cases say COM for the member that the platform calls EU. */
const Member = z.string().transform((code) => (code === "COM" ? unionMember : code));
const Members = z.array(Member);
const caseCode = (member: string) => (member === unionMember ? "COM" : member);
const Input = z.object({
  regime: z.enum(["R26", "R1", "RPROP"]),
  memberStates: Members,
  concernsJointAction: z.boolean(),
  suspended: Members,
  revoked: Members.default([]),
  yes: Members,
  delegations: z.array(z.object({ from: Member, to: Member })).default([]),
  contributionsCents: z.record(Member, Cents).default({}),
});

export const adapt = (raw: unknown) => {
  const { yes, delegations, suspended, revoked, contributionsCents, ...terms } = Input.parse(raw);
  const counted = countVotes(
    {
      ...terms,
      suspended: new Set(suspended),
      revoked: new Set(revoked),
      contributedCentsByMember: new Map(Object.entries(contributionsCents)),
    },
    { yes: new Set(yes), delegations },
  );
  if (!counted.ok) throw new Error(counted.error.kind);
  const { weightByMember, yesShare, hasPassed, refusedDelegations } = counted.value;
  const weights = [...weightByMember];
  const [, state] = weights.findLast(([member]) => member !== unionMember) ?? [];
  return {
    entitledMembers: weights.length,
    yesShare: formatFraction(yesShare),
    yesPercent: toPercent(yesShare, 4),
    passed: hasPassed,
    votesNeeded: votesNeeded(weights.length),
    weights: Object.fromEntries(weights.map(([member, weight]) => [caseCode(member), formatFraction(weight)])),
    percentages: Object.fromEntries(weights.map(([member, weight]) => [caseCode(member), toPercent(weight, 4)])),
    weightEachMemberState: state && formatFraction(state),
    percentEachMemberState: state && toPercent(state, 6),
    refusedDelegations,
  };
};
