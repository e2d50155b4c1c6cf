import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestApi, createTestApi } from "../support/api.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";

let database: OpenDatabase;
let api: TestApi;

beforeAll(async () => {
  database = await openDatabase();
  api = createTestApi(database.db, "2027-01-10T09:00:00.000Z");
});
afterAll(() => database.stop());

describe("an address that the API does not have", () => {
  test.each([
    ["GET", "/v1"],
    ["GET", "/v1/nothing"],
    ["POST", "/v1/nothing"],
    ["DELETE", "/v1/calls/call_1/nothing"],
    ["PATCH", "/v1/proposals/a/b/c/d/e"],
  ])("%s %s is refused as the API refuses", async (method, path) => {
    const { status, body, headers } = await api.send(method, path);
    expect([status, headers.get("content-type")]).toEqual([404, "application/problem+json"]);
    expect(body).toMatchObject({ code: "RouteNotFound", status: 404 });
  });

  test.each([
    ["PATCH", "/v1/calls", "GET, HEAD, POST"],
    ["DELETE", "/v1/calls/imports", "GET, HEAD, POST"],
    ["POST", "/health", "GET, HEAD"],
    ["PUT", "/v1/transparency/trails/call_1", "GET, HEAD"],
  ])("%s %s names the methods that it has", async (method, path, allow) => {
    const { status, body, headers } = await api.send(method, path);
    expect([status, headers.get("allow")]).toEqual([405, allow]);
    expect(body).toMatchObject({ code: "MethodNotAllowed", allowed: allow.split(", ") });
  });
});
