import { createHash, randomUUID } from "node:crypto";
import { createReadStream, type ReadStream } from "node:fs";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { type Result, err, ok } from "@grants/kernel/result";
import { replaceFile, syncFolder } from "../durable-file.ts";
import { type ChecksumAlgorithm, createObjectDigests, type ObjectDigests } from "./digests.ts";
import {
  createVersionIds,
  createVersionIndex,
  loadVersions,
  type ObjectName,
  type ObjectVersion,
} from "./object-version.ts";

/** A body that is on disk but not yet part of any object. */
export type StagedBody = { readonly file: string; readonly bytes: number; readonly digests: ObjectDigests };

type NewObject = ObjectName & {
  /** Given back with the object. */
  readonly headers: Readonly<Record<string, string>>;
  readonly onlyIfAbsent: boolean;
  /** Where it is not the MD5 of the body, as of one that came in parts. */
  readonly etag?: string;
};

export type ObjectFiles = {
  /** Takes a body in. Throws what reading the body throws, and leaves nothing behind then. */
  readonly stage: (chunks: AsyncIterable<Buffer>, checksums: ReadonlySet<ChecksumAlgorithm>) => Promise<StagedBody>;
  readonly discard: (staged: StagedBody) => Promise<void>;
  /** Makes a staged body the newest version. Of several that demand an unused key at once, one gets it. */
  readonly commit: (
    staged: StagedBody,
    object: NewObject,
  ) => Promise<Result<ObjectVersion, { readonly kind: "AlreadyExists" }>>;
  /** The newest version, or the given one: it may be a delete marker. */
  readonly find: (name: ObjectName, versionId?: string) => ObjectVersion | undefined;
  readonly read: (version: ObjectVersion, range?: { readonly first: number; readonly last: number }) => ReadStream;
  /** Without a version id leaves a delete marker, which is returned; with one removes that version for good. */
  readonly remove: (name: ObjectName, versionId?: string) => Promise<ObjectVersion | undefined>;
  /** The newest versions of the keys that are not deleted, in the order of their UTF-8 bytes. */
  readonly list: (bucket: string) => readonly ObjectVersion[];
};

const byBytes = (left: string, right: string): number => Buffer.compare(Buffer.from(left), Buffer.from(right));

/** Runs what concerns one object one after the other. */
const createQueue = () => {
  const tails = new Map<string, Promise<unknown>>();
  return async <T>({ bucket, key }: ObjectName, work: () => Promise<T>): Promise<T> => {
    const name = `${bucket}/${key}`;
    const turn = (tails.get(name) ?? Promise.resolve()).then(work, work);
    tails.set(name, turn);
    try {
      return await turn;
    } finally {
      if (tails.get(name) === turn) tails.delete(name);
    }
  };
};

const stageInto = async (
  folder: string,
  chunks: AsyncIterable<Buffer>,
  checksums: ReadonlySet<ChecksumAlgorithm>,
): Promise<StagedBody> => {
  const file = join(folder, randomUUID());
  const digests = createObjectDigests(checksums);
  const handle = await open(file, "wx");
  let bytes = 0;
  try {
    for await (const chunk of chunks) {
      digests.update(chunk);
      bytes += chunk.length;
      await handle.writeFile(chunk);
    }
    await handle.sync();
  } catch (error) {
    await rm(file);
    throw error;
  } finally {
    await handle.close();
  }
  return { file, bytes, digests: digests.finish() };
};

/** The files of versions: `<bucket>/<SHA-256 of the key>/<version id>` is the body, the same with `.json` describes it and makes it exist. */
const createVersionFiles = (root: string) => {
  const folderOf = ({ bucket, key }: ObjectName) => join(root, bucket, createHash("sha256").update(key).digest("hex"));
  const fileOf = (version: ObjectVersion) => join(folderOf(version), version.versionId);
  return {
    fileOf,
    /** On disk when it returns. The description comes last: until then the version does not exist. */
    write: async (version: ObjectVersion, body?: StagedBody): Promise<void> => {
      const created = await mkdir(folderOf(version), { recursive: true });
      if (created !== undefined) await Promise.all([syncFolder(join(root, version.bucket)), syncFolder(root)]);
      if (body !== undefined) await rename(body.file, fileOf(version));
      await replaceFile(`${fileOf(version)}.json`, JSON.stringify(version));
    },
    erase: async (version: ObjectVersion): Promise<void> => {
      await rm(`${fileOf(version)}.json`);
      await rm(fileOf(version), { force: true });
      await syncFolder(folderOf(version));
    },
  };
};

/** Objects and all their versions as files in a folder. */
export const openObjectFiles = async (root: string): Promise<ObjectFiles> => {
  const [staging, objects] = [join(root, "staging"), join(root, "buckets")];
  await Promise.all([mkdir(staging, { recursive: true }), mkdir(objects, { recursive: true })]);
  await loadVersions(staging);
  const loaded = await loadVersions(objects);
  const index = createVersionIndex(loaded);
  const files = createVersionFiles(objects);
  const nextVersionId = createVersionIds(loaded.at(-1)?.versionId);
  const inTurn = createQueue();

  const add = async (version: Omit<ObjectVersion, "versionId" | "modifiedAtMs">, body?: StagedBody) => {
    const dated = { ...version, versionId: nextVersionId(), modifiedAtMs: Date.now() };
    await files.write(dated, body);
    index.add(dated);
    return dated;
  };

  const commit: ObjectFiles["commit"] = (staged, { bucket, key, headers, onlyIfAbsent, etag: given }) =>
    inTurn({ bucket, key }, async () => {
      const current = index.find({ bucket, key });
      if (onlyIfAbsent && current !== undefined && !current.isDeleteMarker) return err({ kind: "AlreadyExists" });
      const { md5, checksums } = staged.digests;
      const etag = given ?? `"${Buffer.from(md5, "base64").toString("hex")}"`;
      const version = { bucket, key, headers, etag, checksums, bytes: staged.bytes, isDeleteMarker: false };
      return ok(await add(version, staged));
    });

  const remove: ObjectFiles["remove"] = ({ bucket, key }, versionId) =>
    inTurn({ bucket, key }, async () => {
      if (versionId === undefined)
        return add({ bucket, key, headers: {}, etag: "", checksums: {}, bytes: 0, isDeleteMarker: true });
      const version = index.find({ bucket, key }, versionId);
      if (version === undefined) return undefined;
      await files.erase(version);
      index.drop(version);
      return version;
    });

  return {
    stage: (chunks, checksums) => stageInto(staging, chunks, checksums),
    discard: ({ file }) => rm(file, { force: true }),
    commit,
    find: index.find,
    read: (version, range) =>
      createReadStream(files.fileOf(version), range === undefined ? {} : { start: range.first, end: range.last }),
    remove,
    list: (bucket) =>
      index
        .newest()
        .filter((version) => version.bucket === bucket && !version.isDeleteMarker)
        .toSorted((left, right) => byBytes(left.key, right.key)),
  };
};
