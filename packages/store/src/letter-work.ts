import { DeleteCommand, PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { AdmissibilityFile } from "@grants/core/admissibility/admissibility";
import { Grant } from "@grants/core/access/grant";
import { CallVersion } from "@grants/core/calls/call";
import { stageOf } from "@grants/core/calls/first-stage";
import { AwardDecision } from "@grants/core/evaluation/award-decision";
import { Consensus, ConsensusBody } from "@grants/core/evaluation/consensus";
import { Dossier } from "@grants/core/evaluation/dossier";
import { Ranking, RankingRow } from "@grants/core/evaluation/ranking";
import { pageNumbers, pagesFor } from "@grants/core/evaluation/sealed-list";
import { SummaryReportHead } from "@grants/core/evaluation/summary-report";
import { LetterId } from "@grants/core/letters/letter";
import { LetterBatch, LetterOrder } from "@grants/core/letters/letter-order";
import type { CitedConsensus, Contacts, LetterWork, ToldRoles } from "@grants/core/letters/letter-work";
import type { LetterBatchStore } from "@grants/core/letters/order-result-letters";
import type { LetterStore } from "@grants/core/letters/letter-store";
import type { ProposalId } from "@grants/core/proposals/proposal";
import { BankAccountId } from "@grants/core/registry/organisation";
import { OrganisationId, type UserId } from "@grants/kernel/id";
import { Instant } from "@grants/kernel/time";
import { z } from "zod";
import { commit } from "./commit.ts";
import { commitOne } from "./commit-one.ts";
import { cardsOf } from "./contact-cards.ts";
import type { Database } from "./database.ts";
import { loadListPage } from "./evaluation-lists.ts";
import { loadAwardPage, rankingPageKey } from "./evaluation-rankings.ts";
import { loadCitedPlaces, loadCitedReview } from "./review-letters.ts";
import { orderKey, orderWrite } from "./letter-orders.ts";
import { getAll, getMany, queryPage, rightsOf, toRights, toStored, toStoredOrNull } from "./read.ts";
import { reportMove } from "./summary-reports.ts";
import { type Key } from "./table.ts";
import { admissibilityKeys } from "./tables/admissibility.ts";
import { callKeys } from "./tables/calls.ts";
import { evaluationKeys } from "./tables/evaluation.ts";
import { letterKeys, letterPatterns } from "./tables/letters.ts";
import { resultKeys } from "./tables/results.ts";
import { peopleKeys, peoplePatterns } from "./tables/people.ts";

const OrderItem = z.object({ order: LetterOrder, nextPage: z.int().min(1) });
const NewsItem = z.object({ sk: z.string(), organisation: OrganisationId });
const NewsPlace = z.tuple([z.literal("NEWS"), Instant, z.union([LetterId, BankAccountId])]);
const FileItem = z.object({ file: AdmissibilityFile });
const Published = z.object({ published: CallVersion });
const BodyItem = z.object({ body: ConsensusBody });
const GrantRow = z.object({ grant: Grant });
/** `at`: when the last of them went out. */
export const Progress = z.object({ sent: z.int().min(0), at: Instant });

const inGrants = (key: Key) => ({ table: "grants" as const, key });
/** Those who act for an organisation now, with the language of the first of them who has said one. */
const contactsOf = async (db: Database, organisation: OrganisationId, roles: ToldRoles): Promise<Contacts> => {
  const told = new Set<string>(roles);
  const { pk, sk } = peopleKeys.grantByOrganisation(organisation, "");
  const { items } = await queryPage(db, peoplePatterns.grantsByOrganisation, { pk, sk: { beginsWith: sk } });
  const users = items.flatMap((item): readonly UserId[] => {
    const { grant } = GrantRow.parse(item);
    return told.has(grant.role) ? [grant.user] : [];
  });
  const cards = [...(await cardsOf(db, users)).values()];
  return {
    language: cards[0]?.language ?? "en",
    mails: [
      ...new Map(
        cards.flatMap(({ mail: to, language }) => (to === undefined ? [] : [[to, { to, language }]])),
      ).values(),
    ],
  };
};

const referenceOf = (item: unknown): string => Published.parse(item).published.content.reference;

const loadFile: (db: Database) => LetterWork["loadFile"] =
  (db) =>
  async ({ proposalId, fileSha256 }) => {
    const [file, found] = await getAll(db, [
      inGrants(admissibilityKeys.admissibilityFile(proposalId, fileSha256)),
      inGrants(evaluationKeys.dossier(proposalId)),
    ]);
    const dossier = Dossier.parse(found);
    const [call] = await getAll(db, [inGrants(callKeys.call(dossier.callId))]);
    return { file: FileItem.parse(file).file, dossier, callReference: referenceOf(call) };
  };

const evaluatedItems = (id: ProposalId) =>
  [evaluationKeys.dossier(id), evaluationKeys.consensus(id), resultKeys.summaryReport(id)].map(inGrants);

/** What was agreed on each of these proposals, with its words: heads in one wave, words in a second. */
const loadConsensus = async (
  db: Database,
  proposalIds: readonly ProposalId[],
): Promise<ReadonlyMap<string, CitedConsensus>> => {
  const items = await getMany(db, proposalIds.flatMap(evaluatedItems));
  const heads = proposalIds.map((_, place) => toStored(Consensus, items[3 * place + 1] ?? {}));
  const bodies = await getMany(
    db,
    heads.map(({ state }) => inGrants(evaluationKeys.assessmentBody(state.proposalId, state.bodySha256))),
  );
  return new Map(
    heads.map(({ state, version }, place) => {
      const { comments, agreedAt } = BodyItem.parse(bodies[place]).body;
      const cited: CitedConsensus = {
        dossier: Dossier.parse(items[3 * place]),
        agreed: { basis: "CONSENSUS", comments, agreedAt },
        consensus: { id: state.id, version },
        report: toStoredOrNull(SummaryReportHead, items[3 * place + 2]),
      };
      return [state.proposalId, cited];
    }),
  );
};

const loadResults: (db: Database) => LetterWork["loadResults"] =
  (db) =>
  async ({ decisionId }, page) => {
    const [head] = await getMany(db, [inGrants(evaluationKeys.awardDecision(decisionId))]);
    if (head === null || head === undefined) throw new Error(`${decisionId} is gone.`);
    const { state: decision, version: decisionVersion } = toStored(AwardDecision, head);
    const [ranked, call] = await getAll(db, [
      inGrants(evaluationKeys.ranking(decision.rankingId)),
      inGrants(callKeys.call(decision.callId)),
    ]);
    const ranking = Ranking.parse(ranked);
    const { content } = stageOf(Published.parse(call).published);
    const [rows, ...awards] = await Promise.all([
      loadListPage(db, rankingPageKey(ranking, page), RankingRow),
      ...pageNumbers(decision.awards).map((number) => loadAwardPage(db, decision, number)),
    ]);
    const consensus = await loadConsensus(
      db,
      rows.map(({ proposalId }) => proposalId),
    );
    return {
      decision,
      decisionVersion,
      callReference: content.reference,
      content,
      consensus,
      rows,
      pages: pagesFor(ranking.proposals),
      awards: new Map(awards.flat().map((award) => [award.proposalId, award])),
    };
  };

const loadStage: (db: Database) => LetterWork["loadStage"] = (db) => async (order, page) => {
  const [[call], rows] = await Promise.all([
    getAll(db, [inGrants(callKeys.call(order.callId))]),
    loadListPage(db, rankingPageKey(order, page), RankingRow),
  ]);
  const { content } = stageOf(Published.parse(call).published);
  const consensus = await loadConsensus(
    db,
    rows.map(({ proposalId }) => proposalId),
  );
  return { callReference: content.reference, content, rows, pages: pagesFor(order.proposals), consensus };
};

/** Letters that wait to be written, and letters that wait to be told of. */
export const createLetterWork = (db: Database, letters: Pick<LetterStore, "send">): LetterWork => ({
  send: (change, facts, command) => letters.send(change, facts, command),
  listOrders: async () => {
    const { pk } = letterKeys.letterOrder("", "");
    const { items } = await queryPage(db, letterPatterns.letterOrders, { pk, sk: { beginsWith: "ORDER#" } });
    return items.map((item) => OrderItem.parse(item));
  },
  loadFile: loadFile(db),
  loadResults: loadResults(db),
  loadStage: loadStage(db),
  loadReview: (order) => loadCitedReview(db, order),
  loadPlaces: (order, page) => loadCitedPlaces(db, order, page),
  issueReport: async (change, report, command) => {
    const { head, beside } = reportMove(db, change, report);
    return commitOne(commit(db, { command, heads: [head], beside }));
  },
  contactsOf: (organisation, roles) => contactsOf(db, organisation, roles),
  reached: async (order, { nextPage, sent, at }) => {
    await db.client.send(
      new UpdateCommand({
        TableName: db.tables.grants,
        Key: orderKey(order),
        UpdateExpression: "SET nextPage = :next",
        ConditionExpression: "attribute_exists(pk)",
        ExpressionAttributeValues: { ":next": nextPage },
      }),
    );
    if (order.kind !== "results") return;
    const Item = { ...letterKeys.letterProgress(order.batchId), schema: "letter-progress/1", sent, at };
    await db.client.send(new PutCommand({ TableName: db.tables.grants, Item }));
  },
  done: async (order) => {
    await db.client.send(new DeleteCommand({ TableName: db.tables.grants, Key: orderKey(order) }));
  },
  listNews: async () => {
    const { pk } = letterKeys.news("", "");
    const { items } = await queryPage(db, letterPatterns.news, { pk, sk: { beginsWith: "NEWS#" } });
    return items.map((item) => {
      const { sk, organisation } = NewsItem.parse(item);
      const [, happenedAt, about] = NewsPlace.parse(sk.split("#"));
      return { organisation, happenedAt, about };
    });
  },
  told: async ({ happenedAt, about }) => {
    const Key = letterKeys.news(happenedAt, about);
    await db.client.send(new DeleteCommand({ TableName: db.tables.grants, Key }));
  },
});

/** The letters of award decisions: ordered once, with how far they are. */
export const createLetterBatchStore = (db: Database): LetterBatchStore => ({
  loadBatch: async ({ decisionId, batchId }, caller) => {
    const [rights, head, batch, progress] = await getAll(db, [
      rightsOf(caller),
      inGrants(evaluationKeys.awardDecision(decisionId)),
      inGrants(letterKeys.letterBatch(batchId)),
      inGrants(letterKeys.letterProgress(batchId)),
    ]);
    const decision = toStoredOrNull(AwardDecision, head);
    const [ranking] =
      decision === null ? [] : await getAll(db, [inGrants(evaluationKeys.ranking(decision.state.rankingId))]);
    return {
      rights: toRights(rights),
      decision,
      proposals: ranking === null || ranking === undefined ? 0 : Ranking.parse(ranking).proposals,
      batch: toStoredOrNull(LetterBatch, batch),
      sent: progress === null || progress === undefined ? 0 : Progress.parse(progress).sent,
    };
  },
  commitBatch: async (change, order, command) => {
    const head = { change, key: letterKeys.letterBatch(change.next.id), schema: "letter-batch/1" };
    const beside = [{ write: orderWrite(db.tables.grants, order) }];
    return commitOne(commit(db, { command, heads: [head], beside }));
  },
});
