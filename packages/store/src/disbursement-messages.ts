import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { BankException, BankMessage } from "@grants/core/disbursement/bank-message";
import type { RunStore } from "@grants/core/disbursement/run-store";
import { z } from "zod";
import { commit } from "./commit.ts";
import { commitOne } from "./commit-one.ts";
import type { Database } from "./database.ts";
import { getAll, getOne, queryPage, rightsOf, toRights, toStoredOrNull } from "./read.ts";
import { accessPatterns, keys } from "./table.ts";

const ExceptionItem = z.object({ exception: BankException });

type MessageStore = Pick<RunStore, "loadMessage" | "commitMessage" | "keepExceptions" | "listExceptions">;

/** What the bank has said: messages, and the lines that a person must look at. */
export const createMessageStore = (db: Database): MessageStore => ({
  loadMessage: async (messageId, caller) => {
    const [rights, message] = await getAll(db, [
      rightsOf(caller),
      { table: "grants", key: keys.bankMessage(messageId) },
    ]);
    return { rights: toRights(rights), message: toStoredOrNull(BankMessage, message) };
  },
  commitMessage: async (change, command) => {
    const head = { change, key: keys.bankMessage(change.aggregate), schema: "bank-message/1" };
    return commitOne(commit(db, { command, heads: [head] }));
  },
  keepExceptions: async (exceptions) => {
    for (const exception of exceptions) {
      const { at, messageId, number } = exception;
      const item = { ...keys.bankException(at, messageId, number), schema: "bank-exception/1", exception };
      // oxlint-disable-next-line no-await-in-loop -- few lines fit nothing.
      await db.client.send(new PutCommand({ TableName: db.tables.grants, Item: item }));
    }
  },
  listExceptions: async (caller) => {
    const [rights, { items }] = await Promise.all([
      getOne(db, "people", keys.rights(caller)),
      queryPage(db, accessPatterns.bankExceptions, { pk: keys.bankException("", "", 0).pk, descending: true }),
    ]);
    const exceptions = items.map((item) => ExceptionItem.parse(item).exception);
    return { rights: toRights(rights), exceptions };
  },
});
