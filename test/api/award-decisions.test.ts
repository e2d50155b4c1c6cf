import { Role } from "@grants/core/access/role";
import { accessTable } from "@grants/core/access/access-table";
import type { UserId } from "@grants/kernel/id";
import { newId } from "@grants/store/new-id";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestApi, createTestApi } from "../support/api.ts";
import { aCallContent, nch } from "../support/builders.ts";
import { anAwardRow, keepDecision } from "../support/decided.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";
import { createThread } from "../support/thread.ts";

let database: OpenDatabase;
let api: TestApi;
let officer: UserId;

beforeAll(async () => {
  database = await openDatabase();
  api = createTestApi(database.db, "2027-05-10T09:00:00.000Z");
  officer = await api.person("project officer", [{ role: "projectOfficer" }]);
});
afterAll(() => database.stop());

const second = `${nch}-2`;
const { topics } = aCallContent();
const publishCall = () =>
  createThread(api).publishCall({
    topics: [...topics, ...topics.map((topic) => ({ ...topic, topicId: second, title: "Second topic" }))],
  });
const list = (callId: string, as = officer) => api.send("GET", `/v1/evaluation/calls/${callId}/decisions`, { as });

const readers: readonly string[] = accessTable.listAwardDecisions.map(({ role }) => role);

describe("the award decisions of a call", () => {
  test("are those of its decided topics", async () => {
    const callId = await publishCall();
    const rows = [anAwardRow("one"), anAwardRow("two")];
    const decisionId = await keepDecision(database.db, { callId, topicId: second, rows, isOfTopic: true });
    const reply = await list(callId);
    expect(reply).toMatchObject({ status: 200, body: { callId, title: aCallContent().title } });
    expect(reply.body["topics"]).toMatchObject([
      { topicId: second, title: "Second topic", version: 1, decision: { id: decisionId, awards: 2 } },
    ]);
  });

  test("are none before the Executive Director has decided", async () => {
    await expect(list(await publishCall())).resolves.toMatchObject({ status: 200, body: { topics: [] } });
  });

  test("are those of a call that exists", async () => {
    const callId = `call_${newId("nowhere")}`;
    await expect(list(callId)).resolves.toMatchObject({ status: 404, body: { code: "CallNotFound" } });
  });

  test.each(Role.options.filter((role) => !readers.includes(role)))("are not for a person who is %s", async (role) => {
    const callId = await publishCall();
    const person = await api.person(`reader ${role}`, [{ role }]);
    await expect(list(callId, person)).resolves.toMatchObject({ status: 403, body: { code: "NotAllowed" } });
  });
});
