import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { TransactWriteCommand, type TransactWriteCommandInput } from "@aws-sdk/lib-dynamodb";
import type { Busy } from "@grants/core/audit/stored";
import { transactionItemsMax } from "@grants/kernel/limits";
import type { Database } from "./database.ts";
import { plainItem } from "./plain-item.ts";
import type { Item } from "./read.ts";
import { isContention, isContentionReason, sendAgain } from "./retry.ts";

export type Write = NonNullable<TransactWriteCommandInput["TransactItems"]>[number];

/** What became of one write of a cancelled transaction. `contended`: nothing is known about its condition. */
export type WriteFate =
  | { readonly kind: "held" }
  | { readonly kind: "contended" }
  /** The item that stands there, where the write asked for it and there is one. */
  | { readonly kind: "lost"; readonly item: Item | null };

export type Outcome =
  | { readonly kind: "committed" }
  /** One fate for each write, at least one of them lost. */
  | { readonly kind: "lost"; readonly fates: readonly WriteFate[] }
  | { readonly kind: "contended"; readonly refusal: Busy };

/** Sends all writes or none, again and again while others are in the way: the same bytes with the same token, so that it counts once (DATA §4). */
export const sendTransaction = async (db: Database, writes: readonly Write[]): Promise<Outcome> => {
  if (writes.length > transactionItemsMax) throw new RangeError(`A transaction holds ${transactionItemsMax} items.`);
  const request = new TransactWriteCommand({ TransactItems: [...writes], ClientRequestToken: db.newToken() });
  try {
    const sent = await sendAgain(db, () => db.client.send(request));
    return sent.ok ? { kind: "committed" } : { kind: "contended", refusal: sent.error };
  } catch (error) {
    if (error instanceof TransactionCanceledException && !isContention(error)) return lostConditions(error);
    throw error;
  }
};

/** A cancellation for any other reason than a lost condition is a bug of ours, and is thrown. */
const lostConditions = (cancelled: TransactionCanceledException): Outcome => {
  const fates = (cancelled.CancellationReasons ?? []).map(({ Code: code = "None", Item: item }): WriteFate => {
    if (code === "None") return { kind: "held" };
    if (code === "ConditionalCheckFailed") return { kind: "lost", item: item === undefined ? null : plainItem(item) };
    if (isContentionReason(code)) return { kind: "contended" };
    throw cancelled;
  });
  if (!fates.some(({ kind }) => kind === "lost")) throw cancelled;
  return { kind: "lost", fates };
};
