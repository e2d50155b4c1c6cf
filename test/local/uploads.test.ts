import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { createPresignedPost, type PresignedPost, type PresignedPostOptions } from "@aws-sdk/s3-presigned-post";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { type ObjectStore, startObjectStore } from "@grants/local/object-store";
import { becomesTrue } from "@grants/local/poll";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";

const credentials = { accessKeyId: "local", secretAccessKey: "local" };
const region = "eu-west-1";
const Bucket = "files";
const origin = "http://127.0.0.1:3000";
const minutesMs = 60_000;

const machine = { skewMs: 0 };
let folder: string;
let store: ObjectStore;
let s3: S3Client;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "local-uploads-"));
  store = await startObjectStore({
    folder,
    buckets: [Bucket],
    credentials,
    region,
    nowMs: () => Date.now() + machine.skewMs,
    isAllowedOrigin: (asked) => asked === origin,
  });
  s3 = new S3Client({ endpoint: store.url, region, credentials, maxAttempts: 1 });
});

beforeEach(() => {
  machine.skewMs = 0;
});

afterAll(async () => {
  await store.close(0);
  rmSync(folder, { recursive: true });
});

const outcome = async (answer: Response) => {
  const text = await answer.text();
  return [answer.status, /<Code>(\w+)<\/Code>/.exec(text)?.[1]];
};

const stored = async (Key: string) => {
  const { Body, ContentType, Metadata } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  return { text: await Body?.transformToString(), ContentType, Metadata };
};

const isStored = async (Key: string) => {
  const answer = await fetch(await getSignedUrl(s3, new GetObjectCommand({ Bucket, Key })));
  await answer.body?.cancel();
  return answer.ok;
};

const signedPut = (over: object = {}, options: object = {}) =>
  getSignedUrl(s3, new PutObjectCommand({ Bucket, Key: "put", ...over }), { expiresIn: 60, ...options });

const isTidy = () => readdirSync(join(folder, "staging")).length === 0;

describe("a presigned put", () => {
  test("takes the file", async () => {
    const answer = await fetch(await signedPut(), {
      method: "PUT",
      body: "hello",
      headers: { "content-type": "text/plain" },
    });
    expect(await outcome(answer)).toEqual([200, undefined]);
    expect(await stored("put")).toMatchObject({ text: "hello", ContentType: "text/plain" });
  });

  test.each([
    ["in its last second", 60_000 - 2_000, [200, undefined]],
    ["after it expired", 61_000, [403, "AccessDenied"]],
    ["signed in the future", -16 * minutesMs, [403, "RequestTimeTooSkewed"]],
  ])("%s", async (_, skewMs, expected) => {
    const url = await signedPut();
    machine.skewMs = skewMs;
    expect(await outcome(await fetch(url, { method: "PUT", body: "x" }))).toEqual(expected);
  });

  test.each([
    ["for another key", (url: string) => url.replace("/files/put", "/files/other")],
    ["for longer", (url: string) => url.replace("X-Amz-Expires=60", "X-Amz-Expires=600")],
    ["with another parameter", (url: string) => `${url}&response-content-type=text%2Fhtml`],
  ])("is refused when the address is changed: %s", async (_, change) => {
    const answer = await fetch(change(await signedPut()), { method: "PUT", body: "x" });
    expect(await outcome(answer)).toEqual([403, "SignatureDoesNotMatch"]);
  });

  test("is refused as a read", async () => {
    expect(await outcome(await fetch(await signedPut()))).toEqual([403, "SignatureDoesNotMatch"]);
  });

  test("is refused for more than a week", async () => {
    const url = (await signedPut()).replace("X-Amz-Expires=60", `X-Amz-Expires=${7 * 24 * 3_600 + 1}`);
    expect(await outcome(await fetch(url, { method: "PUT", body: "x" }))).toEqual([
      400,
      "AuthorizationQueryParametersError",
    ]);
  });

  test("is not bound by a checksum that was moved into its address, as with S3", async () => {
    const ChecksumSHA256 = createHash("sha256").update("other").digest("base64");
    const answer = await fetch(await signedPut({ ChecksumSHA256 }), { method: "PUT", body: "hello" });
    expect(await outcome(answer)).toEqual([200, undefined]);
  });

  test("holds the sender to the type, length and checksum that were signed", async () => {
    const body = "exactly this";
    const ChecksumSHA256 = createHash("sha256").update(body).digest("base64");
    const url = await signedPut(
      { Key: "exact", ContentType: "application/pdf", ContentLength: body.length, ChecksumSHA256, IfNoneMatch: "*" },
      {
        signableHeaders: new Set(["content-type", "content-length", "if-none-match"]),
        unhoistableHeaders: new Set(["x-amz-checksum-sha256"]),
      },
    );
    const send = (over: Record<string, string>, text = body) =>
      fetch(url, {
        method: "PUT",
        body: text,
        headers: {
          "content-type": "application/pdf",
          "if-none-match": "*",
          "x-amz-checksum-sha256": ChecksumSHA256,
          ...over,
        },
      }).then(outcome);
    expect(await send({ "content-type": "text/html" })).toEqual([403, "SignatureDoesNotMatch"]);
    expect(await send({}, `${body}!`)).toEqual([403, "SignatureDoesNotMatch"]);
    expect(await send({}, "exactly that")).toEqual([400, "BadDigest"]);
    expect(await send({ "x-amz-meta-more": "1" })).toEqual([403, "AccessDenied"]);
    expect(await send({})).toEqual([200, undefined]);
    expect(await send({})).toEqual([412, "PreconditionFailed"]);
  });
});

const anUpload = (over: Partial<PresignedPostOptions> = {}) =>
  createPresignedPost(s3, {
    Bucket,
    Key: "incoming/a.pdf",
    Expires: 60,
    Fields: { "Content-Type": "application/pdf" },
    Conditions: [["content-length-range", 3, 10]],
    ...over,
  });

type FormEntry = readonly [string, string];

const send = async (
  { url, fields }: PresignedPost,
  file: string | Uint8Array<ArrayBuffer>,
  extra: readonly FormEntry[] = [],
) => {
  const form = new FormData();
  for (const [name, value] of [...Object.entries(fields), ...extra]) form.append(name, value);
  form.append("file", new File([file], "C:\\scans\\mine.pdf", { type: "image/png" }));
  return fetch(url, { method: "POST", body: form });
};

const changed = ({ url, fields }: PresignedPost, over: Record<string, string>): PresignedPost => ({
  url,
  fields: { ...fields, ...over },
});

describe("a form upload", () => {
  test("stores the file under the key and type of the policy", async () => {
    const upload = await anUpload({ Fields: { "Content-Type": "application/pdf", "x-amz-meta-author": "Ada" } });
    expect(await outcome(await send(upload, "%PDF-1"))).toEqual([204, undefined]);
    expect(await stored("incoming/a.pdf")).toEqual({
      text: "%PDF-1",
      ContentType: "application/pdf",
      Metadata: { author: "Ada" },
    });
  });

  test.each([
    [2, [400, "EntityTooSmall"]],
    [3, [204, undefined]],
    [10, [204, undefined]],
    [11, [400, "EntityTooLarge"]],
  ])("of %d bytes where 3 to 10 are allowed", async (bytes, expected) => {
    const upload = await anUpload({ Key: `sized/${bytes}` });
    expect(await outcome(await send(upload, "x".repeat(bytes)))).toEqual(expected);
    expect(await isStored(`sized/${bytes}`)).toBe(expected[0] === 204);
  });

  test.each([
    ["another type", { "Content-Type": "text/html" }, [403, "AccessDenied"]],
    ["another key", { key: "incoming/b.pdf" }, [403, "AccessDenied"]],
    [
      "another policy",
      { Policy: Buffer.from('{"expiration":"2099-01-01T00:00:00Z","conditions":[]}').toString("base64") },
      [403, "SignatureDoesNotMatch"],
    ],
    ["another signature", { "X-Amz-Signature": "0".repeat(64) }, [403, "SignatureDoesNotMatch"]],
    [
      "another account",
      { "X-Amz-Credential": "other/20270110/eu-west-1/s3/aws4_request" },
      [403, "InvalidAccessKeyId"],
    ],
    ["no such credential", { "X-Amz-Credential": "local" }, [400, "InvalidPolicyDocument"]],
  ])("is refused with %s", async (_, over, expected) => {
    expect(await outcome(await send(changed(await anUpload(), over), "12345"))).toEqual(expected);
  });

  test("is refused with a field that the policy does not name, and taken with one to ignore", async () => {
    const upload = await anUpload();
    expect(await outcome(await send(upload, "12345", [["x-amz-meta-more", "1"]]))).toEqual([403, "AccessDenied"]);
    expect(await outcome(await send(upload, "12345", [["x-ignore-csrf", "1"]]))).toEqual([204, undefined]);
  });

  test("is refused without a field that the policy names", async () => {
    const { url, fields } = await anUpload();
    const { "Content-Type": _type, ...others } = fields;
    expect(await outcome(await send({ url, fields: others }, "12345"))).toEqual([403, "AccessDenied"]);
  });

  test.each(["policy", "key", "X-Amz-Signature", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Algorithm"])(
    "is refused without %s",
    async (left) => {
      const { url, fields } = await anUpload();
      const others = Object.fromEntries(
        Object.entries(fields).filter(([name]) => name.toLowerCase() !== left.toLowerCase()),
      );
      expect(await outcome(await send({ url, fields: others }, "12345"))).toEqual([400, "InvalidArgument"]);
    },
  );

  test("is refused once the policy has expired", async () => {
    const upload = await anUpload();
    machine.skewMs = 61_000;
    expect(await outcome(await send(upload, "12345"))).toEqual([403, "AccessDenied"]);
  });

  test("may choose a key below a folder that the policy names", async () => {
    const upload = await anUpload({ Key: "inbox/${filename}" });
    expect(await outcome(await send(upload, "12345"))).toEqual([204, undefined]);
    expect(await stored("inbox/mine.pdf")).toMatchObject({ text: "12345" });
    expect(await outcome(await send(changed(upload, { key: "outbox/a" }), "12345"))).toEqual([403, "AccessDenied"]);
  });

  test("answers as it was asked to", async () => {
    const created = await anUpload({ Fields: { "Content-Type": "application/pdf", success_action_status: "201" } });
    const answer = await send(created, "12345");
    expect([answer.status, await answer.text()]).toEqual([201, expect.stringContaining("<Key>incoming/a.pdf</Key>")]);
  });

  test("keeps bytes that look like the form's own", async () => {
    const bytes = Buffer.from("\r\n--\r\n-\r\n");
    await send(await anUpload({ Key: "tricky" }), new Uint8Array(bytes));
    expect(await stored("tricky")).toMatchObject({ text: bytes.toString() });
  });

  test("is refused when its checksum does not fit", async () => {
    const checksum = createHash("sha256").update("other").digest("base64");
    const upload = await anUpload({ Fields: { "Content-Type": "application/pdf", "x-amz-checksum-sha256": checksum } });
    expect(await outcome(await send(upload, "12345"))).toEqual([400, "BadDigest"]);
  });

  test("of far too many bytes is answered while they still come", async () => {
    const { fields } = await anUpload();
    const entries = Object.entries(fields).map(
      ([name, value]) => `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    );
    const head = `${entries.join("")}--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n`;
    const answered = Promise.withResolvers<number | undefined>();
    const headers = { "content-type": "multipart/form-data; boundary=x" };
    const request = httpRequest(`${store.url}/${Bucket}`, { method: "POST", headers }, (response) => {
      answered.resolve(response.resume().statusCode);
    });
    request.on("error", () => undefined);
    request.write(head);
    request.write(Buffer.alloc(8_000_000));
    expect(await answered.promise).toBe(400);
    request.destroy();
  });

  test.each([
    ["no boundary", "multipart/form-data", "--x\r\n"],
    ["no end", "multipart/form-data; boundary=x", '--x\r\nContent-Disposition: form-data; name="key"\r\n\r\na'],
    [
      "no file",
      "multipart/form-data; boundary=x",
      '--x\r\nContent-Disposition: form-data; name="key"\r\n\r\na\r\n--x--\r\n',
    ],
    ["a nameless part", "multipart/form-data; boundary=x", "--x\r\nContent-Type: text/plain\r\n\r\na\r\n--x--\r\n"],
    [
      "a field of 30 kB",
      "multipart/form-data; boundary=x",
      `--x\r\nContent-Disposition: form-data; name="key"\r\n\r\n${"a".repeat(30_000)}`,
    ],
    [
      "a field twice",
      "multipart/form-data; boundary=x",
      '--x\r\nContent-Disposition: form-data; name="key"\r\n\r\na\r\n'.repeat(2),
    ],
  ])("with %s is refused", async (_, type, body) => {
    const answer = await fetch(`${store.url}/${Bucket}`, { method: "POST", body, headers: { "content-type": type } });
    expect(await outcome(answer)).toEqual([400, "MalformedPOSTRequest"]);
  });

  test("that breaks off leaves nothing behind", async () => {
    const closed = Promise.withResolvers<void>();
    const url = new URL(await getSignedUrl(s3, new PutObjectCommand({ Bucket, Key: "broken" })));
    const head = `PUT ${url.pathname}${url.search} HTTP/1.1\r\nHost: ${url.host}\r\nContent-Length: 100\r\n\r\nabc`;
    const socket = connect(store.port, "127.0.0.1", () => socket.end(head));
    socket
      .resume()
      .on("error", () => undefined)
      .on("close", () => closed.resolve());
    await closed.promise;
    expect(await isStored("broken")).toBe(false);
    expect(await becomesTrue(isTidy, { everyMs: 5, withinMs: 2_000 })).toBe(true);
  });
});

const ask = async (from: string) => {
  const answer = await fetch(`${store.url}/${Bucket}`, {
    method: "OPTIONS",
    headers: { origin: from, "access-control-request-method": "POST" },
  });
  return [answer.status, answer.headers.get("access-control-allow-origin")];
};

describe("a page in a browser", () => {
  test("of this platform may send files here", async () => {
    expect(await ask(origin)).toEqual([200, origin]);
  });

  test("of somebody else may not", async () => {
    expect(await ask("https://elsewhere.example")).toEqual([403, null]);
  });
});
