import { Agreement, AgreementId } from "@grants/core/agreements/agreement";
import type {
  AgreementStore,
  ListedAgreement,
  LoadedAgreement,
  ProjectNumberTaken,
} from "@grants/core/agreements/agreement-store";
import { DataSheet } from "@grants/core/agreements/data-sheet";
import type { Change } from "@grants/core/audit/change";
import { CallVersion } from "@grants/core/calls/call";
import { Award } from "@grants/core/cofunding/award";
import { Commitment } from "@grants/core/cofunding/commitment";
import { Organisation } from "@grants/core/registry/organisation";
import { z } from "zod";
import { type Beside, type HeadMove, commit } from "./commit.ts";
import { commitOne, settleOne } from "./commit-one.ts";
import type { Database } from "./database.ts";
import { type Item, type Wanted, getAll, getOne, queryPage, rightsOf, toRights, toStoredOrNull } from "./read.ts";
import { accessPatterns, keys } from "./table.ts";

const SheetItem = z.object({ sheet: DataSheet });
const CallVersionItem = z.object({ version: CallVersion });
const Project = DataSheet.pick({ projectNumber: true, acronym: true, title: true, maxGrantCents: true });
const RowItem = z.object({ agreementId: AgreementId, project: Project });

/** The sheet of an agreement has had one version so far. */
const sheetVersion = 1;
const sheetOf = (agreementId: string): Wanted => ({ table: "grants", key: keys.dataSheet(agreementId, sheetVersion) });
const headOf = (agreementId: string): Wanted => ({ table: "grants", key: keys.agreement(agreementId) });

export const toSheet = (item: Item | null | undefined): DataSheet | null =>
  item === null || item === undefined ? null : SheetItem.parse(item).sheet;

const toLoaded = ([rights, head, sheet]: readonly (Item | null)[]): LoadedAgreement => ({
  rights: toRights(rights),
  agreement: toStoredOrNull(Agreement, head),
  sheet: toSheet(sheet),
});

export const agreementMove = (change: Change<Agreement>): HeadMove => ({
  change,
  key: keys.agreement(change.aggregate),
  schema: "agreement/1",
});
const awardMove = (change: Change<Award>): HeadMove => ({
  change,
  key: keys.award(change.aggregate),
  schema: "award/1",
});

const putNew = (db: Database, item: Item): Beside<never> => ({
  write: { Put: { TableName: db.tables.grants, Item: item } },
});

const rowsOf = (db: Database, sheet: DataSheet): readonly Beside<never>[] => {
  const { agreementId, callId, coordinator } = sheet;
  const row = { schema: "agreement-row/1", agreementId, project: Project.parse(sheet) };
  return [callId, coordinator].map((owner) => putNew(db, { ...keys.agreementRow(owner, agreementId), ...row }));
};

const numberWrite = (db: Database, { projectNumber, agreementId }: DataSheet): Beside<ProjectNumberTaken> => ({
  write: {
    Put: {
      TableName: db.tables.grants,
      Item: { ...keys.unique("PROJECT", projectNumber), schema: "unique/1", owner: agreementId },
      ConditionExpression: "attribute_not_exists(pk)",
    },
  },
  lost: () => ({ kind: "ProjectNumberTaken", projectNumber }),
});

/** Rows of one owner, then their heads; a page is enough for the agreements of a call. */
const listOf = async (db: Database, owners: readonly string[]): Promise<readonly ListedAgreement[]> => {
  const pages = await Promise.all(
    owners.map((owner) => queryPage(db, accessPatterns.agreementRows, { pk: keys.agreementRow(owner, "").pk })),
  );
  const rows = pages.flatMap(({ items }) => items.map((item) => RowItem.parse(item))).slice(0, rowsMax);
  const heads =
    rows.length === 0
      ? []
      : await getAll(
          db,
          rows.map(({ agreementId }) => headOf(agreementId)),
        );
  return rows.flatMap(({ project }, index) => {
    const agreement = toStoredOrNull(Agreement, heads[index]);
    return agreement === null ? [] : [{ agreement, project }];
  });
};
/** Keys of one batch. */
const rowsMax = 100;

export const createAgreementStore = (db: Database): AgreementStore => ({
  loadRights: async (caller) => toRights(await getOne(db, "people", keys.rights(caller))),
  load: async (agreementId, caller) =>
    toLoaded(await getAll(db, [rightsOf(caller), headOf(agreementId), sheetOf(agreementId)])),
  loadAward: async (awardId, { commitmentId, agreementId }, caller) => {
    const [rights, award, commitment, agreement] = await getAll(db, [
      rightsOf(caller),
      { table: "grants", key: keys.award(awardId) },
      { table: "grants", key: keys.commitment(commitmentId) },
      headOf(agreementId),
    ]);
    return {
      rights: toRights(rights),
      award: toStoredOrNull(Award, award),
      commitment: toStoredOrNull(Commitment, commitment),
      agreement: toStoredOrNull(Agreement, agreement),
    };
  },
  loadBacking: async ({ awardId, commitmentId }) => {
    const [award, commitment] = await getAll(db, [
      { table: "grants", key: keys.award(awardId) },
      { table: "grants", key: keys.commitment(commitmentId) },
    ]);
    return { award: toStoredOrNull(Award, award), commitment: toStoredOrNull(Commitment, commitment) };
  },
  loadTerms: async (callId, callVersion, coordinator) => {
    const [version, organisation] = await getAll(db, [
      { table: "grants", key: keys.callVersion(callId, callVersion) },
      { table: "grants", key: keys.organisation(coordinator) },
    ]);
    return {
      call: version === null || version === undefined ? null : CallVersionItem.parse(version).version,
      organisation: toStoredOrNull(Organisation, organisation)?.state ?? null,
    };
  },
  listOfCall: (callId) => listOf(db, [callId]),
  listOfOrganisations: (organisations) => listOf(db, organisations),
  commitPreparation: async ({ agreement, award }, sheet, command) => {
    const { id } = agreement.next;
    const kept = putNew(db, { ...keys.dataSheet(id, sheetVersion), schema: "data-sheet/1", sheet });
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
