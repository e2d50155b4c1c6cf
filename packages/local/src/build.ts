import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fontFiles } from "@grants/documents/fonts";
import { buildAssets } from "@grants/portal/assets/build";
import { build, type Metafile, type OutputFile } from "esbuild";
import { bundleOptions, type FunctionEntry, listFunctions, listThreads } from "../../../functions/bundling.ts";
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
    entryPoints: [
      ...functions.map(({ name, entryPoint }) => ({ in: entryPoint, out: `${name}/index` })),
      ...listThreads(folders.from).map(({ name, entryPoint }) => ({ in: entryPoint, out: name })),
    ],
    outdir: folders.to,
    metafile: true,
    write: false,
    logLevel: "warning",
  });
  await Promise.all(outputFiles.map(writeIfChanged));
  return { functions, metafile };
};

/** A file that a function reads when it starts. */
const writeBeside = async (
  { functions }: Bundles,
  owner: string,
  file: string,
  contents: string | Buffer,
): Promise<void> => {
  const found = functions.find(({ name }) => name === owner);
  if (found === undefined) return;
  const path = join(dirname(found.bundle), file);
  await writeIfChanged({ path, contents: typeof contents === "string" ? Buffer.from(contents) : contents });
};

type Verifier = { readonly script: string; readonly inputs: readonly string[] };

/** One script of the evidence that needs nothing but Node.js 20. */
const buildScript = async (file: string): Promise<Verifier> => {
  const { outputFiles, metafile } = await build({
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    plugins: bundleOptions.plugins,
    entryPoints: [join(repositoryRoot, "packages/files/src/evidence", file)],
    absWorkingDir: repositoryRoot,
    legalComments: "none",
    metafile: true,
    write: false,
    logLevel: "warning",
  });
  const [script] = outputFiles;
  if (script === undefined) throw new Error(`${file} was not built.`);
  return { script: script.text, inputs: Object.keys(metafile.inputs) };
};

/** The offline verifier, readable by whoever wants to know what it does. */
const buildVerifier = (): Promise<Verifier> => buildScript("verify-command.ts");

export const bundleVerifier = async (): Promise<string> => (await buildVerifier()).script;

export const verifierPath = join(repositoryRoot, ".build/verify.mjs");

const verifierOwners = ["portal", "transparency"];

/** The repository's functions and the verifier beside them, bundled unless nothing has changed since they were. */
const bundlesOfRepository = async (): Promise<Bundles> => {
  const startedAtMs = Date.now();
  const bundles = bundlesOf(repositoryBundles);
  const verifiers = verifierOwners.map((owner) => join(repositoryBundles.to, owner, "verify.mjs"));
  const timeStamps = join(repositoryBundles.to, "transparency", "time-stamp.mjs");
  const sources = {
    root: repositoryRoot,
    bundles: [...bundles.functions.map(({ bundle }) => bundle), ...verifiers, timeStamps, verifierPath],
    note: `${repositoryBundles.to}.json`,
  };
  if (await areBundlesFresh(sources)) return bundles;
  const [{ metafile }, verifier, timeStamp] = await Promise.all([
    bundleFunctions(),
    buildVerifier(),
    buildScript("time-stamp.ts"),
  ]);
  await Promise.all([
    ...verifierOwners.map((owner) => writeBeside(bundles, owner, "verify.mjs", verifier.script)),
    writeBeside(bundles, "transparency", "time-stamp.mjs", timeStamp.script),
    writeIfChanged({ path: verifierPath, contents: Buffer.from(verifier.script) }),
  ]);
  const inputs = new Set([...Object.keys(metafile.inputs), ...verifier.inputs, ...timeStamp.inputs]);
  await vouchForBundles(sources, [...inputs], startedAtMs);
  return bundles;
};
const fontFolder = join(repositoryRoot, "node_modules/@expo-google-fonts/noto-sans");

/** The letters of every document. */
export const fontSources = {
  regular: join(fontFolder, "400Regular/NotoSans_400Regular.ttf"),
  bold: join(fontFolder, "700Bold/NotoSans_700Bold.ttf"),
} as const;

const writeFonts = (bundles: Bundles): Promise<readonly void[]> =>
  Promise.all(
    (["regular", "bold"] as const).map(async (weight) =>
      writeBeside(bundles, "documents", fontFiles[weight], await readFile(fontSources[weight])),
    ),
  );

const descriptionPath = join(repositoryRoot, "packages/contract/openapi.json");

/** The description of the API as it lies in the repository, where the tests of the contract hold it to the code. */
const writeDescription = async (bundles: Bundles): Promise<void> =>
  writeBeside(bundles, "transparency", "openapi.json", await readFile(descriptionPath));

/** All that is built: the site's files, the functions, and beside the portal the names of the site's files. */
export const buildAll = async (): Promise<Bundles> => {
  const [assets, bundles] = await Promise.all([buildAssets(), bundlesOfRepository()]);
  await Promise.all([
    writeBeside(bundles, "portal", "assets.json", JSON.stringify(assets)),
    writeFonts(bundles),
    writeDescription(bundles),
  ]);
  return bundles;
};

if (import.meta.main) await buildAll();
