import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { CallId } from "@grants/core/calls/call";
import { SealedRow, pagesOf } from "@grants/core/evaluation/sealed-list";
import { createSealedProposals } from "@grants/store/award-decisions";
import { keepList } from "@grants/store/evaluation-lists";
import { newId } from "@grants/store/new-id";
import { loadSealedFront, sealedPageKey } from "@grants/store/sealed-lists";
import { keys } from "@grants/store/tables/all";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { anOrganisation, nch } from "../support/builders.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";

let opened: OpenDatabase;
beforeAll(async () => {
  opened = await openDatabase();
});
afterAll(() => opened.stop());

const digest = "0".repeat(64);
const at = "2027-01-29T15:00:00.000Z";
const aRow = (place: number): SealedRow =>
  SealedRow.parse({
    proposalId: `prop_${newId(`sealed ${place}`)}`,
    topicId: nch,
    coordinator: anOrganisation("sealed"),
    version: 3,
    receivedAt: at,
    callVersion: 1,
    documentSha256: digest,
    requestedCents: 1,
    entryHash: digest,
  });
/** One more than what the first read gives. */
const rows = Array.from({ length: 1_001 }, (_, place) => aRow(place));
const pages = pagesOf(rows);

const sealed = async (name: string, submissions: number): Promise<CallId> => {
  const id = CallId.parse(`call_${newId(name)}`);
  const envelope = { schema: "call/1", version: 3, chainHash: digest, keyHash: digest, commandHash: digest };
  const published = { draftSha256: digest, contentVersion: 1, contentSha256: digest, opensAt: at, closesAt: at };
  const state = { state: "sealed", id, ...published, registerShards: 1, sealedAt: at, submissions, listSha256: digest };
  const Item = { ...keys.call(id), ...envelope, ...state };
  await opened.db.client.send(new PutCommand({ TableName: opened.db.tables.grants, Item }));
  return id;
};
const keep = (callId: CallId, some = pages) => keepList(opened.db, (page) => sealedPageKey(callId, page), some);

describe("reading a sealed list", () => {
  test("gives ten pages at once, and the rest by their number", async () => {
    const callId = await sealed("long", rows.length);
    await keep(callId);
    expect([...(await loadSealedFront(opened.db, callId)).keys()]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(await createSealedProposals(opened.db).load(callId)).toEqual(rows);
  });

  test("never takes a part of the list for the whole", async () => {
    const callId = await sealed("holed", rows.length);
    await keep(callId, pages.slice(0, 9));
    await expect(createSealedProposals(opened.db).load(callId)).rejects.toThrow("has 900 rows");
  });

  test("gives nothing of a call that is not sealed", async () => {
    const callId = CallId.parse(`call_${newId("unknown")}`);
    await keep(callId, pages.slice(0, 1));
    expect(await createSealedProposals(opened.db).load(callId)).toBeNull();
  });
});
