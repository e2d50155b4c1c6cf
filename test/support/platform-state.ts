import { Proposal } from "@grants/core/proposals/proposal";
import type { Database } from "@grants/store/database";
import type { Item } from "@grants/store/read";
import { type Key } from "@grants/store/table";
import { keys } from "@grants/store/tables/all";
import { z } from "zod";
import { itemsOf } from "./platform-database.ts";

const HeadItem = z.looseObject({
  pk: z.string(),
  sk: z.string(),
  id: z.string(),
  version: z.int(),
  chainHash: z.string(),
});
type HeadItem = z.infer<typeof HeadItem>;
const EntryItem = z.object({ pk: z.string(), sk: z.string(), hash: z.string() });
const MemberItem = z.looseObject({ user: z.string() });
const RowItem = z.object({ state: z.string(), topicId: z.string() });

const placeOf = ({ pk, sk }: Item | Key): string => `${String(pk)} ${String(sk)}`;

const idIn = (text: string, prefix: string): string => text.slice(prefix.length);

/** The ledger also holds the log that is made of the chains, whose tiles and lists are no entries. */
const entriesBelow = (prefix: string, ledger: readonly Item[]) =>
  ledger.filter(({ pk }) => String(pk).startsWith(prefix)).map((item) => EntryItem.parse(item));

/** Heads and chains end at the same version with the same hash, and neither is without the other. */
const chainFaults = (heads: readonly HeadItem[], ledger: readonly Item[]): readonly string[] => {
  const prefix = keys.auditEntry("", 1).pk;
  const entries = entriesBelow(prefix, ledger);
  const chains = Map.groupBy(entries, ({ pk }) => idIn(pk, prefix));
  const headIds = new Set(heads.map(({ id }) => id));
  return [
    ...heads.flatMap(({ id, version, chainHash }) => {
      const chain = chains.get(id) ?? [];
      const last = chain.find(({ sk }) => sk === keys.auditEntry(id, version).sk);
      if (chain.length !== version) return [`${id} is at version ${version} with ${chain.length} entries`];
      return last?.hash === chainHash ? [] : [`${id} does not end in the hash of its last entry`];
    }),
    ...[...chains.keys()].filter((id) => !headIds.has(id)).map((id) => `${id} has entries without a head`),
  ];
};

const journalFaults = (ledger: readonly Item[]): readonly string[] => {
  const prefix = keys.journalEntry("", 1).pk;
  const places = new Set(ledger.map(placeOf));
  return entriesBelow(prefix, ledger)
    .filter(({ pk, sk }) => !places.has(placeOf({ pk: keys.auditEntry(idIn(pk, prefix), 1).pk, sk })))
    .map((item) => `${placeOf(item)} is posted without an audit entry`);
};

/** What is written beside the head of a proposal, in the same transaction: its register row, its first member, and that person's twin. */
const proposalFaults = (head: HeadItem, grants: ReadonlyMap<string, Item>): readonly string[] => {
  const { id, callId, shard, state, topicId } = Proposal.parse(head);
  const row = RowItem.safeParse(grants.get(placeOf(keys.register(callId, shard, id)))).data;
  const members = [...grants.values()].filter(({ pk, sk }) => pk === head.pk && String(sk).startsWith("MEMBER#"));
  const isMine = (member: Item) => grants.has(placeOf(keys.mine(MemberItem.parse(member).user, `PROP#${id}`)));
  return [
    ...(row?.state === state && row.topicId === topicId
      ? []
      : [`${id} is ${state}, and ${row?.state} in the register`]),
    ...(members.length === 1 && members.every(isMine) ? [] : [`${id} has not the one member who knows of it`]),
  ];
};

/** Rows that stand for a proposal which is not there. */
const orphanRows = (items: readonly Item[], grants: ReadonlyMap<string, Item>): readonly string[] =>
  items
    .filter(({ pk, sk }) => /^(?:REG|MY)#/.test(String(pk)) && /prop_/.test(String(sk)))
    .filter(({ sk }) => !grants.has(placeOf(keys.proposal(String(sk).replace(/^PROP#/, "")))))
    .map((item) => `${placeOf(item)} stands for nothing`);

/** Where the state of a database shows a part of a transaction without the others, in words. */
export const findHalfTransactions = async (db: Database): Promise<readonly string[]> => {
  const [items, ledger] = await Promise.all([itemsOf(db, "grants"), itemsOf(db, "ledger")]);
  const grants = new Map(items.map((item) => [placeOf(item), item]));
  const heads = items.filter((item) => "chainHash" in item).map((item) => HeadItem.parse(item));
  const proposals = heads.filter(({ id }) => id.startsWith("prop_"));
  return [
    ...chainFaults(heads, ledger),
    ...journalFaults(ledger),
    ...proposals.flatMap((head) => proposalFaults(head, grants)),
    ...orphanRows(items, grants),
  ];
};
