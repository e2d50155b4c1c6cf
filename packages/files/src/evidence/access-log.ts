import { ListObjectsV2Command, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import {
  type AccessLog,
  type AccessLogReader,
  accessLine,
  hourOf,
  readAccessLine,
} from "@grants/core/audit/access-log";

const byThing = "access/thing/";
const byHour = "access/hour/";
/** Sorts behind every character of a line. */
const behind = "\u{ff}";

type Place = { readonly s3: S3Client; readonly bucket: string };

/** A record is the name of an empty object: to list the names is to read the log. */
const putName = async ({ s3, bucket }: Place, key: string): Promise<void> => {
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: "", ContentLength: 0, IfNoneMatch: "*" }));
};

/** Writes each record twice at once, under its thing and under its hour, into the bucket that forgets nothing. */
export const createAccessLog = (s3: S3Client, bucket: string): AccessLog => ({
  write: async (record) => {
    const line = accessLine(record);
    const place = { s3, bucket };
    await Promise.all([
      putName(place, `${byThing}${record.thing}/${line}`),
      putName(place, `${byHour}${hourOf(record.at)}/${line}`),
    ]);
  },
});

const listNames = async (
  { s3, bucket }: Place,
  { prefix, after, namesMax }: { readonly prefix: string; readonly after: string; readonly namesMax: number },
): Promise<readonly string[]> => {
  const found = await s3.send(
    new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, StartAfter: `${prefix}${after}`, MaxKeys: namesMax }),
  );
  return (found.Contents ?? []).flatMap(({ Key }) => (Key === undefined ? [] : [Key.slice(prefix.length)]));
};

const namesPerList = 1_000;

const listAll = async (place: Place, prefix: string): Promise<readonly string[]> => {
  const names: string[] = [];
  let page: readonly string[];
  do {
    // oxlint-disable-next-line no-await-in-loop -- a page begins where the one before ended.
    page = await listNames(place, { prefix, after: names.at(-1) ?? "", namesMax: namesPerList });
    names.push(...page);
  } while (page.length === namesPerList);
  return names;
};

export const createAccessLogReader = (s3: S3Client, bucket: string): AccessLogReader => {
  const place = { s3, bucket };
  return {
    list: async (thing, after, recordsMax) => {
      const prefix = `${byThing}${thing}/`;
      const names = await listNames(place, { prefix, after: after ?? "", namesMax: recordsMax + 1 });
      const shown = names.slice(0, recordsMax);
      return { records: shown.map(readAccessLine), next: names.length > recordsMax ? (shown.at(-1) ?? null) : null };
    },
    nextHour: async (after) => {
      const [first] = await listNames(place, { prefix: byHour, after: `${after}/${behind}`, namesMax: 1 });
      return first === undefined ? null : first.slice(0, first.indexOf("/"));
    },
    linesOf: (hour) => listAll(place, `${byHour}${hour}/`),
  };
};
