import type { NewId } from "@grants/kernel/id";
import { type Cents, NO_CENTS, minusAtLeastZero, sumCents } from "@grants/kernel/money";
import { type Result, err, ok } from "@grants/kernel/result";
import type { ProposalId } from "../proposals/proposal.ts";
import { type AwardRow, type ReserveTerms, awardIdOf } from "./award-decision.ts";
import { sumByFunder } from "./compose-ranking.ts";
import type { RankedStatus, RankingRow } from "./ranking.ts";

/** A tie at the budget line, or at the end of the reserve list, is not ordered yet: who is on it would be chance (DSC-06). */
export type TieNeedsPanel = { readonly kind: "TieNeedsPanel"; readonly proposalIds: readonly ProposalId[] };
/** The decision departs from the ranking and does not say why (EVA-07). */
export type DepartureNeedsReason = { readonly kind: "DepartureNeedsReason"; readonly field: "reason" };
export type ProposalNotAwardable = {
  readonly kind: "ProposalNotAwardable";
  readonly field: "awards";
  readonly proposalId: ProposalId;
  /** Where it stands in the ranking; `null`: it is not of it. */
  readonly standing: RankedStatus | null;
};
export type AwardsAboveBudget = {
  readonly kind: "AwardsAboveBudget";
  readonly field: "awards";
  readonly awardedCents: Cents;
  readonly budgetCents: Cents;
};
export type AwardRefusal = TieNeedsPanel | DepartureNeedsReason | ProposalNotAwardable | AwardsAboveBudget;

export type AwardChoice = {
  /** `null`: the main list as it stands. */
  readonly awards: readonly ProposalId[] | null;
  readonly reason: string | null;
  /** How long the reserve list is and its last day; left out: as long as the ranking makes it, until agreements have to be signed. */
  readonly reserve?: ReserveTerms | undefined;
};
export type ComposedAwards = { readonly rows: readonly AwardRow[]; readonly departsFromRanking: boolean };

/** Below a threshold, against a national rule or a veto, nobody can be awarded, with whatever reason. */
const neverAwarded: readonly RankedStatus[] = ["REJECTED", "NATIONAL_INELIGIBLE", "VETO"];

const awardOf = (newId: NewId, row: RankingRow): AwardRow => {
  const { proposalId, acronym, rank, unionCents, national, fromPot, documentSha256, coordinator } = row;
  const pot = new Map(fromPot.map(({ funder, cents }) => [funder, cents]));
  const own = national.flatMap(({ funder, cents }) => {
    const paid = minusAtLeastZero(cents, pot.get(funder) ?? NO_CENTS);
    return paid === 0 ? [] : [{ funder, cents: paid }];
  });
  return {
    awardId: awardIdOf(newId, proposalId),
    proposalId,
    acronym,
    ...(rank === undefined ? {} : { rank }),
    unionCents,
    national: own,
    potCents: sumCents(sumByFunder(fromPot).map(({ cents }) => cents)),
    documentSha256,
    coordinator,
  };
};

/** The awards of a topic: the main list of its ranking, or with a reason another choice among the proposals above the thresholds (EVA-07). */
export const composeAwards = (
  newId: NewId,
  { rows, budgetCents }: { readonly rows: readonly RankingRow[]; readonly budgetCents: Cents },
  { awards, reason, reserve }: AwardChoice,
): Result<ComposedAwards, AwardRefusal> => {
  const waiting = rows.filter(({ status }) => status === "TIE_NEEDS_PANEL");
  if (waiting.length > 0)
    return err({ kind: "TieNeedsPanel", proposalIds: waiting.map(({ proposalId }) => proposalId) });
  const cut = tieCutByReserve(rows, { awards, reserve });
  if (cut.length > 0) return err({ kind: "TieNeedsPanel", proposalIds: cut.map(({ proposalId }) => proposalId) });
  const main = rows.filter(({ status }) => status === "MAIN").map(({ proposalId }) => proposalId);
  const chosen = new Set(awards ?? main);
  const refused = [...chosen].find((id) => !isAwardable(rows, id));
  if (refused !== undefined) {
    const standing = rows.find(({ proposalId }) => proposalId === refused)?.status ?? null;
    return err({ kind: "ProposalNotAwardable", field: "awards", proposalId: refused, standing });
  }
  const departsFromRanking = chosen.size !== main.length || main.some((id) => !chosen.has(id));
  if (departsFromRanking && reason === null) return err({ kind: "DepartureNeedsReason", field: "reason" });
  const awarded = rows.filter(({ proposalId }) => chosen.has(proposalId));
  const awardedCents = sumCents(awarded.map(({ unionCents }) => unionCents));
  if (awardedCents > budgetCents) return err({ kind: "AwardsAboveBudget", field: "awards", awardedCents, budgetCents });
  return ok({ rows: awarded.map((row) => awardOf(newId, row)), departsFromRanking });
};

/** The tie that the last place of the reserve list would cut in two; none where the list has no end of its own. */
const tieCutByReserve = (
  rows: readonly RankingRow[],
  { awards, reserve }: Pick<AwardChoice, "awards" | "reserve">,
): readonly RankingRow[] => {
  if (reserve === undefined) return [];
  const chosen = new Set(awards);
  const listed = rows.filter(({ status, proposalId }) => status === "RESERVE" && !chosen.has(proposalId));
  const [last, next] = [listed[reserve.length - 1], listed[reserve.length]];
  const isCut = last?.isTied === true && last.rank === next?.rank;
  return isCut ? listed.filter(({ isTied, rank }) => isTied && rank === last.rank) : [];
};

const isAwardable = (rows: readonly RankingRow[], id: ProposalId): boolean =>
  rows.some(({ proposalId, status }) => proposalId === id && !neverAwarded.includes(status));
