import type { Change } from "@grants/core/audit/change";
import type { Command } from "@grants/core/audit/command";
import type { ContributionLine } from "@grants/core/cofunding/contribution-line";
import { memberStateOf } from "@grants/core/cofunding/yearly-statement";
import { yearOf } from "@grants/kernel/calendar";
import { dateInZone } from "@grants/kernel/time";
import type { Beside, HeadMove } from "./commit.ts";
import type { Database } from "./database.ts";
import type { Item } from "./read.ts";
import { cofundingKeys } from "./tables/cofunding.ts";

const putBeside = (db: Database, item: Item): Beside<never> => ({
  write: { Put: { TableName: db.tables.grants, Item: item } },
});

/** Beside a contribution that moves money: its posting under the Member State and the year, and that the Member State has one in this year. */
const postingWrites = (
  db: Database,
  { before, next, journal }: Change<ContributionLine>,
  { at }: Command,
): readonly Beside<never>[] => {
  const member = memberStateOf(next.funder);
  if (journal === undefined || member === null) return [];
  const { id: lineId, jointActionId, funder, purpose, channel } = next;
  const year = yearOf(dateInZone(at));
  const entryVersion = (before?.version ?? 0) + 1;
  const row = { lineId, entryVersion, jointActionId, funder, purpose, channel };
  const items: readonly Item[] = [
    { ...cofundingKeys.yearPosting(member, year, lineId, entryVersion), schema: "year-posting/1", ...row },
    { ...cofundingKeys.statementYear(year, member), schema: "statement-year/1", member, year },
  ];
  return items.map((item) => ({ write: { Put: { TableName: db.tables.grants, Item: item } } }));
};

/** A line in default is found by whoever counts votes, for as long as it is (VOTE-05). */
const defaultWrites = (db: Database, { before, next }: Change<ContributionLine>): readonly Beside<never>[] => {
  const key = cofundingKeys.inDefault(next.funder, next.id);
  if (next.state === "default")
    return [putBeside(db, { ...key, schema: "in-default/1", funder: next.funder, lineId: next.id })];
  return before?.state.state === "default" && next.state === "remedied"
    ? [{ write: { Delete: { TableName: db.tables.grants, Key: key } } }]
    : [];
};

export const lineMove = (change: Change<ContributionLine>): HeadMove => ({
  change,
  key: cofundingKeys.contributionLine(change.next.jointActionId, change.next.funder, change.next.id),
  schema: "contribution-line/1",
});

/** What stands beside a contribution that moves: its default, and where its posting is. */
export const lineWrites = (
  db: Database,
  change: Change<ContributionLine>,
  command: Command,
): readonly Beside<never>[] => [...defaultWrites(db, change), ...postingWrites(db, change, command)];
