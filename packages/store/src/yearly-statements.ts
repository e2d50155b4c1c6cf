import { FunderCode } from "@grants/core/access/rights";
import { ContributionChannel, ContributionLineId, ContributionPurpose } from "@grants/core/cofunding/contribution-line";
import { JointAction, JointActionId } from "@grants/core/cofunding/joint-action";
import type { YearPosting } from "@grants/core/cofunding/state-contributions";
import {
  FinancialYear,
  MemberState,
  StatementFigures,
  YearlyStatement,
  yearlyStatementIdOf,
} from "@grants/core/cofunding/yearly-statement";
import type {
  ListedStatement,
  StoredStatement,
  YearlyStatementStore,
} from "@grants/core/cofunding/yearly-statement-store";
import { JournalBody } from "@grants/core/ledger/journal";
import type { NewId } from "@grants/kernel/id";
import { z } from "zod";
import { toCallBehind } from "./cofunding-items.ts";
import { commit } from "./commit.ts";
import { commitOne, settleOne } from "./commit-one.ts";
import type { Database } from "./database.ts";
import {
  type Item,
  type Wanted,
  getAll,
  getMany,
  getOne,
  queryAll,
  rightsOf,
  toRights,
  toStored,
  toStoredOrNull,
} from "./read.ts";
import { callKeys } from "./tables/calls.ts";
import { cofundingKeys, cofundingPatterns } from "./tables/cofunding.ts";
import { sharedKeys } from "./tables/shared.ts";

const grants = (key: Wanted["key"]): Wanted => ({ table: "grants", key });

/** Where a posting of a year is found: the entry itself stays in the journal, and is read there. */
const PostingRow = z.object({
  lineId: ContributionLineId,
  entryVersion: z.int().min(1),
  jointActionId: JointActionId,
  funder: FunderCode,
  purpose: ContributionPurpose,
  channel: ContributionChannel,
});
const YearRow = z.object({ member: MemberState, year: FinancialYear });
const JournalItem = z.object({ body: z.string() });
const Attached = z.object({ figures: StatementFigures });

const toStatement = (item: Item | null | undefined): StoredStatement | null => {
  const head = toStoredOrNull(YearlyStatement, item);
  return head === null ? null : { head, figures: Attached.parse(item).figures };
};

/** Two waves: where the year's postings are, then the entries of the journal. */
const loadPostings = async (db: Database, member: MemberState, year: number): Promise<readonly YearPosting[]> => {
  const { pk } = cofundingKeys.yearPosting(member, year, "", 1);
  const items = await queryAll(db, cofundingPatterns.yearPostings, { pk, sk: { beginsWith: `${year}#` } });
  const rows = items.map((item) => PostingRow.parse(item));
  const entries = await getMany(
    db,
    rows.map(({ lineId, entryVersion }) => ({ table: "ledger", key: sharedKeys.journalEntry(lineId, entryVersion) })),
  );
  return rows.map(({ entryVersion: _entryVersion, ...row }, place) => ({
    ...row,
    entry: JournalBody.parse(JSON.parse(JournalItem.parse(entries[place]).body)),
  }));
};

/** Two waves: the years with postings, then what was stated of them. The latest year first, in it by Member State. */
export const listStatements = async (db: Database, newId: NewId): Promise<readonly ListedStatement[]> => {
  const items = await queryAll(db, cofundingPatterns.statementYears, { pk: cofundingKeys.statementYear(0, "").pk });
  const rows = items.map((item) => YearRow.parse(item));
  const heads = await getMany(
    db,
    rows.map(({ member, year }) => grants(cofundingKeys.yearlyStatement(yearlyStatementIdOf(newId, member, year)))),
  );
  return rows
    .map((row, place) => ({ ...row, statement: toStoredOrNull(YearlyStatement, heads[place]) }))
    .toSorted((a, b) => b.year - a.year || (a.member < b.member ? -1 : 1));
};

export const createYearlyStatementStore = (db: Database, newId: NewId): YearlyStatementStore => ({
  load: async ({ id, member, year }, caller) => {
    const [[rights, head], postings] = await Promise.all([
      getAll(db, [rightsOf(caller), grants(cofundingKeys.yearlyStatement(id))]),
      loadPostings(db, member, year),
    ]);
    return { rights: toRights(rights), statement: toStatement(head), postings };
  },
  loadTitles: async (jointActionIds) => {
    const heads = await getMany(
      db,
      jointActionIds.map((id) => grants(cofundingKeys.jointAction(id))),
    );
    const jointActions = heads.flatMap((head) => (head === null ? [] : [toStored(JointAction, head).state]));
    const calls = await getMany(
      db,
      jointActions.map(({ callId }) => grants(callKeys.call(callId))),
    );
    return new Map(
      jointActions.flatMap(({ id }, place) => {
        const title = toCallBehind(calls[place]).summary?.title;
        return title === undefined ? [] : [[id, title] as const];
      }),
    );
  },
  list: async (caller) => {
    const [rights, statements] = await Promise.all([
      getOne(db, "people", sharedKeys.rights(caller)),
      listStatements(db, newId),
    ]);
    return { rights: toRights(rights), statements };
  },
  commit: async (change, figures, command) => {
    const key = cofundingKeys.yearlyStatement(change.next.id);
    const head = { change, key, schema: "yearly-statement/1", attached: { figures } };
    return commitOne(commit(db, { command, heads: [head] }));
  },
  settle: (stored, expectedVersion, command) =>
    settleOne(db, { aggregate: stored.state.id, expectedVersion, stored }, command),
});
