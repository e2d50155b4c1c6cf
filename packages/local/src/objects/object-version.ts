import { randomBytes } from "node:crypto";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { readJsonFile } from "../durable-file.ts";
import { checksumAlgorithms } from "./digests.ts";

export type ObjectName = { readonly bucket: string; readonly key: string };

/** One version of an object, or the mark that a deletion left. Version ids sort in the order of writing. */
export const ObjectVersion = z.object({
  bucket: z.string(),
  key: z.string(),
  versionId: z.string(),
  isDeleteMarker: z.boolean(),
  bytes: z.int(),
  etag: z.string(),
  checksums: z.partialRecord(z.enum(checksumAlgorithms), z.string()),
  /** Headers that are given back with the object. */
  headers: z.record(z.string(), z.string()),
  modifiedAtMs: z.int(),
});
export type ObjectVersion = z.infer<typeof ObjectVersion>;

const sequenceDigits = 16;
const microsecondsPerMillisecond = 1_000;

/** Microseconds, or one more than the last where the clock did not move on, and 64 random bits. */
export const createVersionIds = (newest: string | undefined) => {
  let last = Number(newest?.slice(0, sequenceDigits) ?? 0);
  return (): string => {
    last = Math.max(last + 1, Date.now() * microsecondsPerMillisecond);
    return `${`${last}`.padStart(sequenceDigits, "0")}${randomBytes(8).toString("hex")}`;
  };
};

/** Reads the descriptions below a folder, oldest version first. A file without one is an upload that never finished: it goes. */
export const loadVersions = async (folder: string): Promise<ObjectVersion[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const paths = new Set(files.map(({ parentPath, name }) => join(parentPath, name)));
  const unfinished = [...paths].filter((path) => !path.endsWith(".json") && !paths.has(`${path}.json`));
  await Promise.all(unfinished.map((path) => rm(path)));
  const descriptions = [...paths].filter((path) => path.endsWith(".json"));
  const versions = await Promise.all(descriptions.map(async (path) => ObjectVersion.parse(await readJsonFile(path))));
  return versions.toSorted((left, right) => (left.versionId < right.versionId ? -1 : 1));
};

const nameOf = ({ bucket, key }: ObjectName) => `${bucket}/${key}`;

/** All versions by name, oldest first: what is on disk is what is here, since one process works on a folder. */
export const createVersionIndex = (versions: readonly ObjectVersion[]) => {
  const byName = new Map<string, readonly ObjectVersion[]>();
  const of = (name: ObjectName) => byName.get(nameOf(name)) ?? [];
  const add = (version: ObjectVersion): void => {
    byName.set(nameOf(version), [...of(version), version]);
  };
  for (const version of versions) add(version);
  return {
    add,
    drop: (dropped: ObjectVersion): void => {
      const left = of(dropped).filter(({ versionId }) => versionId !== dropped.versionId);
      byName.set(nameOf(dropped), left);
    },
    find: (name: ObjectName, versionId?: string): ObjectVersion | undefined =>
      versionId === undefined ? of(name).at(-1) : of(name).find((version) => version.versionId === versionId),
    newest: (): ObjectVersion[] => [...byName.values()].flatMap((all) => all.slice(-1)),
  };
};
