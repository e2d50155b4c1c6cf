import type { ObjectFiles } from "./object-files.ts";
import type { ObjectName, ObjectVersion } from "./object-version.ts";
import { refuse, type S3Answer } from "./s3-answer.ts";
import type { S3Call } from "./s3-call.ts";

type Range = { readonly first: number; readonly last: number };

/** "bytes=0-9", "bytes=10-" or "bytes=-5" of an object; undefined for a header that S3 ignores. */
const parseRange = (header: string | undefined, bytes: number): Range | "Unsatisfiable" | undefined => {
  const [, from = "", to = ""] = /^bytes=(\d*)-(\d*)$/.exec(header ?? "") ?? [];
  if (from === "" && to === "") return undefined;
  const first = from === "" ? Math.max(0, bytes - Number(to)) : Number(from);
  const last = from === "" || to === "" ? bytes - 1 : Math.min(Number(to), bytes - 1);
  return first > last ? "Unsatisfiable" : { first, last };
};

const checksumHeaders = ({ checksums }: ObjectVersion): Record<string, string> => ({
  ...Object.fromEntries(Object.entries(checksums).map(([name, value]) => [`x-amz-checksum-${name}`, value])),
  "x-amz-checksum-type": "FULL_OBJECT",
});

/** What an address may ask to be answered with, such as a file name for the download. */
const askedHeaders = (query: ReadonlyMap<string, string>): Record<string, string> =>
  Object.fromEntries(
    ["content-type", "content-disposition", "content-language", "content-encoding", "cache-control", "expires"].flatMap(
      (name) => {
        const value = query.get(`response-${name}`);
        return value === undefined ? [] : [[name, value]];
      },
    ),
  );

const refuseCondition = (call: S3Call, version: ObjectVersion): S3Answer | undefined => {
  const { "if-match": wanted, "if-none-match": known } = call.headers;
  if (wanted !== undefined && wanted !== "*" && wanted !== version.etag)
    return refuse("PreconditionFailed", "The object is not the one that was asked for.");
  if (known === version.etag || known === "*") return { status: 304, headers: { etag: version.etag } };
  return undefined;
};

const missing = (versionId: string | undefined, found: ObjectVersion | undefined): S3Answer => {
  if (found === undefined && versionId !== undefined) return refuse("NoSuchVersion", "There is no such version.");
  const marker: Record<string, string> =
    found === undefined ? {} : { "x-amz-delete-marker": "true", "x-amz-version-id": found.versionId };
  return versionId === undefined
    ? refuse("NoSuchKey", "There is no object with this key.", marker)
    : refuse("MethodNotAllowed", "This version is a delete marker.", marker);
};

/** GetObject and HeadObject: the whole, a range, an older version. */
export const readObject = (files: ObjectFiles, name: ObjectName, call: S3Call): S3Answer => {
  const versionId = call.query.get("versionId");
  const version = files.find(name, versionId);
  if (version === undefined || version.isDeleteMarker) return missing(versionId, version);
  const refused = refuseCondition(call, version);
  if (refused !== undefined) return refused;
  const range = parseRange(call.headers["range"], version.bytes);
  if (range === "Unsatisfiable")
    return refuse("InvalidRange", "The object is shorter.", { "content-range": `bytes */${version.bytes}` });
  const length = range === undefined ? version.bytes : range.last - range.first + 1;
  const wantsChecksum = call.headers["x-amz-checksum-mode"] === "ENABLED" && range === undefined;
  return {
    status: range === undefined ? 200 : 206,
    headers: {
      ...version.headers,
      ...askedHeaders(call.query),
      ...(range !== undefined && { "content-range": `bytes ${range.first}-${range.last}/${version.bytes}` }),
      ...(wantsChecksum && checksumHeaders(version)),
      "accept-ranges": "bytes",
      "content-length": `${length}`,
      etag: version.etag,
      "last-modified": new Date(version.modifiedAtMs).toUTCString(),
      "x-amz-version-id": version.versionId,
    },
    ...(call.method === "GET" && length > 0 && { body: files.read(version, range) }),
  };
};
