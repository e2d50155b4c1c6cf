import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { unframe } from "./aws-chunked.ts";
import type { ObjectFiles, StagedBody } from "./object-files.ts";
import type { ObjectName } from "./object-version.ts";
import { escapeXml, refuse, type S3Answer, xmlAnswer } from "./s3-answer.ts";
import type { S3Call } from "./s3-call.ts";
import { headersToKeep, limited, namedChecksums, objectBytesMax, refuseDigest, storedHeaders } from "./s3-write.ts";

/** Every part but the last has at least so much: S3's limit. */
const partBytesMin = 5 * 1024 * 1024;
const partNumberMax = 10_000;
/** The list of parts that completes an upload. */
const listBytesMax = 1_000_000;

type StoredPart = { readonly number: number; readonly staged: StagedBody; readonly etag: string };
type Upload = ObjectName & {
  readonly headers: Readonly<Record<string, string>>;
  readonly parts: Map<number, StoredPart>;
};

/** Whether a call is one of an upload in parts. */
export const isMultipartCall = ({ query }: S3Call): boolean => query.has("uploads") || query.has("uploadId");

const framedHash = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";
const noSuchUpload = () => refuse("NoSuchUpload", "There is no such upload.");
const etagOf = ({ digests }: StagedBody) => `"${Buffer.from(digests.md5, "base64").toString("hex")}"`;
const inOrder = ({ parts }: Upload) => [...parts.values()].toSorted((left, right) => left.number - right.number);

const readText = async (call: S3Call): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of limited(call.body, listBytesMax)) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
};

async function* joined(parts: readonly StoredPart[]): AsyncGenerator<Buffer> {
  for (const { staged } of parts) yield* createReadStream(staged.file);
}

/** The parts that a completion names, by number and ETag; undefined where one of them is not there. */
const namedParts = (upload: Upload, text: string): readonly StoredPart[] | undefined => {
  const named = [...text.matchAll(/<Part>(.*?)<\/Part>/gs)].map(([, part = ""]) => ({
    number: Number(/<PartNumber>(\d+)<\/PartNumber>/.exec(part)?.[1]),
    etag: (/<ETag>(.*?)<\/ETag>/.exec(part)?.[1] ?? "").replaceAll(/&quot;|&#34;|"/g, ""),
  }));
  const found = named.map(({ number, etag }) => {
    const part = upload.parts.get(number);
    return part?.etag === `"${etag}"` ? part : undefined;
  });
  const parts = found.filter((part) => part !== undefined);
  return parts.length === 0 || parts.length < found.length ? undefined : parts;
};

const listParts = (upload: Upload): S3Answer => {
  const parts = inOrder(upload).map(({ number, staged, etag }) => {
    const sha256 = `<ChecksumSHA256>${staged.digests.checksums.sha256 ?? ""}</ChecksumSHA256>`;
    const facts = `<PartNumber>${number}</PartNumber><ETag>${escapeXml(etag)}</ETag><Size>${staged.bytes}</Size>`;
    return `<Part>${facts}${sha256}</Part>`;
  });
  return xmlAnswer(200, `<ListPartsResult><IsTruncated>false</IsTruncated>${parts.join("")}</ListPartsResult>`);
};

/** The parts as one object. Its ETag is of their digests, and tells how many there were. */
const join = async (files: ObjectFiles, { bucket, key, headers }: Upload, parts: readonly StoredPart[]) => {
  const staged = await files.stage(joined(parts), new Set());
  const hash = createHash("md5");
  for (const part of parts) hash.update(Buffer.from(part.staged.digests.md5, "base64"));
  const etag = `"${hash.digest("hex")}-${parts.length}"`;
  const stored = await files.commit(staged, { bucket, key, headers, onlyIfAbsent: false, etag });
  if (!stored.ok) throw new Error("an unconditional upload was refused");
  return { etag, stored: stored.value };
};

/**
 * Uploads in parts: begun, sent part by part in any order and any number of times, listed, completed or given up. What is not complete lives
 * as long as the process; in the cloud a rule of the bucket removes it.
 */
export const createMultipart = (files: ObjectFiles) => {
  const uploads = new Map<string, Upload>();

  const begin = ({ bucket, key, headers }: S3Call): S3Answer => {
    const uploadId = randomUUID();
    uploads.set(uploadId, { bucket, key, headers: headersToKeep(Object.entries(headers)), parts: new Map() });
    const names = `<Bucket>${escapeXml(bucket)}</Bucket><Key>${escapeXml(key)}</Key><UploadId>${uploadId}</UploadId>`;
    return xmlAnswer(200, `<InitiateMultipartUploadResult>${names}</InitiateMultipartUploadResult>`);
  };

  const takePart = async (upload: Upload, call: S3Call, payloadHash: string): Promise<S3Answer> => {
    const number = Number(call.query.get("partNumber"));
    if (!Number.isInteger(number) || number < 1 || number > partNumberMax)
      return refuse("InvalidArgument", "The part number is none.");
    const checksums = namedChecksums(Object.entries(call.headers));
    if ("unknown" in checksums) return refuse("NotImplemented", `Checksum ${checksums.unknown} is not supported.`);
    const chunks = payloadHash === framedHash ? unframe(call.body).chunks : call.body;
    const staged = await files.stage(limited(chunks, objectBytesMax), new Set([...checksums.keys(), "sha256"]));
    const wrong = refuseDigest(staged, { checksums, md5: call.headers["content-md5"], payloadHash });
    if (wrong !== undefined) {
      await files.discard(staged);
      return wrong;
    }
    const before = upload.parts.get(number);
    upload.parts.set(number, { number, staged, etag: etagOf(staged) });
    if (before !== undefined) await files.discard(before.staged);
    return { status: 200, headers: { etag: etagOf(staged) } };
  };

  const discardParts = async (uploadId: string, upload: Upload): Promise<void> => {
    uploads.delete(uploadId);
    await Promise.all([...upload.parts.values()].map(({ staged }) => files.discard(staged)));
  };

  const complete = async (uploadId: string, upload: Upload, call: S3Call): Promise<S3Answer> => {
    const parts = namedParts(upload, await readText(call));
    if (parts === undefined) return refuse("InvalidPart", "A part that the list names is not there.");
    if (parts.slice(0, -1).some(({ staged }) => staged.bytes < partBytesMin))
      return refuse("EntityTooSmall", "A part before the last is too small.");
    const { etag, stored } = await join(files, upload, parts);
    const { bucket, key } = upload;
    await discardParts(uploadId, upload);
    const names = `<Bucket>${escapeXml(bucket)}</Bucket><Key>${escapeXml(key)}</Key><ETag>${escapeXml(etag)}</ETag>`;
    const xml = `<CompleteMultipartUploadResult>${names}</CompleteMultipartUploadResult>`;
    return xmlAnswer(200, xml, storedHeaders(stored));
  };

  return async (call: S3Call, payloadHash: string): Promise<S3Answer> => {
    if (call.query.has("uploads")) return call.method === "POST" ? begin(call) : refuse("MethodNotAllowed", "Post it.");
    const uploadId = call.query.get("uploadId") ?? "";
    const upload = uploads.get(uploadId);
    if (upload?.bucket !== call.bucket || upload.key !== call.key) return noSuchUpload();
    switch (call.method) {
      case "PUT":
        return takePart(upload, call, payloadHash);
      case "GET":
        return listParts(upload);
      case "POST":
        return complete(uploadId, upload, call);
      case "DELETE":
        await discardParts(uploadId, upload);
        return { status: 204, headers: {} };
      default:
        return refuse("MethodNotAllowed", `${call.method} is not supported.`);
    }
  };
};
