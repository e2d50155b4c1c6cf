import type { Change } from "@grants/core/audit/change";
import { Award } from "@grants/core/cofunding/award";
import { Commitment, GlobalCommitment } from "@grants/core/cofunding/commitment";
import type { AwardChange, FundsStore, OpenedGlobal } from "@grants/core/cofunding/funds-store";
import { JointAction } from "@grants/core/cofunding/joint-action";
import { ok } from "@grants/kernel/result";
import { z } from "zod";
import { queryBudgets, queryLines, toCallBehind, toPotState } from "./cofunding-items.ts";
import { type HeadMove, commit } from "./commit.ts";
import { commitMoney, commitOneMoney } from "./commit-money.ts";
import { settleOne } from "./commit-one.ts";
import type { Database } from "./database.ts";
import { getMany } from "./evaluation-lists.ts";
import { type Item, type Wanted, getAll, getOne, rightsOf, toRights, toStored, toStoredOrNull } from "./read.ts";
import { keys } from "./table.ts";

const grants = (key: Wanted["key"]): Wanted => ({ table: "grants", key });

/** The topics ride on the head of the global commitment, so that a line never changes its topic. */
const Attached = z.object({ topicIds: z.array(z.string()) });

const toOpened = (item: Item | null | undefined): OpenedGlobal | null =>
  item === null || item === undefined
    ? null
    : { global: toStored(GlobalCommitment, item), topicIds: Attached.parse(item).topicIds };

const awardMove = (change: Change<Award>): HeadMove => ({
  change,
  key: keys.award(change.aggregate),
  schema: "award/1",
});
const commitmentMove = (change: Change<Commitment>): HeadMove => ({
  change,
  key: keys.commitment(change.aggregate),
  schema: "commitment/1",
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

export const createFundsStore = (db: Database): FundsStore => ({
  loadRights: async (caller) => toRights(await getOne(db, "people", keys.rights(caller))),
  loadCallFunds: async (callId, globalId, caller) => {
    const [rights, call, global, pot] = await getAll(db, [
      rightsOf(caller),
      grants(keys.call(callId)),
      grants(keys.commitment(globalId)),
      grants(keys.pot(callId)),
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
      getOne(db, "grants", keys.jointAction(jointActionId)),
      queryLines(db, jointActionId),
    ]);
    const jointAction = toStoredOrNull(JointAction, head);
    return jointAction === null
      ? null
      : { jointAction: jointAction.state, lines: lines.map(({ state }) => state) };
  },
  loadBudgets: async (jointActionId) => (await queryBudgets(db, jointActionId)).map(({ state }) => state),
  loadAwards: async (callId, globalId, awards) => {
    const [[global, pot], items] = await Promise.all([
      getAll(db, [grants(keys.commitment(globalId)), grants(keys.pot(callId))]),
      getMany(
        db,
        awards.flatMap(({ awardId, commitmentId }) => [grants(keys.award(awardId)), grants(keys.commitment(commitmentId))]),
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
    const key = keys.commitment(change.aggregate);
    const attached = { topicIds: [...topicIds] };
    return commitOneMoney(
      commit(db, { command, heads: [{ change, key, schema: "global-commitment/1", attached }] }),
    );
  },
  commitAwards: async (changes, command) => {
    const committed = await commitMoney<Commitment>(commit(db, { command, heads: movesOf(changes) }));
    return committed.ok ? ok(committed.value.slice(0, changes.length)) : committed;
  },
  settle: (stored, expectedVersion, command) =>
    settleOne(db, { aggregate: stored.state.id, expectedVersion, stored }, command),
});
