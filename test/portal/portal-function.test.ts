import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Visit } from "@grants/portal/page/page-context";
import { Hono } from "hono";
import { handle, type LambdaEvent } from "hono/aws-lambda";
import { describe, expect, test, vi } from "vitest";
import { createApiCaller, type Invoke } from "../../functions/portal/invoke-api.ts";
import { readEnvironment } from "../../functions/portal/read-environment.ts";
import { readEvent } from "../../functions/portal/read-visit.ts";

describe("reading a visit from the gateway's event", () => {
  test("takes the instant at which the gateway received it, to the millisecond", () => {
    const requestContext = { timeEpoch: Date.UTC(2027, 0, 29, 16, 0, 0, 1), requestId: "req_1" };
    expect(readEvent({ event: { requestContext } })).toEqual({ now: "2027-01-29T16:00:00.001Z", requestId: "req_1" });
  });
});

const nobody = () => null;
const aVisit: Visit = {
  now: "2027-01-29T16:00:00.000Z",
  person: { id: "usr_1", name: "Anna Ünal", roles: ["applicant", "expert"] },
  csrfToken: null,
  requestId: "req_1",
};

type Seen = {
  readonly name: string;
  readonly event: {
    readonly requestContext: Readonly<Record<string, unknown>>;
    readonly headers: Readonly<Record<string, unknown>>;
  };
};

/** A function that answers with what it was sent, behind the adapter that every function has. */
const anEcho = (seen: Seen[]): Invoke => {
  const app = new Hono();
  app.all("*", async (c) => {
    const { method, path } = c.req;
    const answer = { method, path, query: c.req.query(), version: c.req.header("if-match"), body: await c.req.text() };
    return c.json(answer, 201, { etag: '"4"' });
  });
  const handler = handle(app);
  return async (name, text) => {
    const event: LambdaEvent & Seen["event"] = JSON.parse(text);
    seen.push({ name, event });
    return JSON.stringify(await handler(event));
  };
};

describe("calling an API function", () => {
  test("hands over request, person and instant, and gives back the answer", async () => {
    const seen: Seen[] = [];
    const call = createApiCaller(
      anEcho(seen),
      () => "token-of-anna",
      () => undefined,
    );
    const request = new Request("http://api/v1/proposals/prop_1/parts/budget.p001?a=1%202", {
      method: "PUT",
      headers: { authorization: "Bearer of-somebody-else", "if-match": '"3"', "content-type": "application/json" },
      body: '{"é":1}',
    });
    const response = await call(request, aVisit);
    await expect(response.json()).resolves.toEqual({
      method: "PUT",
      path: "/v1/proposals/prop_1/parts/budget.p001",
      query: { a: "1 2" },
      version: '"3"',
      body: '{"é":1}',
    });
    expect([response.status, response.headers.get("etag"), seen[0]?.name]).toEqual([201, '"4"', "proposals"]);
    expect(seen[0]?.event).toMatchObject({
      headers: { authorization: "Bearer token-of-anna" },
      requestContext: { timeEpoch: Date.UTC(2027, 0, 29, 16) },
    });
    // What is said of a person beside their token would be believed one day.
    expect(seen[0]?.event.requestContext).not.toHaveProperty("authorizer");
  });

  test.each(["..%2Fcalls", "..%252Fcalls", "call_1%3Fstatus=open", "call_1%253Fstatus=open"])(
    "hands over %s as one segment, and not decoded",
    async (segment) => {
      const seen: Seen[] = [];
      const call = createApiCaller(anEcho(seen), nobody, () => undefined);
      const response = await call(new Request(`http://api/v1/calls/${segment}`), aVisit);
      await expect(response.json()).resolves.toMatchObject({ path: `/v1/calls/${segment}`, query: {} });
    },
  );

  test("names each call after the visit that makes it, and nobody where nobody is signed in", async () => {
    const seen: Seen[] = [];
    const call = createApiCaller(anEcho(seen), nobody, () => undefined);
    await call(new Request("http://api/v1/calls"), { ...aVisit, person: null, requestId: "req_1" });
    await call(new Request("http://api/v1/calls"), { ...aVisit, person: null, requestId: "req_2" });
    expect(seen[0]?.event.headers).not.toHaveProperty("authorization");
    const contexts = seen.map(({ event }) => event.requestContext);
    expect(contexts.map(({ requestId }) => requestId)).toEqual(["req_1", "req_2"]);
  });

  test("that fails is a 500 and is reported", async () => {
    const reportError = vi.fn<(error: unknown, visit: Visit) => void>();
    const failing: Invoke = () => Promise.reject(new Error("calls failed"));
    const response = await createApiCaller(failing, nobody, reportError)(new Request("http://api/v1/calls"), aVisit);
    expect(response.status).toBe(500);
    expect(reportError).toHaveBeenCalledWith(new Error("calls failed"), aVisit);
  });

  test("that answers what is no answer is a 500 too", async () => {
    const odd: Invoke = async () => '{"errorMessage":"Task timed out"}';
    const response = await createApiCaller(odd, nobody, () => undefined)(new Request("http://api/v1/calls"), aVisit);
    expect(response.status).toBe(500);
  });
});

describe("the environment of the portal", () => {
  test("has the addresses of the assets beside the bundle, or where it says", async () => {
    const folder = await mkdtemp(join(tmpdir(), "portal-"));
    await writeFile(join(folder, "assets.json"), '{"site.css":"/assets/site.1.css"}');
    await writeFile(join(folder, "other.json"), '{"site.css":"/assets/site.2.css"}');
    const moduleUrl = pathToFileURL(join(folder, "index.mjs")).href;
    const secret = "a secret of the tests, long enough to be one";
    const secrets = { OIDC_CLIENT_SECRET: secret, SESSION_KEY: secret, SESSIONS_TABLE: "sessions" };
    expect(readEnvironment({ ...secrets, DEMO: "1", FUNCTION_PREFIX: "grants-" }, moduleUrl)).toEqual({
      functionPrefix: "grants-",
      assets: { "site.css": "/assets/site.1.css" },
      demo: true,
      siteOrigin: null,
      clientSecret: secret,
      sessionKey: secret,
      sessionsTable: "sessions",
      limits: { idleSecondsMax: 1_800, secondsMax: 43_200 },
    });
    const named = readEnvironment({ ...secrets, ASSET_MANIFEST: join(folder, "other.json") }, moduleUrl);
    expect([named.assets["site.css"], named.demo]).toEqual(["/assets/site.2.css", false]);
    await rm(folder, { recursive: true });
  });
});
