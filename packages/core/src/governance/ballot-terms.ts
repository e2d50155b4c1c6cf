import { type Cents, NO_CENTS, sumCents } from "@grants/kernel/money";
import type { LocalDate } from "@grants/kernel/time";
import { type ContributionLine, committedOf, contributedOf } from "../cofunding/contribution-line.ts";
import { stateMatching } from "../cofunding/matching-statement.ts";
import { BoardMember, type BallotRecord, type BallotTerms } from "./ballot.ts";
import type { VotingGround } from "./ballot-store.ts";
import { unionMember } from "./count-votes.ts";
import { concernsJointAction, decisionPoints } from "./decision-points.ts";

/** The member of which a funder is: a country may have several (FIN-17). */
export const memberOf = (funder: string): BoardMember => BoardMember.parse(funder.slice(0, 2));

/** What is committed, without what is in default (MAT-08). */
const countedOf = (line: ContributionLine): Cents =>
  line.state === "default" ? contributedOf(line) : committedOf(line);

const contributionsTo = ({ jointAction, lines }: VotingGround, today: LocalDate): BallotTerms["contributions"] => {
  if (jointAction === null) return [];
  const byMember = Map.groupBy(lines, ({ funder }) => memberOf(funder));
  const all = [
    {
      member: BoardMember.parse(unionMember),
      contributedCents: stateMatching(jointAction, lines, today).unionShareCents,
    },
    ...[...byMember].map(([member, own]) => ({ member, contributedCents: sumCents(own.map(countedOf)) })),
  ];
  return all.filter(({ contributedCents }) => contributedCents > NO_CENTS);
};

/** What a ballot is counted with on a day: who has no vote on joint actions, and in `RPROP` what each contributes (VOTE-05, MAT-08). */
export const composeTerms = (
  { point, jointActionId }: BallotRecord,
  ground: VotingGround,
  today: LocalDate,
): BallotTerms => ({
  concernsJointAction: concernsJointAction(point, jointActionId !== undefined),
  suspended: [...new Set(ground.inDefault.map(memberOf))].toSorted(),
  revoked: ground.revoked.toSorted(),
  contributions: decisionPoints[point] === "RPROP" ? contributionsTo(ground, today) : [],
});
