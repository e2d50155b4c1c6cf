import type { CallListPlace, CallListRow, CallStore, LoadedCall, PublicCall } from "@grants/core/calls/call-store";
import {
  Call,
  CallContent,
  CallDraftRow,
  type CallGateDown,
  CallId,
  CallStatus,
  CallSummary,
  CallVersion,
  ChangeReason,
} from "@grants/core/calls/call";
import type { Change } from "@grants/core/audit/change";
import { WorkProgrammeId } from "@grants/core/calls/call-terms";
import { takesInUntil } from "@grants/core/calls/invited";
import { ok } from "@grants/kernel/result";
import { Instant } from "@grants/kernel/time";
import { z } from "zod";
import { noticeWrite } from "./call-notices.ts";
import { type HeadMove, type Write, commit } from "./commit.ts";
import { commitInvitation, everyInvitation } from "./call-invitations.ts";
import { loadCentres } from "./centres.ts";
import { commitOne, settleOne } from "./commit-one.ts";
import type { CursorSeal } from "./cursor.ts";
import type { Database } from "./database.ts";
import { type Item, getAll, getOne, queryAll, queryPage, rightsOf, toRights, toStoredOrNull } from "./read.ts";
import { type Key } from "./table.ts";
import { callKeys, callPatterns } from "./tables/calls.ts";
import { sharedKeys } from "./tables/shared.ts";
import { toWorkProgramme } from "./work-programmes.ts";

const schema = "call/1";
const DraftItem = z.object({ content: CallContent });
const VersionItem = z.object({ version: CallVersion });
const LogItem = z.object({ reasons: z.array(ChangeReason) });
const NoteItem = z.object({ notes: z.object({ reason: z.object({ value: z.string() }) }) });
/** The published version and its row ride on the head, so that the public page is one read (DATA §2). */
const Attached = z.object({ published: CallVersion.optional(), summary: CallSummary.optional() });
/** Rows without a closing instant sort behind every instant. */
const withoutDeadline = "~";

const draftKey = (callId: string) => ({ pk: callKeys.call(callId).pk, sk: "DRAFT" });
const publicKey = ({ closesAt, callId }: CallListRow) => callKeys.publicCall(closesAt ?? withoutDeadline, callId);

/** Below every instant, as a key may not be empty. */
const beforeAllInstants = "0";

/** The part of the list that a status is found in, and the order in which it is told (CLR-CAL-01). */
const rangeOf = (status: CallStatus, now: Instant) => {
  const behindAll = `${withoutDeadline}${withoutDeadline}`;
  if (status === "closed") return { sk: { from: beforeAllInstants, to: now }, descending: true };
  if (status === "unknown") return { sk: { from: withoutDeadline, to: behindAll } };
  return { sk: { from: now, to: withoutDeadline } };
};

const listPublic =
  (db: Database): CallStore["listPublic"] =>
  async ({ status, behind }, { now, rowsMax }) => {
    const range = rangeOf(status, now);
    const after = behind === null ? null : publicKey(behind);
    // Time has gone on since the page before: a place that has left the range is behind none of its rows.
    const isWithin = after !== null && after.sk >= range.sk.from && after.sk <= range.sk.to;
    const { items, next } = await queryPage(db, callPatterns.publicCalls, {
      pk: callKeys.publicCall("", "").pk,
      ...range,
      limit: rowsMax,
      ...(isWithin ? { after } : {}),
    });
    return { rows: items.map((item) => CallSummary.parse(item["summary"])), isLast: next === null };
  };

/** A cursor of the public list carries a status and the sort key of a row. */
const toPlace = ({ pk, sk }: Key): CallListPlace => {
  const [closesAt, callId] = sk.split("#");
  return {
    status: CallStatus.parse(pk),
    behind:
      sk === ""
        ? null
        : { callId: CallId.parse(callId), closesAt: closesAt === withoutDeadline ? null : Instant.parse(closesAt) },
  };
};

const places = (cursors: CursorSeal): Pick<CallStore, "sealPlace" | "openPlace"> => ({
  sealPlace: ({ status, behind }, boundTo) =>
    cursors.seal({ pk: status, sk: behind === null ? "" : publicKey(behind).sk }, boundTo),
  openPlace: (cursor, boundTo) => {
    const opened = cursors.open(cursor, boundTo);
    return opened.ok ? ok(toPlace(opened.value)) : opened;
  },
});

const put = (TableName: string, item: Item): Write => ({ Put: { TableName, Item: item } });

const remove = (TableName: string, key: Key): Write => ({ Delete: { TableName, Key: key } });

const move = (change: Change<Call>, attached: Item = {}): HeadMove => ({
  change,
  key: callKeys.call(change.aggregate),
  schema,
  attached,
});

const draftRow = ({ aggregate, next }: Change<Call>, { reference, title }: CallContent, savedAt: Instant): Item => {
  const isPublished = next.state === "published";
  const isRequested = "requested" in next && next.requested !== undefined;
  const row = { callId: aggregate, reference, title, isPublished, isRequested, savedAt };
  return { ...callKeys.callDraftRow(aggregate), schema: "call-draft-row/1", row };
};

/** What is kept beside a call's head. */
const readings = (
  db: Database,
): Pick<CallStore, "loadVersion" | "loadVersions" | "loadWorkProgramme" | "loadReasons" | "loadReturnReason"> => ({
  loadVersion: async (callId, contentVersion) => {
    const item = await getOne(db, "grants", callKeys.callVersion(callId, contentVersion));
    return item === null ? null : VersionItem.parse(item).version;
  },
  loadVersions: async (callId) => {
    const items = await queryAll(db, callPatterns.callVersions, {
      pk: callKeys.call(callId).pk,
      sk: { beginsWith: "V#" },
    });
    return items.map((item) => VersionItem.parse(item).version);
  },
  loadWorkProgramme: async (id) =>
    toWorkProgramme(await getOne(db, "grants", callKeys.workProgramme(WorkProgrammeId.parse(id)))),
  loadReasons: async (callId, logSha256) => {
    const item = await getOne(db, "grants", callKeys.callLog(callId, logSha256));
    return item === null ? [] : LogItem.parse(item).reasons;
  },
  loadReturnReason: async (callId, version) => {
    const item = await getOne(db, "people", sharedKeys.note(callId, version));
    return item === null ? null : NoteItem.parse(item).notes.reason.value;
  },
});

/** What is told of a publication: a call, or the change of one. */
const publicationNotice = ({ callId, contentVersion, publishedAt: at }: CallVersion) =>
  ({ kind: contentVersion === 1 ? "published" : "corrected", callId, contentVersion, at }) as const;

/** A version with all that shows and closes it; the notice of it goes in the same transaction. */
const commitPublication =
  (db: Database): CallStore["commitPublication"] =>
  async (change, { version, summary, before }, command) => {
    const { grants } = db.tables;
    const moved = before !== null && before.closesAt !== summary.closesAt;
    const sealsAt = takesInUntil(version);
    const sealedAt = before === null ? sealsAt : takesInUntil(before);
    const writes: readonly Write[] = [
      put(grants, {
        ...callKeys.callVersion(version.callId, version.contentVersion),
        schema: "call-version/1",
        version,
      }),
      put(grants, { ...publicKey(summary), schema: "call-summary/1", summary }),
      remove(grants, callKeys.callDraftRow(version.callId)),
      put(grants, {
        ...callKeys.unsealedCall(sealsAt, version.callId),
        schema: "unsealed-call/1",
        id: version.callId,
      }),
      noticeWrite(grants, publicationNotice(version)),
      ...(moved ? [remove(grants, callKeys.publicCall(before.closesAt, version.callId))] : []),
      ...(sealedAt === sealsAt ? [] : [remove(grants, callKeys.unsealedCall(sealedAt, version.callId))]),
    ];
    // Once the fence has begun, an extension would leave drafts gated for good (DATA §7).
    const refusal: CallGateDown = { kind: "CallGateDown", callId: version.callId };
    const condition = { expression: "attribute_not_exists(gate)", refusal };
    const head = { ...move(change, { published: version, summary }), condition };
    const beside = writes.map((write) => ({ write }));
    return commitOne(commit<CallGateDown>(db, { command, heads: [head], beside }));
  };

const InvitedItem = z.object({
  invited: CallVersion.pick({ callId: true, opensAt: true, closesAt: true }).extend({
    reference: z.string(),
    title: z.string(),
  }),
});
const invitations = (db: Database): Pick<CallStore, "loadCentres" | "loadInvited" | "listInvited"> => ({
  loadCentres: (countries) => loadCentres(db, countries),
  loadInvited: async (callId, caller) => {
    const [rights, head] = await getAll(db, [rightsOf(caller), { table: "grants", key: callKeys.call(callId) }]);
    const version = head === null || head === undefined ? null : (Attached.parse(head).published ?? null);
    return { rights: toRights(rights), version };
  },
  listInvited: async (organisations) => {
    const asked = organisations === "all" ? [everyInvitation] : organisations;
    const found = await Promise.all(
      asked.map((organisation) =>
        queryAll(db, callPatterns.invitedCalls, { pk: callKeys.invitedCall(organisation, "").pk }),
      ),
    );
    const rows = found.flat().map((item) => InvitedItem.parse(item).invited);
    return [...new Map(rows.map((row) => [row.callId, row])).values()];
  },
});

const draftCommits = (db: Database): Pick<CallStore, "commitDraft" | "commitStep"> => ({
  commitDraft: async (change, content, command) => {
    const draft = put(db.tables.grants, { ...draftKey(change.aggregate), schema: "call-draft/1", content });
    const row = put(db.tables.grants, draftRow(change, content, command.at));
    return commitOne(commit(db, { command, heads: [move(change)], beside: [{ write: draft }, { write: row }] }));
  },
  commitStep: async (change, { content, log }, command) => {
    const row = put(db.tables.grants, draftRow(change, content, command.at));
    const kept =
      log === undefined
        ? []
        : [
            put(db.tables.grants, {
              ...callKeys.callLog(change.aggregate, log.logSha256),
              schema: "call-log/1",
              reasons: log.reasons,
            }),
          ];
    const beside = [row, ...kept].map((write) => ({ write }));
    return commitOne(commit(db, { command, heads: [move(change)], beside }));
  },
});

export const createCallStore = (db: Database, cursors: CursorSeal): CallStore => {
  const { grants } = db.tables;
  const load = async (callId: string, caller: Parameters<CallStore["load"]>[1]): Promise<LoadedCall> => {
    const [rights, head, draft] = await getAll(db, [
      rightsOf(caller),
      { table: "grants", key: callKeys.call(callId) },
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
    loadRights: async (caller) => toRights(await getOne(db, "people", sharedKeys.rights(caller))),
    loadPublic: async (callId) => toPublicCall(await getOne(db, "grants", callKeys.call(callId))),
    ...readings(db),
    listPublic: listPublic(db),
    ...places(cursors),
    loadDrafts: async (caller) => {
      const [rights, items] = await Promise.all([
        getOne(db, "people", sharedKeys.rights(caller)),
        queryAll(db, callPatterns.callDrafts, { pk: callKeys.callDraftRow("").pk }),
      ]);
      return { rights: toRights(rights), drafts: items.map((item) => CallDraftRow.parse(item["row"])) };
    },
    ...draftCommits(db),
    commitPublication: commitPublication(db),
    commitInvitation: commitInvitation(db),
    ...invitations(db),
    commitImport: async (change, summary, command) => {
      const row = put(grants, { ...publicKey(summary), schema: "call-summary/1", summary });
      const notice = noticeWrite(grants, { kind: "imported", callId: summary.callId, at: command.at });
      const beside = [{ write: row }, { write: notice }];
      return commitOne(commit(db, { command, heads: [move(change, { summary })], beside }));
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
