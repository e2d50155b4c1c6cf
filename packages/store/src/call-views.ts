import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { Call, CallVersion } from "@grants/core/calls/call";
import { CallStatistics } from "@grants/core/calls/statistics/call-statistics";
import type { StatisticsReader, StatisticsWriter } from "@grants/core/calls/statistics/statistics-store";
import type { CountedProposal } from "@grants/core/calls/statistics/compute-statistics";
import { AwardDecision, awardDecisionIdOf } from "@grants/core/evaluation/award-decision";
import type { SealedRow } from "@grants/core/evaluation/sealed-list";
import { pageNumbers } from "@grants/core/evaluation/sealed-list";
import type { DocumentStore } from "@grants/core/proposals/proposal-store";
import { Digest } from "@grants/kernel/digest";
import type { NewId } from "@grants/kernel/id";
import { invitedOrganisations } from "@grants/core/calls/invited";
import { z } from "zod";
import type { Database } from "./database.ts";
import { inLanes } from "./evaluation-lists.ts";
import { getMany, getOne, toStored } from "./read.ts";
import { loadSealedPage } from "./sealed-lists.ts";
import { type Key } from "./table.ts";
import { callKeys } from "./tables/calls.ts";
import { evaluationKeys } from "./tables/evaluation.ts";

const Attached = z.object({ published: CallVersion });
const StatisticsItem = z.object({ statistics: CallStatistics });
const PlaceItem = z.object({ sha256: Digest });

/** Documents of proposals that are read at a time. */
const documentsAtOnce = 8;

/** A view may be a moment old: half the price, and nobody decides by it. */
const getView = async (db: Database, key: Key) => {
  const { Item } = await db.client.send(new GetCommand({ TableName: db.tables.views, Key: key }));
  return Item ?? null;
};

/** Which index of the calls stands. */
export const createCallIndexPlace = (db: Database) => ({
  current: async (): Promise<Digest | null> => {
    const item = await getView(db, callKeys.callIndex());
    return item === null ? null : PlaceItem.parse(item).sha256;
  },
  moveTo: async (sha256: Digest): Promise<void> => {
    const Item = { ...callKeys.callIndex(), schema: "call-index-place/1", sha256 };
    await db.client.send(new PutCommand({ TableName: db.tables.views, Item }));
  },
});

export const createStatisticsReader = (db: Database): StatisticsReader => ({
  load: async (callId) => {
    const item = await getView(db, callKeys.callStatistics(callId));
    return item === null ? null : StatisticsItem.parse(item).statistics;
  },
});

const countProposal = async (
  documents: Pick<DocumentStore, "load">,
  { proposalId, documentSha256, topicId, requestedCents }: SealedRow,
): Promise<CountedProposal> => {
  const document = await documents.load(proposalId, documentSha256);
  if (document === null) throw new Error(`The document ${documentSha256} of ${proposalId} is gone.`);
  return {
    topicId,
    requestedCents,
    partners: document.partners.map(({ country, isSme, isPublicBody, isNonProfit }) => ({
      country,
      isSme,
      isPublicBody,
      isNonProfit,
    })),
  };
};

type StatisticsDeps = {
  readonly db: Database;
  readonly documents: Pick<DocumentStore, "load">;
  readonly newId: NewId;
};

/** Counts a call once for all who ask: from its sealed list, the frozen documents behind it and the award decisions of its topics. */
export const createStatisticsWriter = ({ db, documents, newId }: StatisticsDeps): StatisticsWriter => ({
  count: async (callId) => {
    const head = await getOne(db, "grants", callKeys.call(callId));
    if (head === null) return null;
    const { state } = toStored(Call, head);
    if (state.state !== "sealed") return null;
    const { published: version } = Attached.parse(head);
    if (invitedOrganisations(version.content) !== null) return null;
    const pages = await inLanes(pageNumbers(state.submissions), documentsAtOnce, (page) =>
      loadSealedPage(db, callId, page),
    );
    const proposals = await inLanes(pages.flat(), documentsAtOnce, (row) => countProposal(documents, row));
    const decisions = await getMany(
      db,
      version.content.topics.map(({ topicId }) => ({
        table: "grants" as const,
        key: evaluationKeys.awardDecision(awardDecisionIdOf(newId, callId, topicId)),
      })),
    );
    const awards = decisions.flatMap((item) => (item === null ? [] : [AwardDecision.parse(item)]));
    return { version, sealedAt: state.sealedAt, proposals, awards };
  },
  keep: async (statistics) => {
    const Item = { ...callKeys.callStatistics(statistics.callId), schema: "call-statistics/1", statistics };
    await db.client.send(new PutCommand({ TableName: db.tables.views, Item }));
  },
});
