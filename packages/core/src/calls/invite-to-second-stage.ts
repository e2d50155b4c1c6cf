import { canonicalJson } from "@grants/kernel/canonical-json";
import type { Sha256 } from "@grants/kernel/digest";
import type { NewId } from "@grants/kernel/id";
import { type Result, err, ok } from "@grants/kernel/result";
import type { Instant } from "@grants/kernel/time";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import { type Ranking, type RankingRow, rankingIdOf } from "../evaluation/ranking.ts";
import type { CallNotSealed } from "../evaluation/sealed-list.ts";
import type { LetterOrder } from "../letters/letter-order.ts";
import { type Call, type CallGateDown, CallId, type CallNotFound, type CallVersion } from "./call.ts";
import type { InvitedProposal } from "./second-stage.ts";
import type { SecondStageStore } from "./second-stage-store.ts";

export type NotTwoStages = { readonly kind: "NotTwoStages"; readonly callId: CallId };
export type FirstStageNotRanked = { readonly kind: "FirstStageNotRanked"; readonly topicId: string };
/** The ranking is not the one that the person has looked at. */
export type FirstStageRankedAgain = {
  readonly kind: "FirstStageRankedAgain";
  readonly topicId: string;
  readonly actualVersion: number;
};
/** Who is invited would be chance (DSC-06). */
export type FirstStageTied = { readonly kind: "FirstStageTied"; readonly topicId: string };
export type NobodyToInvite = { readonly kind: "NobodyToInvite"; readonly callId: CallId };
export type SecondStageOver = { readonly kind: "SecondStageOver"; readonly closesAt: Instant };
type StageRefusal = FirstStageNotRanked | FirstStageRankedAgain | FirstStageTied | NobodyToInvite | SecondStageOver;
export type InviteToSecondStageError =
  | NotAllowed
  | CallNotFound
  | NotTwoStages
  | CallNotSealed
  | StageRefusal
  | CallGateDown
  | CommitRefusal;

export type LookedAt = { readonly topicId: string; readonly version: number };
export type SecondStageDeps = {
  readonly secondStages: SecondStageStore;
  readonly newId: NewId;
  readonly sha256: Sha256;
};
type Invite = { readonly callId: CallId; readonly rankings: readonly LookedAt[]; readonly command: Command };
type RankedTopic = { readonly topicId: string; readonly ranking: Stored<Ranking> | null };

/** A call has one second stage: the same call makes the same id. */
export const secondStageIdOf = (newId: NewId, callId: CallId): CallId =>
  CallId.parse(`call_${newId(`second-stage:${callId}`)}`);

/** Why the rankings do not say yet who is invited. */
export const refuseRankings = (
  topics: readonly RankedTopic[],
  lookedAt: readonly LookedAt[],
): FirstStageNotRanked | FirstStageRankedAgain | FirstStageTied | null => {
  for (const { topicId, ranking } of topics) {
    if (ranking === null) return { kind: "FirstStageNotRanked", topicId };
    const { version, state } = ranking;
    if (lookedAt.find((one) => one.topicId === topicId)?.version !== version)
      return { kind: "FirstStageRankedAgain", topicId, actualVersion: version };
    if (state.tieNeedsPanel > 0) return { kind: "FirstStageTied", topicId };
  }
  return null;
};

/** Those above the thresholds whose requests fit the multiple of the budget, in rank order (HSC-04). */
export const invitedOf = (topicId: string, rows: readonly RankingRow[]): readonly InvitedProposal[] =>
  rows
    .filter(({ status }) => status === "MAIN")
    .map(({ proposalId, coordinator }) => ({ proposalId, organisation: coordinator, topicId }));

/** The second stage as a version of its own: the terms of the call, until its deadline, for the invited alone. */
const secondVersion = (
  first: CallVersion,
  id: CallId,
  invited: readonly InvitedProposal[],
  at: Instant,
): CallVersion => {
  const { firstStage: _firstStage, ...content } = first.content;
  const { closesAt, topicClosesAt } = first;
  return {
    callId: id,
    contentVersion: 1,
    publishedAt: at,
    opensAt: at,
    closesAt,
    ...(topicClosesAt === undefined ? {} : { topicClosesAt }),
    content: { ...content, secondStage: { firstCallId: first.callId, invited: [...invited] } },
  };
};

type Terms = { readonly id: string; readonly version: number };

const decideInvited = async (
  { secondStages, newId }: SecondStageDeps,
  { callId, content, closesAt }: CallVersion,
  { rankings, command }: Invite,
): Promise<
  Result<
    {
      readonly invited: readonly InvitedProposal[];
      readonly terms: readonly Terms[];
      readonly letters: readonly LetterOrder[];
    },
    StageRefusal
  >
> => {
  if (command.at > closesAt) return err({ kind: "SecondStageOver", closesAt });
  const ids = content.topics.map(({ topicId }) => rankingIdOf(newId, callId, topicId));
  const found = await secondStages.loadRankings(ids);
  const topics = content.topics.map(({ topicId }, place) => ({ topicId, ranking: found[place] ?? null }));
  const refused = refuseRankings(topics, rankings);
  if (refused !== null) return err(refused);
  const ranked = topics.flatMap(({ topicId, ranking }) => (ranking === null ? [] : [{ topicId, ranking }]));
  const rows = await Promise.all(ranked.map(({ ranking }) => secondStages.loadRows(ranking.state)));
  const invited = ranked.flatMap(({ topicId }, place) => invitedOf(topicId, rows[place] ?? []));
  const terms = ranked.map(({ ranking }) => ({ id: ranking.state.id, version: ranking.version }));
  const letters = ranked
    .filter(({ ranking }) => ranking.state.proposals > 0)
    .map(({ topicId, ranking: { state, version } }): LetterOrder => {
      const { id: rankingId, listSha256, proposals } = state;
      const list = { rankingId, rankingVersion: version, listSha256, proposals };
      return { kind: "stage", callId, topicId, ...list, secondStageUntil: closesAt, at: command.at };
    });
  return invited.length === 0 ? err({ kind: "NobodyToInvite", callId }) : ok({ invited, terms, letters });
};

/**
 * Decides who is invited to the second stage, on the rankings of the first that the person has looked at, and opens it to them. It is
 * decided once; whoever repeats the command gets the same.
 */
export const inviteToSecondStage = async (
  deps: SecondStageDeps,
  ask: Invite,
): Promise<Result<Stored<Call>, InviteToSecondStageError>> => {
  const { secondStages, newId, sha256 } = deps;
  const { callId, command } = ask;
  const { rights, call, version: first } = await secondStages.load(callId, command.caller);
  const role = decideAccess("inviteToSecondStage", rights, {}, command.at);
  if (!role.ok) return role;
  if (call === null || first === null) return err({ kind: "CallNotFound", callId });
  if (first.content.firstStage === undefined) return err({ kind: "NotTwoStages", callId });
  if (call.state.state !== "sealed") return err({ kind: "CallNotSealed", callId, closesAt: first.closesAt });
  const decided = await decideInvited(deps, first, ask);
  if (!decided.ok) return decided;
  const { invited, terms, letters } = decided.value;
  const id = secondStageIdOf(newId, callId);
  const version = secondVersion(first, id, invited, command.at);
  const { registerShards } = call.state;
  const next: Call = {
    state: "published",
    id,
    draftSha256: sha256(canonicalJson(version.content)),
    contentVersion: 1,
    contentSha256: sha256(canonicalJson(version)),
    opensAt: version.opensAt,
    closesAt: version.closesAt,
    registerShards,
  };
  const decidedOn = [{ id: callId, version: first.contentVersion }, ...terms];
  const change = {
    aggregate: id,
    before: null,
    next,
    type: "SecondStageOpened",
    role: role.value,
    terms: decidedOn,
  };
  return secondStages.commitInvitation(change, { version, before: null, letters }, command);
};
