import { SealedRow } from "@grants/core/evaluation/sealed-list";
import type { Database } from "./database.ts";
import { loadListPage, rowsOfPage } from "./evaluation-lists.ts";
import { queryPage } from "./read.ts";
import { type Key, accessPatterns, keys, pageKey } from "./table.ts";

/** A call's submissions are listed once, when it is sealed. */
export const sealedPageKey = (callId: string, page: number): Key => keys.list(callId, "submitted", 1, page);

export const loadSealedPage = (db: Database, callId: string, page: number): Promise<readonly SealedRow[]> =>
  loadListPage(db, sealedPageKey(callId, page), SealedRow);

/**
 * The first pages of a sealed list by their number, as many as one read gives, before it is known how many there are. While the call is
 * being closed some may be missing: how many rows there must be stands on the call's head.
 */
export const loadSealedFront = async (
  db: Database,
  callId: string,
): Promise<ReadonlyMap<number, readonly SealedRow[]>> => {
  const { items } = await queryPage(db, accessPatterns.sealedList, { pk: sealedPageKey(callId, 1).pk });
  const byKey = new Map(items.map((item) => [item["sk"], item]));
  const numbers = Array.from({ length: accessPatterns.sealedList.itemsMax }, (_, place) => place + 1);
  return new Map(
    numbers.flatMap((page) => {
      const item = byKey.get(pageKey(page));
      return item === undefined ? [] : [[page, rowsOfPage(item, SealedRow)] as const];
    }),
  );
};
