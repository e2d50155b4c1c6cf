import { Admissibility } from "@grants/core/admissibility/admissibility";
import type { Change } from "@grants/core/audit/change";
import { Call, CallVersion } from "@grants/core/calls/call";
import { stageOf } from "@grants/core/calls/first-stage";
import { Assignment } from "@grants/core/evaluation/assignment";
import { AwardDecision, AwardRow } from "@grants/core/evaluation/award-decision";
import { Consensus } from "@grants/core/evaluation/consensus";
import { Dossier } from "@grants/core/evaluation/dossier";
import {
  Ranking,
  type RankingHead,
  type RankingManifest,
  RankingRow,
  TieDecision,
} from "@grants/core/evaluation/ranking";
import type {
  LoadedCall,
  ProposalProgress,
  RankingStore,
  TopicHeads,
  TopicIds,
} from "@grants/core/evaluation/ranking-store";
import { Organisation } from "@grants/core/registry/organisation";
import { z } from "zod";
import { type HeadMove, commit } from "./commit.ts";
import { noticeWrite } from "./call-notices.ts";
import { loadCentres } from "./centres.ts";
import { commitOne, settleOne } from "./commit-one.ts";
import type { Database } from "./database.ts";
import { reportsInOf, withdrawnOf } from "./evaluation.ts";
import { getMany, keepBeside, loadListPage } from "./evaluation-lists.ts";
import { type Item, type Wanted, getAll, rightsOf, toRights, toStoredOrNull } from "./read.ts";
import { loadSealedFront, loadSealedPage } from "./sealed-lists.ts";
import { type Key } from "./table.ts";
import { admissibilityKeys } from "./tables/admissibility.ts";
import { callKeys } from "./tables/calls.ts";
import { evaluationKeys } from "./tables/evaluation.ts";
import { registryKeys } from "./tables/registry.ts";
import { sharedKeys } from "./tables/shared.ts";

const Published = z.object({ published: CallVersion.optional() });

const inGrants = (key: Key): Wanted => ({ table: "grants", key });
const ofTopic = ({ rankingId, decisionId }: TopicIds): readonly Wanted[] => [
  inGrants(evaluationKeys.ranking(rankingId)),
  inGrants(evaluationKeys.awardDecision(decisionId)),
];

const toVersion = (head: Item | null | undefined): CallVersion | null => {
  const published = head === null || head === undefined ? undefined : Published.parse(head).published;
  return published === undefined ? null : stageOf(published);
};

const toCall = (rights: Item | null | undefined, head: Item | null | undefined): LoadedCall => ({
  rights: toRights(rights),
  call: toStoredOrNull(Call, head),
  version: toVersion(head),
});

const toHeads = (ranking: Item | null | undefined, decision: Item | null | undefined): TopicHeads => ({
  ranking: toStoredOrNull(Ranking, ranking),
  decision: toStoredOrNull(AwardDecision, decision),
});

const toProgress = ([dossier, assignment, consensus, admissibility]: readonly (Item | null)[]): ProposalProgress => ({
  dossier: Dossier.parse(dossier),
  assignment: toStoredOrNull(Assignment, assignment),
  reportsIn: reportsInOf(assignment),
  withdrawn: withdrawnOf(assignment),
  consensus: toStoredOrNull(Consensus, consensus),
  admissibility: toStoredOrNull(Admissibility, admissibility)?.state ?? null,
});

const loadProgress =
  (db: Database): RankingStore["loadProgress"] =>
  async (proposalIds) => {
    const wanted = proposalIds.map((id) =>
      [
        evaluationKeys.dossier(id),
        evaluationKeys.assignment(id),
        evaluationKeys.consensus(id),
        admissibilityKeys.admissibility(id),
      ].map(inGrants),
    );
    const items = await getMany(db, wanted.flat());
    return wanted.map((four, place) => toProgress(items.slice(place * four.length, (place + 1) * four.length)));
  };

type Listed = { readonly callId: string; readonly topicId: string; readonly listSha256: string };
export const rankingPageKey = ({ callId, topicId, listSha256 }: Listed, page: number): Key =>
  sharedKeys.listByDigest(callId, `ranking-${topicId}`, listSha256, page);
const awardPageKey = ({ callId, topicId, listSha256 }: Listed, page: number): Key =>
  sharedKeys.listByDigest(callId, `award-${topicId}`, listSha256, page);

/** A page of an award decision's list, from 1 on. */
export const loadAwardPage = async (
  db: Database,
  decision: AwardDecision,
  page: number,
): Promise<readonly AwardRow[]> => loadListPage(db, awardPageKey(decision, page), AwardRow);

const rankingMove = (change: Change<RankingHead>, manifest?: RankingManifest): HeadMove => ({
  change,
  key: evaluationKeys.ranking(change.aggregate),
  schema: "ranking/1",
  ...(manifest === undefined ? {} : { attached: manifest }),
});

const reads = (
  db: Database,
): Pick<RankingStore, "loadCall" | "loadTopic" | "loadTopicHeads" | "loadTieDecisions" | "loadDecision"> => ({
  loadCall: async (callId, caller) => {
    const [rights, head] = await getAll(db, [rightsOf(caller), inGrants(callKeys.call(callId))]);
    return toCall(rights, head);
  },
  loadTopic: async (callId, ids, caller) => {
    const wanted = [rightsOf(caller), inGrants(callKeys.call(callId)), ...ofTopic(ids)];
    const [rights, head, ranking, decision] = await getAll(db, wanted);
    return { ...toCall(rights, head), ...toHeads(ranking, decision) };
  },
  loadTopicHeads: async (ids) => {
    const items = await getMany(db, ids.flatMap(ofTopic));
    return ids.map((_, place) => toHeads(items[2 * place], items[2 * place + 1]));
  },
  loadTieDecisions: async ({ id, tieDecisions }) => {
    const wanted = Array.from({ length: tieDecisions }, (_, place) =>
      inGrants(evaluationKeys.tieDecision(id, place + 1)),
    );
    return (await getMany(db, wanted)).map((item) => TieDecision.parse(item));
  },
  loadDecision: async (decisionId, caller) => {
    const [rights, decision] = await getAll(db, [rightsOf(caller), inGrants(evaluationKeys.awardDecision(decisionId))]);
    return { rights: toRights(rights), decision: toStoredOrNull(AwardDecision, decision) };
  },
});

/** Rankings and award decisions of the topics of a sealed call. */
export const createRankingStore = (db: Database): RankingStore => ({
  ...reads(db),
  loadProgress: loadProgress(db),
  loadSealedFront: async (callId) => loadSealedFront(db, callId),
  loadSealedPage: async (callId, page) => loadSealedPage(db, callId, page),
  loadCentres: (countries) => loadCentres(db, countries),
  loadOrganisations: async (ids) => {
    const heads = await getMany(
      db,
      ids.map((id) => ({ table: "grants", key: registryKeys.organisation(id) })),
    );
    return heads.map((head) => toStoredOrNull(Organisation, head)?.state ?? null);
  },
  loadRankingPage: async (ranking, page) => loadListPage(db, rankingPageKey(ranking, page), RankingRow),
  loadAwardPage: async (decision, page) => loadAwardPage(db, decision, page),
  commitRanking: async (change, { manifest, pages, tieDecision }, command) => {
    const { id, topicId } = change.next;
    const list = await keepBeside(db, (page) => rankingPageKey({ ...manifest, topicId }, page), pages);
    const item = { ...evaluationKeys.tieDecision(id, manifest.tieDecisions), schema: "tie-decision/1", ...tieDecision };
    const tie = tieDecision === null ? [] : [{ write: { Put: { TableName: db.tables.grants, Item: item } } }];
    const beside = [...tie, ...list];
    return commitOne(commit(db, { command, heads: [rankingMove(change, manifest)], beside }));
  },
  commitDecision: async ({ decision, ranking }, { manifest, pages }, command) => {
    const beside = await keepBeside(db, (page) => awardPageKey(manifest, page), pages);
    const key = evaluationKeys.awardDecision(decision.aggregate);
    const head = { change: decision, key, schema: "award-decision/1", attached: manifest };
    const { callId, topicId, decidedAt: at } = manifest;
    const notice = { write: noticeWrite(db.tables.grants, { kind: "awarded", callId, topicId, at }) };
    return commitOne(commit(db, { command, heads: [head, rankingMove(ranking)], beside: [...beside, notice] }));
  },
  settle: (stored, expectedVersion, command) =>
    settleOne(db, { aggregate: stored.state.id, expectedVersion, stored }, command),
});
