import { canonicalJson } from "@grants/kernel/canonical-json";
import type { Sha256 } from "@grants/kernel/digest";
import type { NewId } from "@grants/kernel/id";
import { pageItemsMax } from "@grants/kernel/limits";
import { type Cents } from "@grants/kernel/money";
import { type Result, err, ok } from "@grants/kernel/result";
import type { Action } from "../access/access-table.ts";
import type { Capacity } from "../access/capacity.ts";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { Stored } from "../audit/stored.ts";
import type { CallId, CallNotFound, CallVersion, Topic } from "../calls/call.ts";
import type { AwardDecision, AwardRow } from "./award-decision.ts";
import { type AwardList, AwardListHead, AwardListManifest, awardListIdOf, emptyAwardList } from "./award-list.ts";
import type { AwardListStore } from "./award-list-store.ts";
import { topicDeadlines } from "./award-clocks.ts";
import { availableOf, orderReserve, takeFromReserve } from "./call-reserve.ts";
import { type TopicOfCallNotFound, topicIdsOf } from "./gather-ranking.ts";
import { headOf } from "./head-of.ts";
import type { Ranking, RankingRow } from "./ranking.ts";
import type { LoadedCall, RankingStore } from "./ranking-store.ts";
import { pageNumbers } from "./sealed-list.ts";

/** The award of the topic is not decided, so there is nothing that could become of it. */
export type TopicNotDecided = { readonly kind: "TopicNotDecided"; readonly topicId: string };
export type AwardListDeps = {
  readonly rankings: RankingStore;
  readonly awardLists: AwardListStore;
  readonly newId: NewId;
  readonly sha256: Sha256;
};
export type OfTopic = { readonly callId: CallId; readonly topicId: string };

export type DecidedTopic = {
  readonly rights: LoadedCall["rights"];
  readonly role: Capacity;
  readonly version: CallVersion;
  readonly topic: Topic;
  readonly ranking: Stored<Ranking>;
  readonly decision: Stored<AwardDecision>;
  readonly list: Stored<AwardList> | null;
};
export type FindAwardListError = NotAllowed | CallNotFound | TopicOfCallNotFound | TopicNotDecided;

/** A topic whose award is decided, with what became of it since, for somebody who may do this. */
export const findAwardList = async (
  { rankings, awardLists, newId }: AwardListDeps,
  { callId, topicId, action, command }: OfTopic & { readonly action: Action; readonly command: Command },
): Promise<Result<DecidedTopic, FindAwardListError>> => {
  const ids = topicIdsOf(newId, callId, topicId);
  const [{ rights, version, ranking, decision }, list] = await Promise.all([
    rankings.loadTopic(callId, ids, command.caller),
    awardLists.load(awardListIdOf(newId, ids.decisionId)),
  ]);
  const role = decideAccess(action, rights, {}, command.at);
  if (!role.ok) return role;
  if (version === null) return err({ kind: "CallNotFound", callId });
  const topic = version.content.topics.find((one) => one.topicId === topicId);
  if (topic === undefined) return err({ kind: "TopicOfCallNotFound", topicId });
  if (ranking === null || decision === null) return err({ kind: "TopicNotDecided", topicId });
  return ok({ rights, role: role.value, version, topic, ranking, decision, list });
};

export const manifestIn = (list: Stored<AwardList> | null): AwardListManifest =>
  list === null ? emptyAwardList : AwardListManifest.parse(list.state);

/** The ranking that reserve proposals are called from: as decided, or as a review corrected it. */
export const listOf = ({
  ranking,
  list,
}: {
  readonly ranking: Stored<Ranking>;
  readonly list: Stored<AwardList> | null;
}): Ranking => {
  const corrected = list?.state.corrected;
  return corrected === undefined ? ranking.state : { ...ranking.state, listSha256: corrected.listSha256 };
};

export const loadAwards = async (
  rankings: RankingStore,
  { state }: Stored<AwardDecision>,
): Promise<readonly AwardRow[]> =>
  (await Promise.all(pageNumbers(state.awards).map((page) => rankings.loadAwardPage(state, page)))).flat();

/** What each award is now. */
export const currentCents = (
  proposalId: string,
  decidedCents: Cents,
  { changed }: Pick<AwardListManifest, "changed">,
): Cents => changed.findLast((change) => change.proposalId === proposalId)?.unionCents ?? decidedCents;

/** What the topic's budget holds beyond its awards as they are now. */
export const availableIn = (awards: readonly AwardRow[], manifest: AwardListManifest, budgetCents: Cents): Cents => {
  const all = [...awards, ...manifest.invited];
  return availableOf({
    budgetCents,
    awardedCents: all.map(({ proposalId, unionCents }) => currentCents(proposalId, unionCents, manifest)),
  });
};

/** How long the reserve list is and until when it lasts: as decided, else all of it until agreements have to be signed (DSC-09, TTG-02). */
export const reserveTermsOf = ({ decision, version }: Pick<DecidedTopic, "decision" | "version">) => ({
  length: decision.state.reserve?.length ?? null,
  expiresOn: decision.state.reserve?.expiresOn ?? topicDeadlines(version, decision.state.topicId).latestSign.legalDueOn,
});

/** Somebody on the reserve list; its place is the panel's where it ordered a tie since the decision. */
export type WaitingRow = RankingRow & { readonly rank: number; readonly isOrderedSince: boolean };

/** Those of the decision's reserve list that are not called yet, in rank order; enough of them to show and to call the next. */
export const loadWaiting = async (
  rankings: RankingStore,
  { ranking, decision, version, list }: DecidedTopic,
  awards: readonly AwardRow[],
): Promise<readonly WaitingRow[]> => {
  const { length } = reserveTermsOf({ decision, version });
  const { invited, orders = [] } = manifestIn(list);
  // In rank order: the main list, then the reserve list. Awards and invitations are a stretch at the front of it, so the next stand on these pages.
  const taken = awards.length + invited.length;
  const first = (taken - (taken % pageItemsMax)) / pageItemsMax + 1;
  const pages = await Promise.all(
    [first, first + 1].map((page) => rankings.loadRankingPage(listOf({ ranking, list }), page)),
  );
  const gone = new Set([...awards, ...invited].map(({ proposalId }) => proposalId));
  const waiting = pages
    .flat()
    .flatMap(({ rank, ...row }) =>
      rank === undefined || row.status !== "RESERVE" || gone.has(row.proposalId) ? [] : [{ ...row, rank }],
    );
  const ordered = orderReserve(waiting, orders);
  return length === null ? ordered : takeFromReserve(ordered, length < invited.length ? 0 : length - invited.length);
};

export type NextList = { readonly manifest: AwardListManifest; readonly type: string; readonly reason: string | null };

/** The next version of the list as a change, with the decision and the ranking that it stands on. */
export const nextAwardList = (
  { newId, sha256 }: Pick<AwardListDeps, "newId" | "sha256">,
  { decision, ranking, list, role }: DecidedTopic,
  { manifest, type, reason }: NextList,
) => {
  const decisionId = decision.state.id;
  const id = awardListIdOf(newId, decisionId);
  const next: AwardListHead = { state: "open", id, decisionId, manifestSha256: sha256(canonicalJson(manifest)) };
  return {
    aggregate: id,
    before: list === null ? null : headOf(AwardListHead, list),
    next,
    type,
    role,
    terms: [
      { id: decisionId, version: decision.version },
      { id: ranking.state.id, version: ranking.version },
    ],
    ...(reason === null ? {} : { notes: { reason } }),
  };
};

export const commitAwardList = async (
  deps: AwardListDeps,
  found: DecidedTopic,
  { command, ...next }: NextList & { readonly command: Command },
) => deps.awardLists.commit(nextAwardList(deps, found, next), next.manifest, command);
