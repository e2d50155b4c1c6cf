import type { ProposalId } from "../../proposals/proposal.ts";
import type { RankingRow } from "../ranking.ts";

type Corrected = {
  /** The list as it stands, in its order. */
  readonly standing: readonly RankingRow[];
  /** The same proposals, ranked by the rules with the scores that were corrected. */
  readonly recomputed: readonly RankingRow[];
  /** Proposals that are awarded or called from the reserve list: nobody takes their place (EVA-09). */
  readonly taken: ReadonlySet<string>;
  /** The proposal that was evaluated again. */
  readonly reviewed: ProposalId;
};

type Placed = { readonly row: RankingRow; readonly rank: number | undefined; readonly isTied: boolean };

/** Places from a rank on; those that the rules leave tied share the place of the first of them (CLR-RANK-01). */
const placesFrom = (rows: readonly RankingRow[], first: number): readonly Placed[] => {
  let rank = first;
  return rows.map((row, place) => {
    if (row.rank === undefined) return { row, rank: undefined, isTied: false };
    const isWith = (other: RankingRow | undefined) => other !== undefined && other.rank === row.rank;
    if (!isWith(rows[place - 1])) rank = first + place;
    return { row, rank, isTied: isWith(rows[place - 1]) || isWith(rows[place + 1]) };
  });
};

/** What a proposal may hope for now: above the thresholds it waits on the reserve list, below them it is rejected (DSC-03). */
const statusOf = (before: RankingRow, after: RankingRow): RankingRow["status"] => {
  if (after.rank === undefined) return "REJECTED";
  return before.status === "REJECTED" ? "RESERVE" : before.status;
};

/**
 * The list after a review: down to the last award it stays as it was decided, and below it everybody takes the place that the rules give
 * with the corrected scores (DSC-04, DSC-09, EVA-09). Whoever has another place than before carries the former one.
 */
export const correctedList = ({ standing, recomputed, taken, reviewed }: Corrected): readonly RankingRow[] => {
  const before = new Map(standing.map((row) => [row.proposalId, row]));
  const lastTaken = standing.findLastIndex(({ proposalId }) => taken.has(proposalId));
  const front = standing.slice(0, lastTaken + 1).filter(({ proposalId }) => proposalId !== reviewed);
  const kept = new Set(front.map(({ proposalId }) => proposalId));
  const below = recomputed.filter(({ proposalId }) => !kept.has(proposalId));
  const frontEnd = front.reduce((last, { rank = 0 }) => (rank > last ? rank : last), 0);
  const placed = placesFrom(below, frontEnd + 1).map(({ row: after, rank, isTied }): RankingRow => {
    const was = before.get(after.proposalId);
    if (was === undefined) throw new Error(`${after.proposalId} was not on the list.`);
    const { rank: _rank, placedBy: _placedBy, rejection: _rejection, formerRank: _formerRank, ...rest } = was;
    const { scores, total, weightedTotal, placedBy, rejection, isOrderedByPanel } = after;
    return {
      ...rest,
      scores,
      total,
      weightedTotal,
      isTied,
      isOrderedByPanel,
      status: statusOf(was, after),
      ...(rank === undefined ? {} : { rank }),
      ...(placedBy === undefined ? {} : { placedBy }),
      ...(rejection === undefined ? {} : { rejection }),
      ...(was.rank === undefined || was.rank === rank ? {} : { formerRank: was.rank }),
    };
  });
  return [...front.map(({ formerRank: _formerRank, ...row }) => row), ...placed];
};
