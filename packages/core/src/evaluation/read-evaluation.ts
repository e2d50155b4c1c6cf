import type { NewId } from "@grants/kernel/id";
import { type Result, err, ok } from "@grants/kernel/result";
import type { Instant } from "@grants/kernel/time";
import { admissionOf } from "../admissibility/admissibility.ts";
import type { Action } from "../access/access-table.ts";
import { type AllowedAction, type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Rights } from "../access/rights.ts";
import type { Command } from "../audit/command.ts";
import type { Stored } from "../audit/stored.ts";
import type { Call, CallId, CallNotFound, CallVersion, Topic } from "../calls/call.ts";
import type { AwardDeadlines } from "./award-deadlines.ts";
import { deadlinesOf } from "./call-deadlines.ts";
import { scoresOf } from "./compose-ranking.ts";
import { schemeOf } from "./decide-scores.ts";
import { type GatherRefusal, topicIdsOf } from "./gather-ranking.ts";
import type { ProposalProgress, RankingStore, TopicHeads } from "./ranking-store.ts";
import { assessScores, formatScore } from "./score.ts";
import { type SealedRow, pagesFor } from "./sealed-list.ts";

/** How far a proposal is on its way to the ranking. */
export type ProposalStep =
  | "NOT_ADMITTED"
  | "UNASSIGNED"
  | "REPLACEMENT_DUE"
  | "REPORTS_DUE"
  | "CONSENSUS_DUE"
  | "AGREED";

export type BoardRow = {
  readonly sealed: SealedRow;
  readonly progress: ProposalProgress;
  readonly step: ProposalStep;
  /** Of the consensus, held against the thresholds. */
  readonly outcome: { readonly total: string; readonly isAboveThresholds: boolean } | null;
  readonly allowedActions: readonly AllowedAction[];
};
export type BoardTopic = TopicHeads & { readonly topic: Topic; readonly allowedActions: readonly AllowedAction[] };
export type EvaluationBoard = {
  readonly call: Stored<Call>;
  readonly version: CallVersion;
  readonly deadlines: AwardDeadlines;
  readonly topics: readonly BoardTopic[];
  readonly rows: readonly BoardRow[];
  readonly page: number;
  readonly pages: number;
};

export const stepOf = (
  { assignment, reportsIn, consensus, admissibility, withdrawn = [] }: ProposalProgress,
  at: Instant,
): ProposalStep => {
  if (admissionOf(admissibility, at) === "REFUSED") return "NOT_ADMITTED";
  if (consensus !== null) return "AGREED";
  if (assignment === null) return "UNASSIGNED";
  if (assignment.state.experts.some((expert) => withdrawn.includes(expert))) return "REPLACEMENT_DUE";
  return reportsIn < assignment.state.experts.length ? "REPORTS_DUE" : "CONSENSUS_DUE";
};

const outcomeOf = ({ consensus }: ProposalProgress, { content }: CallVersion): BoardRow["outcome"] => {
  if (consensus === null) return null;
  const { total, rejection } = assessScores(scoresOf(consensus.state), schemeOf(content.profile));
  return { total: formatScore(total), isAboveThresholds: rejection === null };
};

type Asker = { readonly rights: Rights | null; readonly at: Instant };

/** An action with the reason against it, the person's rights before the state of the thing. */
export const answerAction = (action: Action, { rights, at }: Asker, because: string | null): AllowedAction => {
  const access = decideAccess(action, rights, {}, at);
  if (!access.ok) return { action, allowed: false, because: access.error.kind };
  return because === null ? { action, allowed: true } : { action, allowed: false, because };
};

const rowActions = (step: ProposalStep, asker: Asker, { content }: CallVersion): readonly AllowedAction[] => [
  answerAction("assignExperts", asker, againstAssignment(step)),
  answerAction("recordConsensus", asker, againstConsensus(step, content.directAward !== undefined)),
];

const againstAssignment = (step: ProposalStep): string | null => {
  if (step === "NOT_ADMITTED") return "ProposalNotAdmitted";
  return step === "AGREED" ? "ConsensusRecorded" : null;
};

/** Without a call the officers may assess alone. */
const againstConsensus = (step: ProposalStep, isDirect: boolean): string | null => {
  if (step === "NOT_ADMITTED") return "ProposalNotAdmitted";
  if (step === "AGREED") return "ConsensusRecorded";
  return step === "CONSENSUS_DUE" || (isDirect && step === "UNASSIGNED") ? null : "ReportsMissing";
};

/** What stands against the acts on a topic, as far as the heads tell. */
export const topicActions = (
  { ranking, decision }: TopicHeads,
  asker: Asker,
  { isSealed, missing }: { readonly isSealed: boolean; readonly missing: GatherRefusal["kind"] | null },
): readonly AllowedAction[] => {
  const decided = decision === null ? null : "TopicDecided";
  const notSealed = isSealed ? null : "CallNotSealed";
  const notRanked = ranking === null ? "TopicNotRanked" : null;
  const tie = (ranking?.state.tieNeedsPanel ?? 0) > 0 ? "TieNeedsPanel" : null;
  return [
    answerAction("rankTopic", asker, notSealed ?? decided ?? missing),
    answerAction("decideTie", asker, notSealed ?? decided ?? notRanked),
    answerAction("decideAward", asker, notSealed ?? decided ?? notRanked ?? tie),
  ];
};

/** What a ranking of these proposals would wait for. */
const missingIn = (rows: readonly BoardRow[], at: Instant): GatherRefusal["kind"] | null => {
  if (rows.some(({ step }) => step !== "AGREED" && step !== "NOT_ADMITTED")) return "ConsensusMissing";
  const isOpen = rows.some(({ progress }) => admissionOf(progress.admissibility, at) === "OPEN");
  return isOpen ? "AdmissionMissing" : null;
};

type Deps = { readonly rankings: RankingStore; readonly newId: NewId };
type ReadEvaluation = { readonly callId: CallId; readonly page: number; readonly command: Command };

/** The evaluation officer's board of a call: the sealed list, how far each proposal is, the rankings and decisions of its topics. */
export const readEvaluation = async (
  { rankings, newId }: Deps,
  { callId, page, command }: ReadEvaluation,
): Promise<Result<EvaluationBoard, NotAllowed | CallNotFound>> => {
  const [{ rights, call, version }, rows] = await Promise.all([
    rankings.loadCall(callId, command.caller),
    rankings.loadSealedPage(callId, page),
  ]);
  const role = decideAccess("readEvaluation", rights, {}, command.at);
  if (!role.ok) return role;
  if (call === null || version === null) return err({ kind: "CallNotFound", callId });
  const { topics } = version.content;
  const [heads, progress] = await Promise.all([
    rankings.loadTopicHeads(topics.map(({ topicId }) => topicIdsOf(newId, callId, topicId))),
    rankings.loadProgress(rows.map(({ proposalId }) => proposalId)),
  ]);
  const asker = { rights, at: command.at };
  const pages = call.state.state === "sealed" ? pagesFor(call.state.submissions) : 0;
  const listed = rows.flatMap((sealed, place) => rowOf(sealed, progress[place], { version, asker }));
  const missingOf = (topicId: string) =>
    missingIn(
      listed.filter(({ sealed }) => sealed.topicId === topicId),
      command.at,
    );
  return ok({
    call,
    version,
    deadlines: deadlinesOf(version),
    topics: topics.map((topic, place) => {
      const found = heads[place] ?? { ranking: null, decision: null };
      const facts = { isSealed: call.state.state === "sealed", missing: missingOf(topic.topicId) };
      return { topic, ...found, allowedActions: topicActions(found, asker, facts) };
    }),
    rows: listed,
    page,
    pages,
  });
};

const rowOf = (
  sealed: SealedRow,
  progress: ProposalProgress | undefined,
  { version, asker }: { readonly version: CallVersion; readonly asker: Asker },
): readonly BoardRow[] => {
  if (progress === undefined) throw new Error(`${sealed.proposalId} is on the list and was not opened.`);
  const step = stepOf(progress, asker.at);
  return [
    { sealed, progress, step, outcome: outcomeOf(progress, version), allowedActions: rowActions(step, asker, version) },
  ];
};
