import type { Stored } from "@grants/core/audit/stored";
import type { Ballot } from "@grants/core/governance/ballot";
import type { ReadBallot, ShownCount } from "@grants/core/governance/read-ballot";

export const ballotHead = ({ version, state }: Stored<Ballot>) => ({ version, ballot: state });

const countView = (count: ShownCount | null) => (count === null ? null : { ...count, members: [...count.members] });

export const ballotPage = ({ ballot, ...page }: ReadBallot) => ({
  ...ballotHead(ballot),
  record: page.record,
  jointActionTitle: page.jointActionTitle,
  terms: page.terms,
  tally: page.tally,
  count: countView(page.count),
  onTodaysTerms: countView(page.onTodaysTerms),
  suspendedToday: [...page.suspendedToday],
  voted: [...page.voted],
  delegations: [...page.delegations],
  ownVotes: page.ownVotes.map(({ version, state: vote }) => ({ version, vote })),
  ownMembers: [...page.ownMembers],
  allowedActions: [...page.allowedActions],
});
