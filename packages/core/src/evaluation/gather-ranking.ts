import { type Result, err, ok } from "@grants/kernel/result";
import type { NewId, UserId } from "@grants/kernel/id";
import type { Instant } from "@grants/kernel/time";
import { admissionOf } from "../admissibility/admissibility.ts";
import type { Call, CallId, CallNotFound, CallVersion, Topic } from "../calls/call.ts";
import { type JointActionNotFound, jointActionIdOf } from "../cofunding/joint-action.ts";
import type { NationalBudgets, NationalSide } from "../cofunding/national-budgets.ts";
import type { ProposalId } from "../proposals/proposal.ts";
import { awardDecisionIdOf } from "./award-decision.ts";
import type { EvaluatedProposal, RankingTerms } from "./compose-ranking.ts";
import { type VerdictsNotLocked, decideNationalTerms } from "./national-terms.ts";
import { type Ranking, rankingIdOf } from "./ranking.ts";
import type { LoadedCall, ProposalProgress, RankingStore, SealedFront, TopicIds } from "./ranking-store.ts";
import { type CallNotSealed, type SealedRow, pageNumbers } from "./sealed-list.ts";

export type TopicOfCallNotFound = { readonly kind: "TopicOfCallNotFound"; readonly topicId: string };
/** Proposals whose experts have not agreed yet, the first ones by id. */
export type ConsensusMissing = {
  readonly kind: "ConsensusMissing";
  readonly missing: number;
  readonly proposalIds: readonly ProposalId[];
};
/** Proposals of which nobody has said yet whether they are admitted, the first ones by id (ELG-01). */
export type AdmissionMissing = {
  readonly kind: "AdmissionMissing";
  readonly missing: number;
  readonly proposalIds: readonly ProposalId[];
};
export type GatherRefusal = ConsensusMissing | AdmissionMissing | JointActionNotFound | VerdictsNotLocked;

const shownMax = 20;

export const topicIdsOf = (newId: NewId, callId: CallId, topicId: string): TopicIds => ({
  rankingId: rankingIdOf(newId, callId, topicId),
  decisionId: awardDecisionIdOf(newId, callId, topicId),
});

export type SealedTopic = {
  readonly call: Extract<Call, { state: "sealed" }>;
  readonly version: CallVersion;
  readonly topic: Topic;
};

/** The topic of a sealed call, or why there is nothing to rank. */
export const findSealedTopic = (
  { call, version }: Pick<LoadedCall, "call" | "version">,
  { callId, topicId }: { callId: CallId; topicId: string },
): Result<SealedTopic, CallNotFound | CallNotSealed | TopicOfCallNotFound> => {
  if (call === null || version === null) return err({ kind: "CallNotFound", callId });
  const topic = version.content.topics.find((one) => one.topicId === topicId);
  if (topic === undefined) return err({ kind: "TopicOfCallNotFound", topicId });
  return call.state.state === "sealed"
    ? ok({ call: call.state, version, topic })
    : err({ kind: "CallNotSealed", callId, closesAt: version.closesAt });
};

export type GatherDeps = {
  readonly rankings: RankingStore;
  readonly nationalBudgets: NationalBudgets;
  readonly newId: NewId;
};
export type Gathered = { readonly proposals: readonly EvaluatedProposal[]; readonly terms: RankingTerms };

/** What can be asked for at once: the topic, the first pages of the sealed list, and the joint action that the call may have. */
export const readTopic = async (
  { rankings, nationalBudgets, newId }: GatherDeps,
  { callId, topicId, caller }: { readonly callId: CallId; readonly topicId: string; readonly caller: UserId },
) => {
  const ids = topicIdsOf(newId, callId, topicId);
  const [topic, front, side] = await Promise.all([
    rankings.loadTopic(callId, ids, caller),
    rankings.loadSealedFront(callId),
    nationalBudgets.load({ jointActionId: jointActionIdOf(newId, callId), callId }),
  ]);
  return { ...topic, ids, front, side };
};

/** What was read with the heads. */
type ReadBefore = {
  readonly ranking: Ranking | null;
  readonly front: SealedFront;
  readonly side: NationalSide | null;
  /** The instant of the ranking: what was admitted later is not in it. */
  readonly at: Instant;
};

/** How far each sealed proposal of the topic is: at once on the pages that are here, page by page on the others. */
const loadTopicProgress = async (
  rankings: RankingStore,
  { call, topic }: Pick<SealedTopic, "call" | "topic">,
  front: SealedFront,
): Promise<readonly ProposalProgress[]> => {
  const numbers = pageNumbers(call.submissions);
  const progressOf = async (rows: readonly SealedRow[]) => {
    const own = rows.filter(({ topicId }) => topicId === topic.topicId);
    return { rows: rows.length, progress: await rankings.loadProgress(own.map(({ proposalId }) => proposalId)) };
  };
  const parts = await Promise.all([
    progressOf(numbers.flatMap((page) => front.get(page) ?? [])),
    ...numbers
      .filter((page) => !front.has(page))
      .map(async (page) => progressOf(await rankings.loadSealedPage(call.id, page))),
  ]);
  const listed = parts.reduce((sum, { rows }) => sum + rows, 0);
  if (listed !== call.submissions) throw new Error(`The sealed list of ${call.id} has ${listed} rows.`);
  return parts.flatMap(({ progress }) => progress);
};

const firstOf = (progress: readonly ProposalProgress[]): readonly ProposalId[] =>
  progress.slice(0, shownMax).map(({ dossier }) => dossier.proposalId);

/** Everything that a ranking is computed from: the sealed proposals of the topic with their consensus, the money, the panel's orders. */
export const gatherRanking = async (
  rankings: RankingStore,
  { call, version, topic }: SealedTopic,
  { ranking, front, side, at }: ReadBefore,
): Promise<Result<Gathered, GatherRefusal>> => {
  const national = decideNationalTerms(side, version.content.nationalFunding);
  if (!national.ok) return national;
  const [progress, tieDecisions] = await Promise.all([
    loadTopicProgress(rankings, { call, topic }, front),
    ranking === null ? [] : rankings.loadTieDecisions(ranking),
  ]);
  const ranked = progress.filter(({ admissibility }) => admissionOf(admissibility, at) !== "REFUSED");
  const missing = ranked.filter(({ consensus }) => consensus === null);
  if (missing.length > 0)
    return err({ kind: "ConsensusMissing", missing: missing.length, proposalIds: firstOf(missing) });
  const open = ranked.filter(({ admissibility }) => admissionOf(admissibility, at) === "OPEN");
  if (open.length > 0) return err({ kind: "AdmissionMissing", missing: open.length, proposalIds: firstOf(open) });
  const proposals = ranked.flatMap(({ dossier, consensus }) =>
    consensus === null ? [] : [{ dossier, consensus: consensus.state }],
  );
  const { profile, directAward } = version.content;
  const isUnranked = directAward !== undefined;
  return ok({ proposals, terms: { profile, topic, national: national.value, tieDecisions, isUnranked } });
};
