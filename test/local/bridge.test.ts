import { createServer, request as httpRequest, type OutgoingHttpHeaders } from "node:http";
import { connect } from "node:net";
import { apiBodyBytesMax, apiHeaderBytesMax, createBridge } from "@grants/local/bridge";
import { listen, type Listening } from "@grants/local/http-server";
import { createRuntime, lambdaPayloadBytesMax } from "@grants/local/lambda-runtime";
import type { ApiEvent } from "@grants/local/gateway/api-event";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const handlers = {
  echo: (event: ApiEvent) => ({
    statusCode: 200,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(event),
  }),
  large: ({ queryStringParameters }: ApiEvent) => ({
    statusCode: 200,
    body: "x".repeat(Number(queryStringParameters?.["bytes"])),
  }),
  gulp: () => ({ statusCode: 200 }),
  throws: () => {
    throw new Error("the database password is hunter2");
  },
  hangs: () => new Promise(() => undefined),
  malformed: () => ({ statusCode: "created" }),
  empty: () => ({ statusCode: 204, body: "ignored" }),
};

const reported: string[] = [];
let server: Listening;

const report = (line: string) => reported.push(line);
const routeOf = ({ path }: { path: string }) =>
  path === "/nowhere" ? undefined : { functionName: path.split("/")[1] ?? "", routeKey: "$default" };

beforeAll(async () => {
  const bridge = createBridge({
    runtime: createRuntime({ handlers, timeoutMs: 50, report }),
    clock: { nowMs: () => Date.UTC(2027, 0, 10, 9) },
    report,
  });
  server = await listen(createServer((request, response) => void bridge(request, response, routeOf)));
});

afterAll(async () => {
  await server.close(0);
});

type Answer = { status: number; headers: Record<string, string | string[] | undefined>; body: string };

/** Node's fetch hides what this suite is about: repeated headers, bodies of a GET, unread answers. */
const ask = async (
  path: string,
  init: { method?: string; headers?: OutgoingHttpHeaders; body?: Buffer | string } = {},
) => {
  const answered = Promise.withResolvers<Answer>();
  const request = httpRequest(
    `${server.url}${path}`,
    { method: init.method ?? "GET", headers: init.headers ?? {} },
    (response) => {
      let body = "";
      response.setEncoding("latin1").on("data", (chunk: string) => (body += chunk));
      response.on("end", () => answered.resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    },
  );
  request.on("error", answered.reject);
  request.end(init.body);
  return answered.promise;
};

const post = (path: string, contentType: string, body: Buffer | string) =>
  ask(path, { method: "POST", headers: { "content-type": contentType }, body });

/** Bytes as they are, for what no client library would send. */
const sendRaw = async (text: string): Promise<string> => {
  const closed = Promise.withResolvers<string>();
  let received = "";
  const socket = connect(server.port, "127.0.0.1", () => socket.end(text));
  socket.setEncoding("latin1").on("data", (chunk) => (received += chunk));
  socket.on("close", () => closed.resolve(received));
  return closed.promise;
};

const eventOf = ({ body }: Answer): ApiEvent => JSON.parse(body);

describe("a request through the bridge", () => {
  test("reaches the function as an event, its token with it and unread", async () => {
    const event = eventOf(await ask("/echo?a=1", { headers: { authorization: "Bearer anything" } }));
    expect(event).toMatchObject({
      rawPath: "/echo",
      queryStringParameters: { a: "1" },
      headers: { authorization: "Bearer anything" },
      requestContext: { timeEpoch: Date.UTC(2027, 0, 10, 9) },
    });
    expect(event.requestContext).not.toHaveProperty("authorizer");
  });

  test("carries binary bodies unharmed", async () => {
    const body = Buffer.from([0, 1, 254, 255]);
    expect(eventOf(await post("/echo", "application/octet-stream", body))).toMatchObject({
      body: body.toString("base64"),
      isBase64Encoded: true,
    });
  });

  test("gets an answer without a body where the status has none", async () => {
    const { status, headers, body } = await ask("/empty");
    expect({ status, length: headers["content-length"], body }).toEqual({ status: 204, length: undefined, body: "" });
  });

  test("gets headers alone when it asks for them alone", async () => {
    expect(await ask("/large?bytes=10", { method: "HEAD" })).toMatchObject({
      status: 200,
      headers: { "content-length": "10" },
      body: "",
    });
  });
});

describe("the bridge refuses", () => {
  test.each([
    ["a function that throws", "/throws", 500, "Internal Server Error"],
    ["an answer that cannot be sent", "/malformed", 500, "Internal Server Error"],
    ["a function that takes too long", "/hangs", 503, "Service Unavailable"],
    ["a path without a route", "/nowhere", 404, "Not Found"],
    ["a path without a function", "/other", 404, "Not Found"],
    ["a path that cannot be decoded", "/%zz", 400, "Bad Request"],
  ])("%s, without saying more", async (_, path, status, message) => {
    expect(await ask(path)).toMatchObject({ status, body: JSON.stringify({ message }) });
  });

  test("nothing in silence: what failed is reported inside", async () => {
    await ask("/throws");
    expect(reported.join("\n")).toContain("hunter2");
  });

  test("a body of one byte over 10 MB, and no less", async () => {
    const over = await post("/echo", "text/plain", Buffer.alloc(apiBodyBytesMax + 1, "x"));
    expect(over).toMatchObject({ status: 413, body: '{"message":"Request Entity Too Large"}' });
  });

  test("a body of unknown length once it is over 10 MB", async () => {
    const chunk = `100000\r\n${"x".repeat(0x10_00_00)}\r\n`;
    const head = "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
    expect(await sendRaw(`${head}${chunk.repeat(11)}0\r\n\r\n`)).toMatch(/^HTTP\/1.1 413 /);
  });

  test("an event over 6 MB, to the byte", async () => {
    const sample = 1_000_000;
    const sampleEvent = await post("/echo", "text/plain", Buffer.alloc(sample, "x"));
    const room = lambdaPayloadBytesMax - Buffer.byteLength(sampleEvent.body, "latin1") + sample;
    const at = await post("/gulp", "text/plain", Buffer.alloc(room, "x"));
    const over = await post("/gulp", "text/plain", Buffer.alloc(room + 1, "x"));
    expect([at.status, over.status]).toEqual([200, 413]);
  });

  test("a binary body under 10 MB that is over 6 MB once encoded", async () => {
    expect(await post("/echo", "application/pdf", Buffer.alloc(5_000_000))).toMatchObject({ status: 413 });
  });

  test("an answer over 6 MB, to the byte", async () => {
    const envelope = Buffer.byteLength(JSON.stringify({ statusCode: 200, body: "" }));
    const at = await ask(`/large?bytes=${lambdaPayloadBytesMax - envelope}`);
    const over = await ask(`/large?bytes=${lambdaPayloadBytesMax - envelope + 1}`);
    expect([at.status, over.status]).toEqual([200, 500]);
  });

  test("headers over 10,240 bytes", async () => {
    const at = await ask("/echo", { headers: { "x-long": "x".repeat(apiHeaderBytesMax - 200) } });
    const over = await ask("/echo", { headers: { "x-long": "x".repeat(apiHeaderBytesMax) } });
    expect([at.status, over.status]).toEqual([200, 431]);
  });
});

describe("no client brings the bridge down", () => {
  test.each([
    ["aborts its body", "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nshort"],
    ["speaks no HTTP", "\u0016\u0003\u0001 hello\r\n\r\n"],
    ["sends a broken chunk", "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"],
    ["sends two lengths", "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"],
    ["asks for a tunnel", "CONNECT example.com:443 HTTP/1.1\r\nHost: example.com\r\n\r\n"],
    [
      "asks for another protocol",
      "GET /echo HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\n\r\n",
    ],
    ["goes away before the answer", "GET /hangs HTTP/1.1\r\nHost: a\r\n\r\n"],
    ["asks for everything", "OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"],
  ])("that %s", async (_, text) => {
    await sendRaw(text);
    expect((await ask("/echo")).status).toBe(200);
  });
});
