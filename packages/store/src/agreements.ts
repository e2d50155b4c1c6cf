import { Agreement, AgreementId } from "@grants/core/agreements/agreement";
import type {
  AgreementPage,
  AgreementPageAsk,
  AgreementStore,
  LoadedAgreement,
  ProjectNumberTaken,
} from "@grants/core/agreements/agreement-store";
import { DataSheet } from "@grants/core/agreements/data-sheet";
import type { Change } from "@grants/core/audit/change";
import type { CursorInvalid } from "@grants/core/audit/cursor-invalid";
import { CallVersion } from "@grants/core/calls/call";
import { Award } from "@grants/core/cofunding/award";
import { Commitment } from "@grants/core/cofunding/commitment";
import { AwardList } from "@grants/core/evaluation/award-list";
import { Organisation } from "@grants/core/registry/organisation";
import { type Result, ok } from "@grants/kernel/result";
import { z } from "zod";
import { type Beside, type HeadMove, commit } from "./commit.ts";
import { commitOne, settleOne } from "./commit-one.ts";
import type { CursorSeal } from "./cursor.ts";
import type { Database } from "./database.ts";
import { type Item, type Wanted, getAll, getOne, queryPage, rightsOf, toRights, toStoredOrNull } from "./read.ts";
import { type Key } from "./table.ts";
import { agreementKeys, agreementPatterns } from "./tables/agreements.ts";
import { awardKeys } from "./tables/awards.ts";
import { callKeys } from "./tables/calls.ts";
import { cofundingKeys } from "./tables/cofunding.ts";
import { registryKeys } from "./tables/registry.ts";
import { sharedKeys } from "./tables/shared.ts";

const SheetItem = z.object({ sheet: DataSheet });
const CallVersionItem = z.object({ version: CallVersion });
const Project = DataSheet.pick({
  projectNumber: true,
  acronym: true,
  title: true,
  maxGrantCents: true,
  signByOn: true,
});
const RowItem = z.object({ agreementId: AgreementId, project: Project });

/** The sheet of an agreement has had one version so far. */
const sheetVersion = 1;
const sheetOf = (agreementId: string): Wanted => ({
  table: "grants",
  key: agreementKeys.dataSheet(agreementId, sheetVersion),
});
const headOf = (agreementId: string): Wanted => ({ table: "grants", key: agreementKeys.agreement(agreementId) });

export const toSheet = (item: Item | null | undefined): DataSheet | null =>
  item === null || item === undefined ? null : SheetItem.parse(item).sheet;

const toLoaded = ([rights, head, sheet]: readonly (Item | null)[]): LoadedAgreement => ({
  rights: toRights(rights),
  agreement: toStoredOrNull(Agreement, head),
  sheet: toSheet(sheet),
});

export const agreementMove = (change: Change<Agreement>): HeadMove => ({
  change,
  key: agreementKeys.agreement(change.aggregate),
  schema: "agreement/1",
});
const awardMove = (change: Change<Award>): HeadMove => ({
  change,
  key: cofundingKeys.award(change.aggregate),
  schema: "award/1",
});

const putNew = (db: Database, item: Item): Beside<never> => ({
  write: { Put: { TableName: db.tables.grants, Item: item } },
});

const rowsOf = (db: Database, sheet: DataSheet): readonly Beside<never>[] => {
  const { agreementId, callId, coordinator } = sheet;
  const row = { schema: "agreement-row/2", agreementId, project: Project.parse(sheet) };
  return [callId, coordinator].map((owner) =>
    putNew(db, { ...agreementKeys.agreementRow(owner, agreementId), ...row }),
  );
};

const numberWrite = (db: Database, { projectNumber, agreementId }: DataSheet): Beside<ProjectNumberTaken> => ({
  write: {
    Put: {
      TableName: db.tables.grants,
      Item: { ...sharedKeys.unique("PROJECT", projectNumber), schema: "unique/1", owner: agreementId },
      ConditionExpression: "attribute_not_exists(pk)",
    },
  },
  lost: () => ({ kind: "ProjectNumberTaken", projectNumber }),
});

type AgreementStoreDeps = { readonly db: Database; readonly cursors: CursorSeal };
type ListAsk = AgreementPageAsk & { readonly owners: readonly string[]; readonly list: string };

/** The rows that follow a place, of one owner after the other; one more than a page, to know whether another follows. */
const rowsBehind = async (db: Database, owners: readonly string[], after: Key | null): Promise<readonly Item[]> => {
  const places = owners
    .map((owner) => agreementKeys.agreementRow(owner, "").pk)
    .toSorted()
    .filter((pk) => after === null || pk >= after.pk);
  const limit = rowsOfPage + 1;
  const pages = await Promise.all(
    places.map((pk) =>
      queryPage(db, agreementPatterns.agreementRows, { pk, limit, ...(after?.pk === pk ? { after } : {}) }),
    ),
  );
  return pages.flatMap(({ items }) => items).slice(0, limit);
};

/** A page of rows, then their heads: two waves, however many owners. */
const listOf = async (
  { db, cursors }: AgreementStoreDeps,
  { owners, list, caller, cursor }: ListAsk,
): Promise<Result<AgreementPage, CursorInvalid>> => {
  const boundTo = `${list}:${caller}`;
  const place = cursor === null ? ok(null) : cursors.open(cursor, boundTo);
  if (!place.ok) return place;
  const found = await rowsBehind(db, owners, place.value);
  const items = found.slice(0, rowsOfPage);
  const rows = items.map((item) => RowItem.parse(item));
  const heads =
    rows.length === 0
      ? []
      : await getAll(
          db,
          rows.map(({ agreementId }) => headOf(agreementId)),
        );
  const agreements = rows.flatMap(({ project }, index) => {
    const agreement = toStoredOrNull(Agreement, heads[index]);
    return agreement === null ? [] : [{ agreement, project }];
  });
  const last = found.length > rowsOfPage ? items.at(-1) : undefined;
  return ok({ agreements, next: last === undefined ? null : cursors.seal(RowKey.parse(last), boundTo) });
};
const rowsOfPage = 50;
const RowKey = z.object({ pk: z.string(), sk: z.string() });

export const createAgreementStore = ({ db, cursors }: AgreementStoreDeps): AgreementStore => ({
  loadRights: async (caller) => toRights(await getOne(db, "people", sharedKeys.rights(caller))),
  load: async (agreementId, caller) =>
    toLoaded(await getAll(db, [rightsOf(caller), headOf(agreementId), sheetOf(agreementId)])),
  loadAward: async (awardId, { commitmentId, agreementId }, caller) => {
    const [rights, award, commitment, agreement] = await getAll(db, [
      rightsOf(caller),
      { table: "grants", key: cofundingKeys.award(awardId) },
      { table: "grants", key: cofundingKeys.commitment(commitmentId) },
      headOf(agreementId),
    ]);
    return {
      rights: toRights(rights),
      award: toStoredOrNull(Award, award),
      commitment: toStoredOrNull(Commitment, commitment),
      agreement: toStoredOrNull(Agreement, agreement),
    };
  },
  loadBacking: async ({ awardId, commitmentId, coordinator }) => {
    const [award, commitment, organisation] = await getAll(db, [
      { table: "grants", key: cofundingKeys.award(awardId) },
      { table: "grants", key: cofundingKeys.commitment(commitmentId) },
      { table: "grants", key: registryKeys.organisation(coordinator) },
    ]);
    return {
      award: toStoredOrNull(Award, award),
      commitment: toStoredOrNull(Commitment, commitment),
      coordinator: toStoredOrNull(Organisation, organisation)?.state ?? null,
    };
  },
  loadTerms: async ({ callId, callVersion, coordinator, listId }) => {
    const [version, organisation, list] = await getAll(db, [
      { table: "grants", key: callKeys.callVersion(callId, callVersion) },
      { table: "grants", key: registryKeys.organisation(coordinator) },
      { table: "grants", key: awardKeys.awardList(listId) },
    ]);
    return {
      list: toStoredOrNull(AwardList, list)?.state ?? null,
      call: version === null || version === undefined ? null : CallVersionItem.parse(version).version,
      organisation: toStoredOrNull(Organisation, organisation)?.state ?? null,
    };
  },
  listOfCall: (callId, ask) =>
    listOf({ db, cursors }, { ...ask, owners: [callId], list: `listCallAgreements:${callId}` }),
  listOfOrganisations: (owners, ask) => listOf({ db, cursors }, { ...ask, owners, list: "listMyAgreements" }),
  commitPreparation: async ({ agreement, award }, sheet, command) => {
    const { id } = agreement.next;
    const kept = putNew(db, { ...agreementKeys.dataSheet(id, sheetVersion), schema: "data-sheet/1", sheet });
    const beside = [numberWrite(db, sheet), kept, ...rowsOf(db, sheet)];
    const heads = [agreementMove(agreement), awardMove(award)] as const;
    return commitOne(commit<ProjectNumberTaken>(db, { command, heads, beside }));
  },
  commitSignature: async ({ agreement, award }, command) => {
    const first = agreementMove(agreement);
    const heads = award === null ? ([first] as const) : ([first, awardMove(award)] as const);
    return commitOne(commit(db, { command, heads }));
  },
  settle: (agreement, expectedVersion, command) =>
    settleOne(db, { aggregate: agreement.state.id, expectedVersion, stored: agreement }, command),
});
