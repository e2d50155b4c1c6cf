import { describe, expect, test } from "vitest";
import { toHttpAnswer } from "./api-response.ts";

const sent = (answer: unknown) => {
  const result = toHttpAnswer(answer);
  return result.ok ? { ...result.value, body: result.value.body.toString("latin1") } : result.error.kind;
};

describe("making an HTTP answer of a function's", () => {
  test("keeps status, headers, cookies and body", () => {
    expect(
      sent({ statusCode: 201, headers: { ETag: '"1"', "x-count": 2 }, cookies: ["a=1", "b=2"], body: "{}" }),
    ).toEqual({
      status: 201,
      headers: { "content-type": "text/plain;charset=utf-8", etag: '"1"', "x-count": "2" },
      cookies: ["a=1", "b=2"],
      body: "{}",
    });
  });

  test("takes a set-cookie header as a cookie", () => {
    expect(sent({ statusCode: 200, headers: { "Set-Cookie": "a=1" } })).toMatchObject({ cookies: ["a=1"] });
  });

  test("decodes a body in base64", () => {
    expect(sent({ statusCode: 200, body: "AP8=", isBase64Encoded: true })).toMatchObject({ body: "\u0000\u00FF" });
  });

  test("frames the message itself", () => {
    const headers = { "Content-Length": "9999", "transfer-encoding": "chunked", connection: "close" };
    expect(sent({ statusCode: 200, headers, body: "ok" })).toMatchObject({
      headers: { "content-type": "text/plain;charset=utf-8" },
    });
  });

  test.each([
    [{ a: 1 }, '{"a":1}'],
    ["hello", "hello"],
    [null, "null"],
    [[1, 2], "[1,2]"],
  ])("takes %j without a status code as the body of a 200", (answer, body) => {
    expect(sent(answer)).toEqual({ status: 200, headers: { "content-type": "application/json" }, cookies: [], body });
  });

  test.each([
    ["no number as status", { statusCode: "created" }],
    ["a status below the answers", { statusCode: 199 }],
    ["a status above the answers", { statusCode: 600 }],
    ["a body that is no text", { statusCode: 200, body: { a: 1 } }],
    ["a header with a line break", { statusCode: 200, headers: { location: "/a\r\nset-cookie: b=1" } }],
    ["a header name with a space", { statusCode: 200, headers: { "a b": "1" } }],
    ["a cookie with a line break", { statusCode: 200, cookies: ["a=1\r\nb: 2"] }],
  ])("refuses %s", (_, answer) => {
    expect(sent(answer)).toBe("MalformedAnswer");
  });
});
