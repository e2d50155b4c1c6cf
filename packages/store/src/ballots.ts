import type { Change } from "@grants/core/audit/change";
import type { Busy } from "@grants/core/audit/stored";
import { FunderCode } from "@grants/core/access/rights";
import { ContributionLine } from "@grants/core/cofunding/contribution-line";
import { JointAction } from "@grants/core/cofunding/joint-action";
import {
  Ballot,
  BallotPapers,
  type BallotStepRefused,
  BoardMember,
  Vote,
  VoteDelegation,
} from "@grants/core/governance/ballot";
import { revocationBy } from "@grants/core/governance/decide-ballot";
import type { BallotStore, StoredBallot } from "@grants/core/governance/ballot-store";
import type { UserId } from "@grants/kernel/id";
import { ok } from "@grants/kernel/result";
import { z } from "zod";
import { queryLines, toCallBehind } from "./cofunding-items.ts";
import { type Beside, type HeadMove, commit } from "./commit.ts";
import { commitOne, settleOne } from "./commit-one.ts";
import type { CursorSeal } from "./cursor.ts";
import type { Database } from "./database.ts";
import {
  type Item,
  type Wanted,
  getAll,
  getMany,
  getOne,
  queryAll,
  queryPage,
  rightsOf,
  toRights,
  toStored,
  toStoredOrNull,
} from "./read.ts";
import { callKeys } from "./tables/calls.ts";
import { cofundingKeys, cofundingPatterns } from "./tables/cofunding.ts";
import { governanceKeys, governancePatterns } from "./tables/governance.ts";
import { sharedKeys } from "./tables/shared.ts";

/** What its digests name rides on the head, so that a ballot is one read. */
const Attached = z.object({ papers: BallotPapers });
const Entered = z.object({ entered: z.int().min(0) });
const InDefault = z.object({ funder: FunderCode });
const Row = z.object({ ballotId: z.string(), title: z.string() });

const grants = (key: Wanted["key"]): Wanted => ({ table: "grants", key });
const toBallot = (item: Item | null | undefined): StoredBallot | null => {
  const head = toStoredOrNull(Ballot, item);
  return head === null ? null : { head, papers: Attached.parse(item).papers };
};

const ballotMove = (change: Change<Ballot>, papers: BallotPapers): HeadMove => ({
  change,
  key: governanceKeys.ballot(change.aggregate),
  schema: "ballot/1",
  attached: { papers },
});

const busy = (): Busy => ({ kind: "Busy", retryAfterSeconds: 1 });

/** What enters a ballot is counted, and only while it is open: closing and voting see each other. */
const entering = (db: Database, ballotId: string): readonly Beside<BallotStepRefused>[] => [
  {
    write: {
      ConditionCheck: {
        TableName: db.tables.grants,
        Key: governanceKeys.ballot(ballotId),
        ConditionExpression: "#state = :open",
        ExpressionAttributeNames: { "#state": "state" },
        ExpressionAttributeValues: { ":open": "open" },
      },
    },
    lost: () => ({ kind: "BallotStepRefused", state: "closed" }),
  },
  {
    write: {
      Update: {
        TableName: db.tables.grants,
        Key: governanceKeys.ballotEntries(ballotId),
        UpdateExpression: "ADD entered :one SET #schema = :schema",
        ExpressionAttributeNames: { "#schema": "schema" },
        ExpressionAttributeValues: { ":one": 1, ":schema": "ballot-entries/1" },
      },
    },
  },
];

const nothingEnteredSince = (db: Database, ballotId: string, entered: number): Beside<Busy> => ({
  write: {
    ConditionCheck: {
      TableName: db.tables.grants,
      Key: governanceKeys.ballotEntries(ballotId),
      ...(entered === 0
        ? { ConditionExpression: "attribute_not_exists(pk)" }
        : { ConditionExpression: "entered = :entered", ExpressionAttributeValues: { ":entered": entered } }),
    },
  },
  lost: busy,
});

const loadWhole = async (db: Database, ballotId: string, caller: UserId) => {
  const { pk } = governanceKeys.ballot(ballotId);
  const [[rights, head, entries], votes, delegations] = await Promise.all([
    getAll(db, [
      rightsOf(caller),
      grants(governanceKeys.ballot(ballotId)),
      grants(governanceKeys.ballotEntries(ballotId)),
    ]),
    queryAll(db, governancePatterns.votes, { pk, sk: { beginsWith: "VOTE#" } }),
    queryAll(db, governancePatterns.voteDelegations, { pk, sk: { beginsWith: "DELEGATION#" } }),
  ]);
  return {
    rights: toRights(rights),
    ballot: toBallot(head),
    votes: votes.map((item) => toStored(Vote, item)),
    delegations: delegations.map((item) => toStored(VoteDelegation, item)),
    entered: entries === null || entries === undefined ? 0 : Entered.parse(entries).entered,
  };
};

const RevokedRow = z.object({ member: BoardMember });

/** A vote that the Board revoked is found by whoever counts votes, until the Board gives it back (VOTE-05 (ii)). */
const revocationWrites = (db: Database, ballot: Ballot, { record }: BallotPapers): readonly Beside<never>[] => {
  const revocation = revocationBy(ballot, record);
  if (revocation === null) return [];
  const { member, effect } = revocation;
  const Key = governanceKeys.revokedVote(member);
  const { grants: TableName } = db.tables;
  const write =
    effect === "REVOKE"
      ? { Put: { TableName, Item: { ...Key, schema: "revoked-vote/1", member, ballotId: ballot.id } } }
      : { Delete: { TableName, Key } };
  return [{ write }];
};

const loadGround = async (db: Database, jointActionId: string | undefined) => {
  const [head, lines, inDefault, revoked] = await Promise.all([
    jointActionId === undefined ? null : getOne(db, "grants", cofundingKeys.jointAction(jointActionId)),
    jointActionId === undefined ? [] : queryLines(db, jointActionId),
    queryAll(db, cofundingPatterns.inDefault, { pk: cofundingKeys.inDefault("", "").pk }),
    queryAll(db, governancePatterns.revokedVotes, { pk: governanceKeys.revokedVote("").pk }),
  ]);
  const jointAction = toStoredOrNull(JointAction, head)?.state ?? null;
  const call = jointAction === null ? null : await getOne(db, "grants", callKeys.call(jointAction.callId));
  return {
    jointAction,
    callTitle: toCallBehind(call).summary?.title ?? null,
    lines: lines.map(({ state }) => ContributionLine.parse(state)),
    inDefault: inDefault.map((item) => InDefault.parse(item).funder),
    revoked: revoked.map((item) => RevokedRow.parse(item).member),
  };
};

const list: (db: Database, cursors: CursorSeal) => BallotStore["list"] =
  (db, cursors) =>
  async (caller, { cursor, rowsMax }) => {
    const boundTo = `listBallots ${caller}`;
    const after = cursor === null ? null : cursors.open(cursor, boundTo);
    if (after !== null && !after.ok) return after;
    const [rights, { items, next }] = await Promise.all([
      getOne(db, "people", sharedKeys.rights(caller)),
      queryPage(db, governancePatterns.ballots, {
        pk: governanceKeys.ballotRow("", "").pk,
        descending: true,
        limit: rowsMax,
        ...(after === null ? {} : { after: after.value }),
      }),
    ]);
    const rows = items.map((item) => Row.parse(item));
    const heads = await getMany(
      db,
      rows.map(({ ballotId }) => grants(governanceKeys.ballot(ballotId))),
    );
    return ok({
      rights: toRights(rights),
      ballots: rows.flatMap(({ title }, place) => {
        const ballot = toStoredOrNull(Ballot, heads[place]);
        return ballot === null ? [] : [{ ballot, title }];
      }),
      next: next === null ? null : cursors.seal(next, boundTo),
    });
  };

export const createBallotStore = (db: Database, cursors: CursorSeal): BallotStore => ({
  load: async (ballotId, caller) => {
    const [rights, head] = await getAll(db, [rightsOf(caller), grants(governanceKeys.ballot(ballotId))]);
    return { rights: toRights(rights), ballot: toBallot(head) };
  },
  loadWhole: (ballotId, caller) => loadWhole(db, ballotId, caller),
  loadGround: (jointActionId) => loadGround(db, jointActionId),
  list: list(db, cursors),
  commitBallot: async (change, papers, command) => {
    const ballotId = change.aggregate;
    const row = { ...governanceKeys.ballotRow(command.at, ballotId), schema: "ballot-row/1", ballotId };
    const beside: readonly Beside<never>[] =
      change.before === null
        ? [{ write: { Put: { TableName: db.tables.grants, Item: { ...row, title: papers.record.title } } } }]
        : revocationWrites(db, change.next, papers);
    return commitOne(commit(db, { command, heads: [ballotMove(change, papers)], beside }));
  },
  commitClosing: async (change, { papers, entered }, command) => {
    const beside = [nothingEnteredSince(db, change.aggregate, entered), ...revocationWrites(db, change.next, papers)];
    return commitOne(commit<Busy>(db, { command, heads: [ballotMove(change, papers)], beside }));
  },
  commitVote: async (change, command) => {
    const { ballotId, member } = change.next;
    const head: HeadMove = { change, key: governanceKeys.vote(ballotId, member), schema: "vote/1" };
    return commitOne(commit<BallotStepRefused>(db, { command, heads: [head], beside: entering(db, ballotId) }));
  },
  commitDelegation: async (change, command) => {
    const { ballotId, from } = change.next;
    const key = governanceKeys.voteDelegation(ballotId, from);
    const head: HeadMove = { change, key, schema: "vote-delegation/1" };
    return commitOne(commit<BallotStepRefused>(db, { command, heads: [head], beside: entering(db, ballotId) }));
  },
  settle: (stored, expectedVersion, command) =>
    settleOne(db, { aggregate: stored.state.id, expectedVersion, stored }, command),
});
