import { createHash } from "node:crypto";
import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { Dossier } from "@grants/core/evaluation/dossier";
import { SealedRow, pagesOf } from "@grants/core/evaluation/sealed-list";
import { createClosingStore } from "@grants/store/closing";
import type { Database } from "@grants/store/database";
import { keepList } from "@grants/store/evaluation-lists";
import { sealedPageKey } from "@grants/store/sealed-lists";
import { keys } from "@grants/store/tables/all";
import { createTestApi } from "../../support/api.ts";
import { anOrganisation, nch, whileOpen } from "../../support/builders.ts";
import { openDatabase } from "../../support/dynamodb.ts";
import { createThread } from "../../support/thread.ts";
import { loadItems } from "../bulk.ts";
import { createMeter } from "../meter.ts";
import type { Row } from "../row.ts";

const group = "capacity";
const [few, many] = [100, 100_000];
const digest = "a".repeat(64);
const base32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const idOf = (index: number) => {
  const bytes = createHash("sha256").update(`${index}`).digest();
  return `prop_${Array.from({ length: 26 }, (_, place) => base32[(bytes[place] ?? 0) % 32]).join("")}`;
};

const dossierOfRow = (callId: string, sealed: SealedRow): Dossier =>
  Dossier.parse({
    ...sealed,
    callId,
    acronym: "BENCH",
    title: "A proposal of the bench",
    organisations: [sealed.coordinator],
    pics: ["999888777"],
    national: [],
  });

/** A call whose sealed list has this many rows; opened are the proposals of its first and its last page, which the board shows. */
const sealList = async (db: Database, callId: string, ids: readonly string[]): Promise<void> => {
  const rows = ids.map((proposalId) =>
    SealedRow.parse({
      proposalId,
      topicId: nch,
      coordinator: anOrganisation("bench"),
      version: 3,
      receivedAt: whileOpen,
      callVersion: 1,
      documentSha256: digest,
      requestedCents: 1_000_000_00,
      entryHash: digest,
    }),
  );
  const pages = pagesOf(rows);
  await keepList(db, (page) => sealedPageKey(callId, page), pages);
  const shown = new Set([...(pages[0] ?? []), ...(pages.at(-1) ?? [])]);
  await createClosingStore(db).keepDossiers([...shown].map((row) => dossierOfRow(callId, row)));
  const seal = new UpdateCommand({
    TableName: db.tables.grants,
    Key: keys.call(callId),
    UpdateExpression: "SET #state = :sealed, sealedAt = :at, submissions = :submissions, listSha256 = :digest",
    ExpressionAttributeNames: { "#state": "state" },
    ExpressionAttributeValues: { ":sealed": "sealed", ":at": whileOpen, ":submissions": ids.length, ":digest": digest },
  });
  await db.client.send(seal);
};

/** Units of one page of each list, with this many proposals stored for one person and one call. */
const pagesAt = async (proposals: number) => {
  const { db, stop } = await openDatabase();
  const api = createTestApi(db, whileOpen);
  const thread = createThread(api);
  const callId = await thread.publishCall();
  const { user, organisation } = await thread.applicant("bench");
  const officer = await api.person("bench officer", [{ role: "evaluationOfficer" }]);
  const state = { state: "writing", callId, topicId: "T", coordinator: organisation, shard: 0 };
  const envelope = { schema: "proposal/1", version: 1, chainHash: digest, keyHash: digest, commandHash: digest };
  const ids = Array.from({ length: proposals }, (_, index) => idOf(index)).toSorted();
  await loadItems(
    db,
    ids.map((id) => ({ ...keys.mine(user, `PROP#${id}`), schema: "mine/1", id })),
  );
  await loadItems(
    db,
    ids.slice(0, 100).map((id) => ({ ...keys.proposal(id), ...envelope, ...state, id })),
  );
  await sealList(db, callId, ids);
  const measure = createMeter(db);
  const unitsOf = async (path: string, ask: Parameters<typeof thread.must>[2] = {}) =>
    (await measure(() => thread.must("GET", path, ask))).cost.readUnits;
  const units = {
    "list my proposals, a page": await unitsOf("/v1/proposals", { as: user }),
    "read a call": await unitsOf(`/v1/calls/${callId}`),
    "search calls": await unitsOf("/v1/calls?text=hubs"),
    "board of a sealed call, first page": await unitsOf(`/v1/evaluation/calls/${callId}`, {
      as: officer,
      at: whileOpen,
    }),
    "board of a sealed call, last page": await unitsOf(`/v1/evaluation/calls/${callId}?page=${pagesOf(ids).length}`, {
      as: officer,
      at: whileOpen,
    }),
  };
  await stop();
  return units;
};

/** The same units a page at 10² and at 10⁵ stored proposals: what costs grows with what is asked, not with what is stored. */
export const flatPages = async (): Promise<readonly Row[]> => {
  const [small, large] = [await pagesAt(few), await pagesAt(many)];
  return Object.entries(large).map(([name, figure]) => {
    const baseline = Object.entries(small).find(([other]) => other === name)?.[1] ?? 0;
    return { group, name: `${name} at ${many} proposals`, instrument: "read units", figure, baseline, bound: baseline };
  });
};
