import type { CallStore, LoadedCall, PublicCall } from "@grants/core/calls/call-store";
import { Call, CallContent, CallDraftRow, type CallGateDown, CallSummary, CallVersion } from "@grants/core/calls/call";
import type { Change } from "@grants/core/audit/change";
import type { Instant } from "@grants/kernel/time";
import { z } from "zod";
import { type HeadMove, type Write, commit } from "./commit.ts";
import { commitOne, settleOne } from "./commit-one.ts";
import type { Database } from "./database.ts";
import { type Item, getAll, getOne, queryAll, rightsOf, toRights, toStoredOrNull } from "./read.ts";
import { accessPatterns, keys } from "./table.ts";

const schema = "call/1";
const DraftItem = z.object({ content: CallContent });
const VersionItem = z.object({ version: CallVersion });
/** The published version and its row ride on the head, so that the public page is one read (DATA §2). */
const Attached = z.object({ published: CallVersion.optional(), summary: CallSummary.optional() });
/** Rows without a closing instant sort behind every instant. */
const withoutDeadline = "~";

const draftKey = (callId: string) => ({ pk: keys.call(callId).pk, sk: "DRAFT" });
const publicKey = ({ closesAt, callId }: CallSummary) => keys.publicCall(closesAt ?? withoutDeadline, callId);

const put = (TableName: string, item: Item): Write => ({ Put: { TableName, Item: item } });

const move = (change: Change<Call>, attached: Item = {}): HeadMove => ({
  change,
  key: keys.call(change.aggregate),
  schema,
  attached,
});

const draftRow = ({ aggregate, next }: Change<Call>, { reference, title }: CallContent, savedAt: Instant): Item => {
  const row = { callId: aggregate, reference, title, isPublished: next.state === "published", savedAt };
  return { ...keys.callDraftRow(aggregate), schema: "call-draft-row/1", row };
};

export const createCallStore = (db: Database): CallStore => {
  const { grants } = db.tables;
  const load = async (callId: string, caller: Parameters<CallStore["load"]>[1]): Promise<LoadedCall> => {
    const [rights, head, draft] = await getAll(db, [
      rightsOf(caller),
      { table: "grants", key: keys.call(callId) },
      { table: "grants", key: draftKey(callId) },
    ]);
    return {
      rights: toRights(rights),
      call: toStoredOrNull(Call, head),
      draft: draft === null || draft === undefined ? null : DraftItem.parse(draft).content,
      published: head === null || head === undefined ? null : (Attached.parse(head).published ?? null),
    };
  };
  return {
    load,
    loadRights: async (caller) => toRights(await getOne(db, "people", keys.rights(caller))),
    loadPublic: async (callId) => toPublicCall(await getOne(db, "grants", keys.call(callId))),
    loadVersion: async (callId, contentVersion) => {
      const item = await getOne(db, "grants", keys.callVersion(callId, contentVersion));
      return item === null ? null : VersionItem.parse(item).version;
    },
    listPublic: async ({ closesFrom, closesTo }) => {
      const range = { from: closesFrom ?? "", to: closesTo ?? `${withoutDeadline}${withoutDeadline}` };
      const items = await queryAll(db, accessPatterns.publicCalls, { pk: keys.publicCall("", "").pk, sk: range });
      return items.map((item) => CallSummary.parse(item["summary"]));
    },
    loadDrafts: async (caller) => {
      const [rights, items] = await Promise.all([
        getOne(db, "people", keys.rights(caller)),
        queryAll(db, accessPatterns.callDrafts, { pk: keys.callDraftRow("").pk }),
      ]);
      return { rights: toRights(rights), drafts: items.map((item) => CallDraftRow.parse(item["row"])) };
    },
    commitDraft: async (change, content, command) => {
      const draft = put(grants, { ...draftKey(change.aggregate), schema: "call-draft/1", content });
      const row = put(grants, draftRow(change, content, command.at));
      return commitOne(commit(db, { command, heads: [move(change)], beside: [{ write: draft }, { write: row }] }));
    },
    commitPublication: async (change, { version, summary, replaces }, command) => {
      const moved = replaces !== null && replaces !== summary.closesAt;
      const writes: readonly Write[] = [
        put(grants, { ...keys.callVersion(version.callId, version.contentVersion), schema: "call-version/1", version }),
        put(grants, { ...publicKey(summary), schema: "call-summary/1", summary }),
        { Delete: { TableName: grants, Key: keys.callDraftRow(version.callId) } },
        ...(moved ? [{ Delete: { TableName: grants, Key: keys.publicCall(replaces, version.callId) } }] : []),
      ];
      // Once the fence has begun, an extension would leave drafts gated for good (DATA §7).
      const refusal: CallGateDown = { kind: "CallGateDown", callId: version.callId };
      const condition = { expression: "attribute_not_exists(gate)", refusal };
      const head = { ...move(change, { published: version, summary }), condition };
      const beside = writes.map((write) => ({ write }));
      return commitOne(commit<CallGateDown>(db, { command, heads: [head], beside }));
    },
    commitImport: async (change, summary, command) => {
      const row = put(grants, { ...publicKey(summary), schema: "call-summary/1", summary });
      return commitOne(commit(db, { command, heads: [move(change, { summary })], beside: [{ write: row }] }));
    },
    settle: (call, expectedVersion, command) =>
      settleOne(db, { aggregate: call.state.id, expectedVersion, stored: call }, command),
  };
};

const toPublicCall = (item: Item | null): PublicCall | null => {
  if (item === null) return null;
  const { published, summary } = Attached.parse(item);
  if (summary === undefined) return null;
  return published === undefined
    ? { origin: "imported", summary }
    : { origin: "platform", summary, version: published };
};
