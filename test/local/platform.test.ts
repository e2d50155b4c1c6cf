import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { Instant } from "@grants/kernel/time";
import type { ApiEvent } from "@grants/local/gateway/api-event";
import type { Platform } from "@grants/local/platform";
import type { DynamoDBStreamEvent, ScheduledEvent } from "aws-lambda";
import { decodeJwt } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { ada, aPlatform, echo, newFolder, statusOf, write } from "./a-platform.ts";

const postJson = (url: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(url, {
    method: "POST",
    body: JSON.stringify(body),
    headers: { "content-type": "application/json", ...headers },
  });

let dataDir: string;
let platform: Platform;
const seen: { readonly stream: string[]; readonly scheduled: ScheduledEvent[] } = { stream: [], scheduled: [] };

const invoke = async (FunctionName: string, payload: unknown, over: object = {}) => {
  const answer = await new LambdaClient({}).send(
    new InvokeCommand({ FunctionName, Payload: JSON.stringify(payload), ...over }),
  );
  const text = Buffer.from(answer.Payload ?? []).toString();
  return {
    status: answer.StatusCode,
    error: answer.FunctionError,
    payload: text === "" ? undefined : JSON.parse(text),
  };
};

const ask = async (path: string, headers: Record<string, string> = {}): Promise<ApiEvent> =>
  JSON.parse(await (await fetch(platform.url + path, { headers })).text());

describe("a running platform", () => {
  beforeAll(async () => {
    dataDir = newFolder();
    const assetsFolder = join(dataDir, "../", `${dataDir.split("/").at(-1)}-assets`);
    mkdirSync(join(assetsFolder, "css"), { recursive: true });
    writeFileSync(join(assetsFolder, "css/site.abc123.css"), "body{}");
    writeFileSync(join(assetsFolder, ".secret"), "secret");
    platform = await aPlatform({
      dataDir,
      assetsFolder,
      at: Instant.parse("2027-01-10T09:00:00.000Z"),
      handlers: {
        portal: echo,
        calls: echo,
        transparency: echo,
        "publish-events": ({ Records }: DynamoDBStreamEvent) => {
          seen.stream.push(...Records.map(({ dynamodb }) => dynamodb?.Keys?.["pk"]?.S ?? ""));
        },
        "close-calls": (event: ScheduledEvent) => {
          seen.scheduled.push(event);
          return { closed: 3 };
        },
        broken: () => {
          throw new TypeError("no such thing");
        },
      },
      streamWorkers: [{ name: "publish-events" }],
      schedules: [{ name: "close-calls", everySeconds: 60 }],
    });
  });

  afterAll(async () => {
    await platform.stop();
    rmSync(dataDir, { recursive: true });
  });

  test.each([
    ["/v1/calls", "ANY /v1/calls", undefined],
    ["/v1/calls/call_1/versions?page=2", "ANY /v1/calls/{proxy+}", "call_1/versions"],
    ["/health", "ANY /health", undefined],
    ["/openapi.json", "ANY /openapi.json", undefined],
    ["/", "$default", undefined],
    ["/v1/unknown", "ANY /v1/{proxy+}", "unknown"],
    ["/healthy", "$default", undefined],
  ])("routes %s as %s", async (path, routeKey, proxy) => {
    const event = await ask(path);
    expect([event.routeKey, event.pathParameters?.["proxy"]]).toEqual([routeKey, proxy]);
  });

  test("has no route to a function that is not there", async () => {
    expect((await fetch(`${platform.url}/v1/evaluation/x`)).status).toBe(404);
  });

  test("stamps requests with its own clock", async () => {
    const { requestContext } = await ask("/");
    expect(Math.abs(requestContext.timeEpoch - Date.UTC(2027, 0, 10, 9))).toBeLessThan(60_000);
  });

  test("shows whom one can be, and gives scripts a token of them in its own time", async () => {
    const people = await fetch(`${platform.url}/_local/people`);
    const { id, name, role, organisation } = ada;
    expect(await people.json()).toEqual({ people: [{ id, name, role, organisation }] });
    const answer = await postJson(`${platform.url}/_local/token`, { person: ada.id });
    const { access_token: token } = z.object({ access_token: z.string() }).parse(await answer.json());
    expect(decodeJwt(token)).toMatchObject({
      sub: ada.subject,
      iss: `${platform.url}/_local/identity`,
      client_id: "portal",
      token_use: "access",
      exp: expect.closeTo(Date.UTC(2027, 0, 10, 9) / 1_000 + 600, -2),
    });
    expect(decodeJwt(token)).not.toHaveProperty("aud");
  });

  test.each([{ person: "usr_EVE" }, {}, null])("gives no token for %j", async (body) => {
    expect((await postJson(`${platform.url}/_local/token`, body)).status).toBe(400);
  });

  test.each([{ origin: "https://elsewhere.example" }, { "sec-fetch-site": "cross-site" }])(
    "gives no token to another site: %j",
    async (headers) => {
      expect((await postJson(`${platform.url}/_local/token`, { person: ada.id }, headers)).status).toBe(403);
    },
  );

  test("serves files that may be kept for ever", async () => {
    const answer = await fetch(`${platform.url}/assets/css/site.abc123.css`);
    expect([
      answer.status,
      answer.headers.get("content-type"),
      answer.headers.get("cache-control"),
      await answer.text(),
    ]).toEqual([200, "text/css; charset=utf-8", "public, max-age=31536000, immutable", "body{}"]);
  });

  test.each([
    "/assets/missing.css",
    "/assets/css",
    "/assets/",
    "/assets/.secret",
    "/assets/css/%2E%2E/%2E%2E/package.json",
    "/assets/..%2F..%2Fpackage.json",
    "/assets/css%2F..%2F.secret",
    "/assets/a%00b",
  ])("serves nothing at %s", async (path) => {
    expect(await statusOf(platform.url, path)).toBe(404);
  });

  test("serves files to be read only", async () => {
    expect((await fetch(`${platform.url}/assets/css/site.abc123.css`, { method: "POST" })).status).toBe(405);
  });

  test("lets one set its clock forward and to an instant", async () => {
    const set = await postJson(`${platform.url}/_local/clock`, { at: "2027-03-01T12:00:00Z" });
    expect(await set.json()).toMatchObject({ now: expect.stringMatching(/^2027-03-01T12:00:00/) });
    const advanced = await postJson(`${platform.url}/_local/clock`, { advanceSeconds: 3_600 });
    expect(await advanced.json()).toMatchObject({ now: expect.stringMatching(/^2027-03-01T13:00:0/) });
    const shown = await fetch(`${platform.url}/_local/clock`);
    expect(await shown.json()).toMatchObject({ now: expect.stringMatching(/^2027-03-01T13:00:0/) });
  });

  test.each([
    {},
    { at: "tomorrow" },
    { advanceSeconds: 0.5 },
    { advanceSeconds: 1e15 },
    { at: "2027-01-01T00:00:00Z", advanceSeconds: 1 },
    null,
  ])("does not set its clock by %j", async (body) => {
    expect((await postJson(`${platform.url}/_local/clock`, body)).status).toBe(400);
  });

  test("hands what is written to its workers, and can be waited for", async () => {
    await write(platform, "ledger", "AUDIT#1");
    await postJson(`${platform.url}/_local/settle`, {});
    expect(seen.stream).toContain("AUDIT#1");
  });

  test("runs a scheduled worker when asked, at its clock's time", async () => {
    const answer = await postJson(`${platform.url}/_local/schedule/close-calls`, {});
    expect(await answer.json()).toEqual({ answer: { closed: 3 } });
    expect(seen.scheduled.at(-1)).toMatchObject({
      "detail-type": "Scheduled Event",
      source: "aws.events",
      time: expect.stringMatching(/^2027-0\d-\d\dT\d\d:\d\d:\d\dZ$/),
    });
  });

  test.each(["/_local/schedule/unknown", "/_local/unknown"])("has nothing at %s", async (path) => {
    expect((await postJson(platform.url + path, {})).status).toBe(404);
  });

  test("sets the environment in which the SDK finds everything without further words", async () => {
    await new S3Client({}).send(new PutObjectCommand({ Bucket: process.env["FILES_BUCKET"], Key: "a", Body: "b" }));
    expect(existsSync(join(dataDir, "objects"))).toBe(true);
  });

  describe("answers the SDK's invocations", () => {
    test("with what the function returns", async () => {
      const { payload, ...rest } = await invoke("calls", { a: "é" });
      expect([rest, payload.body]).toEqual([{ status: 200, error: undefined }, '{"a":"é"}']);
    });

    test("by an ARN", async () => {
      expect(await invoke("arn:aws:lambda:eu-west-1:000000000000:function:calls", {})).toMatchObject({ status: 200 });
    });

    test("with what the function throws", async () => {
      expect(await invoke("broken", {})).toEqual({
        status: 200,
        error: "Unhandled",
        payload: { errorType: "TypeError", errorMessage: "no such thing", trace: [] },
      });
    });

    test("at once when nobody waits for the answer", async () => {
      const sent = await invoke("close-calls", { id: "by hand" }, { InvocationType: "Event" });
      expect([sent.status, seen.scheduled.some(({ id }) => id === "by hand")]).toEqual([202, true]);
    });

    test("not for a function that is not there", async () => {
      await expect(invoke("unknown", {})).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    });

    test("not with another key", async () => {
      const stranger = new LambdaClient({
        credentials: { accessKeyId: "local", secretAccessKey: "guess" },
        maxAttempts: 1,
      });
      await expect(stranger.send(new InvokeCommand({ FunctionName: "calls" }))).rejects.toMatchObject({
        name: "InvalidSignatureException",
      });
    });
  });
});
