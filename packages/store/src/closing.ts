import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Stored } from "@grants/core/audit/stored";
import { Call, CallId } from "@grants/core/calls/call";
import type { CallGate, ClosingStore, Register } from "@grants/core/evaluation/closing-store";
import type { Dossier } from "@grants/core/evaluation/dossier";
import { Proposal } from "@grants/core/proposals/proposal";
import type { Instant } from "@grants/kernel/time";
import { noticeWrite } from "./call-notices.ts";
import { type HeadMove, commit } from "./commit.ts";
import { commitOne } from "./commit-one.ts";
import type { Database } from "./database.ts";
import { inLanes, keepList } from "./evaluation-lists.ts";
import { plainItem } from "./plain-item.ts";
import { readThrough, toStored, toStoredOrNull } from "./read.ts";
import { sendAgain } from "./retry.ts";
import { sealedPageKey } from "./sealed-lists.ts";
import { callKeys, callPatterns } from "./tables/calls.ts";
import { evaluationKeys } from "./tables/evaluation.ts";
import { proposalKeys, proposalPatterns } from "./tables/proposals.ts";

/** Heads that are fenced at a time: the rush that is still writing goes on beside it. */
const fencesAtOnce = 32;
const dossiersAtOnce = 16;

/** Sends again while somebody else holds the item; throws when the database stays busy, and the closing is repeated. */
const insist = async <T>(db: Database, send: () => Promise<T>): Promise<T> => {
  const sent = await sendAgain(db, send);
  if (!sent.ok) throw new Error("The database is too busy to close a call.");
  return sent.value;
};

const gateCall =
  (db: Database): ClosingStore["gateCall"] =>
  async (callId, { closedBy, sealedAt }) => {
    const update = new UpdateCommand({
      TableName: db.tables.grants,
      Key: callKeys.call(callId),
      UpdateExpression: "SET gate = if_not_exists(gate, :seal)",
      ConditionExpression: "#state = :published AND closesAt <= :closedBy",
      ExpressionAttributeNames: { "#state": "state" },
      ExpressionAttributeValues: { ":seal": sealedAt, ":published": "published", ":closedBy": closedBy },
      ReturnValues: "ALL_NEW",
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    });
    try {
      const { Attributes: head = {} } = await insist(db, () => db.client.send(update));
      return { kind: "down", call: toStored(Call, head) };
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      const stands = error.Item === undefined ? null : plainItem(error.Item);
      return { kind: "notDue", call: toStoredOrNull(Call, stands) } satisfies CallGate;
    }
  };

/** What stands behind the gate of one proposal once it is down. Submission, freeze and withdrawal demand that it is up (DATA §7). */
const fence = async (db: Database, proposalId: string, sealedAt: Instant): Promise<Stored<Proposal>> => {
  const update = new UpdateCommand({
    TableName: db.tables.grants,
    Key: proposalKeys.proposal(proposalId),
    UpdateExpression: "SET gate = if_not_exists(gate, :seal)",
    ConditionExpression: "attribute_exists(pk)",
    ExpressionAttributeValues: { ":seal": sealedAt },
    ReturnValues: "ALL_NEW",
  });
  const { Attributes: head = {} } = await insist(db, () => db.client.send(update));
  return toStored(Proposal, head);
};

/**
 * What a shard holds once nothing more enters it. A creation demands that the gate is up in the transaction that writes its row: either
 * its row is read here, or it has lost.
 */
const closeShard = async (
  db: Database,
  { callId, shard }: { readonly callId: string; readonly shard: number },
  sealedAt: Instant,
): Promise<readonly string[]> => {
  const gate = new UpdateCommand({
    TableName: db.tables.grants,
    Key: proposalKeys.registerGate(callId, shard),
    UpdateExpression: "SET sealedAt = if_not_exists(sealedAt, :seal), #schema = :schema",
    ExpressionAttributeNames: { "#schema": "schema" },
    ExpressionAttributeValues: { ":seal": sealedAt, ":schema": "register-gate/1" },
  });
  await insist(db, () => db.client.send(gate));
  const ask = { pk: proposalKeys.registerGate(callId, shard).pk, sk: { beginsWith: "prop_" } };
  const rows = await readThrough(db, proposalPatterns.registerShard, ask);
  return rows.map(({ sk }) => String(sk));
};

const registered = async (
  db: Database,
  { callId, registerShards }: Register,
  sealedAt: Instant,
): Promise<readonly string[]> => {
  const shards = Array.from({ length: registerShards }, (_, shard) => shard);
  return (await Promise.all(shards.map((shard) => closeShard(db, { callId, shard }, sealedAt)))).flat();
};

const keepDossier = async (db: Database, dossier: Dossier): Promise<void> => {
  try {
    await db.client.send(
      new PutCommand({
        TableName: db.tables.grants,
        Item: { ...evaluationKeys.dossier(dossier.proposalId), schema: "dossier/1", ...dossier },
        ConditionExpression: "attribute_not_exists(pk)",
      }),
    );
  } catch (error) {
    // Kept by an earlier try, from the same frozen document.
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
};

/** The closing of calls, by the worker that a clock starts. */
export const createClosingStore = (db: Database): ClosingStore => ({
  listDue: async (closedBy) => {
    // A row's key ends with the call's id, behind the instant; every instant begins with a digit.
    const ask = { pk: callKeys.unsealedCall("", "").pk, sk: { from: "0", to: `${closedBy}#~` } };
    const items = await readThrough(db, callPatterns.unsealedCalls, ask);
    return items.map((item) => CallId.parse(item["id"]));
  },
  gateCall: gateCall(db),
  fenceProposals: async (register, sealedAt) =>
    inLanes(await registered(db, register, sealedAt), fencesAtOnce, (proposalId) => fence(db, proposalId, sealedAt)),
  keepSealedList: async (callId, pages) => keepList(db, (page) => sealedPageKey(callId, page), pages),
  keepDossiers: async (dossiers) => {
    await inLanes(dossiers, dossiersAtOnce, (dossier) => keepDossier(db, dossier));
  },
  commitSeal: async (change, closesAt, command) => {
    const heads: readonly [HeadMove] = [{ change, key: callKeys.call(change.aggregate), schema: "call/1" }];
    const Key = callKeys.unsealedCall(closesAt, change.aggregate);
    const sealed = { kind: "sealed", callId: change.next.id, at: command.at } as const;
    const beside = [
      { write: { Delete: { TableName: db.tables.grants, Key } } },
      { write: noticeWrite(db.tables.grants, sealed) },
    ];
    return commitOne(commit(db, { command, heads, beside }));
  },
});
