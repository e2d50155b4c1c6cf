import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ApiRequest, parseTarget, toApiEvent } from "./api-event.ts";

const aRequest = (over: Partial<ApiRequest> = {}): ApiRequest => ({
  method: "GET",
  target: { path: "/v1/calls", rawQueryString: "" },
  rawHeaders: ["Host", "127.0.0.1:3000"],
  body: Buffer.alloc(0),
  sourceIp: "127.0.0.1",
  port: 3000,
  receivedAtMs: Date.UTC(2027, 0, 10, 9, 0, 0, 5),
  requestId: "00000000-0000-4000-8000-000000000000",
  route: { routeKey: "ANY /v1/calls" },
  ...over,
});

const withBody = (contentType: string | undefined, body: Buffer) => {
  const type = contentType === undefined ? [] : ["Content-Type", contentType];
  const { body: encoded, isBase64Encoded } = toApiEvent(aRequest({ method: "POST", rawHeaders: type, body }));
  return { body: encoded, isBase64Encoded };
};

describe("reading a request's target", () => {
  test.each([
    ["/calls?status=open", { path: "/calls", rawQueryString: "status=open" }],
    ["/", { path: "/", rawQueryString: "" }],
    ["/a%20b/%C3%A9", { path: "/a b/é", rawQueryString: "" }],
    ["/a%2Fb", { path: "/a/b", rawQueryString: "" }],
    ["/a?x=%20y&z=a?b", { path: "/a", rawQueryString: "x=%20y&z=a?b" }],
    ["/users%3Fadmin=true", { path: "/users", rawQueryString: "" }],
    ["http://somewhere.example/calls?a=1", { path: "/calls", rawQueryString: "a=1" }],
    ["http://somewhere.example", { path: "/", rawQueryString: "" }],
  ])("takes %s apart", (target, value) => {
    expect(parseTarget(target)).toEqual({ ok: true, value });
  });

  test.each(["/%zz", "/%C3", "*", "calls", "", "?a=1"])("refuses %j", (target) => {
    expect(parseTarget(target)).toEqual({ ok: false, error: { kind: "MalformedTarget" } });
  });

  test("gives back any path that was encoded", () => {
    const segment = fc.string({ unit: "grapheme" }).filter((text) => !text.includes("?"));
    fc.assert(
      fc.property(segment, (text) => {
        expect(parseTarget(`/${encodeURIComponent(text)}`)).toEqual({
          ok: true,
          value: { path: `/${text}`, rawQueryString: "" },
        });
      }),
    );
  });
});

describe("making an API Gateway event", () => {
  test("carries the platform's time, the route and the caller's address", () => {
    expect(toApiEvent(aRequest({ route: { routeKey: "ANY /v1/calls/{proxy+}", proxy: "call_1" } }))).toMatchObject({
      version: "2.0",
      routeKey: "ANY /v1/calls/{proxy+}",
      rawPath: "/v1/calls",
      rawQueryString: "",
      pathParameters: { proxy: "call_1" },
      requestContext: {
        domainName: "127.0.0.1:3000",
        http: { method: "GET", path: "/v1/calls", protocol: "HTTP/1.1", sourceIp: "127.0.0.1", userAgent: "" },
        requestId: "00000000-0000-4000-8000-000000000000",
        stage: "$default",
        time: "10/Jan/2027:09:00:00 +0000",
        timeEpoch: Date.UTC(2027, 0, 10, 9, 0, 0, 5),
      },
      isBase64Encoded: false,
    });
  });

  test("leaves out what the request does not have", () => {
    const event = toApiEvent(aRequest());
    expect(Object.keys(event)).not.toEqual(
      expect.arrayContaining(["cookies", "body", "queryStringParameters", "pathParameters"]),
    );
    expect(event.requestContext).not.toHaveProperty("authorizer");
  });

  test("lower-cases header names, joins repeated ones by comma and drops those of the connection", () => {
    const rawHeaders = ["Accept", "a", "ACCEPT", "b", "Connection", "keep-alive", "Transfer-Encoding", "chunked"];
    const { headers } = toApiEvent(aRequest({ rawHeaders }));
    expect(headers).toMatchObject({ accept: "a,b", "x-forwarded-for": "127.0.0.1", "x-forwarded-port": "3000" });
    expect(Object.keys(headers)).not.toEqual(expect.arrayContaining(["connection", "transfer-encoding"]));
  });

  test("adds the caller to the addresses that proxies noted", () => {
    const { headers } = toApiEvent(aRequest({ rawHeaders: ["X-Forwarded-For", "192.0.2.1"] }));
    expect(headers["x-forwarded-for"]).toBe("192.0.2.1, 127.0.0.1");
  });

  test("moves cookies out of the headers, one to a row", () => {
    const event = toApiEvent(aRequest({ rawHeaders: ["Cookie", "a=1; b=2", "cookie", "c=3"] }));
    expect(event.cookies).toEqual(["a=1", "b=2", "c=3"]);
    expect(event.headers).not.toHaveProperty("cookie");
  });

  test("decodes query parameters and joins repeated ones by comma", () => {
    const target = { path: "/calls", rawQueryString: "topic=a%20b&topic=c&empty=" };
    expect(toApiEvent(aRequest({ target }))).toMatchObject({
      rawQueryString: "topic=a%20b&topic=c&empty=",
      queryStringParameters: { topic: "a b,c", empty: "" },
    });
  });

  test.each(["application/json", "application/json; charset=utf-8", "text/csv", "TEXT/PLAIN", "application/xml"])(
    "passes a body of %s as text",
    (contentType) => {
      expect(withBody(contentType, Buffer.from('{"é":1}'))).toEqual({ body: '{"é":1}', isBase64Encoded: false });
    },
  );

  test.each([
    "application/octet-stream",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/merge-patch+json",
    "application/jsonp",
    undefined,
  ])("passes a body of %s in base64", (contentType) => {
    expect(withBody(contentType, Buffer.from([0, 255]))).toEqual({ body: "AP8=", isBase64Encoded: true });
  });
});
