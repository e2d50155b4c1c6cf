import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Rush, rushToTheDeadline } from "../bench/deadline/rush.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";

describe("forty submissions in the last minute, each sent four times", () => {
  let database: OpenDatabase;
  let rush: Rush;

  beforeAll(async () => {
    database = await openDatabase();
    rush = await rushToTheDeadline(database.db, 40);
  });
  afterAll(() => database.stop());

  test("are on the sealed list exactly once where they were acknowledged, with the receipt that was given (CLR-CAL-01)", () => {
    expect(rush.acknowledged).toBeGreaterThan(30);
    expect({ ...rush, acknowledged: 0 }).toMatchObject({ missing: [], extra: [], twoReceipts: [] });
  });

  test("are refused where they came late or woke up behind the closing, and never listed after the instant (CLR-CAL-01)", () => {
    expect(Object.keys(rush.refused).toSorted()).toEqual(["CallClosed", "CallGateDown"]);
    expect(rush.afterTheInstant).toEqual([]);
  });

  test("write no item together", () => {
    expect(rush.sharedItems).toEqual([]);
  });

  test("ask of the database in the last second what they ask in a quiet minute", () => {
    const { submissions, ...cost } = rush.lastSecond;
    expect(submissions).toBeGreaterThan(2);
    expect(cost).toEqual(rush.quiet);
  });
});
