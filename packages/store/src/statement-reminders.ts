import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { isInForceOn } from "@grants/core/access/decide-access";
import { Grant } from "@grants/core/access/grant";
import type { Role } from "@grants/core/access/role";
import type { Reader, StatementReminders } from "@grants/core/cofunding/remind-statements";
import { FinancialYear, MemberState, funderOf } from "@grants/core/cofunding/yearly-statement";
import type { NewId, UserId } from "@grants/kernel/id";
import { LocalDate } from "@grants/kernel/time";
import { z } from "zod";
import type { Database } from "./database.ts";
import { getMany, queryAll, readThrough } from "./read.ts";
import { cofundingKeys, cofundingPatterns } from "./tables/cofunding.ts";
import { peopleKeys, peoplePatterns } from "./tables/people.ts";
import { listStatements } from "./yearly-statements.ts";

const ToldRow = z.object({ member: MemberState, year: FinancialYear, toldOn: LocalDate });
const GrantRow = z.object({ grant: Grant });
const Card = z.object({ language: z.enum(["en", "nl"]), mail: z.string().optional() });

const memberRoles: readonly Role[] = ["funder", "boardMember"];

/** Who holds a role on this day. */
export const holdersOf = async (db: Database, role: Role, today: LocalDate): Promise<readonly Grant[]> => {
  const { pk } = peopleKeys.grantByRole(role, "");
  const items = await readThrough(db, peoplePatterns.grantsByRole, { pk });
  return items.map((item) => GrantRow.parse(item).grant).filter((grant) => isInForceOn(grant, today));
};

/** Where people want to be told; whoever has not said is not in it. */
export const readersBy = async (db: Database, users: readonly UserId[]): Promise<ReadonlyMap<UserId, Reader>> => {
  const distinct = [...new Set(users)];
  const cards = await getMany(
    db,
    distinct.map((user) => ({ table: "people", key: peopleKeys.person(user) })),
  );
  return new Map(
    distinct.flatMap((user, place) => {
      const { language, mail: to } = Card.parse(cards[place] ?? { language: "en" });
      return to === undefined ? [] : [[user, { to, language }] as const];
    }),
  );
};

/** Overdue statements, and who is told of them. */
export const createStatementReminders = (db: Database, newId: NewId): StatementReminders => ({
  listAwaited: async () => {
    const [listed, told] = await Promise.all([
      listStatements(db, newId),
      queryAll(db, cofundingPatterns.statementsTold, { pk: cofundingKeys.statementTold(0, "").pk }),
    ]);
    const rows = told.map((item) => ToldRow.parse(item));
    return listed.map((one) => ({
      ...one,
      toldOn: rows.find(({ member, year }) => member === one.member && year === one.year)?.toldOn ?? null,
    }));
  },
  readersOf: async (members, today) => {
    const [officers, ...ofMembers] = await Promise.all(
      (["programmeOfficer", ...memberRoles] as const).map((role) => holdersOf(db, role, today)),
    );
    const grants = ofMembers.flat();
    const readers = await readersBy(
      db,
      [...(officers ?? []), ...grants].map(({ user }) => user),
    );
    const known = (some: readonly Grant[]) =>
      some.flatMap(({ user }) => {
        const reader = readers.get(user);
        return reader === undefined ? [] : [reader];
      });
    const byMember = members.map(
      (member) => [member, known(grants.filter(({ funder }) => funder === funderOf(member)))] as const,
    );
    return { byMember: new Map(byMember), officers: known(officers ?? []) };
  },
  told: async ({ member, year }, toldOn) => {
    const Item = { ...cofundingKeys.statementTold(year, member), schema: "statement-told/1", member, year, toldOn };
    await db.client.send(new PutCommand({ TableName: db.tables.grants, Item }));
  },
});
