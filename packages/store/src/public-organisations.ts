import type { LegalEntity, Organisation } from "@grants/core/registry/organisation";
import { Organisation as OrganisationSchema } from "@grants/core/registry/organisation";
import type { OrganisationIndex } from "@grants/core/registry/list-organisations";
import { PublicOrganisation, nameKeysOf } from "@grants/core/registry/public-organisation";
import { OrganisationId } from "@grants/kernel/id";
import { z } from "zod";
import type { Beside } from "./commit.ts";
import type { Database } from "./database.ts";
import { type Item, getAll, getOne, queryPage, rightsOf, toRights, toStored } from "./read.ts";
import { registryKeys, registryPatterns } from "./tables/registry.ts";
import { sharedKeys } from "./tables/shared.ts";

const PublicFacts = PublicOrganisation.omit({ state: true });
const NameRow = z.object({ organisation: OrganisationId });
const Unique = z.object({ owner: OrganisationId });

const put = (db: Database, item: Item): Beside<never> => ({
  write: { Put: { TableName: db.tables.grants, Item: item } },
});

/** What is public of an organisation, and the rows that it is found by; those of its former name go. */
export const publicWrites = (
  db: Database,
  { id: organisation, pic, country }: Organisation,
  { name, former }: { readonly name: string; readonly former: LegalEntity | null },
): readonly Beside<never>[] => {
  const rows = nameKeysOf(name);
  const isKept = (text: string) => rows.some((row) => row.text === text);
  const old = former === null ? [] : nameKeysOf(former.name).filter(({ text }) => !isKept(text));
  const facts = { organisation, name, pic, country };
  return [
    put(db, { ...registryKeys.publicOrganisation(organisation), schema: "public-organisation/1", ...facts }),
    ...rows.map(({ bucket, text }) =>
      put(db, {
        ...registryKeys.organisationName(bucket, text, organisation),
        schema: "organisation-name/1",
        organisation,
      }),
    ),
    ...old.map(({ bucket, text }) => ({
      write: {
        Delete: { TableName: db.tables.grants, Key: registryKeys.organisationName(bucket, text, organisation) },
      },
    })),
  ];
};

const toPublic = (facts: Item | null | undefined, head: Item | null | undefined): readonly PublicOrganisation[] => {
  if (facts === null || facts === undefined || head === null || head === undefined) return [];
  return [{ ...PublicFacts.parse(facts), state: toStored(OrganisationSchema, head).state.state }];
};

/** Public facts with the state of today, in the order asked for, in one wave. */
export const loadPublicOrganisations = async (
  db: Database,
  ids: readonly OrganisationId[],
): Promise<readonly PublicOrganisation[]> => {
  if (ids.length === 0) return [];
  const items = await getAll(
    db,
    ids.flatMap((id) => [
      { table: "grants" as const, key: registryKeys.publicOrganisation(id) },
      { table: "grants" as const, key: registryKeys.organisation(id) },
    ]),
  );
  return ids.flatMap((_, row) => toPublic(items[row * 2], items[row * 2 + 1]));
};

export const createOrganisationIndex = (db: Database): OrganisationIndex => ({
  loadRights: async (caller) => toRights(await getOne(db, "people", rightsOf(caller).key)),
  findByMark: async (kind, value) => {
    const item = await getOne(db, "grants", sharedKeys.unique(kind, value));
    if (item === null) return null;
    return (await loadPublicOrganisations(db, [Unique.parse(item).owner]))[0] ?? null;
  },
  findByName: async ({ bucket, text }) => {
    const { pk } = registryKeys.organisationName(bucket, "", "");
    const { items } = await queryPage(db, registryPatterns.organisationsByName, { pk, sk: { beginsWith: text } });
    const ids = items.map((item) => NameRow.parse(item).organisation);
    return loadPublicOrganisations(db, [...new Set(ids)]);
  },
});
