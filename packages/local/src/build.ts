import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { composeApiDocument } from "@grants/contract/document";
import { buildAssets } from "@grants/portal/assets/build";
import { build, type Metafile, type OutputFile } from "esbuild";
import { bundleOptions, type FunctionEntry, listFunctions } from "../../../functions/bundling.ts";
import { areBundlesFresh, vouchForBundles } from "./bundle-sources.ts";

export const repositoryRoot = join(import.meta.dirname, "../../..");

export type BundleFolders = {
  /** Where the functions' folders are. */
  readonly from: string;
  /** Where `<name>/index.mjs` goes. */
  readonly to: string;
};

export const repositoryBundles: BundleFolders = {
  from: join(repositoryRoot, "functions"),
  to: join(repositoryRoot, ".build/functions"),
};

export type Bundles = { readonly functions: readonly (FunctionEntry & { readonly bundle: string })[] };
export type NewBundles = Bundles & { readonly metafile: Metafile };

/** Removes the bundles of functions that are no more. */
const removeOthers = async (folder: string, names: readonly string[]): Promise<void> => {
  const present = await readdir(folder).catch(() => []);
  const others = present.filter((name) => !names.includes(name));
  await Promise.all(others.map((name) => rm(join(folder, name), { recursive: true })));
};

/** Writes what has changed, each file as a whole: another build or a start may be at work on the same bundles. */
const writeIfChanged = async ({ path, contents }: Pick<OutputFile, "path" | "contents">): Promise<void> => {
  const before = await readFile(path).catch(() => undefined);
  if (before?.equals(contents)) return;
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${randomUUID()}.draft`;
  await writeFile(draft, contents);
  await rename(draft, path);
};

const bundlesOf = ({ from, to }: BundleFolders): Bundles => ({
  functions: listFunctions(from).map((entry) => ({ ...entry, bundle: join(to, entry.name, "index.mjs") })),
});

/** Bundles all functions at once, as they are deployed. */
export const bundleFunctions = async (folders: BundleFolders = repositoryBundles): Promise<NewBundles> => {
  const { functions } = bundlesOf(folders);
  await removeOthers(
    folders.to,
    functions.map(({ name }) => name),
  );
  const { metafile, outputFiles } = await build({
    ...bundleOptions,
    absWorkingDir: repositoryRoot,
    entryPoints: functions.map(({ name, entryPoint }) => ({ in: entryPoint, out: `${name}/index` })),
    outdir: folders.to,
    metafile: true,
    write: false,
    logLevel: "warning",
  });
  await Promise.all(outputFiles.map(writeIfChanged));
  return { functions, metafile };
};

/** The repository's functions, bundled unless nothing has changed since they were. */
const functionsOfRepository = async (): Promise<Bundles> => {
  const startedAtMs = Date.now();
  const bundles = bundlesOf(repositoryBundles);
  const sources = {
    root: repositoryRoot,
    bundles: bundles.functions.map(({ bundle }) => bundle),
    note: `${repositoryBundles.to}.json`,
  };
  if (await areBundlesFresh(sources)) return bundles;
  const { metafile } = await bundleFunctions();
  await vouchForBundles(sources, Object.keys(metafile.inputs), startedAtMs);
  return bundles;
};

/** A file that a function reads when it starts. */
const writeBeside = async ({ functions }: Bundles, owner: string, file: string, contents: string): Promise<void> => {
  const found = functions.find(({ name }) => name === owner);
  if (found === undefined) return;
  const path = join(dirname(found.bundle), file);
  await writeIfChanged({ path, contents: Buffer.from(contents) });
};

/** The offline verifier: one script that needs nothing but Node.js 20, readable by whoever wants to know what it does. */
export const bundleVerifier = (): Promise<string> => bundleScript("verify-command.ts");

const bundleScript = async (file: string): Promise<string> => {
  const { outputFiles } = await build({
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    plugins: bundleOptions.plugins,
    entryPoints: [join(repositoryRoot, "packages/files/src/evidence", file)],
    absWorkingDir: repositoryRoot,
    legalComments: "none",
    write: false,
    logLevel: "warning",
  });
  const [script] = outputFiles;
  if (script === undefined) throw new Error(`${file} was not built.`);
  return script.text;
};

export const verifierPath = join(repositoryRoot, ".build/verify.mjs");

/** All that is built: the site's files, the functions, and beside the portal the names of the site's files. */
export const buildAll = async (): Promise<Bundles> => {
  const [assets, bundles, verifier, timeStamp] = await Promise.all([
    buildAssets(),
    functionsOfRepository(),
    bundleVerifier(),
    bundleScript("time-stamp.ts"),
  ]);
  await Promise.all([
    writeBeside(bundles, "portal", "assets.json", JSON.stringify(assets)),
    writeBeside(bundles, "portal", "verify.mjs", verifier),
    writeBeside(bundles, "transparency", "openapi.json", JSON.stringify(composeApiDocument())),
    writeBeside(bundles, "transparency", "verify.mjs", verifier),
    writeBeside(bundles, "transparency", "time-stamp.mjs", timeStamp),
    writeIfChanged({ path: verifierPath, contents: Buffer.from(verifier) }),
  ]);
  return bundles;
};

if (import.meta.main) await buildAll();
