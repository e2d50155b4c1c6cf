import type { ObjectFiles } from "./object-files.ts";
import type { ObjectName } from "./object-version.ts";
import { escapeXml, refuse, type S3Answer, xmlAnswer } from "./s3-answer.ts";
import type { S3Call } from "./s3-call.ts";
import { headersToKeep, storedHeaders } from "./s3-write.ts";

type Source = ObjectName & { readonly versionId: string | undefined };

/** "/bucket/a%20key?versionId=1" taken apart; undefined where it cannot be decoded. */
const sourceOf = (header: string): Source | undefined => {
  const [, bucket = "", key = "", versionId] = /^\/?([^/]+)\/(.+?)(?:\?versionId=(.+))?$/.exec(header) ?? [];
  try {
    return bucket === "" ? undefined : { bucket, key: decodeURIComponent(key), versionId };
  } catch {
    return undefined;
  }
};

/** CopyObject: one version of an object as a new object. */
export const copyObject = async (
  files: ObjectFiles,
  name: ObjectName,
  { headers }: S3Call,
  buckets: readonly string[],
): Promise<S3Answer> => {
  const source = sourceOf(headers["x-amz-copy-source"] ?? "");
  if (source === undefined || !buckets.includes(source.bucket))
    return refuse("InvalidArgument", "The copy source is no object.");
  const version = files.find(source, source.versionId);
  if (version === undefined || version.isDeleteMarker) return refuse("NoSuchKey", "There is no such object to copy.");
  const kept =
    headers["x-amz-metadata-directive"] === "REPLACE" ? headersToKeep(Object.entries(headers)) : version.headers;
  const staged = await files.stage(files.read(version), new Set());
  const stored = await files.commit(staged, { ...name, headers: kept, onlyIfAbsent: false });
  if (!stored.ok) throw new Error("an unconditional copy was refused");
  const modified = new Date(stored.value.modifiedAtMs).toISOString();
  const facts = `<ETag>${escapeXml(stored.value.etag)}</ETag><LastModified>${modified}</LastModified>`;
  return xmlAnswer(200, `<CopyObjectResult>${facts}</CopyObjectResult>`, {
    ...storedHeaders(stored.value),
    "x-amz-copy-source-version-id": version.versionId,
  });
};
