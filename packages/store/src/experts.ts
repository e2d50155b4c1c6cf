import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { KeptProfile, toPoolProfile } from "@grants/core/experts/expert-profile";
import type { ExpertStore, PoolExpert } from "@grants/core/experts/expert-store";
import type { UserId } from "@grants/kernel/id";
import { UserId as UserIdSchema } from "@grants/kernel/id";
import { err, ok } from "@grants/kernel/result";
import { z } from "zod";
import { commit } from "./commit.ts";
import { commitOne, settleOne } from "./commit-one.ts";
import { loadConflictGround } from "./conflict-ground.ts";
import type { CursorSeal } from "./cursor.ts";
import type { Database } from "./database.ts";
import { type Item, type Wanted, getAll, getMany, getOne, queryPage, rightsOf, toRights } from "./read.ts";
import type { Key } from "./table.ts";
import { expertKeys, expertPatterns, poolRows } from "./tables/experts.ts";
import { peopleKeys } from "./tables/people.ts";
import { sharedKeys } from "./tables/shared.ts";

const Named = z.object({ name: z.string() });
const PoolRow = z.object({ sk: UserIdSchema });

const cardOf = (user: UserId): readonly Wanted[] => [
  { table: "people", key: expertKeys.expertProfile(user) },
  { table: "people", key: peopleKeys.person(user) },
];
const itemsOfCard = 2;

const keptOf = (item: Item | null | undefined): KeptProfile | null =>
  item === null || item === undefined ? null : KeptProfile.parse(item);
const nameOf = (item: Item | null | undefined): string =>
  item === null || item === undefined ? "" : Named.parse(item).name;

const placeOf = ({ pk, sk }: Key): string => `${pk}\n${sk}`;

/** What the expert is found under now, and what no more. */
const rowWrites = (db: Database, next: KeptProfile, before: KeptProfile | null) => {
  const TableName = db.tables.people;
  const rows = poolRows(next);
  const kept = new Set(rows.map(placeOf));
  const gone = before === null ? [] : poolRows(before).filter((key) => !kept.has(placeOf(key)));
  return [
    ...rows.map((key) => ({ Put: { TableName, Item: { ...key, schema: "expert-row/1" } } })),
    ...gone.map((Key) => ({ Delete: { TableName, Key } })),
  ];
};

const saveProfile = async (
  db: Database,
  next: KeptProfile,
  before: KeptProfile | null,
): ReturnType<ExpertStore["saveProfile"]> => {
  const condition =
    before === null
      ? { ConditionExpression: "attribute_not_exists(pk)" }
      : { ConditionExpression: "version = :v", ExpressionAttributeValues: { ":v": before.version } };
  const Item = { ...expertKeys.expertProfile(next.user), schema: "expert-profile/1", ...next };
  const profile = { Put: { TableName: db.tables.people, Item, ...condition } };
  try {
    await db.client.send(new TransactWriteCommand({ TransactItems: [profile, ...rowWrites(db, next, before)] }));
    return ok(next);
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    const current = keptOf(await getOne(db, "people", expertKeys.expertProfile(next.user)));
    const expectedVersion = before?.version ?? 0;
    if (current === null || current.version === expectedVersion) throw error;
    return err({ kind: "StaleVersion", expectedVersion, actualVersion: current.version });
  }
};

type Deps = { readonly db: Database; readonly cursors: CursorSeal };

const listPool = async (
  { db, cursors }: Deps,
  { expertise, language }: Parameters<ExpertStore["listPool"]>[0],
  { caller, cursor }: Parameters<ExpertStore["listPool"]>[1],
): ReturnType<ExpertStore["listPool"]> => {
  const { pk } = expertKeys.expertInPool(expertise, language, "");
  const boundTo = `listExperts:${caller}:${pk}`;
  const after = cursor === null ? ok(undefined) : cursors.open(cursor, boundTo);
  if (!after.ok) return after;
  const start = after.value === undefined ? {} : { after: after.value };
  const [rights, page] = await Promise.all([
    getOne(db, "people", sharedKeys.rights(caller)),
    queryPage(db, expertPatterns.expertPool, { pk, ...start }),
  ]);
  const users = page.items.map((item) => PoolRow.parse(item).sk);
  const items = await getMany(db, users.flatMap(cardOf));
  const experts = users.flatMap((user, place): readonly PoolExpert[] => {
    const [profile, person] = items.slice(place * itemsOfCard, (place + 1) * itemsOfCard);
    const kept = keptOf(profile);
    return kept === null ? [] : [{ user, name: nameOf(person), profile: toPoolProfile(kept.profile) }];
  });
  return ok({ rights: toRights(rights), experts, next: page.next === null ? null : cursors.seal(page.next, boundTo) });
};

/** Experts, where they are found, and which conflicts were set aside. */
export const createExpertStore = (db: Database, cursors: CursorSeal): ExpertStore => ({
  loadExpert: async (user, caller) => {
    const [rights, profile, person] = await getAll(db, [rightsOf(caller), ...cardOf(user)]);
    return { rights: toRights(rights), kept: keptOf(profile), name: nameOf(person) };
  },
  saveProfile: (next, before) => saveProfile(db, next, before),
  listPool: (query, page) => listPool({ db, cursors }, query, page),
  loadGround: (proposalId, experts, today) => loadConflictGround(db, { proposalId, experts, today }),
  commitOverride: async (change, command) => {
    const key = expertKeys.conflictOverride(change.next.proposalId, change.next.expert);
    return commitOne(commit(db, { command, heads: [{ change, key, schema: "conflict-override/1" }] }));
  },
  settleOverride: (stored, expectedVersion, command) =>
    settleOne(db, { aggregate: stored.state.id, expectedVersion, stored }, command),
});
