import { operations } from "@grants/contract/document";
import type { UserId } from "@grants/kernel/id";
import { newId } from "@grants/store/new-id";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestApi, createTestApi } from "../support/api.ts";
import { brokenDatabase } from "../support/broken-database.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";

const at = "2027-01-10T09:00:00.000Z";
let database: OpenDatabase;
let api: TestApi;
/** An API whose database refuses everything. */
let broken: TestApi;

beforeAll(async () => {
  database = await openDatabase();
  api = createTestApi(database.db, at);
  broken = createTestApi(brokenDatabase(database.db), at, { mayFail: true });
});
afterAll(() => database.stop());

const someone = (): Promise<UserId> => api.person("someone", [{ role: "auditor" }]);

/** Ids that fit every parameter of a path, so that a request gets as far as the store. */
const ids: Readonly<Record<string, string>> = {
  aggregate: `call_${newId("x")}`,
  sha256: "0".repeat(64),
  path: "general",
  executionOn: "2027-05-12",
  criterion: "RELEVANCE",
  topicId: "DIGITAL-ECCC-2026-DEPLOY-CYBER-10-NCH",
  funder: "BE",
};
const prefixes: Readonly<Record<string, string>> = {
  organisationId: "org",
  bankAccountId: "baf",
  callId: "call",
  proposalId: "prop",
  agreementId: "agr",
  requestId: "req",
  runId: "run",
  messageId: "msg",
  decisionId: "dec",
  jointActionId: "ja",
  lineId: "lin",
  awardId: "awd",
  rankingId: "rank",
};
const fill = (path: string): string =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? `${prefixes[name] ?? "x"}_${newId(name)}`);

describe("API8: an answer of the API", () => {
  const headers = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "strict-transport-security": "max-age=63072000",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
  };

  test.each([
    ["that is given", 200, "GET", "/health"],
    ["to nobody in particular", 401, "GET", "/v1/proposals"],
    ["to an address that is none", 404, "GET", "/v1/nothing"],
    ["to a method that is none", 405, "DELETE", "/health"],
    ["to input that is none", 400, "GET", "/v1/calls?status=x&status=y"],
  ])("%s (%i) has every header, and names no software", async (_, status, method, path) => {
    const reply = await api.send(method, path);
    expect([reply.status, Object.fromEntries(reply.headers)]).toMatchObject([status, headers]);
    expect(["server", "x-powered-by", "access-control-allow-origin"].filter((name) => reply.headers.has(name))).toEqual(
      [],
    );
  });

  test("that failed has them too", async () => {
    const reply = await broken.send("GET", "/v1/calls");
    expect([reply.status, Object.fromEntries(reply.headers)]).toMatchObject([500, headers]);
  });
});

describe("API8: a failure of the platform", () => {
  test("says nothing of what failed, at whatever address", async () => {
    const as = await someone();
    const replies = await Promise.all(
      operations.map(({ method, path }) =>
        broken.send(method.toUpperCase(), `${fill(path)}?callId=call_${newId("x")}`, {
          as,
          ifMatch: 1,
          body: method === "get" ? undefined : {},
        }),
      ),
    );
    const failed = replies.filter(({ status }) => status === 500);
    const generic = { type: "about:blank", title: "Something went wrong.", status: 500, code: "InternalError" };
    const expected = failed.map(({ body: { correlationId } }) => ({ ...generic, correlationId }));
    expect(failed.map(({ body }) => body)).toEqual(expected);
    expect(failed.length).toBeGreaterThan(30);
    expect(failed.filter(({ body, headers }) => headers.get("x-correlation-id") !== body["correlationId"])).toEqual([]);
    expect(replies.filter(({ text }) => /jana|arn:aws|grants-people|TypeError|\.ts:\d/i.test(text))).toEqual([]);
  });

  test("is in the log under its correlation id, without its message", async () => {
    const reply = await broken.send("GET", "/v1/calls");
    const lines = broken.log.filter((line) => line.includes(String(reply.body["correlationId"])));
    expect(lines.map((line): unknown => JSON.parse(line))).toMatchObject([
      { level: "error", event: "UnexpectedError", errorName: "TypeError" },
    ]);
    expect(broken.log.join("\n")).not.toMatch(/jana|Nov|arn:aws|grants-people/i);
  });
});
