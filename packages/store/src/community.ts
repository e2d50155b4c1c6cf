import { CommunityMember } from "@grants/core/registry/community-member";
import type { CommunityStore, CommunityWork, PublicMember } from "@grants/core/registry/community-store";
import { Ncc } from "@grants/core/registry/ncc";
import { CountryCode } from "@grants/core/proposals/part";
import { OrganisationId } from "@grants/kernel/id";
import { type Result, ok } from "@grants/kernel/result";
import { Instant, LocalDate, dateInZone } from "@grants/kernel/time";
import type { CursorInvalid } from "@grants/core/audit/cursor-invalid";
import { z } from "zod";
import { type Beside, commit } from "./commit.ts";
import { commitOne, settleOne } from "./commit-one.ts";
import type { CursorSeal } from "./cursor.ts";
import type { Database } from "./database.ts";
import {
  type Item,
  getAll,
  getOne,
  queryAll,
  queryPage,
  rightsOf,
  toRights,
  toStored,
  toStoredOrNull,
} from "./read.ts";
import { toLoadedOrganisation, wantedForOrganisation } from "./registry.ts";
import { type AccessPattern } from "./table.ts";
import { registryKeys, registryPatterns } from "./tables/registry.ts";
import { sharedKeys } from "./tables/shared.ts";

const PublicRow = z.object({
  organisationId: OrganisationId,
  name: z.string(),
  country: CountryCode,
  domains: z.array(z.enum(["a", "b", "c", "d", "e", "f"])),
  registeredOn: LocalDate,
});
const WorkRow = z.object({
  organisationId: OrganisationId,
  name: z.string(),
  country: CountryCode,
  state: z.enum(["requested", "assessed"]),
  requestedAt: Instant,
});

const put = (db: Database, item: Item): Beside<never> => ({
  write: { Put: { TableName: db.tables.grants, Item: item } },
});
const remove = (db: Database, key: { pk: string; sk: string }): Beside<never> => ({
  write: { Delete: { TableName: db.tables.grants, Key: key } },
});

/** The rows that follow a member: in the public register while registered, in the list of work while somebody has to act. */
const rowsOf = (db: Database, member: CommunityMember, name: string): readonly Beside<never>[] => {
  const { id, organisation: organisationId, country, domains, requestedAt } = member;
  const [open, shown] = [registryKeys.communityWork(country, id), registryKeys.publicMember(country, id)];
  const shared = { organisationId, name, country };
  switch (member.state) {
    case "requested":
    case "assessed": {
      const { state } = member;
      return [put(db, { ...open, schema: "community-work/1", ...shared, state, requestedAt } satisfies Item)];
    }
    case "registered": {
      const registeredOn = dateInZone(member.registered.at);
      return [remove(db, open), put(db, { ...shown, schema: "public-member/1", ...shared, domains, registeredOn })];
    }
    case "refused":
      return [remove(db, open)];
    case "revoked":
      return [remove(db, shown)];
  }
};

type Listed<T> = { readonly rows: readonly T[]; readonly next: string | null };
type ListAsk = {
  readonly pattern: AccessPattern;
  readonly pk: string;
  readonly country: CountryCode | null;
  readonly cursor: string | null;
  readonly boundTo: string;
};

/** A page of rows by country; the cursor is bound to who asked for what. */
const listRows = async <T>(
  { db, cursors }: { readonly db: Database; readonly cursors: CursorSeal },
  schema: z.ZodType<T>,
  { pattern, pk, country, cursor, boundTo }: ListAsk,
): Promise<Result<Listed<T>, CursorInvalid>> => {
  const query = `${boundTo} ${country ?? "all"}`;
  const after = cursor === null ? null : cursors.open(cursor, query);
  if (after !== null && !after.ok) return after;
  const page = await queryPage(db, pattern, {
    pk,
    ...(country === null ? {} : { sk: { beginsWith: `${country}#` } }),
    ...(after === null ? {} : { after: after.value }),
  });
  const rows = page.items.map((item) => schema.parse(item));
  return ok({ rows, next: page.next === null ? null : cursors.seal(page.next, query) });
};

export const createCommunityStore = (db: Database, cursors: CursorSeal): CommunityStore => ({
  loadMember: async (organisationId, caller) => {
    const [member, ...rest] = await getAll(db, [
      { table: "grants", key: registryKeys.communityMember(organisationId) },
      ...wantedForOrganisation(organisationId, caller),
    ]);
    const loaded = toLoadedOrganisation(rest);
    const country = loaded.organisation?.state.country;
    const ncc = country === undefined ? null : await getOne(db, "grants", registryKeys.ncc(country));
    return { ...loaded, member: toStoredOrNull(CommunityMember, member), ncc: toStoredOrNull(Ncc, ncc) };
  },
  loadNcc: async (country, caller) => {
    const [rights, ncc] = await getAll(db, [rightsOf(caller), { table: "grants", key: registryKeys.ncc(country) }]);
    return { rights: toRights(rights), ncc: toStoredOrNull(Ncc, ncc) };
  },
  listNccs: async () =>
    (await queryAll(db, registryPatterns.nccs, { pk: registryKeys.ncc("").pk })).map((item) => toStored(Ncc, item)),
  listMembers: async (country, cursor) => {
    const ask = {
      pattern: registryPatterns.publicCommunity,
      pk: registryKeys.publicMember("", "").pk,
      country,
      cursor,
    };
    const listed = await listRows<PublicMember>({ db, cursors }, PublicRow, { ...ask, boundTo: "listCommunity" });
    return listed.ok ? ok({ members: listed.value.rows, next: listed.value.next }) : listed;
  },
  listWork: async (country, { cursor, caller }) => {
    const ask = { pattern: registryPatterns.communityWork, pk: registryKeys.communityWork("", "").pk, country, cursor };
    const boundTo = `listCommunityWork ${caller}`;
    const listed = await listRows<CommunityWork>({ db, cursors }, WorkRow, { ...ask, boundTo });
    return listed.ok ? ok({ work: listed.value.rows, next: listed.value.next }) : listed;
  },
  loadCaller: async (caller) => toRights(await getOne(db, "people", sharedKeys.rights(caller))),
  commitMember: async (change, name, command) => {
    const heads = [
      { change, key: registryKeys.communityMember(change.next.organisation), schema: "community-member/1" },
    ] as const;
    return commitOne(commit(db, { command, heads, beside: rowsOf(db, change.next, name) }));
  },
  commitNcc: async (change, command) => {
    const heads = [{ change, key: registryKeys.ncc(change.next.country), schema: "ncc/1" }] as const;
    return commitOne(commit(db, { command, heads }));
  },
  settleFact: (stored, expectedVersion, command) =>
    settleOne(db, { aggregate: stored.state.id, expectedVersion, stored }, command),
});
