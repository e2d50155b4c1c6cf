import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import { type ObjectStore, startObjectStore } from "@grants/local/object-store";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const credentials = { accessKeyId: "local", secretAccessKey: "local" };
const region = "eu-west-1";
const Bucket = "files";

let folder: string;
let store: ObjectStore;
let s3: S3Client;

const start = (dir: string) => startObjectStore({ folder: dir, buckets: [Bucket], credentials, region });

const clientOf = (endpoint: string, over: object = {}) =>
  new S3Client({ endpoint, region, credentials, maxAttempts: 1, ...over });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "local-objects-"));
  store = await start(folder);
  s3 = clientOf(store.url);
});

afterAll(async () => {
  await store.close(0);
  rmSync(folder, { recursive: true });
});

const put = (Key: string, Body: string, over: object = {}) =>
  s3.send(new PutObjectCommand({ Bucket, Key, Body, ...over }));
const get = async (Key: string, over: object = {}) => {
  const answer = await s3.send(new GetObjectCommand({ Bucket, Key, ...over }));
  return { ...answer, text: (await answer.Body?.transformToString()) ?? "" };
};
const refusal = async (sent: Promise<unknown>) => {
  const error: unknown = await sent.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof S3ServiceException ? [error.name, error.$metadata.httpStatusCode] : error;
};

describe("putting an object", () => {
  test("gives it back with its type, metadata and digest", async () => {
    const key = "a folder/é+ü & ' (1).txt";
    await put(key, "hello", {
      ContentType: "text/plain",
      ContentDisposition: 'attachment; filename="a.txt"',
      Metadata: { author: "Ada" },
    });
    expect(await get(key)).toMatchObject({
      text: "hello",
      ContentType: "text/plain",
      ContentDisposition: 'attachment; filename="a.txt"',
      ContentLength: 5,
      ETag: `"${createHash("md5").update("hello").digest("hex")}"`,
      Metadata: { author: "Ada" },
    });
  });

  test("takes an empty body", async () => {
    await put("empty", "", { ContentLength: 0 });
    expect(await get("empty")).toMatchObject({ text: "", ContentLength: 0 });
  });

  test.each([
    ["CRC32", "ChecksumCRC32", "y/Q5Jg=="],
    ["CRC32C", "ChecksumCRC32C", "4waSgw=="],
    ["SHA1", "ChecksumSHA1", createHash("sha1").update("123456789").digest("base64")],
    ["SHA256", "ChecksumSHA256", createHash("sha256").update("123456789").digest("base64")],
  ] as const)(
    "keeps a %s checksum, which the client checks on reading",
    async (ChecksumAlgorithm, member, checksum) => {
      await put(`checksum-${ChecksumAlgorithm}`, "123456789", { ChecksumAlgorithm });
      const read = await get(`checksum-${ChecksumAlgorithm}`, { ChecksumMode: "ENABLED" });
      expect(read).toMatchObject({ text: "123456789", [member]: checksum });
    },
  );

  test("takes a stream with its checksum behind it", async () => {
    const piece = Buffer.alloc(100_000, "x");
    const Body = Readable.from([piece, piece, piece]);
    await s3.send(
      new PutObjectCommand({ Bucket, Key: "streamed", Body, ContentLength: 300_000, ChecksumAlgorithm: "SHA256" }),
    );
    const { ContentLength, ContentEncoding, ChecksumSHA256 } = await s3.send(
      new HeadObjectCommand({ Bucket, Key: "streamed", ChecksumMode: "ENABLED" }),
    );
    expect({ ContentLength, ContentEncoding, ChecksumSHA256 }).toEqual({
      ContentLength: 300_000,
      ContentEncoding: undefined,
      ChecksumSHA256: createHash("sha256")
        .update(Buffer.concat([piece, piece, piece]))
        .digest("base64"),
    });
  });

  test("is refused when the checksum does not fit, and leaves nothing", async () => {
    const sent = put("wrong-checksum", "hello", {
      ChecksumSHA256: createHash("sha256").update("other").digest("base64"),
    });
    expect(await refusal(sent)).toEqual(["BadDigest", 400]);
    expect(await refusal(get("wrong-checksum"))).toEqual(["NoSuchKey", 404]);
    expect(readdirSync(join(folder, "staging"))).toEqual([]);
  });

  test("under an unused key succeeds for one of fifty at once", async () => {
    const puts = Array.from({ length: 50 }, (_, n) => put("only-once", `${n}`, { IfNoneMatch: "*" }));
    const answers = await Promise.all(puts.map((sent) => refusal(sent)));
    const refused = answers.filter((answer) => answer !== undefined);
    expect(refused).toEqual(Array.from({ length: 49 }, () => ["PreconditionFailed", 412]));
  });

  test("under an unused key succeeds again once the object is deleted", async () => {
    await put("again", "1", { IfNoneMatch: "*" });
    await s3.send(new DeleteObjectCommand({ Bucket, Key: "again" }));
    await put("again", "2", { IfNoneMatch: "*" });
    expect(await get("again")).toMatchObject({ text: "2" });
  });

  test("with a condition that is not kept here is refused", async () => {
    expect(await refusal(put("conditional", "1", { IfNoneMatch: '"abc"' }))).toEqual(["NotImplemented", 501]);
    expect(await refusal(put("conditional", "1", { IfMatch: '"abc"' }))).toEqual(["NotImplemented", 501]);
  });
});

describe("versions of an object", () => {
  test("are all kept, and read by their id", async () => {
    const first = await put("versions", "one");
    const second = await put("versions", "two");
    expect(await get("versions")).toMatchObject({ text: "two", VersionId: second.VersionId });
    expect(await get("versions", { VersionId: first.VersionId })).toMatchObject({ text: "one" });
  });

  test("outlive a deletion, which leaves a marker", async () => {
    const { VersionId } = await put("deleted", "one");
    const marker = await s3.send(new DeleteObjectCommand({ Bucket, Key: "deleted" }));
    expect(marker).toMatchObject({ DeleteMarker: true });
    expect(await refusal(get("deleted"))).toEqual(["NoSuchKey", 404]);
    expect(await refusal(get("deleted", { VersionId: marker.VersionId }))).toEqual(["MethodNotAllowed", 405]);
    expect(await get("deleted", { VersionId })).toMatchObject({ text: "one" });
  });

  test("are gone for good when deleted by their id", async () => {
    const first = await put("erased", "one");
    const second = await put("erased", "two");
    await s3.send(new DeleteObjectCommand({ Bucket, Key: "erased", VersionId: second.VersionId }));
    expect(await get("erased")).toMatchObject({ text: "one", VersionId: first.VersionId });
    expect(await refusal(get("erased", { VersionId: second.VersionId }))).toEqual(["NoSuchVersion", 404]);
  });

  test("are there after a restart, without uploads that never finished", async () => {
    const dir = mkdtempSync(join(tmpdir(), "local-objects-"));
    const before = await start(dir);
    const client = clientOf(before.url);
    const one = await client.send(new PutObjectCommand({ Bucket, Key: "kept", Body: "one" }));
    await client.send(new PutObjectCommand({ Bucket, Key: "kept", Body: "two" }));
    await before.close(0);
    writeFileSync(join(dir, "staging", "half"), "ha");
    const after = await start(dir);
    const again = clientOf(after.url);
    const texts = await Promise.all(
      [undefined, one.VersionId].map(async (VersionId) => {
        const { Body } = await again.send(new GetObjectCommand({ Bucket, Key: "kept", VersionId }));
        return Body?.transformToString();
      }),
    );
    await after.close(0);
    const staged = readdirSync(join(dir, "staging"));
    rmSync(dir, { recursive: true });
    expect({ texts, staged }).toEqual({ texts: ["two", "one"], staged: [] });
  });
});

describe("reading an object", () => {
  test.each([
    ["bytes=2-4", "234", "bytes 2-4/10"],
    ["bytes=7-", "789", "bytes 7-9/10"],
    ["bytes=-3", "789", "bytes 7-9/10"],
    ["bytes=0-99", "0123456789", "bytes 0-9/10"],
  ])("gives the range %s", async (Range, text, ContentRange) => {
    await put("digits", "0123456789");
    expect(await get("digits", { Range })).toMatchObject({ text, ContentRange, $metadata: { httpStatusCode: 206 } });
  });

  test("refuses a range behind its end", async () => {
    await put("digits", "0123456789");
    expect(await refusal(get("digits", { Range: "bytes=10-" }))).toEqual(["InvalidRange", 416]);
  });

  test("tells that nothing changed", async () => {
    const { ETag } = await put("known", "1");
    expect(await refusal(get("known", { IfNoneMatch: ETag }))).toEqual(["Unknown", 304]);
  });

  test("answers under another name when asked to", async () => {
    await put("download", "1");
    const ResponseContentDisposition = "attachment; filename=b.txt";
    expect(await get("download", { ResponseContentDisposition })).toMatchObject({
      ContentDisposition: ResponseContentDisposition,
    });
  });

  test("finds no object, version or bucket that is not there", async () => {
    expect(await refusal(get("nothing"))).toEqual(["NoSuchKey", 404]);
    expect(await refusal(get("nothing", { VersionId: "1" }))).toEqual(["NoSuchVersion", 404]);
    expect(await refusal(get("nothing", { Bucket: "other" }))).toEqual(["NoSuchBucket", 404]);
    expect(await refusal(s3.send(new HeadBucketCommand({ Bucket })))).toBeUndefined();
  });
});

const list = async (over: object) => {
  const {
    Contents = [],
    CommonPrefixes = [],
    IsTruncated,
    NextContinuationToken,
  } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: "list/", ...over }));
  return {
    keys: Contents.map(({ Key }) => Key),
    prefixes: CommonPrefixes.map(({ Prefix }) => Prefix),
    IsTruncated,
    NextContinuationToken,
  };
};

describe("listing objects", () => {
  beforeAll(async () => {
    const keys = ["list/a/1", "list/a/2", "list/b", "list/<c>", "list/d/1", "list/gone"];
    await Promise.all(keys.map((key) => put(key, "x")));
    await s3.send(new DeleteObjectCommand({ Bucket, Key: "list/gone" }));
  });

  test("sorts keys by their bytes and leaves out deleted ones", async () => {
    expect(await list({})).toMatchObject({
      keys: ["list/<c>", "list/a/1", "list/a/2", "list/b", "list/d/1"],
      IsTruncated: false,
    });
  });

  test("folds what shares a folder", async () => {
    expect(await list({ Delimiter: "/" })).toMatchObject({
      keys: ["list/<c>", "list/b"],
      prefixes: ["list/a/", "list/d/"],
    });
  });

  test("goes on where a page ended, and never splits a folder", async () => {
    const first = await list({ Delimiter: "/", MaxKeys: 2 });
    const second = await list({ Delimiter: "/", MaxKeys: 2, ContinuationToken: first.NextContinuationToken });
    expect([first, second]).toMatchObject([
      { keys: ["list/<c>"], prefixes: ["list/a/"], IsTruncated: true },
      { keys: ["list/b"], prefixes: ["list/d/"], IsTruncated: false },
    ]);
  });

  test("starts after a key", async () => {
    expect(await list({ StartAfter: "list/b" })).toMatchObject({ keys: ["list/d/1"] });
  });
});

describe("a request is refused", () => {
  test("with a wrong key", async () => {
    const stranger = clientOf(store.url, { credentials: { accessKeyId: "local", secretAccessKey: "guess" } });
    expect(await refusal(stranger.send(new PutObjectCommand({ Bucket, Key: "a", Body: "x" })))).toEqual([
      "SignatureDoesNotMatch",
      403,
    ]);
  });

  test("from an unknown account", async () => {
    const stranger = clientOf(store.url, { credentials: { accessKeyId: "other", secretAccessKey: "local" } });
    expect(await refusal(stranger.send(new GetObjectCommand({ Bucket, Key: "a" })))).toEqual([
      "InvalidAccessKeyId",
      403,
    ]);
  });

  test("without a signature", async () => {
    expect((await fetch(`${store.url}/${Bucket}/a`)).status).toBe(403);
  });

  test("for what this store cannot do", async () => {
    expect((await fetch(`${store.url}/%zz`)).status).toBe(400);
  });
});
