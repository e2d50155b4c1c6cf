import { existsSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { clearData, dataPaths } from "./data-folder.ts";
import { readJsonFile, replaceFile } from "./durable-file.ts";
import { databaseName } from "./engine.ts";

const SeedState = z.object({ seed: z.enum(["running", "finished"]) });
type SeedState = z.infer<typeof SeedState>["seed"];

const writeState = (dataDir: string, seed: SeedState): Promise<void> =>
  replaceFile(dataPaths(dataDir).seed, JSON.stringify({ seed }));

export const markSeeded = (dataDir: string): Promise<void> => writeState(dataDir, "finished");

/**
 * Whether the first data is to be loaded, decided under the folder's lock. What a start left behind that was cut off while it loaded goes: nobody
 * was told of any of it. A folder that began without such data stays without.
 */
export const prepareSeeding = async (dataDir: string, hasSeed: boolean): Promise<boolean> => {
  const { engine, seed } = dataPaths(dataDir);
  const state = SeedState.safeParse(await readJsonFile(seed)).data?.seed;
  if (state === "running") await clearData(dataDir);
  const isEmpty = state !== "finished" && !existsSync(join(engine, databaseName));
  if (isEmpty) await writeState(dataDir, hasSeed ? "running" : "finished");
  return isEmpty && hasSeed;
};
