import type { ObjectVersion } from "./object-version.ts";
import { escapeXml, type S3Answer, xmlAnswer } from "./s3-answer.ts";

const listedKeysMax = 1_000;

type Entry =
  | { readonly kind: "Object"; readonly version: ObjectVersion; readonly upTo: string }
  | { readonly kind: "Prefix"; readonly prefix: string; readonly upTo: string };

export type ListQuery = {
  readonly prefix: string;
  readonly delimiter: string;
  readonly after: string;
  readonly keysMax: number;
  readonly isUrlEncoded: boolean;
};

export const parseListQuery = (query: ReadonlyMap<string, string>): ListQuery | undefined => {
  const keysMax = Number(query.get("max-keys") ?? listedKeysMax);
  if (!Number.isInteger(keysMax) || keysMax < 0) return undefined;
  const token = query.get("continuation-token");
  return {
    prefix: query.get("prefix") ?? "",
    delimiter: query.get("delimiter") ?? "",
    after: token === undefined ? (query.get("start-after") ?? "") : Buffer.from(token, "base64url").toString("utf8"),
    keysMax: Math.min(keysMax, listedKeysMax),
    isUrlEncoded: query.get("encoding-type") === "url",
  };
};

/** Keys that share what comes before the delimiter make one entry. Its `upTo` is the last of them, so that a page never splits it. */
const entriesOf = (versions: readonly ObjectVersion[], { prefix, delimiter }: ListQuery): Entry[] => {
  const entries: Entry[] = [];
  for (const version of versions) {
    const cut = delimiter === "" ? -1 : version.key.indexOf(delimiter, prefix.length);
    const common = version.key.slice(0, cut + delimiter.length);
    const last = entries.at(-1);
    if (cut < 0) entries.push({ kind: "Object", version, upTo: version.key });
    else if (last?.kind === "Prefix" && last.prefix === common) entries.splice(-1, 1, { ...last, upTo: version.key });
    else entries.push({ kind: "Prefix", prefix: common, upTo: version.key });
  }
  return entries;
};

const isAfter = (key: string, after: string): boolean => Buffer.compare(Buffer.from(key), Buffer.from(after)) > 0;

/** A page of ListObjectsV2 over the newest versions, which come sorted. */
export const listAnswer = (bucket: string, versions: readonly ObjectVersion[], query: ListQuery): S3Answer => {
  const text = (value: string) => escapeXml(query.isUrlEncoded ? encodeURIComponent(value) : value);
  const matching = versions.filter(({ key }) => key.startsWith(query.prefix) && isAfter(key, query.after));
  const entries = entriesOf(matching, query);
  const page = entries.slice(0, query.keysMax);
  const isTruncated = entries.length > page.length && page.length > 0;
  const token = Buffer.from(page.at(-1)?.upTo ?? "").toString("base64url");
  const objects = page.flatMap((entry) => (entry.kind === "Object" ? [entry.version] : []));
  const prefixes = page.flatMap((entry) => (entry.kind === "Prefix" ? [entry.prefix] : []));
  const contents = objects.map(
    ({ key, bytes, etag, modifiedAtMs }) =>
      `<Contents><Key>${text(key)}</Key><LastModified>${new Date(modifiedAtMs).toISOString()}</LastModified>` +
      `<ETag>${escapeXml(etag)}</ETag><Size>${bytes}</Size><StorageClass>STANDARD</StorageClass></Contents>`,
  );
  return xmlAnswer(
    200,
    [
      `<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>${bucket}</Name>`,
      `<Prefix>${text(query.prefix)}</Prefix><KeyCount>${page.length}</KeyCount><MaxKeys>${query.keysMax}</MaxKeys>`,
      query.isUrlEncoded ? "<EncodingType>url</EncodingType>" : "",
      `<IsTruncated>${isTruncated}</IsTruncated>`,
      isTruncated ? `<NextContinuationToken>${token}</NextContinuationToken>` : "",
      ...contents,
      ...prefixes.map((prefix) => `<CommonPrefixes><Prefix>${text(prefix)}</Prefix></CommonPrefixes>`),
      "</ListBucketResult>",
    ].join(""),
  );
};
