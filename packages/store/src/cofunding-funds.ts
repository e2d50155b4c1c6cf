import type { Change } from "@grants/core/audit/change";
import { Award } from "@grants/core/cofunding/award";
import { Commitment, GlobalCommitment } from "@grants/core/cofunding/commitment";
import type { StaleVersion } from "@grants/core/audit/stored";
import type { AwardChange, FundsStore, OpenedGlobal, StandingList } from "@grants/core/cofunding/funds-store";
import { JointAction } from "@grants/core/cofunding/joint-action";
import { JournalBody, potMoves } from "@grants/core/ledger/journal";
import { ok } from "@grants/kernel/result";
import { z } from "zod";
import { queryBudgets, queryLines, toCallBehind, toPotState } from "./cofunding-items.ts";
import { type Beside, type HeadMove, commit } from "./commit.ts";
import { commitMoney, commitOneMoney } from "./commit-money.ts";
import { settleOne } from "./commit-one.ts";
import type { Database } from "./database.ts";
import { getMany } from "./evaluation-lists.ts";
import {
  Envelope,
  type Item,
  type Wanted,
  getAll,
  getOne,
  readThrough,
  rightsOf,
  toRights,
  toStored,
  toStoredOrNull,
} from "./read.ts";
import { versionKey } from "./table.ts";
import { awardKeys } from "./tables/awards.ts";
import { callKeys } from "./tables/calls.ts";
import { cofundingKeys } from "./tables/cofunding.ts";
import { sharedKeys, sharedPatterns } from "./tables/shared.ts";

const grants = (key: Wanted["key"]): Wanted => ({ table: "grants", key });

/** The topics ride on the head of the global commitment, so that a line never changes its topic. */
const Attached = z.object({ topicIds: z.array(z.string()) });

const toOpened = (item: Item | null | undefined): OpenedGlobal | null =>
  item === null || item === undefined
    ? null
    : { global: toStored(GlobalCommitment, item), topicIds: Attached.parse(item).topicIds };

/**
 * Members that ride on the head beside what its entry says. An entry has 1,024 bytes, a commitment may have 27 funders: the amounts are those
 * of the postings that the entry names, the rest follows from ids and the year.
 */
const besideCommitment = ["callId", "signByOn", "unionLine", "unionCents", "commonPotCents", "nationalCents"];
const besideAward = ["callId", "commitmentId"];
const besideGlobal = ["linesCents"];

const without = (members: object, names: readonly string[]): object =>
  Object.fromEntries(Object.entries(members).filter(([name]) => !names.includes(name)));
const only = (members: object, names: readonly string[]): Item =>
  Object.fromEntries(Object.entries(members).filter(([name]) => names.includes(name)));

type Placed = Pick<HeadMove, "key" | "schema"> & { readonly beside: readonly string[]; readonly more?: Item };

const moveWithBeside = (change: Change<object>, { key, schema, beside, more = {} }: Placed): HeadMove => {
  const { before, next } = change;
  const was = before === null ? null : { ...before, state: without(before.state, beside) };
  return {
    change: { ...change, before: was, next: without(next, beside) },
    key,
    schema,
    attached: { ...only(next, beside), ...more },
  };
};

const awardMove = (change: Change<Award>): HeadMove =>
  moveWithBeside(change, { key: cofundingKeys.award(change.aggregate), schema: "award/1", beside: besideAward });
const commitmentMove = (change: Change<Commitment>): HeadMove =>
  moveWithBeside(change, {
    key: cofundingKeys.commitment(change.aggregate),
    schema: "commitment/1",
    beside: besideCommitment,
  });

/** Commitments first: they carry the postings. */
const movesOf = (changes: readonly AwardChange[]): readonly [HeadMove, ...HeadMove[]] => {
  const [first, ...rest] = changes;
  if (first === undefined) throw new Error("Nothing to commit.");
  return [
    commitmentMove(first.commitment),
    ...rest.map(({ commitment }) => commitmentMove(commitment)),
    ...changes.map(({ award }) => awardMove(award)),
  ];
};

const JournalItem = z.object({ body: z.string() });

/** What every line had been appropriated at a version of a global commitment. */
const appropriatedAt = async (db: Database, aggregate: string, version: number) => {
  const { pk } = sharedKeys.journalEntry(aggregate, version);
  const range = { from: versionKey(1), to: versionKey(version) };
  const items = await readThrough(db, sharedPatterns.journal, { pk, sk: range });
  const legs = items.flatMap((item) => JournalBody.parse(JSON.parse(JournalItem.parse(item).body)).legs);
  return Object.fromEntries(potMoves(legs).map(({ line, cents }) => [line, cents]));
};

/** What became of the awards is still what was read: who changes one at this moment is not overlooked. */
const standsWrite = (db: Database, { id, version }: StandingList): Beside<StaleVersion> => ({
  write: {
    ConditionCheck: {
      TableName: db.tables.grants,
      Key: awardKeys.awardList(id),
      ...(version === 0
        ? { ConditionExpression: "attribute_not_exists(pk)" }
        : { ConditionExpression: "version = :list", ExpressionAttributeValues: { ":list": version } }),
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    },
  },
  lost: (item) => ({
    kind: "StaleVersion",
    expectedVersion: version,
    actualVersion: item === null ? 0 : Envelope.parse(item).version,
  }),
});

export const createFundsStore = (db: Database): FundsStore => ({
  loadGlobal: async (globalId) => toOpened(await getOne(db, "grants", cofundingKeys.commitment(globalId))),
  loadCallFunds: async (callId, globalId, caller) => {
    const [rights, call, global, pot] = await getAll(db, [
      rightsOf(caller),
      grants(callKeys.call(callId)),
      grants(cofundingKeys.commitment(globalId)),
      grants(sharedKeys.pot(callId)),
    ]);
    return {
      rights: toRights(rights),
      call: toCallBehind(call).published,
      opened: toOpened(global),
      pot: toPotState(pot),
    };
  },
  loadJointAction: async (jointActionId) => {
    const [head, lines] = await Promise.all([
      getOne(db, "grants", cofundingKeys.jointAction(jointActionId)),
      queryLines(db, jointActionId),
    ]);
    const jointAction = toStoredOrNull(JointAction, head);
    return jointAction === null ? null : { jointAction: jointAction.state, lines: lines.map(({ state }) => state) };
  },
  loadBudgets: async (jointActionId) => (await queryBudgets(db, jointActionId)).map(({ state }) => state),
  loadAwards: async (callId, globalId, awards) => {
    const [[global, pot], items] = await Promise.all([
      getAll(db, [grants(cofundingKeys.commitment(globalId)), grants(sharedKeys.pot(callId))]),
      getMany(
        db,
        awards.flatMap(({ awardId, commitmentId }) => [
          grants(cofundingKeys.award(awardId)),
          grants(cofundingKeys.commitment(commitmentId)),
        ]),
      ),
    ]);
    const held = awards.map(({ awardId }, place) => ({
      awardId,
      award: toStoredOrNull(Award, items[2 * place]),
      commitment: toStoredOrNull(Commitment, items[2 * place + 1]),
    }));
    return { opened: toOpened(global), pot: toPotState(pot), held };
  },
  commitGlobal: async (change, topicIds, command) => {
    const key = cofundingKeys.commitment(change.aggregate);
    const placed = { key, schema: "global-commitment/1", beside: besideGlobal, more: { topicIds: [...topicIds] } };
    const committed = await commitOneMoney<object>(commit(db, { command, heads: [moveWithBeside(change, placed)] }));
    return committed.ok ? ok({ ...committed.value, state: change.next }) : committed;
  },
  commitAwards: async (changes, list, command) => {
    const beside = [standsWrite(db, list)];
    const committed = await commitMoney<object>(commit<StaleVersion>(db, { command, heads: movesOf(changes), beside }));
    return committed.ok ? ok(null) : committed;
  },
  settle: async (stored, expectedVersion, command) => {
    const { id: aggregate } = stored.state;
    const settled = await settleOne<object>(db, { aggregate, expectedVersion, stored }, command);
    if (!settled.ok || settled.value.version === stored.version) return settled.ok ? ok(stored) : settled;
    // An older version, folded from its entries: the amounts are the sums of the postings up to it.
    const linesCents = await appropriatedAt(db, aggregate, settled.value.version);
    return ok({ ...settled.value, state: GlobalCommitment.parse({ ...settled.value.state, linesCents }) });
  },
});
