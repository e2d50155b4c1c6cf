import type {
  AccessChanges,
  AccessStore,
  GrantList,
  KeptCard,
  LoadedRights,
  PersonCard,
  RightsChange,
} from "@grants/core/access/access-store";
import { Grant, type GrantInForce } from "@grants/core/access/grant";
import { KeptRights } from "@grants/core/access/kept-rights";
import type { Change } from "@grants/core/audit/change";
import type { Busy } from "@grants/core/audit/stored";
import { UserId } from "@grants/kernel/id";
import { err, ok } from "@grants/kernel/result";
import { LineText } from "@grants/kernel/text";
import { accountEndsOn } from "@grants/core/transparency/account-end";
import { addDays } from "@grants/kernel/calendar";
import { z } from "zod";
import { type Beside, type HeadMove, commit } from "./commit.ts";
import { commitOne, settleOne } from "./commit-one.ts";
import type { Database } from "./database.ts";
import {
  type Item,
  getAll,
  getMany,
  queryAll,
  queryPage,
  rightsOf,
  toRights,
  toStored,
  toStoredOrNull,
} from "./read.ts";
import { type Key } from "./table.ts";
import { dueWrite } from "./retention-due.ts";
import { peopleKeys, peoplePatterns } from "./tables/people.ts";
import { registryKeys } from "./tables/registry.ts";
import { sharedKeys } from "./tables/shared.ts";
import { sendTransaction } from "./transaction.ts";

const Revised = z.object({ revision: z.int().min(1).optional() });
/** A twin holds what its list shows: the grant as it stands in its head. */
const GrantRow = z.object({ grant: Grant });
const PersonItem = z.object({
  user: UserId,
  name: LineText.min(1),
  language: z.enum(["en", "nl"]),
  mail: z.string().optional(),
  /** Absent on a card from before cards had versions: 0, as where there is none. */
  version: z.int().optional(),
});
const NameOfEntity = z.object({ content: z.object({ name: z.string() }) });

const toLoadedRights = (item: Item | null): LoadedRights => ({
  rights: item === null ? null : KeptRights.parse(item),
  revision: item === null ? null : (Revised.parse(item).revision ?? null),
});

export const grantMove = (change: Change<Grant>): HeadMove => ({
  change,
  key: peopleKeys.grant(change.aggregate),
  schema: "grant/1",
});

/** Where a grant is listed by what it is; what a person has handed on is listed under their own id. */
export const listKeysOf = ({ id, role, organisation, validTo }: Grant): readonly Key[] => [
  peopleKeys.grantByRole(role, id),
  ...(organisation === undefined ? [] : [peopleKeys.grantByOrganisation(organisation, id)]),
  ...(validTo === undefined ? [] : [peopleKeys.grantByEnd(validTo, id)]),
];

const twinKeys = (grant: Grant): readonly Key[] => {
  const { id, delegation, of } = grant;
  return [
    ...listKeysOf(grant),
    ...(delegation === undefined || of === undefined ? [] : [peopleKeys.handedOn(delegation.from, of, id)]),
  ];
};

/** The twins stand as long as the grant does. */
const twinWrites = (db: Database, { next }: Change<Grant>): readonly Beside<never>[] =>
  twinKeys(next).map((key) => ({
    write:
      next.state === "granted"
        ? { Put: { TableName: db.tables.people, Item: { ...key, schema: "grant-row/1", grant: next } } }
        : { Delete: { TableName: db.tables.people, Key: key } },
  }));

/** The rights, and the day on which somebody looks whether their person is still to be kept. */
export const rightsWrites = (db: Database, change: RightsChange): readonly Beside<Busy>[] => {
  const { next } = change;
  const endsOn = accountEndsOn({ ...next, savedOn: null });
  return [rightsWrite(db, change), ...(endsOn === null ? [] : [dueWrite(db, addDays(endsOn, 1), next.user)])];
};

/** What was read is what is replaced: somebody who was faster makes this request be sent again. */
const rightsWrite = (db: Database, { next, revision }: RightsChange): Beside<Busy> => ({
  write: {
    Put: {
      TableName: db.tables.people,
      Item: { ...sharedKeys.rights(next.user), schema: "rights/1", ...next, revision: (revision ?? 0) + 1 },
      ...(revision === null
        ? { ConditionExpression: "attribute_not_exists(revision)" }
        : {
            ConditionExpression: "revision = :revision",
            ExpressionAttributeValues: { ":revision": revision },
          }),
    },
  },
  lost: () => ({ kind: "Busy", retryAfterSeconds: 1 }),
});

/** All that stands beside the heads of grants: their twins, and the rights that requests read. */
export const accessWrites = (db: Database, { grants, rights }: AccessChanges): readonly Beside<Busy>[] => [
  ...rights.flatMap((one) => rightsWrites(db, one)),
  ...grants.flatMap((change) => twinWrites(db, change)),
];

const isInForce = (grant: Grant): grant is GrantInForce => grant.state === "granted";
const toGrants = (items: readonly Item[]): readonly GrantInForce[] =>
  items.map((item) => GrantRow.parse(item).grant).filter(isInForce);

const listGrants = async (db: Database, list: GrantList): Promise<readonly GrantInForce[]> => {
  switch (list.by) {
    case "role": {
      const { pk } = peopleKeys.grantByRole(list.role, "");
      return toGrants((await queryPage(db, peoplePatterns.grantsByRole, { pk })).items);
    }
    case "organisation": {
      const { pk, sk } = peopleKeys.grantByOrganisation(list.organisation, "");
      return toGrants((await queryPage(db, peoplePatterns.grantsByOrganisation, { pk, sk: { beginsWith: sk } })).items);
    }
    case "ending": {
      const { pk, sk: from } = peopleKeys.grantByEnd(list.from, "");
      // Every id sorts before this.
      const to = peopleKeys.grantByEnd(list.to, "~").sk;
      return toGrants((await queryPage(db, peoplePatterns.grantsByEnd, { pk, sk: { from, to } })).items);
    }
  }
};

const toCard = (item: Item | null): KeptCard | null => {
  if (item === null) return null;
  const { user: id, name, language, mail, version = 0 } = PersonItem.parse(item);
  return { id, name, language, ...(mail === undefined ? {} : { mail }), version };
};

const saysTheSame = (a: PersonCard, b: PersonCard): boolean =>
  a.name === b.name && a.language === b.language && a.mail === b.mail;

const savePerson =
  (db: Database): AccessStore["savePerson"] =>
  async (card, { on: savedOn, expectedVersion }) => {
    const { id, name, language, mail } = card;
    const version = expectedVersion + 1;
    const told = mail === undefined ? {} : { mail };
    const Item = { ...peopleKeys.person(id), schema: "person/1", user: id, name, language, ...told, savedOn, version };
    const Put = {
      TableName: db.tables.people,
      Item,
      ...(expectedVersion === 0
        ? { ConditionExpression: "attribute_not_exists(version)" }
        : { ConditionExpression: "version = :v", ExpressionAttributeValues: { ":v": expectedVersion } }),
      ReturnValuesOnConditionCheckFailure: "ALL_OLD" as const,
    };
    const endsOn = accountEndsOn({ grants: [], savedOn });
    const due = endsOn === null ? [] : [dueWrite(db, addDays(endsOn, 1), id).write];
    const outcome = await sendTransaction(db, [{ Put }, ...due]);
    if (outcome.kind === "committed") return ok({ version });
    if (outcome.kind === "contended") return err(outcome.refusal);
    const [fate] = outcome.fates;
    const there = fate?.kind === "lost" ? toCard(fate.item) : null;
    // Our own earlier save, whose answer was lost.
    if (there?.version === version && saysTheSame(there, card)) return ok({ version });
    return err({ kind: "StaleVersion", expectedVersion, actualVersion: there?.version ?? 0 });
  };

const people = (
  db: Database,
): Pick<AccessStore, "loadNames" | "loadOrganisationNames" | "loadPerson" | "savePerson"> => ({
  loadNames: async (users) => {
    const wanted = users.map((user) => ({ table: "people" as const, key: peopleKeys.person(user) }));
    const items = await getMany(db, wanted);
    return items.flatMap((item) => {
      const card = toCard(item);
      return card === null ? [] : [{ id: card.id, name: card.name }];
    });
  },
  loadOrganisationNames: async (ids) => {
    const wanted = ids.map((id) => ({ table: "people" as const, key: registryKeys.legalEntity(id) }));
    const items = await getMany(db, wanted);
    return new Map(
      ids.flatMap((id, place) => {
        const item = items[place] ?? null;
        return item === null ? [] : [[id, NameOfEntity.parse(item).content.name] as const];
      }),
    );
  },
  loadPerson: async (user) =>
    toCard((await getMany(db, [{ table: "people", key: peopleKeys.person(user) }]))[0] ?? null),
  savePerson: savePerson(db),
});

const loadHandedOn = async (db: Database, pk: string, sk: string): Promise<readonly GrantInForce[]> =>
  toGrants(await queryAll(db, peoplePatterns.handedOn, { pk, sk: { beginsWith: sk } }));

export const createAccessStore = (db: Database): AccessStore => ({
  ...people(db),
  loadRights: async (users) => (await getMany(db, users.map(rightsOf))).map(toLoadedRights),
  loadGrant: async (grantId, caller) => {
    const [rights, head] = await getAll(db, [rightsOf(caller), { table: "grants", key: peopleKeys.grant(grantId) }]);
    return { rights: toRights(rights), grant: toStoredOrNull(Grant, head) };
  },
  loadDelegations: async ({ id, user }) => {
    const { pk, sk } = peopleKeys.handedOn(user, id, "");
    const rows = await loadHandedOn(db, pk, sk);
    const heads = await getMany(
      db,
      rows.map((row) => ({ table: "grants", key: peopleKeys.grant(row.id) })),
    );
    return heads.flatMap((head) => (head === null ? [] : [toStored(Grant, head)]));
  },
  loadHandedOn: (user) => loadHandedOn(db, sharedKeys.rights(user).pk, "DELEG#"),
  listGrants: (list) => listGrants(db, list),
  commitGrants: async (changes, command) => {
    const [first, ...others] = changes.grants.map(grantMove);
    if (first === undefined) throw new Error("A change of rights without a grant.");
    return commitOne(commit<Busy>(db, { command, heads: [first, ...others], beside: accessWrites(db, changes) }));
  },
  settleGrant: (stored, expectedVersion, command) =>
    settleOne(db, { aggregate: stored.state.id, expectedVersion, stored }, command),
});
