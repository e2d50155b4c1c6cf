import { DeleteCommand } from "@aws-sdk/lib-dynamodb";
import { Grant } from "@grants/core/access/grant";
import { Night, NightFinding } from "@grants/core/audit/nights/night";
import type { Auditor, NightNews, NightReader, NightWork } from "@grants/core/audit/nights/night-store";
import { Award, type AwardId, type CommitmentId } from "@grants/core/cofunding/award";
import { Commitment, GlobalCommitment } from "@grants/core/cofunding/commitment";
import { AwardDecision } from "@grants/core/evaluation/award-decision";
import { Ranking, type RankingId } from "@grants/core/evaluation/ranking";
import { ok } from "@grants/kernel/result";
import { LocalDate } from "@grants/kernel/time";
import { z } from "zod";
import { commit } from "./commit.ts";
import { commitOne } from "./commit-one.ts";
import type { CursorSeal } from "./cursor.ts";
import type { Database } from "./database.ts";
import { getMany, getOne, queryPage, readThrough, toRights, toStored, toStoredOrNull } from "./read.ts";
import { cofundingKeys } from "./tables/cofunding.ts";
import { evaluationKeys } from "./tables/evaluation.ts";
import { evidenceKeys, evidencePatterns } from "./tables/evidence.ts";
import { peopleKeys, peoplePatterns } from "./tables/people.ts";
import { sharedKeys, sharedPatterns } from "./tables/shared.ts";

const Leaves = z.object({ from: z.int().min(0), rows: z.array(z.string()) });
const FindingItem = z.object({ finding: NightFinding });
const JournalItem = z.object({ sk: z.string(), body: z.string() });
const NewsItem = z.object({ sk: z.string() });
const NewsPlace = z.tuple([LocalDate, z.enum(["FOUND", "LATE"])]);
const GrantRow = z.object({ grant: Grant });
const Card = z.object({ language: z.enum(["en", "nl"]), mail: z.string().optional() });
/** Behind every place of the log. */
const behindPlaces = 999_999_999_999;

/** A row of leaves is "aggregate version digest". */
const aggregateOf = (row: string): string => row.slice(0, row.indexOf(" "));

const loadNews: (db: Database) => NightWork["loadNews"] =
  (db) =>
  async (days, { from, to }) => {
    const range = (day: string) => {
      const { pk, sk } = evidenceKeys.logLeaves(day, from);
      const end = evidenceKeys.logLeaves(day, to === undefined ? behindPlaces : to);
      return { pk, sk: { from: sk, to: end.sk } };
    };
    const items = await Promise.all(
      days.map((day) => readThrough(db, evidencePatterns.logLeaves, range(day.replaceAll("-", "")))),
    );
    // What begins at the end is of the next night.
    const leaves = items
      .flat()
      .map((item) => Leaves.parse(item))
      .filter((some) => to === undefined || some.from < to);
    return {
      to: leaves.reduce((end, some) => Math.max(end, some.from + some.rows.length), to ?? from),
      aggregates: leaves.flatMap(({ rows }) => rows.map(aggregateOf)),
    };
  };

const commitNight: (db: Database) => NightWork["commit"] =
  (db) =>
  async (change, { findings, news }, command) => {
    const { on } = change.next;
    const TableName = db.tables.grants;
    const beside = [
      ...findings.map((finding) => ({
        write: {
          Put: {
            TableName,
            Item: { ...evidenceKeys.nightFinding(on, finding.aggregate), schema: "night-finding/1", finding },
          },
        },
      })),
      ...(news === null
        ? []
        : [
            {
              write: {
                Put: { TableName, Item: { ...evidenceKeys.nightNews(news.on, news.because), schema: "night-news/1" } },
              },
            },
          ]),
    ];
    const heads = [{ change, key: evidenceKeys.night(on), schema: "night/1" }] as const;
    return commitOne(commit(db, { command, heads, beside }));
  };

const listAuditors = async (db: Database): Promise<readonly Auditor[]> => {
  const { pk } = peopleKeys.grantByRole("auditor", "");
  const rows = await readThrough(db, peoplePatterns.grantsByRole, { pk });
  const users = new Set(rows.map((item) => GrantRow.parse(item).grant.user));
  const cards = await getMany(
    db,
    [...users].map((user) => ({ table: "people", key: peopleKeys.person(user) })),
  );
  const reached = cards.flatMap((item): readonly Auditor[] => {
    const { mail: to, language } = item === null ? { mail: undefined, language: "en" as const } : Card.parse(item);
    return to === undefined ? [] : [{ to, language }];
  });
  return [...new Map(reached.map((auditor) => [auditor.to, auditor])).values()];
};

/** The record of the nights, by its one writer. */
export const createNightWork = (db: Database): NightWork => ({
  loadLatest: async () => {
    const ask = { pk: evidenceKeys.night("").pk, descending: true, limit: 1 };
    const { items } = await queryPage(db, evidencePatterns.nights, ask);
    return toStoredOrNull(Night, items[0]);
  },
  loadNews: loadNews(db),
  commit: commitNight(db),
  listNews: async () => {
    const { items } = await queryPage(db, evidencePatterns.nightNews, { pk: evidenceKeys.nightNews("", "").pk });
    return items.map((item): NightNews => {
      const [on, because] = NewsPlace.parse(NewsItem.parse(item).sk.split("#"));
      return { on, because };
    });
  },
  listAuditors: () => listAuditors(db),
  told: async ({ on, because }) => {
    await db.client.send(new DeleteCommand({ TableName: db.tables.grants, Key: evidenceKeys.nightNews(on, because) }));
  },
});

/** The nights as an auditor reads them. */
export const createNightReader = (db: Database, cursors: CursorSeal): NightReader => ({
  list: async (caller, { cursor, rowsMax }) => {
    const boundTo = `listNights ${caller}`;
    const after = cursor === null ? null : cursors.open(cursor, boundTo);
    if (after !== null && !after.ok) return after;
    const ask = { pk: evidenceKeys.night("").pk, descending: true, limit: rowsMax };
    const [rights, { items, next }] = await Promise.all([
      getOne(db, "people", sharedKeys.rights(caller)),
      queryPage(db, evidencePatterns.nights, { ...ask, ...(after === null ? {} : { after: after.value }) }),
    ]);
    return ok({
      rights: toRights(rights),
      nights: items.map((item) => toStored(Night, item)),
      next: next === null ? null : cursors.seal(next, boundTo),
    });
  },
  load: async ({ on, caller }, { cursor, rowsMax }) => {
    const boundTo = `readNight ${on} ${caller}`;
    const after = cursor === null ? null : cursors.open(cursor, boundTo);
    if (after !== null && !after.ok) return after;
    const ask = { pk: evidenceKeys.nightFinding(on, "").pk, limit: rowsMax };
    const [rights, head, { items, next }] = await Promise.all([
      getOne(db, "people", sharedKeys.rights(caller)),
      getOne(db, "grants", evidenceKeys.night(on)),
      queryPage(db, evidencePatterns.nightFindings, { ...ask, ...(after === null ? {} : { after: after.value }) }),
    ]);
    return ok({
      rights: toRights(rights),
      night: toStoredOrNull(Night, head),
      findings: items.map((item) => FindingItem.parse(item).finding),
      next: next === null ? null : cursors.seal(next, boundTo),
    });
  },
});

const AnyCommitment = z.union([Commitment, GlobalCommitment]);

/** Heads of decisions by their ids alone, as the log names them. */
export const createDecisionHeads = (db: Database) => ({
  loadRanking: async (id: RankingId) => toStoredOrNull(Ranking, await getOne(db, "grants", evaluationKeys.ranking(id))),
  loadAwardDecision: async (id: AwardDecision["id"]) =>
    toStoredOrNull(AwardDecision, await getOne(db, "grants", evaluationKeys.awardDecision(id))),
  loadCommitment: async (id: CommitmentId) =>
    toStoredOrNull(AnyCommitment, await getOne(db, "grants", cofundingKeys.commitment(id))),
  loadJournals: async (aggregate: string) => {
    const { pk } = sharedKeys.journalEntry(aggregate, 1);
    const items = await readThrough(db, sharedPatterns.journal, { pk, sk: { beginsWith: "V#" } });
    return items.map((item) => {
      const { sk, body } = JournalItem.parse(item);
      return { version: Number(sk.slice("V#".length)), body };
    });
  },
  loadAward: async (id: AwardId) => toStoredOrNull(Award, await getOne(db, "grants", cofundingKeys.award(id))),
});
