import { Call } from "@grants/core/calls/call";
import { SealedRow, pagesFor } from "@grants/core/evaluation/sealed-list";
import type { SealedListReader } from "@grants/core/proposals/verify-receipt";
import type { Database } from "./database.ts";
import { loadListPage, rowsOfPage } from "./evaluation-lists.ts";
import { getOne, queryPage, toStoredOrNull } from "./read.ts";
import { type Key, pageKey } from "./table.ts";
import { callKeys } from "./tables/calls.ts";
import { sharedKeys, sharedPatterns } from "./tables/shared.ts";

/** A call's submissions are listed once, when it is sealed. */
export const sealedPageKey = (callId: string, page: number): Key => sharedKeys.list(callId, "submitted", 1, page);

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
  const { items } = await queryPage(db, sharedPatterns.sealedList, { pk: sealedPageKey(callId, 1).pk });
  const byKey = new Map(items.map((item) => [item["sk"], item]));
  const numbers = Array.from({ length: sharedPatterns.sealedList.itemsMax }, (_, place) => place + 1);
  return new Map(
    numbers.flatMap((page) => {
      const item = byKey.get(pageKey(page));
      return item === undefined ? [] : [[page, rowsOfPage(item, SealedRow)] as const];
    }),
  );
};

type Sought = { readonly callId: string; readonly pages: number; readonly proposalId: string };

/** The row of a proposal, by halves: the list is ordered by proposal. Three hundred submissions are two reads, ten thousand seven. */
const findRow = async (db: Database, { callId, pages, proposalId }: Sought): Promise<SealedRow | null> => {
  let [low, high] = [1, pages];
  while (low <= high) {
    const middle = Math.floor((low + high) / 2);
    // oxlint-disable-next-line no-await-in-loop -- which page comes next is told by this one.
    const rows = await loadSealedPage(db, callId, middle);
    const row = rows.find((one) => one.proposalId === proposalId);
    if (row !== undefined) return row;
    const first = rows[0];
    if (first !== undefined && proposalId < first.proposalId) high = middle - 1;
    else low = middle + 1;
  }
  return null;
};

/** Whether something is on a call's sealed list, for whoever holds its receipt. */
export const createSealedListReader = (db: Database): SealedListReader => ({
  findOnList: async (callId, proposalId) => {
    const call = toStoredOrNull(Call, await getOne(db, "grants", callKeys.call(callId)))?.state;
    if (call?.state !== "sealed") return null;
    const { sealedAt, submissions, listSha256 } = call;
    const row = await findRow(db, { callId, pages: pagesFor(submissions), proposalId });
    return { sealedAt, submissions, listSha256, row };
  },
});
