import type { UserId } from "@grants/kernel/id";
import type { LocalDate } from "@grants/kernel/time";
import { type KeptProfile, isAvailableOn } from "../../experts/expert-profile.ts";
import type { ProposalId } from "../../proposals/proposal.ts";
import { type AssignmentProblem, barred } from "./assignment-problem.ts";
import { type Sought, matchOf, scoreOfMatch } from "./match-score.ts";

const smaller = (a: number, b: number): number => (a < b ? a : b);

export type SoughtProposal = { readonly proposalId: ProposalId; readonly sought: Sought };

/** What the officer asks of the whole: how many experts a proposal gets, and between how many proposals an expert does. */
export type AssignmentTerms = {
  readonly expertsPerProposal: number;
  readonly loadMin: number;
  readonly loadMax: number;
  /** The day on which an expert has to be available. */
  readonly on: LocalDate;
};

export type CallProblem = {
  /** The ids behind the numbers of the problem, ascending: the same input in another order is the same problem. */
  readonly proposals: readonly SoughtProposal[];
  readonly experts: readonly KeptProfile[];
  readonly problem: AssignmentProblem;
};

type Known = {
  readonly proposals: readonly SoughtProposal[];
  readonly pool: readonly KeptProfile[];
  /** Conflicts that bar (`BarredExperts`), and whoever is kept away for another reason. */
  readonly barredExperts: ReadonlyMap<ProposalId, readonly { readonly expert: UserId }[]>;
  readonly terms: AssignmentTerms;
};

const ascending = (left: string, right: string): number => (left < right ? -1 : Number(left > right));

/**
 * A call and its pool as numbers. Who is not available is left out; nobody gets more than they want; whoever is in the list of the barred
 * is barred, be the conflict potential or disqualifying (EVA-02, EVA-03): one that was set aside is not in the list any more.
 */
export const problemOfCall = ({ proposals: given, pool, barredExperts, terms }: Known): CallProblem => {
  const proposals = given.toSorted((left, right) => ascending(left.proposalId, right.proposalId));
  const experts = pool
    .filter(({ profile }) => isAvailableOn(profile, terms.on))
    .toSorted((left, right) => ascending(left.user, right.user));
  const offers = experts.map(({ profile }) => ({
    keywords: new Set<string>(profile.expertise),
    languages: new Set<string>(profile.languages),
  }));
  const most = experts.map(({ profile }) => smaller(terms.loadMax, profile.reportsMax));
  const scores = proposals.flatMap(({ proposalId, sought }) => {
    const out = new Set((barredExperts.get(proposalId) ?? []).map(({ expert }) => expert));
    return experts.map(({ user }, at) => {
      const offered = offers[at];
      return offered === undefined || out.has(user) ? barred : scoreOfMatch(matchOf(sought, offered, false));
    });
  });
  return {
    proposals,
    experts,
    problem: {
      proposalsTotal: proposals.length,
      expertsTotal: experts.length,
      seats: new Int32Array(proposals.length).fill(terms.expertsPerProposal),
      minLoads: Int32Array.from(most, (load) => smaller(terms.loadMin, load)),
      maxLoads: Int32Array.from(most),
      scores: Float64Array.from(scores),
    },
  };
};
