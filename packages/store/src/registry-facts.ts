import { SizeDeclaration } from "@grants/core/registry/enterprise-size";
import { controllingGroups } from "@grants/core/experts/groups";
import type { FactStore } from "@grants/core/registry/fact-store";
import type { Fingerprint } from "@grants/core/registry/identity-marks";
import { Ownership, OwnershipDeclaration } from "@grants/core/registry/ownership-declaration";
import { Standing } from "@grants/core/registry/standing";
import { z } from "zod";
import { type Beside, commit } from "./commit.ts";
import { commitOne, settleOne } from "./commit-one.ts";
import type { Database } from "./database.ts";
import { getAll, toStoredOrNull } from "./read.ts";
import { toLoadedOrganisation, wantedForOrganisation } from "./registry.ts";
import { type Key } from "./table.ts";
import { registryKeys } from "./tables/registry.ts";

const DeclarationItem = z.object({ content: OwnershipDeclaration });
const FiguresItem = z.object({ content: SizeDeclaration });

/** The file that stands, and the same under its number, which is never replaced. */
const fileWrites = (db: Database, schema: string, at: readonly Key[], file: object | null): readonly Beside<never>[] =>
  file === null
    ? []
    : at.map((key) => ({ write: { Put: { TableName: db.tables.people, Item: { ...key, schema, ...file } } } }));

type Writer = { readonly db: Database; readonly fingerprint: Fingerprint };

/** What a declaration makes of the organisation's groups, where contexts find it that may not read who owns whom. */
const groupWrites = (
  { db, fingerprint }: Writer,
  organisation: string,
  declaration: Parameters<FactStore["commitOwnership"]>[1],
): readonly Beside<never>[] => {
  if (declaration === null) return [];
  const groups = controllingGroups(declaration.content, fingerprint);
  const Item = { ...registryKeys.organisationGroups(organisation), schema: "organisation-groups/1", groups };
  return [{ write: { Put: { TableName: db.tables.grants, Item } } }];
};

export const createFactStore = (db: Database, fingerprint: Fingerprint): FactStore => ({
  loadFacts: async (organisationId, caller) => {
    const [ownership, declaration, standing, figures, ...rest] = await getAll(db, [
      { table: "grants", key: registryKeys.ownership(organisationId) },
      { table: "people", key: registryKeys.ownershipFile(organisationId) },
      { table: "grants", key: registryKeys.standing(organisationId) },
      { table: "people", key: registryKeys.sizeFile(organisationId) },
      ...wantedForOrganisation(organisationId, caller),
    ]);
    return {
      ...toLoadedOrganisation(rest),
      ownership: toStoredOrNull(Ownership, ownership),
      declaration:
        declaration === null || declaration === undefined ? null : DeclarationItem.parse(declaration).content,
      standing: toStoredOrNull(Standing, standing),
      figures: figures === null || figures === undefined ? null : FiguresItem.parse(figures).content,
    };
  },
  commitOwnership: async (change, declaration, command) => {
    const { organisation, declaration: number } = change.next;
    const at = [registryKeys.ownershipFile(organisation), registryKeys.ownershipFileVersion(organisation, number)];
    const beside = [
      ...fileWrites(db, "ownership-declaration/1", at, declaration),
      ...groupWrites({ db, fingerprint }, organisation, declaration),
    ];
    const heads = [{ change, key: registryKeys.ownership(organisation), schema: "ownership/1" }] as const;
    return commitOne(commit(db, { command, heads, beside }));
  },
  commitStanding: async (change, figures, command) => {
    const { organisation } = change.next;
    const version = (change.before?.version ?? 0) + 1;
    const at = [registryKeys.sizeFile(organisation), registryKeys.sizeFileVersion(organisation, version)];
    const beside = fileWrites(db, "size-declaration/1", at, figures);
    const heads = [{ change, key: registryKeys.standing(organisation), schema: "standing/1" }] as const;
    return commitOne(commit(db, { command, heads, beside }));
  },
  settleFact: (stored, expectedVersion, command) =>
    settleOne(db, { aggregate: stored.state.id, expectedVersion, stored }, command),
});
