import { canonicalJson } from "@grants/kernel/canonical-json";
import { formatFraction } from "@grants/kernel/fraction";
import type { z } from "zod";
import { AuditBody, stateAfter } from "../audit/entry.ts";
import { Ballot, BallotPapers, type ClosedBallot, Vote, VoteDelegation } from "./ballot.ts";
import { countOn, tallyOf } from "./decide-ballot.ts";

/** Where the papers of a ballot do not bear its result out, told by the entries of the ballot and of its votes. */
export type BrokenBallot =
  | { readonly kind: "BallotPapersMissing"; readonly aggregate: string }
  | { readonly kind: "BallotPaperWrong"; readonly aggregate: string; readonly paper: keyof BallotPapers }
  /** The tally is not what the entries of the votes add up to. */
  | { readonly kind: "BallotVotesDiffer"; readonly aggregate: string }
  /** Those votes on those terms give another result. */
  | { readonly kind: "BallotResultWrong"; readonly aggregate: string };

export type RecountedBallot = { readonly aggregate: string; readonly yesShare: string; readonly hasPassed: boolean };

const prefixes: ReadonlySet<string> = new Set(["bal_", "vot_", "vdl_"]);
const prefixCharacters = 4;
/** A ballot, a vote in one, or a delegation for one. */
export const isOfBallot = (aggregate: string): boolean => prefixes.has(aggregate.slice(0, prefixCharacters));

const parts = { record: "recordSha256", terms: "termsSha256", tally: "tallySha256" } as const;
const partNames = ["record", "terms", "tally"] as const satisfies readonly (keyof BallotPapers)[];

type Entered = { readonly votes: readonly Vote[]; readonly delegations: readonly VoteDelegation[] };
type Hash = (text: string) => string;

/** Whether a closed ballot's papers are those that its head names, its tally what was voted, and its result what follows from both (VOTE-08). */
export const recountBallot = (
  sha256: Hash,
  { ballot, papers }: { readonly ballot: ClosedBallot; readonly papers: BallotPapers },
  { votes, delegations }: Entered,
): BrokenBallot | null => {
  const aggregate = ballot.id;
  for (const paper of partNames) {
    const text = papers[paper];
    if (text === undefined || sha256(canonicalJson(text)) !== ballot[parts[paper]])
      return { kind: "BallotPaperWrong", aggregate, paper };
  }
  const tally = tallyOf(votes, delegations);
  if (sha256(canonicalJson(tally)) !== ballot.tallySha256) return { kind: "BallotVotesDiffer", aggregate };
  const counted = papers.terms === undefined ? null : countOn(papers.terms, ballot.regime, tally);
  const isSame =
    counted?.ok === true &&
    formatFraction(counted.value.yesShare) === ballot.yesShare &&
    counted.value.hasPassed === ballot.hasPassed;
  return isSame ? null : { kind: "BallotResultWrong", aggregate };
};

const Changed = AuditBody.pick({ aggregate: true, facts: true });
type States = ReadonlyMap<string, object>;
const statesOf = <S>(states: States, schema: z.ZodType<S>, prefix: string): readonly S[] =>
  [...states].flatMap(([aggregate, state]) => {
    const read = aggregate.startsWith(prefix) ? schema.safeParse(state) : null;
    return read?.success === true ? [read.data] : [];
  });

/**
 * Counts ballots again from the entries of the audit trail alone: what happened to a ballot and to each vote in it is in their chains, what
 * they were weighed by in papers that the ballot's head names by digests.
 */
export const createBallotRecount = (sha256: Hash) => {
  const states = new Map<string, object>();
  return {
    /** An entry whose place in its chain holds, in the order of versions. */
    entry: (body: string): void => {
      const { aggregate, facts } = Changed.parse(JSON.parse(body));
      states.set(aggregate, stateAfter(states.get(aggregate) ?? null, { aggregate, facts }));
    },
    /** After the last entry, with what each ballot was counted on. */
    finish: (papersById: ReadonlyMap<string, unknown>) => {
      const votes = Map.groupBy(statesOf(states, Vote, "vot_"), ({ ballotId }) => ballotId);
      const delegations = Map.groupBy(statesOf(states, VoteDelegation, "vdl_"), ({ ballotId }) => ballotId);
      const ballots: RecountedBallot[] = [];
      for (const ballot of statesOf(states, Ballot, "bal_")) {
        if (ballot.state !== "closed") continue;
        const { id: aggregate, yesShare, hasPassed } = ballot;
        const papers = BallotPapers.safeParse(papersById.get(aggregate)).data;
        const entered = { votes: votes.get(aggregate) ?? [], delegations: delegations.get(aggregate) ?? [] };
        const broken: BrokenBallot | null =
          papers === undefined
            ? { kind: "BallotPapersMissing", aggregate }
            : recountBallot(sha256, { ballot, papers }, entered);
        if (broken !== null) return { ballots, broken };
        ballots.push({ aggregate, yesShare, hasPassed });
      }
      return { ballots, broken: null };
    },
  };
};
