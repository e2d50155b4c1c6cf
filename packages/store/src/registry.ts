import type { Change } from "@grants/core/audit/change";
import type { Busy } from "@grants/core/audit/stored";
import { BankAccount, BankAccountDetails } from "@grants/core/registry/bank-account";
import type { IdentityMark, IdentityTaken } from "@grants/core/registry/identity-marks";
import { BankAccountId, LegalEntity, Organisation } from "@grants/core/registry/organisation";
import type {
  AccountOfOrganisation,
  LoadedOrganisation,
  PicTaken,
  RegistryStore,
  RegistryWork,
  Salted,
  WorkPage,
} from "@grants/core/registry/registry-store";
import { OrganisationId, type UserId } from "@grants/kernel/id";
import { type Result, ok } from "@grants/kernel/result";
import type { CursorInvalid } from "@grants/core/audit/cursor-invalid";
import { z } from "zod";
import { accessWrites, grantMove } from "./access.ts";
import { type Beside, type HeadMove, commit } from "./commit.ts";
import { commitOne, settleOne } from "./commit-one.ts";
import type { CursorSeal } from "./cursor.ts";
import type { Database } from "./database.ts";
import { publicWrites } from "./public-organisations.ts";
import {
  type Item,
  type Wanted,
  getAll,
  getOne,
  queryAll,
  queryPage,
  rightsOf,
  toRights,
  toStored,
  toStoredOrNull,
} from "./read.ts";
import { type Key } from "./table.ts";
import { letterKeys } from "./tables/letters.ts";
import { registryKeys, registryPatterns } from "./tables/registry.ts";
import { sharedKeys } from "./tables/shared.ts";

const LegalEntityItem = z.object({ content: LegalEntity });
const AccountFileItem = z.object({ content: BankAccountDetails });
const WorkItem = z.object({ organisation: OrganisationId, bankAccount: BankAccountId.optional() });

export const wantedForOrganisation = (organisationId: string, caller: UserId): readonly Wanted[] => [
  rightsOf(caller),
  { table: "grants", key: registryKeys.organisation(organisationId) },
  { table: "people", key: registryKeys.legalEntity(organisationId) },
];

export const toLoadedOrganisation = ([rights, head, legalEntity]: readonly (Item | null)[]): LoadedOrganisation => ({
  rights: toRights(rights),
  organisation: toStoredOrNull(Organisation, head),
  legalEntity: legalEntity === null || legalEntity === undefined ? null : LegalEntityItem.parse(legalEntity).content,
});

const toDetails = (item: Item | null | undefined): BankAccountDetails | null =>
  item === null || item === undefined ? null : AccountFileItem.parse(item).content;

const loadWhole = async (db: Database, organisationId: OrganisationId, caller: UserId) => {
  const ask = { pk: registryKeys.organisation(organisationId).pk, sk: { beginsWith: "BAF#" } };
  const [items, heads, files] = await Promise.all([
    getAll(db, wantedForOrganisation(organisationId, caller)),
    queryAll(db, registryPatterns.bankAccounts, ask),
    queryAll(db, registryPatterns.bankAccountFiles, ask),
  ]);
  const fileBySk = new Map(files.map((file) => [file["sk"], file]));
  const accounts = heads.map((head): AccountOfOrganisation => {
    const account = toStored(BankAccount, head);
    const { id } = account.state;
    const details = toDetails(fileBySk.get(registryKeys.bankAccountFile(organisationId, id).sk));
    if (details === null) throw new Error(`The file of the bank account ${id} is gone.`);
    return { account, details };
  });
  return { ...toLoadedOrganisation(items), accounts };
};

const workKey = ({ organisation, bankAccount }: z.infer<typeof WorkItem>): Key =>
  bankAccount === undefined
    ? registryKeys.organisation(organisation)
    : registryKeys.bankAccount(organisation, bankAccount);

type Paged = { readonly db: Database; readonly cursors: CursorSeal };

const loadWork = async (
  { db, cursors }: Paged,
  caller: UserId,
  { cursor, rowsMax }: WorkPage,
): Promise<Result<RegistryWork, CursorInvalid>> => {
  const boundTo = `listRegistryWork ${caller}`;
  const after = cursor === null ? null : cursors.open(cursor, boundTo);
  if (after !== null && !after.ok) return after;
  const ask = {
    pk: registryKeys.registryWork("").pk,
    limit: rowsMax,
    ...(after === null ? {} : { after: after.value }),
  };
  const [rights, { items, next }] = await Promise.all([
    getOne(db, "people", sharedKeys.rights(caller)),
    queryPage(db, registryPatterns.registryWork, ask),
  ]);
  const rows = items.map((item) => WorkItem.parse(item));
  const heads =
    rows.length === 0
      ? []
      : await getAll(
          db,
          rows.map((row) => ({ table: "grants", key: workKey(row) })),
        );
  const found = rows.flatMap((row, index) => {
    const item = heads[index] ?? null;
    return item === null ? [] : [{ row, item }];
  });
  return ok({
    rights: toRights(rights),
    next: next === null ? null : cursors.seal(next, boundTo),
    organisations: found.flatMap(({ row, item }) =>
      row.bankAccount === undefined ? [toStored(Organisation, item)] : [],
    ),
    accounts: found.flatMap(({ row, item }) => (row.bankAccount === undefined ? [] : [toStored(BankAccount, item)])),
  });
};

const organisationMove = (change: Change<Organisation>): HeadMove => ({
  change,
  key: registryKeys.organisation(change.aggregate),
  schema: "organisation/1",
});
const accountMove = (change: Change<BankAccount>): HeadMove => ({
  change,
  key: registryKeys.bankAccount(change.next.organisation, change.aggregate),
  schema: "bank-account/1",
});

const workRow = (db: Database, id: string, row: z.input<typeof WorkItem>): Beside<never> => ({
  write: {
    Put: { TableName: db.tables.grants, Item: { ...registryKeys.registryWork(id), schema: "registry-work/1", ...row } },
  },
});
const workDone = (db: Database, id: string): Beside<never> => ({
  write: { Delete: { TableName: db.tables.grants, Key: registryKeys.registryWork(id) } },
});

/** The organisation's administrators are told that it is to be paid elsewhere; also where one of them has asked for it. */
const newsOf = (db: Database, { id, organisation, registeredAt }: BankAccount): Beside<never> => ({
  write: {
    Put: {
      TableName: db.tables.grants,
      Item: { ...letterKeys.news(registeredAt, id), schema: "news/1", organisation },
    },
  },
});

const fileWrite = (db: Database, key: Key, schema: string, file: Salted<unknown>): Beside<never> => ({
  write: { Put: { TableName: db.tables.people, Item: { ...key, schema, ...file } } },
});

const picWrite = (db: Database, { id, pic }: Organisation): Beside<PicTaken> => ({
  write: {
    Put: {
      TableName: db.tables.grants,
      Item: { ...sharedKeys.unique("PIC", pic), schema: "unique/1", owner: id },
      ConditionExpression: "attribute_not_exists(pk) OR #owner = :owner",
      ExpressionAttributeNames: { "#owner": "owner" },
      ExpressionAttributeValues: { ":owner": id },
    },
  },
  lost: () => ({ kind: "PicTaken", pic }),
});

const markWrite = (db: Database, owner: OrganisationId, { mark, value }: IdentityMark): Beside<IdentityTaken> => ({
  write: {
    Put: {
      TableName: db.tables.grants,
      Item: { ...sharedKeys.unique(mark, value), schema: "unique/1", owner },
      ConditionExpression: "attribute_not_exists(pk) OR #owner = :owner",
      ExpressionAttributeNames: { "#owner": "owner" },
      ExpressionAttributeValues: { ":owner": owner },
    },
  },
  lost: () => ({ kind: "IdentityTaken", mark }),
});

/** Steps after which nobody waits for this account any more. */
const isSettledState = (state: BankAccount["state"]) =>
  state === "blocked" || state === "withdrawn" || state === "validated";

export const createRegistryStore = (db: Database, cursors: CursorSeal): RegistryStore => ({
  load: async (organisationId, caller) =>
    toLoadedOrganisation(await getAll(db, wantedForOrganisation(organisationId, caller))),
  loadAccount: async (organisationId, bankAccountId, caller) => {
    const [account, file, ...rest] = await getAll(db, [
      { table: "grants", key: registryKeys.bankAccount(organisationId, bankAccountId) },
      { table: "people", key: registryKeys.bankAccountFile(organisationId, bankAccountId) },
      ...wantedForOrganisation(organisationId, caller),
    ]);
    return { ...toLoadedOrganisation(rest), account: toStoredOrNull(BankAccount, account), details: toDetails(file) };
  },
  loadWhole: (organisationId, caller) => loadWhole(db, organisationId, caller),
  loadWork: (caller, page) => loadWork({ db, cursors }, caller, page),
  commitRegistration: async (change, { file, marks, founder, former }, command) => {
    const { next } = change;
    const heads = [organisationMove(change), ...(founder?.grants ?? []).map(grantMove)] as const;
    const beside: readonly Beside<PicTaken | IdentityTaken | Busy>[] = [
      picWrite(db, next),
      fileWrite(db, registryKeys.legalEntity(next.id), "legal-entity/1", file),
      ...marks.map((mark) => markWrite(db, next.id, mark)),
      ...publicWrites(db, next, { name: file.content.name, former }),
      workRow(db, next.id, { organisation: next.id }),
      ...(founder === null ? [] : accessWrites(db, founder)),
    ];
    return commitOne(commit<PicTaken | IdentityTaken | Busy>(db, { command, heads, beside }));
  },
  commitValidation: async (change, appointed, command) => {
    const heads = [organisationMove(change), ...(appointed?.grants ?? []).map(grantMove)] as const;
    const beside: readonly Beside<Busy>[] = [
      workDone(db, change.aggregate),
      ...(appointed === null ? [] : accessWrites(db, appointed)),
    ];
    return commitOne(commit<Busy>(db, { command, heads, beside }));
  },
  commitOrganisation: async (change, command) => {
    // A refused one waits for its own organisation, and for nobody of the ECCC.
    const beside = change.next.state === "refused" ? [workDone(db, change.aggregate)] : [];
    return commitOne(commit(db, { command, heads: [organisationMove(change)], beside }));
  },
  commitAccountRegistration: async (change, details, command) => {
    const { id, organisation } = change.next;
    const beside = [
      fileWrite(db, registryKeys.bankAccountFile(organisation, id), "bank-account-file/1", details),
      workRow(db, id, { organisation, bankAccount: id }),
      ...(change.next.state === "changePending" ? [newsOf(db, change.next)] : []),
    ];
    return commitOne(commit(db, { command, heads: [accountMove(change)], beside }));
  },
  commitAccountStep: async (change, command) => {
    const beside = isSettledState(change.next.state) ? [workDone(db, change.aggregate)] : [];
    return commitOne(commit(db, { command, heads: [accountMove(change)], beside }));
  },
  commitAccountValidation: async ({ account, organisation }, command) => {
    const heads = [accountMove(account), organisationMove(organisation)] as const;
    return commitOne(commit(db, { command, heads, beside: [workDone(db, account.aggregate)] }));
  },
  settle: (stored, expectedVersion, command) =>
    settleOne(db, { aggregate: stored.state.id, expectedVersion, stored }, command),
});
