import { createHash, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, rename, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

/** What the bundles are made with, beside what goes into them. */
const tools = ["functions/bundling.ts", "package-lock.json", "tsconfig.json"];

const Note = z.object({ inputs: z.array(z.string()), digest: z.string() });

export type BundleSources = {
  readonly root: string;
  /** Bundles, each a file that has to be there. */
  readonly bundles: readonly string[];
  /** Where the note is kept. */
  readonly note: string;
};

const digestOf = async ({ root, bundles }: BundleSources, inputs: readonly string[]): Promise<string> => {
  const contents = await Promise.all([...tools, ...inputs].map((path) => readFile(join(root, path))));
  const hash = createHash("sha256").update(JSON.stringify([bundles, inputs]));
  for (const content of contents) hash.update(`${content.length} `).update(content);
  return hash.digest("hex");
};

/** Whether the bundles are there and nothing that they were made from has changed. */
export const areBundlesFresh = async (sources: BundleSources): Promise<boolean> => {
  try {
    const { inputs, digest } = Note.parse(JSON.parse(await readFile(sources.note, "utf8")));
    return sources.bundles.every((bundle) => existsSync(bundle)) && (await digestOf(sources, inputs)) === digest;
  } catch {
    return false;
  }
};

/** Vouches for bundles that were made from these inputs, unless one of them was saved while they were made. */
export const vouchForBundles = async (
  sources: BundleSources,
  inputs: readonly string[],
  startedAtMs: number,
): Promise<void> => {
  // What is no file was made by a plug-in.
  const files = inputs.filter((path) => existsSync(join(sources.root, path))).toSorted();
  const times = await Promise.all([...tools, ...files].map((path) => stat(join(sources.root, path))));
  if (times.some(({ mtimeMs }) => mtimeMs >= startedAtMs)) return;
  const draft = `${sources.note}.${randomUUID()}.draft`;
  await writeFile(draft, JSON.stringify({ inputs: files, digest: await digestOf(sources, files) }));
  await rename(draft, sources.note);
};
