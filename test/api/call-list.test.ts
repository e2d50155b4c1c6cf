import type { UserId } from "@grants/kernel/id";
import { enteredCentsMax } from "@grants/kernel/limits";
import { importRealCalls } from "@grants/local/demo/import-real-calls";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { type TestApi, createTestApi } from "../support/api.ts";
import { whileOpen } from "../support/builders.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";

const CallPage = z.object({
  calls: z.array(z.object({ callId: z.string(), title: z.string(), closesAt: z.string().nullable() })),
  next: z.string().optional(),
});

let database: OpenDatabase;
let api: TestApi;
let officer: UserId;

beforeAll(async () => {
  database = await openDatabase();
  api = createTestApi(database.db, whileOpen);
  officer = await api.person("programme officer", [{ role: "programmeOfficer" }]);
});
afterAll(() => database.stop());

const aRecord = (number: number, over: object = {}) => ({
  reference: null,
  title: `Record ${number}`,
  programme: "DEP",
  actionType: null,
  budgetCents: null,
  fundingRate: null,
  minGrantCents: null,
  maxGrantCents: null,
  opensAt: null,
  closesAt: new Date(Date.UTC(2020, 0, 1 + number)).toISOString(),
  isTimeAssumed: true,
  topics: [],
  sourceUrl: null,
  note: null,
  ...over,
});

const importRecord = (record: object) =>
  api.send("POST", "/v1/calls/imports", { as: officer, at: whileOpen, body: record });

const importRecords = async (from: number, to: number) => {
  for (let number = from; number < to; number += 25) {
    const numbers = Array.from({ length: Math.min(25, to - number) }, (_, index) => number + index);
    const replies = await Promise.all(numbers.map((each) => importRecord(aRecord(each))));
    expect(replies.map(({ status }) => status)).toEqual(numbers.map(() => 201));
  }
};

const readPages = async (query: Readonly<Record<string, string>>) => {
  const pages: z.infer<typeof CallPage>[] = [];
  let cursor: string | undefined;
  do {
    const search = new URLSearchParams({ ...query, ...(cursor === undefined ? {} : { cursor }) });
    const { status, body } = await api.send("GET", `/v1/calls?${search.toString()}`);
    expect(status).toBe(200);
    const page = CallPage.parse(body);
    pages.push(page);
    cursor = page.next;
  } while (cursor !== undefined);
  return pages.map(({ calls }) => calls);
};

describe("the public list of calls", () => {
  test("goes on behind its hundredth row, and knows every call once, the last closed first", async () => {
    await importRecords(0, 101);
    expect((await readPages({})).map((calls) => calls.length)).toEqual([100, 1]);
    await importRecords(101, 250);
    const pages = await readPages({ status: "closed", programme: "DEP", origin: "imported" });
    expect(pages.map((calls) => calls.length)).toEqual([100, 100, 50]);
    const closings = pages.flat().map(({ closesAt }) => String(closesAt));
    expect(closings).toEqual(closings.toSorted((a, b) => (a < b ? 1 : -1)));
    expect(new Set(closings).size).toBe(250);
  });

  test("finds by words behind the first hundred rows", async () => {
    expect((await readPages({ text: "record 7" })).flat().map(({ title }) => title)).toContain("Record 7");
  });

  test("refuses a cursor of another search", async () => {
    const { body } = await api.send("GET", "/v1/calls");
    const search = new URLSearchParams({ status: "closed", cursor: String(body["next"]) });
    expect(await api.send("GET", `/v1/calls?${search.toString()}`)).toMatchObject({
      status: 400,
      body: { code: "CursorInvalid" },
    });
  });
});

describe("taking in the record of a call", () => {
  const minimal = aRecord(1_000);
  test.each([
    ["a day that does not exist", { closesAt: "2026-13-45T17:00:00.000Z" }, "closesAt"],
    ["a day without a time", { closesAt: "2020-01-01" }, "closesAt"],
    ["an instant to the second", { opensAt: "2020-01-01T00:00:00Z" }, "opensAt"],
    ["an address that runs as a script", { sourceUrl: "javascript:alert(1)" }, "sourceUrl"],
    ["an address without encryption", { sourceUrl: "http://example.eu/call" }, "sourceUrl"],
    ["an address of a file", { sourceUrl: "file:///etc/passwd" }, "sourceUrl"],
    ["a rate that is no fraction", { fundingRate: "half" }, "fundingRate"],
    ["a rate above the whole", { fundingRate: "3/2" }, "fundingRate"],
    ["a cent above the most that is entered", { budgetCents: enteredCentsMax + 1 }, "budgetCents"],
    ["a title that reads backwards", { title: "Call \u202e2026" }, "title"],
    ["a title with a control", { title: "Call \u0000 2026" }, "title"],
    ["a note with half a character", { note: "half \ud800" }, "note"],
    ["an unknown field", { colour: "blue" }, "colour"],
  ])("is refused with %s", async (_, over, field) => {
    const reply = await importRecord({ ...minimal, ...over });
    expect(reply).toMatchObject({ status: 400, body: { code: "InputInvalid", field } });
    expect(api.errors).toEqual([]);
  });

  test("takes the limits themselves", async () => {
    const limits = { budgetCents: enteredCentsMax, fundingRate: "1", sourceUrl: "https://example.eu/call?id=1#top" };
    expect(await importRecord({ ...minimal, ...limits })).toMatchObject({ status: 201 });
  });

  test("takes every call that the Centre really ran", async () => {
    const replies: number[] = [];
    const count = await importRealCalls({
      send: async (method, path, { body }) => {
        const reply = await api.send(method, path, { as: officer, body });
        replies.push(reply.status);
        return reply.body;
      },
    });
    expect(replies).toEqual(Array.from({ length: count }, () => 201));
  });
});
