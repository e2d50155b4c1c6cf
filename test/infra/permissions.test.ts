import { tellStory } from "@grants/local/demo/story";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";
import { guardedDatabase } from "../support/permission-guard.ts";
import { createStoryInProcess } from "../support/story.ts";

let database: OpenDatabase;
beforeAll(async () => {
  database = await openDatabase();
});
afterAll(() => database.stop());

describe("the rights of the deployed functions", () => {
  test("are enough for the whole thread, from call to payment", async () => {
    const { db } = database;
    const story = await createStoryInProcess(db, undefined, (name) => guardedDatabase(db, name));
    await expect(tellStory(story)).resolves.toMatchObject({ runId: expect.stringMatching(/^run_/) });
  }, 60_000);

  test("refuse a partition of another context", () => {
    const { db } = database;
    const { client } = guardedDatabase(db, "evaluation");
    const bankAccount = new GetCommand({ TableName: db.tables.people, Key: { pk: "ORG#org_1", sk: "BAF#1" } });
    expect(() => client.send(bankAccount)).toThrow(/AccessDenied: evaluation/);
  });
});
