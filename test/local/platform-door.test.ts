import { composeApiDocument } from "@grants/contract/document";
import { requestBodyBytesMax } from "@grants/kernel/limits";
import { apiBodyBytesMax } from "@grants/local/bridge";
import { cast } from "@grants/local/demo/people";
import { lambdaPayloadBytesMax } from "@grants/local/lambda-runtime";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { type PlatformProcess, startPlatformProcess } from "../support/platform.ts";

let platform: PlatformProcess;

beforeAll(async () => {
  platform = await startPlatformProcess({ at: "2027-01-10T09:00:00Z" });
});

afterAll(async () => {
  await platform.stop();
});

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${platform.url}${path}`, { headers, redirect: "manual" });
const post = (
  path: string,
  body: string | Buffer<ArrayBuffer> | URLSearchParams,
  headers: Record<string, string> = {},
) => fetch(`${platform.url}${path}`, { method: "POST", body, headers, redirect: "manual" });
const tokenOf = async ({ id }: { readonly id: string }): Promise<Record<string, string>> => {
  const answer = await postJson("/_local/token", { person: id });
  const { access_token: token } = z.object({ access_token: z.string() }).parse(await answer.json());
  return { authorization: `Bearer ${token}` };
};
const postJson = (path: string, body: unknown) =>
  post(path, JSON.stringify(body), { "content-type": "application/json" });

describe("the front door", () => {
  test("tells that it is well, at its own time", async () => {
    const answer = await get("/health");
    expect([answer.status, await answer.json()]).toEqual([
      200,
      { status: "ok", at: expect.stringMatching(/^2027-01-10T09:/) },
    ]);
  });

  test("gives the contract as OpenAPI 3.1, word by word", async () => {
    const given: unknown = await (await get("/openapi.json")).json();
    expect(given).toMatchObject({ openapi: expect.stringMatching(/^3\.1\./) });
    expect(given).toEqual(JSON.parse(JSON.stringify(composeApiDocument())));
  });

  test("leads to the pages in the reader's language", async () => {
    const answer = await get("/", { "accept-language": "nl-BE,nl;q=0.9" });
    expect([answer.status, answer.headers.get("location")]).toEqual([302, "/nl"]);
  });

  test.each([
    ["/en/", "/en"],
    ["/nl/about/?a=b", "/nl/about?a=b"],
    ["//elsewhere.example/", "/elsewhere.example"],
  ])("leads from %s to the page itself, by the scheme and host that one came by", async (path, location) => {
    const answer = await get(path);
    expect([answer.status, answer.headers.get("location")]).toEqual([301, location]);
  });

  test.each(["/en", "/nl/about", "/en/no-such-page"])("guards the page %s by its headers", async (path) => {
    const { headers } = await get(path);
    expect(Object.fromEntries(headers)).toMatchObject({
      "content-type": expect.stringMatching(/^text\/html/),
      "content-security-policy": expect.stringContaining("default-src 'none'"),
      "referrer-policy": "strict-origin-when-cross-origin",
      "x-content-type-options": "nosniff",
      vary: "Cookie, Accept-Language",
    });
    expect(headers.get("content-security-policy")).not.toMatch(/unsafe|\*/);
    expect(headers.get("x-powered-by")).toBeNull();
  });

  test("serves the files that a page names", async () => {
    const page = await (await get("/en")).text();
    const files = [...page.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, path = ""]) => path);
    const answers = await Promise.all(files.map((path) => get(path)));
    expect(files.length).toBeGreaterThan(2);
    expect(answers.map(({ status }) => status)).toEqual(files.map(() => 200));
  });

  test.each([
    ["/v1/proposals", 401, "NotSignedIn"],
    ["/v1/calls/call_00000000000000000000000000", 404, "CallNotFound"],
    ["/v1/calls/nothing/like/it", 404, "RouteNotFound"],
  ])("refuses %s with a problem of its own", async (path, status, code) => {
    const answer = await get(path);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([status, "application/problem+json"]);
    expect(await answer.json()).toMatchObject({ status, code, correlationId: expect.any(String) });
  });
});

const send = async (bytes: number) =>
  post("/v1/calls", Buffer.alloc(bytes, " "), {
    "content-type": "application/json",
    "idempotency-key": "a-body-that-is-too-long",
    ...(await tokenOf(cast.programmeOfficer)),
  });

describe("a body at the front door", () => {
  test.each([
    ["is parsed up to what a request may have", requestBodyBytesMax, 400, "code", "BodyNotJson"],
    ["is refused by the API one byte above", requestBodyBytesMax + 1, 413, "code", "BodyTooLarge"],
    ["of 6 MB is refused before the function", lambdaPayloadBytesMax, 413, "message", "Request Entity Too Large"],
    ["of 10 MB is refused before the function", apiBodyBytesMax, 413, "message", "Request Entity Too Large"],
    ["above 10 MB is refused unread", apiBodyBytesMax + 1, 413, "message", "Request Entity Too Large"],
  ])("%s", async (_, bytes, status, member, value) => {
    const answer = await send(bytes);
    expect([answer.status, await answer.json()]).toEqual([status, expect.objectContaining({ [member]: value })]);
    expect((await get("/health")).status).toBe(200);
  });
});

const shown = async (): Promise<unknown> => (await get("/_local/clock")).json();

describe("the clock of a platform", () => {
  test("is set, goes on from there, and tells every function the time", async () => {
    await postJson("/_local/clock", { at: "2027-06-01T12:00:00Z" });
    await postJson("/_local/clock", { advanceSeconds: 3_600 });
    expect(await shown()).toEqual({ now: expect.stringMatching(/^2027-06-01T13:00:/) });
    expect(await (await get("/health")).json()).toMatchObject({ at: expect.stringMatching(/^2027-06-01T13:00:/) });
    await postJson("/_local/clock", { at: "2027-01-10T09:00:00Z" });
  });

  test.each([{ at: "tomorrow" }, { at: "2027-13-01T00:00:00Z" }, { advanceSeconds: 1.5 }, {}])(
    "is not set by %j",
    async (body) => {
      const answer = await postJson("/_local/clock", body);
      expect([answer.status, await shown()]).toEqual([400, { now: expect.stringMatching(/^2027-01-10T09:0/) }]);
    },
  );
});

/** What the API says to this person about what is theirs: 401 to nobody, 403 to somebody without the right. */
const statusFor = async (headers: Record<string, string>) => (await get("/v1/proposals", headers)).status;
describe("who asks", () => {
  test.each([
    ["nobody, when nothing says so", async () => ({}), 401],
    ["nobody, by a header of their own", async () => ({ "x-demo-actor": cast.anna.id }), 401],
    ["nobody, by a token that is none", async () => ({ authorization: `Bearer ${cast.anna.id}` }), 401],
    ["somebody, by a token of the issuer", () => tokenOf(cast.anna), 200],
    ["somebody without the right", () => tokenOf(cast.programmeOfficer), 403],
  ])("is %s", async (_, headersOf, status) => {
    expect(await statusFor(await headersOf())).toBe(status);
  });
});

test("the front door has complained about nothing of all this", () => {
  expect(platform.output()).not.toMatch(/error/i);
});
