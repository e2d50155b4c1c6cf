import { type LetterOrder, orderName } from "@grants/core/letters/letter-order";
import type { Key } from "./table.ts";
import { letterKeys } from "./tables/letters.ts";
import type { Write } from "./transaction.ts";

export const orderKey = (order: LetterOrder): Key => letterKeys.letterOrder(order.at, orderName(order));

/** An order of letters as one of a transaction's writes: it is there if that happened, and not otherwise. */
export const orderWrite = (TableName: string, order: LetterOrder): Write => ({
  Put: { TableName, Item: { ...orderKey(order), schema: "letter-order/1", order, nextPage: 1 } },
});
