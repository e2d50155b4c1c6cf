import { Role } from "@grants/core/access/role";
import { accessTable } from "@grants/core/access/access-table";
import type { UserId } from "@grants/kernel/id";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { type TestApi, createTestApi } from "../support/api.ts";
import { aCallContent, beforeOpening } from "../support/builders.ts";
import { publishDraft } from "../support/publish-draft.ts";
import { createThread } from "../support/thread.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";

let database: OpenDatabase;
let api: TestApi;
let officer: UserId;

beforeAll(async () => {
  database = await openDatabase();
  api = createTestApi(database.db, beforeOpening);
  officer = await api.person("programme officer", [{ role: "programmeOfficer" }]);
});
afterAll(() => database.stop());

const Head = z.object({ call: z.object({ id: z.string() }) });
const Drafts = z.object({ drafts: z.array(z.looseObject({ callId: z.string() })) });

const draft = async (title: string, at = beforeOpening): Promise<string> => {
  const made = await api.send("POST", "/v1/calls", { as: officer, at, body: aCallContent({ title }) });
  return Head.parse(made.body).call.id;
};
const list = async () => Drafts.parse((await api.send("GET", "/v1/calls/drafts", { as: officer })).body).drafts;
const rowOf = async (callId: string) => (await list()).find((row) => row.callId === callId);
const publish = async (callId: string, version: number, reasons: readonly { field: string; reason: string }[] = []) =>
  publishDraft(createThread(api).must, {
    callId,
    officer,
    publisher: await api.person("director", [{ role: "authorisingOfficer" }]),
    version,
    reasons,
  });

const readers: readonly string[] = accessTable.listCallDrafts.map(({ role }) => role);

describe("the drafts of calls", () => {
  test("hold a call until it is published", async () => {
    const callId = await draft("Begun");
    await expect(rowOf(callId)).resolves.toEqual({
      callId,
      reference: aCallContent().reference,
      title: "Begun",
      isPublished: false,
      isRequested: false,
      savedAt: beforeOpening,
    });
    await publish(callId, 1);
    await expect(rowOf(callId)).resolves.toBeUndefined();
  });

  test("hold the next version of a published call until that is published too", async () => {
    const callId = await draft("Public");
    await publish(callId, 1);
    const body = aCallContent({ title: "Corrected" });
    await api.send("PUT", `/v1/calls/${callId}/draft`, { as: officer, ifMatch: 3, body });
    await expect(rowOf(callId)).resolves.toMatchObject({ title: "Corrected", isPublished: true });
    await publish(callId, 4, [{ field: "title", reason: "The title was not the one of the topic." }]);
    await expect(rowOf(callId)).resolves.toBeUndefined();
  });

  test("come the last saved first", async () => {
    const [later, earlier] = [
      await draft("Later", "2026-11-20T09:00:02.000Z"),
      await draft("Earlier", "2026-11-20T09:00:01.000Z"),
    ];
    const ids = (await list()).map(({ callId }) => callId);
    expect(ids.filter((id) => id === later || id === earlier)).toEqual([later, earlier]);
  });

  test.each(Role.options.filter((role) => !readers.includes(role)))("are not for a person who is %s", async (role) => {
    const person = await api.person(`reader ${role}`, [{ role }]);
    const reply = await api.send("GET", "/v1/calls/drafts", { as: person });
    expect(reply).toMatchObject({ status: 403, body: { code: "NotAllowed" } });
  });
});
