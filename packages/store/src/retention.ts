import { DeleteCommand } from "@aws-sdk/lib-dynamodb";
import { Grant, Invitation, InvitationId } from "@grants/core/access/grant";
import type { Due, RetentionStore } from "@grants/core/transparency/retention-store";
import { UserId } from "@grants/kernel/id";
import { LocalDate } from "@grants/kernel/time";
import { z } from "zod";
import { listKeysOf } from "./access.ts";
import type { Database } from "./database.ts";
import { getOne, queryPage, toStoredOrNull } from "./read.ts";
import { dueWrite } from "./retention-due.ts";
import type { Key } from "./table.ts";
import { peopleKeys, peoplePatterns } from "./tables/people.ts";
import { retentionKeys, retentionPatterns } from "./tables/retention.ts";
import { type Write, sendTransaction } from "./transaction.ts";

const DuePlace = z.tuple([LocalDate, z.union([UserId, InvitationId])]);
const DueItem = z.object({ sk: z.string() });
const GrantRow = z.object({ grant: Grant });
/** Every day sorts behind this. */
const beginning = "0";
/** Every id sorts before this. */
const behindIds = "~";

const keyOf = ({ on, subject }: Due): Key => retentionKeys.retention(on, subject);
/** `false` where a condition was lost. Whoever is in the way for long makes the pass come back to it. */
const write = async (db: Database, writes: readonly Write[]): Promise<boolean> => {
  const sent = await sendTransaction(db, writes);
  if (sent.kind === "contended") throw new Error("The database is busy with what is to be forgotten.");
  return sent.kind === "committed";
};
const removal = (db: Database, Key: Key) => ({ Delete: { TableName: db.tables.people, Key } });

/** The address goes only with the invitation as it was read: one that was sent anew keeps it. */
const forgetAddress = async (db: Database, ...[invitation]: Parameters<RetentionStore["forgetAddress"]>) => {
  const { organisation, id } = invitation.state;
  const unchanged = {
    ConditionCheck: {
      TableName: db.tables.grants,
      Key: peopleKeys.invitation(id),
      ConditionExpression: "version = :version",
      ExpressionAttributeValues: { ":version": invitation.version },
    },
  };
  return write(db, [unchanged, removal(db, peopleKeys.openInvitation(organisation, id))]);
};

/** Reminders of personal data that is to be looked at, and what is taken away then. */
export const createRetentionStore = (db: Database): RetentionStore => ({
  listDue: async (by, dueMax) => {
    const { pk, sk: to } = retentionKeys.retention(by, behindIds);
    const ask = { pk, sk: { from: beginning, to }, limit: dueMax };
    const { items } = await queryPage(db, retentionPatterns.retention, ask);
    return items.map((item): Due => {
      const [on, subject] = DuePlace.parse(DueItem.parse(item).sk.split("#"));
      return { on, subject };
    });
  },
  done: async (due) => {
    await db.client.send(new DeleteCommand({ TableName: db.tables.people, Key: keyOf(due) }));
  },
  postpone: async (due, on) => {
    await write(db, [removal(db, keyOf(due)), dueWrite(db, on, due.subject).write]);
  },
  loadInvitation: async (id) => toStoredOrNull(Invitation, await getOne(db, "grants", peopleKeys.invitation(id))),
  forgetAddress: (invitation) => forgetAddress(db, invitation),
  listOver: async (by, overMax) => {
    const { pk, sk: to } = peopleKeys.grantByEnd(by, behindIds);
    const { items } = await queryPage(db, peoplePatterns.grantsByEnd, {
      pk,
      sk: { from: beginning, to },
      limit: overMax,
    });
    return items.flatMap((item) => {
      const { grant } = GrantRow.parse(item);
      return grant.state === "granted" ? [grant] : [];
    });
  },
  unlist: async (grant) => {
    await write(
      db,
      listKeysOf(grant).map((key) => removal(db, key)),
    );
  },
});
