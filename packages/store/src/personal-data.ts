import { TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { KeptRights } from "@grants/core/access/kept-rights";
import type { Rights } from "@grants/core/access/rights";
import { Agreement } from "@grants/core/agreements/agreement";
import { KeptProfile } from "@grants/core/experts/expert-profile";
import { Proposal } from "@grants/core/proposals/proposal";
import type { KeptFile } from "@grants/core/transparency/decide-erasure";
import { PersonErasure } from "@grants/core/transparency/person-erasure";
import type { LoadedPerson, PersonalDataStore, PersonalRecord } from "@grants/core/transparency/personal-data-store";
import type { UserId } from "@grants/kernel/id";
import { LocalDate, dateInZone } from "@grants/kernel/time";
import { z } from "zod";
import { commit } from "./commit.ts";
import { commitOne } from "./commit-one.ts";
import type { Database } from "./database.ts";
import {
  type Item,
  type Wanted,
  getAll,
  getMany,
  getOne,
  queryAll,
  readThrough,
  rightsOf,
  toRights,
  toStoredOrNull,
} from "./read.ts";
import { type Key } from "./table.ts";
import { agreementKeys, agreementPatterns } from "./tables/agreements.ts";
import { expertKeys, poolRows } from "./tables/experts.ts";
import { peopleKeys, peoplePatterns } from "./tables/people.ts";
import { proposalKeys } from "./tables/proposals.ts";
import { sharedKeys, sharedPatterns } from "./tables/shared.ts";

const WroteItem = z.object({ pk: z.string(), sk: z.string(), aggregate: z.string(), noteVersion: z.int().min(1) });
type Wrote = z.infer<typeof WroteItem>;
const Mine = z.object({ sk: z.string(), id: z.string() });
const AgreementRow = z.object({ sk: z.string() });
const SavedOn = z.object({ savedOn: LocalDate.optional() });
const Content = z.record(z.string(), z.json());

/** Items of one person, and what they have written: two writes for each note fit a transaction of a hundred. */
const notesPerTransaction = 40;

const recordOf = (
  item: PersonalRecord["item"],
  { pk: _pk, sk: _sk, ...content }: Item,
  under: string,
): PersonalRecord => ({
  item,
  under,
  content: Content.parse(content),
});

const itemNameOf = (sk: string): PersonalRecord["item"] => {
  if (sk === "ACCESS") return "rights";
  return sk.startsWith("DELEG#") ? "handedOn" : "person";
};

const fileOfProposal = (item: Item): readonly KeptFile[] => {
  const proposal = Proposal.parse(item);
  switch (proposal.state) {
    case "submitted":
      return [{ id: proposal.id, lastActOn: dateInZone(proposal.submitted.receivedAt), isOpen: false }];
    case "withdrawn":
      return [{ id: proposal.id, lastActOn: dateInZone(proposal.withdrawnAt), isOpen: false }];
    case "writing":
    case "frozen":
      return [];
  }
};

/** Money may move on an agreement as long as it is there. */
const fileOfAgreement = (item: Item, user: UserId): readonly KeptFile[] => {
  const agreement = Agreement.parse(item);
  return [
    "coordinatorSignature" in agreement ? agreement.coordinatorSignature : null,
    "authoritySignature" in agreement ? agreement.authoritySignature : null,
  ].flatMap((signature) =>
    signature?.by === user ? [{ id: agreement.id, lastActOn: dateInZone(signature.at), isOpen: true }] : [],
  );
};

/** Agreements of the organisations that the person has acted for. */
const loadAgreements = async (db: Database, rights: Rights | null): Promise<readonly Item[]> => {
  const organisations = new Set(
    (rights?.grants ?? []).flatMap(({ organisation }) => (organisation === undefined ? [] : [organisation])),
  );
  const rows = await Promise.all(
    [...organisations].map((id) =>
      readThrough(db, agreementPatterns.agreementRows, { pk: agreementKeys.agreementRow(id, "").pk }),
    ),
  );
  const wanted = rows
    .flat()
    .map((row): Wanted => ({ table: "grants", key: agreementKeys.agreement(AgreementRow.parse(row).sk) }));
  return (await getMany(db, wanted)).filter((item) => item !== null);
};

const erasureKey = (user: UserId): Key => peopleKeys.erasure(user);

const loadPerson = async (db: Database, user: UserId, caller: UserId): Promise<LoadedPerson> => {
  const [[asking, erasure, profile], own, wroteItems, mine] = await Promise.all([
    getAll(db, [
      rightsOf(caller),
      { table: "grants", key: erasureKey(user) },
      { table: "people", key: expertKeys.expertProfile(user) },
    ]),
    queryAll(db, peoplePatterns.personItems, { pk: sharedKeys.rights(user).pk }),
    readThrough(db, sharedPatterns.notesByAuthor, { pk: sharedKeys.wrote(user, "", 1).pk }),
    readThrough(db, sharedPatterns.myThings, { pk: sharedKeys.mine(user, "").pk }),
  ]);
  const wrote = wroteItems.map((item) => WroteItem.parse(item));
  const ownRights = own.find(({ sk }) => sk === "ACCESS");
  const card = own.find(({ sk }) => sk === "PERSON") ?? {};
  const rights = ownRights === undefined ? null : KeptRights.parse(ownRights);
  const things = mine.map((item) => Mine.parse(item));
  const proposals = things.filter(({ sk }) => sk.startsWith("PROP#"));
  const [notes, heads, agreements] = await Promise.all([
    getMany(
      db,
      wrote.map(({ aggregate, noteVersion }) => ({ table: "people", key: sharedKeys.note(aggregate, noteVersion) })),
    ),
    getMany(
      db,
      proposals.map(({ id }) => ({ table: "grants", key: proposalKeys.proposal(id) })),
    ),
    loadAgreements(db, rights),
  ]);
  return {
    rights: toRights(asking),
    erasure: toStoredOrNull(PersonErasure, erasure),
    account: { ...(rights ?? { grants: [] }), savedOn: SavedOn.parse(card).savedOn ?? null },
    facts: {
      grants: rights?.grants ?? [],
      past: rights?.past,
      files: [
        ...heads.flatMap((head) => (head === null ? [] : fileOfProposal(head))),
        ...agreements.flatMap((item) => fileOfAgreement(item, user)),
      ],
    },
    records: [
      ...own.map((item) => recordOf(itemNameOf(String(item["sk"])), item, String(item["sk"]))),
      ...(profile === null || profile === undefined ? [] : [recordOf("expertProfile", profile, "PROFILE")]),
      ...notes.flatMap((note, index) => (note === null ? [] : [recordOf("notes", note, wrote[index]?.sk ?? "")])),
      ...things.map(({ sk, id }) => recordOf("mine", { id }, sk)),
    ],
  };
};

const remove = async (db: Database, found: readonly Key[]): Promise<void> => {
  if (found.length === 0) return;
  const TransactItems = found.map(({ pk, sk }) => ({ Delete: { TableName: db.tables.people, Key: { pk, sk } } }));
  await db.client.send(new TransactWriteCommand({ TransactItems }));
};

/** A note goes together with the row that finds it, so that an erasure which broke off finds the rest. */
const removeNotes = async (db: Database, user: UserId): Promise<void> => {
  const items = await readThrough(db, sharedPatterns.notesByAuthor, { pk: sharedKeys.wrote(user, "", 1).pk });
  const wrote = items.map((item): Wrote => WroteItem.parse(item));
  for (let start = 0; start < wrote.length; start += notesPerTransaction) {
    const some = wrote.slice(start, start + notesPerTransaction);
    // oxlint-disable-next-line no-await-in-loop -- one transaction is in flight at a time.
    await remove(
      db,
      some.flatMap(({ pk, sk, aggregate, noteVersion }) => [sharedKeys.note(aggregate, noteVersion), { pk, sk }]),
    );
  }
};

const removeOwn = async (db: Database, user: UserId): Promise<void> => {
  const items = await queryAll(db, peoplePatterns.personItems, { pk: sharedKeys.rights(user).pk });
  const found = items.map(({ pk, sk }): Key => ({ pk: String(pk), sk: String(sk) }));
  for (let start = 0; start < found.length; start += notesPerTransaction)
    // oxlint-disable-next-line no-await-in-loop -- the same.
    await remove(db, found.slice(start, start + notesPerTransaction));
};

/** The profile of an expert, with the rows that it is found by. */
const removeProfile = async (db: Database, user: UserId): Promise<void> => {
  const key = expertKeys.expertProfile(user);
  const profile = await getOne(db, "people", key);
  if (profile !== null) await remove(db, [...poolRows(KeptProfile.parse(profile)), key]);
};

/** What the platform keeps of a person, found by keys: their own items, what they wrote, what they act on. */
export const createPersonalDataStore = (db: Database): PersonalDataStore => ({
  loadPerson: (user, caller) => loadPerson(db, user, caller),
  erase: async (change, command) => {
    const { user } = change.next;
    await removeNotes(db, user);
    await removeProfile(db, user);
    await removeOwn(db, user);
    const move = { change, key: erasureKey(user), schema: "person-erasure/1" };
    return commitOne(commit(db, { command, heads: [move] }));
  },
});
