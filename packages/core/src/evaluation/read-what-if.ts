import { compare, multiply, parseFraction } from "@grants/kernel/fraction";
import { type Cents } from "@grants/kernel/money";
import { type Result, ok } from "@grants/kernel/result";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { Stored } from "../audit/stored.ts";
import type { CallNotFound, ProgrammeProfile, Topic } from "../calls/call.ts";
import type { Illustration, PursePrice } from "../cofunding/allocation/illustrate-allocation.ts";
import type { TopUp } from "../cofunding/allocation/select-by-rank.ts";
import type { NationalSide } from "../cofunding/national-budgets.ts";
import { type ComposedRanking, type RankingTerms, composeRanking } from "./compose-ranking.ts";
import type { OfTopic } from "./find-award-list.ts";
import {
  type GatherRefusal,
  type TopicOfCallNotFound,
  findSealedTopic,
  gatherRanking,
  readTopic,
} from "./gather-ranking.ts";
import type { RankTopicDeps } from "./rank-topic.ts";
import type { RankedStatus, Ranking, RankingRow } from "./ranking.ts";
import { asOfItsDay } from "./replay-ranking.ts";
import { negotiate } from "./negotiate.ts";
import type { CallNotSealed } from "./sealed-list.ts";

/** What is asked: another budget, other thresholds; what is left out stays as it is. */
export type Supposition = {
  readonly budgetCents?: Cents | undefined;
  readonly criterionThreshold?: string | undefined;
  readonly overallThreshold?: string | undefined;
};
export type Outcome = Pick<ComposedRanking, "mainCents" | "unspentCents"> &
  Readonly<Record<"main" | "reserve" | "rejected" | "waiting", number>>;
export type Moved = Pick<RankingRow, "proposalId" | "acronym" | "rank" | "unionCents"> & {
  readonly from: RankedStatus;
  readonly to: RankedStatus;
};
export type WhatIf = {
  readonly supposed: Required<{ readonly [K in keyof Supposition]-?: NonNullable<Supposition[K]> }>;
  readonly asIs: Outcome;
  readonly asSupposed: Outcome;
  /** The first of those whose fate would be another one, in rank order, and how many there are. */
  readonly moved: readonly Moved[];
  readonly movedTotal: number;
  /** What the purses of a joint action could do besides, under the supposed budget. */
  readonly negotiation: Negotiation | null;
  /** Whether the programme lets a topic's budget move so far after the evaluation; `null` where it says nothing (DSC-08). */
  readonly isWithinFlexibility: boolean | null;
};
export type WhatIfError = NotAllowed | CallNotFound | CallNotSealed | TopicOfCallNotFound | GatherRefusal;

/** Selections by their sizes, and the one that the next step is about by its name. */
export type Negotiation = {
  readonly most: IllustratedCount;
  readonly best: IllustratedCount;
  readonly inRankOrder: number;
  readonly next: (Omit<TopUp, "id"> & Pick<RankingRow, "proposalId" | "acronym" | "rank">) | null;
  readonly prices: readonly PursePrice[];
};
type IllustratedCount = {
  readonly projects: number;
  /** Those that the ranking does not fund, and those that it funds and this would not. */
  readonly more: number;
  readonly fewer: number;
  readonly isProven: boolean;
};

const shownMax = 100;
/** Horizon Europe: topic budgets may move by up to a fifth after the evaluation (DSC-08). */
const flexibility = parseFraction("1/5");

const outcomeOf = ({ rows, mainCents, unspentCents }: ComposedRanking): Outcome => {
  const count = (status: RankedStatus) => rows.filter((row) => row.status === status).length;
  return {
    main: count("MAIN"),
    reserve: count("RESERVE"),
    rejected: count("REJECTED"),
    waiting: count("TIE_NEEDS_PANEL"),
    mainCents,
    unspentCents,
  };
};

export const isWithinFlexibility = (
  { programme }: Pick<ProgrammeProfile, "programme">,
  { budgetCents }: Pick<Topic, "budgetCents">,
  supposedCents: Cents,
): boolean | null => {
  if (programme !== "HE") return null;
  const moved = supposedCents > budgetCents ? supposedCents - budgetCents : budgetCents - supposedCents;
  const allowed = multiply({ numerator: BigInt(budgetCents), denominator: 1n }, flexibility);
  return compare({ numerator: BigInt(moved), denominator: 1n }, allowed) <= 0;
};

const countOf = ({ selected, worth, worthAtMost }: Illustration, funded: ReadonlySet<string>): IllustratedCount => {
  const more = selected.filter((id) => !funded.has(id)).length;
  return {
    projects: selected.length,
    more,
    fewer: funded.size - (selected.length - more),
    isProven: worth === worthAtMost,
  };
};

const negotiationOf = (
  rows: readonly RankingRow[],
  budgetCents: Cents,
  { national }: RankingTerms,
): Negotiation | null => {
  const picture = negotiate(rows, budgetCents, national?.money ?? null);
  if (picture === null) return null;
  const funded = new Set<string>(rows.filter(({ status }) => status === "MAIN").map(({ proposalId }) => proposalId));
  const next = rows.find(({ proposalId }) => proposalId === picture.next?.id);
  return {
    most: countOf(picture.most, funded),
    best: countOf(picture.best, funded),
    inRankOrder: picture.inRankOrder.length,
    next:
      picture.next === null || next === undefined
        ? null
        : {
            shortfalls: picture.next.shortfalls,
            leastTotalCents: picture.next.leastTotalCents,
            alone: picture.next.alone,
            proposalId: next.proposalId,
            acronym: next.acronym,
            ...(next.rank === undefined ? {} : { rank: next.rank }),
          },
    prices: picture.prices,
  };
};

/** The same list under other terms: nothing is kept of it. */
export const supposeRanking = (
  proposals: Parameters<typeof composeRanking>[0],
  terms: RankingTerms,
  supposition: Supposition,
): WhatIf => {
  const { profile, topic } = terms;
  const supposed = {
    budgetCents: supposition.budgetCents ?? topic.budgetCents,
    criterionThreshold: supposition.criterionThreshold ?? profile.criterionThreshold,
    overallThreshold: supposition.overallThreshold ?? profile.overallThreshold,
  };
  const { budgetCents, ...thresholds } = supposed;
  const now = composeRanking(proposals, terms);
  const supposedly = composeRanking(proposals, {
    ...terms,
    profile: { ...profile, ...thresholds },
    topic: { ...topic, budgetCents },
  });
  const before = new Map(now.rows.map(({ proposalId, status }) => [proposalId, status]));
  const moved = supposedly.rows.flatMap(({ proposalId, acronym, rank, unionCents, status: to }): readonly Moved[] => {
    const from = before.get(proposalId);
    if (from === undefined || from === to) return [];
    return [{ proposalId, acronym, unionCents, from, to, ...(rank === undefined ? {} : { rank }) }];
  });
  return {
    supposed,
    asIs: outcomeOf(now),
    asSupposed: outcomeOf(supposedly),
    moved: moved.slice(0, shownMax),
    movedTotal: moved.length,
    negotiation: negotiationOf(supposedly.rows, budgetCents, terms),
    isWithinFlexibility: isWithinFlexibility(profile, topic, budgetCents),
  };
};

/** Once the award is decided, the money is what it was before: the awards took theirs from it. */
const ofThisRanking = (side: NationalSide | null, ranking: Stored<Ranking> | null): NationalSide | null =>
  ranking?.state.state === "decided" ? asOfItsDay(side, ranking.state.budgets) : side;

/** What the ranking would be with another budget or other thresholds. Writes nothing. */
export const readWhatIf = async (
  deps: RankTopicDeps,
  { callId, topicId, command, ...supposition }: OfTopic & Supposition & { readonly command: Command },
): Promise<Result<WhatIf, WhatIfError>> => {
  const read = await readTopic(deps, { callId, topicId, caller: command.caller });
  const role = decideAccess("readWhatIf", read.rights, {}, command.at);
  if (!role.ok) return role;
  const found = findSealedTopic(read, { callId, topicId });
  if (!found.ok) return found;
  const gathered = await gatherRanking(deps.rankings, found.value, {
    ...read,
    side: ofThisRanking(read.side, read.ranking),
    at: command.at,
    ranking: read.ranking?.state ?? null,
  });
  if (!gathered.ok) return gathered;
  return ok(supposeRanking(gathered.value.proposals, gathered.value.terms, supposition));
};
