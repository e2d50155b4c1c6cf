import { unframe } from "./aws-chunked.ts";
import { type ChecksumAlgorithm, isChecksumAlgorithm } from "./digests.ts";
import type { ObjectFiles, StagedBody } from "./object-files.ts";
import type { ObjectName, ObjectVersion } from "./object-version.ts";
import { refuse, type S3Answer } from "./s3-answer.ts";
import type { S3Call } from "./s3-call.ts";

/** What S3 takes in one put. */
export const objectBytesMax = 5 * 1024 * 1024 * 1024;

/** A body that is longer than it may be: reading stops there. */
export class BodyTooLarge extends Error {
  override readonly name = "BodyTooLarge";
}

export async function* limited(chunks: AsyncIterable<Buffer>, bytesMax: number): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > bytesMax) throw new BodyTooLarge(`more than ${bytesMax} bytes`);
    yield chunk;
  }
}

const keptHeaders = new Set([
  "cache-control",
  "content-disposition",
  "content-encoding",
  "content-language",
  "content-type",
  "expires",
]);
const keptPrefixes = ["x-amz-meta-", "x-amz-server-side-encryption", "x-amz-object-lock-"];

/** What of a request or form is given back with the object. */
export const headersToKeep = (given: Iterable<readonly [string, string]>): Record<string, string> => {
  const kept = [...given]
    .filter(([name]) => keptHeaders.has(name) || keptPrefixes.some((prefix) => name.startsWith(prefix)))
    .map(([name, value]) =>
      name === "content-encoding" ? [name, value.replace(/^aws-chunked,?\s*/, "")] : [name, value],
    )
    .filter(([, value]) => value !== "");
  return { "content-type": "binary/octet-stream", ...Object.fromEntries(kept) };
};

const checksumPrefix = "x-amz-checksum-";

/** The checksums that a sender names, by algorithm; or the algorithm that is not known here. */
export const namedChecksums = (
  given: Iterable<readonly [string, string]>,
): ReadonlyMap<ChecksumAlgorithm, string> | { readonly unknown: string } => {
  const named = new Map<ChecksumAlgorithm, string>();
  for (const [name, value] of given) {
    const algorithm = name.slice(checksumPrefix.length);
    if (!name.startsWith(checksumPrefix) || algorithm === "algorithm" || algorithm === "type") continue;
    if (!isChecksumAlgorithm(algorithm)) return { unknown: algorithm };
    named.set(algorithm, value);
  }
  return named;
};

/** Whether a body is what its sender said. */
export const refuseDigest = (
  { digests }: StagedBody,
  said: {
    readonly checksums: ReadonlyMap<ChecksumAlgorithm, string>;
    readonly md5: string | undefined;
    readonly payloadHash: string;
  },
): S3Answer | undefined => {
  const isSigned = /^[0-9a-f]{64}$/.test(said.payloadHash);
  if (isSigned && Buffer.from(digests.sha256, "base64").toString("hex") !== said.payloadHash)
    return refuse("XAmzContentSHA256Mismatch", "The body is not the one that was signed.");
  if (said.md5 !== undefined && said.md5 !== digests.md5) return refuse("BadDigest", "The Content-MD5 does not fit.");
  const wrong = [...said.checksums].find(([algorithm, value]) => digests.checksums[algorithm] !== value);
  return wrong && refuse("BadDigest", `The ${wrong[0].toUpperCase()} checksum does not fit the body.`);
};

export const storedHeaders = (version: ObjectVersion): Record<string, string> => ({
  etag: version.etag,
  "x-amz-version-id": version.versionId,
  ...Object.fromEntries(Object.entries(version.checksums).map(([name, value]) => [checksumPrefix + name, value])),
});

/**
 * S3 looks at checksums in headers alone: one that a signer moved into the address of a presigned put binds nobody, and must be kept out of there.
 * Algorithms to compute: those with a value, the one announced as a trailer, the one asked for.
 */
const wantedChecksums = (call: S3Call, named: ReadonlyMap<ChecksumAlgorithm, string>): Set<ChecksumAlgorithm> => {
  const trailer = call.headers["x-amz-trailer"]?.slice(checksumPrefix.length) ?? "";
  const asked = call.headers["x-amz-sdk-checksum-algorithm"]?.toLowerCase() ?? "";
  return new Set([...named.keys(), ...[trailer, asked].filter(isChecksumAlgorithm)]);
};

const framedHash = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";

const refuseUnsupported = (call: S3Call, payloadHash: string): S3Answer | undefined => {
  const condition = call.headers["if-none-match"] ?? "*";
  const isFramed = payloadHash.startsWith("STREAMING-");
  if (condition !== "*" || call.headers["if-match"] !== undefined)
    return refuse("NotImplemented", "The only condition for a put is If-None-Match: *.");
  if (isFramed && payloadHash !== framedHash) return refuse("NotImplemented", `${payloadHash} is not supported.`);
  return undefined;
};

/** PutObject. Nothing of a refused body is kept. */
export const putObject = async (
  files: ObjectFiles,
  name: ObjectName,
  call: S3Call,
  payloadHash: string,
): Promise<S3Answer> => {
  const unsupported = refuseUnsupported(call, payloadHash);
  if (unsupported !== undefined) return unsupported;
  const named = namedChecksums(Object.entries(call.headers));
  if ("unknown" in named) return refuse("NotImplemented", `Checksum ${named.unknown} is not supported.`);
  const framed =
    payloadHash === framedHash ? unframe(call.body) : { chunks: call.body, trailers: new Map<string, string>() };
  const staged = await files.stage(limited(framed.chunks, objectBytesMax), wantedChecksums(call, named));
  const trailed = namedChecksums(framed.trailers);
  const checksums = new Map([...named, ...("unknown" in trailed ? [] : trailed)]);
  const wrong = refuseDigest(staged, { checksums, md5: call.headers["content-md5"], payloadHash });
  if (wrong !== undefined) {
    await files.discard(staged);
    return wrong;
  }
  const onlyIfAbsent = call.headers["if-none-match"] !== undefined;
  const headers = headersToKeep(Object.entries(call.headers));
  const stored = await files.commit(staged, { ...name, headers, onlyIfAbsent });
  if (stored.ok) return { status: 200, headers: storedHeaders(stored.value) };
  await files.discard(staged);
  return refuse("PreconditionFailed", "An object with this key exists.");
};

/** DeleteObject: leaves a delete marker, or removes one version for good. */
export const deleteObject = async (files: ObjectFiles, name: ObjectName, call: S3Call): Promise<S3Answer> => {
  const removed = await files.remove(name, call.query.get("versionId"));
  return {
    status: 204,
    headers: {
      ...(removed !== undefined && { "x-amz-version-id": removed.versionId }),
      ...(removed?.isDeleteMarker && { "x-amz-delete-marker": "true" }),
    },
  };
};
