import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { refuseForeignFolder } from "./data-folder.ts";
import { removeData } from "./engine.ts";
import { readDataDir } from "./settings.ts";
import { StartRefusal } from "./start-refusal.ts";

const dataDir = resolve(readDataDir(process.env));

try {
  await refuseForeignFolder(dataDir);
  if (existsSync(dataDir)) await removeData(dataDir);
  console.log(`The data in ${dataDir} is gone; the next start begins anew.`);
} catch (error) {
  if (!(error instanceof StartRefusal)) throw error;
  console.error(error.message);
  process.exit(1);
}
