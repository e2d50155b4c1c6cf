import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { Call } from "@grants/core/calls/call";
import { Assignment, ExpertAssignment } from "@grants/core/evaluation/assignment";
import { KeptProfile, toPoolProfile } from "@grants/core/experts/expert-profile";
import type { AssignedExpert, AssignedGround, ExpertStore, PoolExpert } from "@grants/core/experts/expert-store";
import type { ProposalId } from "@grants/core/proposals/proposal";
import type { UserId } from "@grants/kernel/id";
import { UserId as UserIdSchema } from "@grants/kernel/id";
import { pageItemsMax } from "@grants/kernel/limits";
import { err, ok } from "@grants/kernel/result";
import type { LocalDate } from "@grants/kernel/time";
import { z } from "zod";
import { commit } from "./commit.ts";
import { commitOne, settleOne } from "./commit-one.ts";
import { loadConflictGround, loadConflictGrounds } from "./conflict-ground.ts";
import type { CursorSeal } from "./cursor.ts";
import type { Database } from "./database.ts";
import { withdrawnOf } from "./evaluation.ts";
import {
  type Item,
  type Wanted,
  getAll,
  getMany,
  getOne,
  queryPage,
  rightsOf,
  toRights,
  toStoredOrNull,
} from "./read.ts";
import { loadSealedPage, sealedPageKey } from "./sealed-lists.ts";
import type { Key } from "./table.ts";
import { callKeys } from "./tables/calls.ts";
import { evaluationKeys } from "./tables/evaluation.ts";
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

const assignmentOf = (proposalId: ProposalId): Wanted => ({
  table: "grants",
  key: evaluationKeys.assignment(proposalId),
});
const expertsOf = (head: Item | null | undefined): readonly UserId[] =>
  toStoredOrNull(Assignment, head)?.state.experts ?? [];
const placesOf = (proposalId: ProposalId, head: Item | null | undefined): readonly Wanted[] =>
  expertsOf(head).map((user) => ({ table: "grants", key: evaluationKeys.expertAssignment(proposalId, user) }));

/** The experts of a proposal, in the order of their places. */
const toAssigned = (head: Item | null | undefined, places: readonly (Item | null)[]): readonly AssignedExpert[] => {
  const withdrawn = withdrawnOf(head);
  return expertsOf(head).map((user, place) => {
    const item = places[place] ?? null;
    const isReportIn = item !== null && ExpertAssignment.parse(item).reportedAt !== undefined;
    return { user, isReportIn, isWithdrawn: withdrawn.includes(user) };
  });
};

const loadAssigned = async (
  db: Database,
  ...[proposalId, caller]: Parameters<ExpertStore["loadAssigned"]>
): ReturnType<ExpertStore["loadAssigned"]> => {
  const [rights, head] = await getAll(db, [rightsOf(caller), assignmentOf(proposalId)]);
  const places = await getMany(db, placesOf(proposalId, head));
  return { rights: toRights(rights), assigned: toAssigned(head, places) };
};

/** Proposals of a call that are looked at together: a part of a page of its sealed list, so that one item holds their rows. */
const proposalsAtOnce = 25;
const firstRow = z.coerce.number().int().min(0);

type Rows = { readonly ids: readonly ProposalId[]; readonly today: LocalDate };

/** The proposals of these rows that have experts: their heads, then the places beside what ties the experts. */
const loadGrounds = async (db: Database, { ids, today }: Rows): Promise<readonly AssignedGround[]> => {
  const heads = await getMany(db, ids.map(assignmentOf));
  const assigned = ids.flatMap((proposalId, place) => {
    const head = heads[place];
    const experts = expertsOf(head);
    return experts.length === 0 ? [] : [{ proposalId, head, experts }];
  });
  const wanted = assigned.flatMap(({ proposalId, head }) =>
    placesOf(proposalId, head).map((place) => ({ proposalId, place })),
  );
  const [places, grounds] = await Promise.all([
    getMany(
      db,
      wanted.map(({ place }) => place),
    ),
    loadConflictGrounds(db, assigned, today),
  ]);
  return grounds.flatMap((ground, at): readonly AssignedGround[] => {
    const one = assigned[at];
    if (one === undefined) return [];
    const own = places.filter((_, place) => wanted[place]?.proposalId === one.proposalId);
    return [{ assigned: toAssigned(one.head, own), ground }];
  });
};

const loadCallGround = async (
  { db, cursors }: Deps,
  ...[callId, { caller, cursor, today }]: Parameters<ExpertStore["loadCallGround"]>
): ReturnType<ExpertStore["loadCallGround"]> => {
  const boundTo = `listConflicts:${caller}:${callId}`;
  const after = cursor === null ? ok({ sk: "0" }) : cursors.open(cursor, boundTo);
  if (!after.ok) return after;
  const start = firstRow.parse(after.value.sk);
  const page = Math.floor(start / pageItemsMax) + 1;
  const key = sealedPageKey(callId, page);
  const [[rights, head], rows] = await Promise.all([
    getAll(db, [rightsOf(caller), { table: "grants", key: callKeys.call(callId) }]),
    loadSealedPage(db, callId, page),
  ]);
  const call = toStoredOrNull(Call, head)?.state;
  if (call === undefined) return ok({ rights: toRights(rights), ground: null });
  const offset = start % pageItemsMax;
  const ids = rows.slice(offset, offset + proposalsAtOnce).map(({ proposalId }) => proposalId);
  const end = start + ids.length;
  const isLast = call.state !== "sealed" || ids.length === 0 || end >= call.submissions;
  const next = isLast ? null : cursors.seal({ pk: key.pk, sk: String(end) }, boundTo);
  const proposals = await loadGrounds(db, { ids, today });
  return ok({ rights: toRights(rights), ground: { checked: ids.length, proposals, next } });
};

/** Experts, where they are found, and which conflicts were set aside. */
export const createExpertStore = (db: Database, cursors: CursorSeal): ExpertStore => ({
  loadExpert: async (user, caller) => {
    const [rights, profile, person] = await getAll(db, [rightsOf(caller), ...cardOf(user)]);
    return { rights: toRights(rights), kept: keptOf(profile), name: nameOf(person) };
  },
  saveProfile: (next, before) => saveProfile(db, next, before),
  listPool: (query, page) => listPool({ db, cursors }, query, page),
  loadAssigned: (proposalId, caller) => loadAssigned(db, proposalId, caller),
  loadCallGround: (callId, page) => loadCallGround({ db, cursors }, callId, page),
  loadGround: (proposalId, experts, today) => loadConflictGround(db, { proposalId, experts, today }),
  commitOverride: async (change, command) => {
    const key = expertKeys.conflictOverride(change.next.proposalId, change.next.expert);
    return commitOne(commit(db, { command, heads: [{ change, key, schema: "conflict-override/1" }] }));
  },
  settleOverride: (stored, expectedVersion, command) =>
    settleOne(db, { aggregate: stored.state.id, expectedVersion, stored }, command),
});
