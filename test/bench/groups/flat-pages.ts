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
import { aBudget, aCosts, aLine, aText, aWorkPackage, anOrganisation, nch, whileOpen } from "../../support/builders.ts";
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

type Ask = Parameters<ReturnType<typeof createThread>["must"]>[2];
type Asked = readonly [method: string, path: string, ask?: Ask];

/** A person's own draft among all the others, with two versions to compare and one that is submitted. */
const writeAmongMany = async (api: ReturnType<typeof createTestApi>, callId: string) => {
  const thread = createThread(api);
  const writer = await thread.applicant("bench writer");
  const as = writer.user;
  const proposalId = await thread.draftProposal(writer, callId);
  await thread.writeProposal(as, proposalId, {
    "wp.w01": aWorkPackage("w01"),
    "budget.p001": aBudget("p001", { categoriesCents: {} }),
    "costs.p001.w01": aCosts("p001", "w01", aLine({ amountCents: 300_000_00 })),
  });
  await thread.freezeProposal(as, proposalId);
  const path = `/v1/proposals/${proposalId}`;
  const frozen = await thread.freezeProposal(as, proposalId, 2);
  const body = { documentSha256: frozen.documentSha256 };
  const writes: Readonly<Record<string, Asked>> = {
    "autosave a part": [
      "PUT",
      `${path}/parts/text.impact`,
      { as, body: aText("impact", { text: "Better." }), ifMatch: 1 },
    ],
    submit: ["POST", `${path}/submission`, { as, body, ifMatch: frozen.version }],
  };
  const reads: Readonly<Record<string, Asked>> = {
    "read a proposal with its budget": ["GET", path, { as }],
    "read a consortium": ["GET", `${path}/consortium`, { as }],
    "list the annexes of a proposal": ["GET", `${path}/annexes`, { as }],
    "compare two versions": ["GET", `${path}/comparison`, { as }],
    "take a budget out as a workbook": ["GET", `/v1/spreadsheets/proposals/${proposalId}/budget`, { as }],
  };
  return { writes, reads };
};

type Units = Readonly<Record<string, { readonly instrument: "read units" | "write units"; readonly figure: number }>>;

/** Units of one page of each list and of one step of each kind, with this many proposals stored for one person and one call. */
const unitsAt = async (proposals: number): Promise<Units> => {
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
  const { writes, reads } = await writeAmongMany(api, callId);
  const measure = createMeter(db);
  const measured = async (instrument: "read units" | "write units", asked: Readonly<Record<string, Asked>>) => {
    const rows: [string, Units[string]][] = [];
    for (const [name, [method, path, ask]] of Object.entries(asked)) {
      const { cost } = await measure(() => thread.must(method, path, ask));
      rows.push([name, { instrument, figure: instrument === "read units" ? cost.readUnits : cost.writeUnits }]);
    }
    return Object.fromEntries(rows);
  };
  const own = { ...(await measured("write units", writes)), ...(await measured("read units", reads)) };
  await sealList(db, callId, ids);
  const board = { as: officer, at: whileOpen };
  const lists = await measured("read units", {
    "list my proposals, a page": ["GET", "/v1/proposals", { as: user }],
    "read a call": ["GET", `/v1/calls/${callId}`],
    "list calls by words": ["GET", "/v1/calls?text=hubs"],
    "search calls": ["GET", "/v1/calls/search?text=hubs"],
    "board of a sealed call, first page": ["GET", `/v1/evaluation/calls/${callId}`, board],
    "board of a sealed call, last page": ["GET", `/v1/evaluation/calls/${callId}?page=${pagesOf(ids).length}`, board],
    "admissibility of a sealed call, first page": ["GET", `/v1/admissibility/calls/${callId}`, board],
  });
  await stop();
  return { ...own, ...lists };
};

/** What a step may cost at any size, where DATA says so. */
const boundOf: Readonly<Record<string, number>> = { "autosave a part": 4, submit: 8 };

/** The same units at 10² and at 10⁵ stored proposals: what something costs grows with what is asked, not with what is stored. */
export const flatPages = async (): Promise<readonly Row[]> => {
  const [small, large] = [await unitsAt(few), await unitsAt(many)];
  return Object.entries(large).map(([name, { instrument, figure }]) => {
    const baseline = small[name]?.figure ?? 0;
    const bound = Math.min(baseline, boundOf[name] ?? baseline);
    return { group, name: `${name} at ${many} proposals`, instrument, figure, baseline, bound };
  });
};
