import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { CallId } from "@grants/core/calls/call";
import { AwardDecisionId, AwardId } from "@grants/core/cofunding/award";
import { AwardDecision, AwardRow, awardDecisionIdOf } from "@grants/core/evaluation/award-decision";
import { digestOfList, pagesOf } from "@grants/core/evaluation/sealed-list";
import { ProposalId } from "@grants/core/proposals/proposal";
import { sumCents } from "@grants/kernel/money";
import type { Database } from "@grants/store/database";
import { keepList } from "@grants/store/evaluation-lists";
import { newId } from "@grants/store/new-id";
import { keys } from "@grants/store/tables/all";
import type { z } from "zod";
import { anOrganisation } from "./builders.ts";
import { aCommand } from "./purse.ts";

/** An award of a decision; a test overrides what it is about. */
export const anAwardRow = (name: string, over: Partial<z.input<typeof AwardRow>> = {}): AwardRow =>
  AwardRow.parse({
    awardId: AwardId.parse(`awd_${newId(`award ${name}`)}`),
    proposalId: ProposalId.parse(`prop_${newId(`proposal ${name}`)}`),
    acronym: "NATHUB-BE",
    rank: 1,
    unionCents: 100_000_00,
    national: [],
    potCents: 0,
    documentSha256: "0".repeat(64),
    coordinator: anOrganisation(name),
    ...over,
  });

/** Rows in rank order. */
export const inRankOrder = (rows: readonly AwardRow[]): readonly AwardRow[] =>
  rows.map((row, place) => ({ ...row, rank: place + 1 }));

type Kept = {
  readonly callId: string;
  readonly topicId: string;
  readonly rows: readonly AwardRow[];
  /** Whether it is the one decision of its topic; without it a test may keep several. */
  readonly isOfTopic?: boolean;
};

/** An award decision as the evaluation leaves it. */
export const keepDecision = async (
  db: Database,
  { callId, topicId, rows, isOfTopic = false }: Kept,
): Promise<AwardDecisionId> => {
  const id = isOfTopic
    ? awardDecisionIdOf(newId, CallId.parse(callId), topicId)
    : AwardDecisionId.parse(`dec_${newId(rows.map(({ awardId }) => awardId).join())}`);
  const pages = pagesOf(inRankOrder(rows));
  const listSha256 = digestOfList(db.sha256, pages);
  await keepList(db, (page) => keys.listByDigest(callId, `award-${topicId}`, listSha256, page), pages);
  const command = aCommand({ key: id });
  const next: AwardDecision = AwardDecision.parse({
    state: "decided",
    id,
    manifestSha256: listSha256,
    callId: CallId.parse(callId),
    topicId,
    rankingId: `rank_${newId(id)}`,
    rankingVersion: 1,
    departsFromRanking: false,
    awards: rows.length,
    listSha256,
    unionCents: sumCents(rows.map(({ unionCents }) => unionCents)),
    nationalCents: sumCents(rows.flatMap(({ national }) => national.map(({ cents }) => cents))),
    potCents: sumCents(rows.map(({ potCents }) => potCents)),
    decidedAt: command.at,
  });
  // The head alone: how the decision was taken, and its entry, are the evaluation's business.
  const { keyHash, commandHash } = command;
  const envelope = { schema: "award-decision/1", version: 1, chainHash: keyHash, keyHash, commandHash };
  const item = { ...keys.awardDecision(id), ...envelope, ...next };
  await db.client.send(new PutCommand({ TableName: db.tables.grants, Item: item }));
  return id;
};
