import { logKeyId } from "@grants/core/audit/log-key";
import type { LedgerEntry } from "@grants/core/audit/log-store";
import type { TilePlace, Tile } from "@grants/core/audit/log-tiles";
import type { EvidenceStore, KeptHead, PlacedEntry } from "@grants/core/audit/read-evidence-bundle";
import { SignedHead, readHead } from "@grants/core/audit/tree-head";
import { Digest } from "@grants/kernel/digest";
import { BallotPapers } from "@grants/core/governance/ballot";
import { addDays } from "@grants/kernel/calendar";
import { LocalDate } from "@grants/kernel/time";
import { z } from "zod";
import type { Database } from "./database.ts";
import { toLogState, toPlace } from "./log.ts";
import { newId } from "./new-id.ts";
import { type Item, type QueryAsk, type QueryPage, getMany, getOne, queryAll, queryPage, toRights } from "./read.ts";
import { type AccessPattern, type Key, leafKey } from "./table.ts";
import { governanceKeys, governancePatterns } from "./tables/governance.ts";
import { evidenceKeys, evidencePatterns } from "./tables/evidence.ts";
import { sharedKeys, sharedPatterns } from "./tables/shared.ts";

const EntryItem = z.object({ sk: z.string(), body: z.string(), hash: Digest });
const PostingItem = z.object({ body: z.string(), hash: z.string() });
const TileItem = z.object({ hashes: z.array(z.string()) });
const BallotItem = z.object({ state: z.string(), papers: BallotPapers });
const EnteredItem = z.object({ id: z.string() });
const StampItem = z.object({ token: z.string() });

/** How many days after a leaf was appended its head is looked for: heads follow within minutes. */
const headDaysMax = 3;

/** Items of a partition from its beginning, one more than wanted at most. */
const readUpTo = async (
  db: Database,
  pattern: AccessPattern,
  { pk, itemsMax }: { readonly pk: string; readonly itemsMax: number },
): Promise<readonly Item[]> => {
  const items: Item[] = [];
  let after: Key | null = null;
  do {
    const ask: QueryAsk = { pk, sk: { beginsWith: "V#" }, ...(after === null ? {} : { after }) };
    // oxlint-disable-next-line no-await-in-loop -- each page starts where the one before ended.
    const page: QueryPage = await queryPage(db, pattern, ask);
    items.push(...page.items);
    after = page.next;
  } while (after !== null && items.length <= itemsMax);
  return items.slice(0, itemsMax + 1);
};

const toEntry = (aggregate: string, item: Item): LedgerEntry => {
  const { sk, body, hash } = EntryItem.parse(item);
  return { aggregate, version: Number(sk.slice("V#".length)), body, hash };
};

const loadEvidence = async (db: Database, aggregate: string, itemsMax: number) => {
  const [entries, places, journal] = await Promise.all([
    readUpTo(db, sharedPatterns.auditTrail, { pk: sharedKeys.auditEntry(aggregate, 1).pk, itemsMax }),
    readUpTo(db, evidencePatterns.logPlaces, { pk: evidenceKeys.logPlace(aggregate, 1).pk, itemsMax }),
    readUpTo(db, sharedPatterns.journal, { pk: sharedKeys.journalEntry(aggregate, 1).pk, itemsMax }),
  ]);
  const placeOf = new Map(places.map((item) => [item["sk"], toPlace(aggregate, item)]));
  return {
    entries: entries.map((item): PlacedEntry => {
      const place = placeOf.get(item["sk"]);
      return {
        ...toEntry(aggregate, item),
        place: place === undefined ? null : { index: place.index, day: place.day },
      };
    }),
    journal: journal.map((item) => PostingItem.parse(item)),
  };
};

const withStamp = async (db: Database, item: Item | null, day: string): Promise<KeptHead | null> => {
  if (item === null) return null;
  const signed = SignedHead.parse(item);
  const size = readHead(signed.body)?.size;
  if (size === undefined) throw new Error(`A tree head of ${day} cannot be read.`);
  const stamp = await getOne(db, "ledger", evidenceKeys.timeStamp(day, size));
  return { size, signed, token: stamp === null ? null : StampItem.parse(stamp).token };
};

const nextDay = (day: string): string => {
  const date = LocalDate.parse(`${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`);
  return addDays(date, 1).replaceAll("-", "");
};

const findHead = async (
  db: Database,
  { index, day }: { readonly index: number; readonly day: string },
): Promise<KeptHead | null> => {
  let on = day;
  for (let days = 0; days < headDaysMax; days += 1) {
    const { pk, sk: from } = evidenceKeys.treeHead(on, index + 1);
    const range = { from, to: `HEAD#${leafKey(10 ** 12 - 1)}` };
    // oxlint-disable-next-line no-await-in-loop -- a later day is asked only when the day has none.
    const { items } = await queryPage(db, evidencePatterns.treeHeads, { pk, sk: range, limit: 1 });
    const [item] = items;
    if (item !== undefined) return withStamp(db, item, on);
    on = nextDay(on);
  }
  return null;
};

const loadTiles = async (db: Database, places: readonly TilePlace[]): Promise<readonly Tile[]> => {
  const wanted = places.map(({ level, index }) => ({
    table: "ledger" as const,
    key: evidenceKeys.logTile(level, index),
  }));
  const items = await getMany(db, wanted);
  return places.map((place, number) => ({ ...place, hashes: TileItem.parse(items[number]).hashes }));
};

const loadBallot: (db: Database) => EvidenceStore["loadBallot"] = (db) => async (ballotId) => {
  const { pk } = governanceKeys.ballot(ballotId);
  const [head, votes, delegations] = await Promise.all([
    getOne(db, "grants", governanceKeys.ballot(ballotId)),
    queryAll(db, governancePatterns.votes, { pk, sk: { beginsWith: "VOTE#" } }),
    queryAll(db, governancePatterns.voteDelegations, { pk, sk: { beginsWith: "DELEGATION#" } }),
  ]);
  const ballot = BallotItem.safeParse(head).data;
  if (ballot?.state !== "closed") return null;
  return { papers: ballot.papers, entered: [...votes, ...delegations].map((item) => EnteredItem.parse(item).id) };
};

/** What a bundle of evidence is made from. */
export const createEvidenceStore = (db: Database): EvidenceStore => ({
  keyAggregate: logKeyId(newId),
  loadRights: async (caller) => toRights(await getOne(db, "people", sharedKeys.rights(caller))),
  loadLog: async () => toLogState(await getOne(db, "grants", evidenceKeys.log())),
  loadEvidence: (aggregate, itemsMax) => loadEvidence(db, aggregate, itemsMax),
  loadBallot: loadBallot(db),
  findHead: (place) => findHead(db, place),
  loadHead: async ({ size, day }) => withStamp(db, await getOne(db, "ledger", evidenceKeys.treeHead(day, size)), day),
  loadTiles: (places) => loadTiles(db, places),
});
