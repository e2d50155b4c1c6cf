import type { CallGateDown, CallVersion } from "@grants/core/calls/call";
import type { CallStore } from "@grants/core/calls/call-store";
import { invitedOrganisations } from "@grants/core/calls/invited";
import type { Command } from "@grants/core/audit/command";
import type { LetterOrder } from "@grants/core/letters/letter-order";
import { type Write, commit } from "./commit.ts";
import { commitOne } from "./commit-one.ts";
import type { Database } from "./database.ts";
import { orderWrite } from "./letter-orders.ts";
import type { Item } from "./read.ts";
import type { Key } from "./table.ts";
import { callKeys } from "./tables/calls.ts";

const put = (TableName: string, item: Item): Write => ({ Put: { TableName, Item: item } });
const remove = (TableName: string, key: Key): Write => ({ Delete: { TableName, Key: key } });

/** Where the officers find everything that was opened. */
export const everyInvitation = "ALL";

const invitedIn = (version: CallVersion | null): readonly string[] =>
  version === null ? [] : [everyInvitation, ...(invitedOrganisations(version.content) ?? [])];

/** A version for those whom it names: each has a row of it, and nobody else. */
export const commitInvitation =
  (db: Database) =>
  async (
    change: Parameters<CallStore["commitInvitation"]>[0],
    {
      version,
      before,
      letters = [],
    }: Parameters<CallStore["commitInvitation"]>[1] & { readonly letters?: readonly LetterOrder[] },
    command: Command,
  ): ReturnType<CallStore["commitInvitation"]> => {
    const { grants } = db.tables;
    const { callId, opensAt, closesAt, content } = version;
    const invited = { callId, reference: content.reference, title: content.title, opensAt, closesAt };
    const [named, were] = [invitedIn(version), invitedIn(before)];
    const hasMoved = before !== null && before.closesAt !== closesAt;
    const writes: readonly Write[] = [
      put(grants, { ...callKeys.callVersion(callId, version.contentVersion), schema: "call-version/1", version }),
      ...named.map((to) => put(grants, { ...callKeys.invitedCall(to, callId), schema: "invited-call/1", invited })),
      ...were
        .filter((organisation) => !named.includes(organisation))
        .map((organisation) => remove(grants, callKeys.invitedCall(organisation, callId))),
      remove(grants, callKeys.callDraftRow(callId)),
      put(grants, { ...callKeys.unsealedCall(closesAt, callId), schema: "unsealed-call/1", id: callId }),
      ...letters.map((order) => orderWrite(grants, order)),
      ...(hasMoved ? [remove(grants, callKeys.unsealedCall(before.closesAt, callId))] : []),
    ];
    const refusal: CallGateDown = { kind: "CallGateDown", callId };
    const condition = { expression: "attribute_not_exists(gate)", refusal };
    const head = {
      change,
      key: callKeys.call(change.aggregate),
      schema: "call/1",
      attached: { published: version },
      condition,
    };
    return commitOne(commit<CallGateDown>(db, { command, heads: [head], beside: writes.map((write) => ({ write })) }));
  };
