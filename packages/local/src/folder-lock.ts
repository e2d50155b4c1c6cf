import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import { readJsonFile, replaceFile } from "./durable-file.ts";

/** Who works in a data folder: what the file beside the lock says. */
export const FolderHolder = z.object({
  platformPid: z.int(),
  engine: z.object({ pid: z.int(), port: z.int() }).nullable(),
});
export type FolderHolder = z.infer<typeof FolderHolder>;

export type FolderLock = {
  /** What the last holder left behind: an engine named here may still run. */
  readonly previous: FolderHolder | undefined;
  readonly note: (holder: FolderHolder) => Promise<void>;
  readonly release: () => void;
};

const isBusy = (error: unknown): boolean => {
  const sqliteBusy = 5;
  return error instanceof Error && "errcode" in error && error.errcode === sqliteBusy;
};

/**
 * The lock of a data folder, or who holds it. The lock is the operating system's own (SQLite's exclusive lock on an empty file), so that it ends
 * with its process however that process ends, and two starts at once cannot both win. Nothing else may open that file: closing it would drop the lock.
 */
export const lockFolder = async (
  folder: string,
): Promise<FolderLock | { readonly heldBy: FolderHolder | undefined }> => {
  mkdirSync(folder, { recursive: true });
  const holderFile = join(folder, "holder.json");
  const database = new DatabaseSync(join(folder, "lock"));
  try {
    database.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    database.close();
    if (!isBusy(error)) throw error;
    return { heldBy: FolderHolder.safeParse(await readJsonFile(holderFile)).data };
  }
  return {
    previous: FolderHolder.safeParse(await readJsonFile(holderFile)).data,
    note: (holder) => replaceFile(holderFile, JSON.stringify(holder)),
    release: () => database.close(),
  };
};
