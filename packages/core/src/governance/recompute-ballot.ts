import type { Sha256 } from "@grants/kernel/digest";
import type { UserId } from "@grants/kernel/id";
import { formatFraction } from "@grants/kernel/fraction";
import { type Recompute, differenceFromEntries, headGone, toRecomputed } from "../audit/nights/recomputed.ts";
import type { ChainPort } from "../audit/read-chain.ts";
import { BallotId, type BallotPapers, type ClosedBallot } from "./ballot.ts";
import type { BallotStore } from "./ballot-store.ts";
import { countOn, tallyOf } from "./decide-ballot.ts";
import { recountBallot } from "./recount-ballot.ts";

type Deps = {
  readonly ballots: Pick<BallotStore, "loadWhole">;
  readonly chains: ChainPort;
  readonly sha256: Sha256;
  readonly caller: UserId;
};

/** The share that the votes give on the ballot's own terms. */
const shareOf = (
  { terms }: BallotPapers,
  regime: ClosedBallot["regime"],
  tally: ReturnType<typeof tallyOf>,
): string => {
  const counted = terms === undefined ? null : countOn(terms, regime, tally);
  return counted?.ok === true ? formatFraction(counted.value.yesShare) : "";
};

/** A ballot by its id: its head as its entries left it; of a closed one the count of its votes on its own terms (VOTE-08). */
export const createBallotRecompute =
  ({ ballots, chains, sha256, caller }: Deps): Recompute =>
  async (aggregate) => {
    const { ballot, votes, delegations } = await ballots.loadWhole(BallotId.parse(aggregate), caller);
    if (ballot === null) return headGone;
    const { head, papers } = ballot;
    const ofHead = await differenceFromEntries({ chains, sha256 }, head);
    if (ofHead !== null || head.state.state !== "closed") return toRecomputed(ofHead);
    const entered = {
      votes: votes.map(({ state }) => state),
      delegations: delegations.map(({ state }) => state),
    };
    const broken = recountBallot(sha256, { ballot: head.state, papers }, entered);
    if (broken === null) return toRecomputed(null);
    const computed = shareOf(papers, head.state.regime, tallyOf(entered.votes, entered.delegations));
    return { outcome: "DIFFERENT", figure: broken.kind, kept: head.state.yesShare, computed };
  };
