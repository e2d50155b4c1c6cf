import type { Change } from "@grants/core/audit/change";
import type { CallGateDown } from "@grants/core/calls/call";
import { Member, Proposal } from "@grants/core/proposals/proposal";
import { Part } from "@grants/core/proposals/part";
import type { CursorInvalid } from "@grants/core/audit/cursor-invalid";
import type { LoadedProposal, MyProposals, ProposalStore } from "@grants/core/proposals/proposal-store";
import type { UserId } from "@grants/kernel/id";
import type { Instant } from "@grants/kernel/time";
import { type Result, ok } from "@grants/kernel/result";
import { z } from "zod";
import { createCallCopies } from "./call-copies.ts";
import { type Beside, type HeadMove, commit } from "./commit.ts";
import { commitOne, settleOne } from "./commit-one.ts";
import type { CursorSeal } from "./cursor.ts";
import type { Database } from "./database.ts";
import { createPartWrites } from "./proposal-parts.ts";
import {
  type Item,
  type Wanted,
  getAll,
  getOne,
  queryAll,
  queryPage,
  rightsOf,
  toRights,
  toStored,
  toStoredOrNull,
} from "./read.ts";
import { accessPatterns, keys } from "./table.ts";

const MineItem = z.object({ id: z.string() });

const wantedFor = (proposalId: string, caller: UserId): readonly Wanted[] => [
  rightsOf(caller),
  { table: "grants", key: keys.proposal(proposalId) },
  { table: "grants", key: keys.member(proposalId, caller) },
];

const toLoaded = ([rights, head, member]: readonly (Item | null)[]): LoadedProposal => ({
  rights: toRights(rights),
  proposal: toStoredOrNull(Proposal, head),
  member: member === null || member === undefined ? null : Member.parse(member),
});

/** What the register says of a proposal: enough to fence it, no content. */
const registerWrite = (db: Database, { id, callId, shard, state, topicId }: Proposal): Beside<never> => ({
  write: {
    Put: {
      TableName: db.tables.grants,
      Item: { ...keys.register(callId, shard, id), schema: "register-row/1", state, topicId },
    },
  },
});

const headMove = (change: Change<Proposal>): HeadMove => ({
  change,
  key: keys.proposal(change.aggregate),
  schema: "proposal/1",
});

const listMine = async (
  { db, cursors }: ProposalStoreDeps,
  caller: UserId,
  cursor: string | null,
): Promise<Result<MyProposals, CursorInvalid>> => {
  const boundTo = `listMine:${caller}`;
  const after = cursor === null ? ok(undefined) : cursors.open(cursor, boundTo);
  if (!after.ok) return after;
  const ask = { pk: keys.mine(caller, "").pk, sk: { beginsWith: "PROP#" } };
  const [rights, page] = await Promise.all([
    getOne(db, "people", keys.rights(caller)),
    queryPage(db, accessPatterns.myThings, { ...ask, ...(after.value === undefined ? {} : { after: after.value }) }),
  ]);
  const wanted = page.items.map((item): Wanted => ({ table: "grants", key: keys.proposal(MineItem.parse(item).id) }));
  const heads = wanted.length === 0 ? [] : await getAll(db, wanted);
  return ok({
    rights: toRights(rights),
    proposals: heads.flatMap((item) => (item === null ? [] : [toStored(Proposal, item)])),
    next: page.next === null ? null : cursors.seal(page.next, boundTo),
  });
};

export type ProposalStoreDeps = {
  readonly db: Database;
  readonly cursors: CursorSeal;
  /** Ages the copies of calls; it never meets a deadline. */
  readonly now: () => Instant;
};

const changes = (db: Database): Pick<ProposalStore, "commitCreation" | "commitStep" | "settle"> => ({
  commitCreation: async (change, member, command) => {
    const { id, callId, shard } = change.next;
    // A draft that the closing did not register would never be fenced, so it cannot be made any more (DATA §7).
    const refusal: CallGateDown = { kind: "CallGateDown", callId };
    const gateIsUp: Beside<CallGateDown> = {
      write: {
        ConditionCheck: {
          TableName: db.tables.grants,
          Key: keys.registerGate(callId, shard),
          ConditionExpression: "attribute_not_exists(pk)",
        },
      },
      lost: () => refusal,
    };
    const twins: readonly Item[] = [
      { ...keys.member(id, member.user), schema: "member/1", ...member },
      { ...keys.mine(member.user, `PROP#${id}`), schema: "mine/1", id },
    ];
    const twinWrites = twins.map((item) => ({ write: { Put: { TableName: db.tables.grants, Item: item } } }));
    const beside = [gateIsUp, registerWrite(db, change.next), ...twinWrites];
    return commitOne(commit<CallGateDown>(db, { command, heads: [headMove(change)], beside }));
  },
  commitStep: async (change, command) => {
    const refusal: CallGateDown = { kind: "CallGateDown", callId: change.next.callId };
    const head = { ...headMove(change), condition: { expression: "attribute_not_exists(gate)", refusal } };
    return commitOne(commit<CallGateDown>(db, { command, heads: [head], beside: [registerWrite(db, change.next)] }));
  },
  settle: (proposal, expectedVersion, command) =>
    settleOne(db, { aggregate: proposal.state.id, expectedVersion, stored: proposal }, command),
});

export const createProposalStore = ({ db, cursors, now }: ProposalStoreDeps): ProposalStore => ({
  ...changes(db),
  ...createPartWrites(db),
  loadCall: createCallCopies(db, now),
  loadRights: async (caller) => toRights(await getOne(db, "people", keys.rights(caller))),
  load: async (proposalId, caller) => toLoaded(await getAll(db, wantedFor(proposalId, caller))),
  loadWhole: async (proposalId, caller) => {
    const ask = { pk: keys.proposal(proposalId).pk, sk: { beginsWith: "PART#" } };
    const [heads, parts] = await Promise.all([
      getAll(db, wantedFor(proposalId, caller)),
      queryAll(db, accessPatterns.proposalParts, ask),
    ]);
    return { ...toLoaded(heads), parts: parts.map((item) => Part.parse(item)) };
  },
  listMine: (caller, cursor) => listMine({ db, cursors, now }, caller, cursor),
});
