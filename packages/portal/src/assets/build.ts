import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { languages } from "../words/language.ts";
import { readAssetSources, type AssetSources } from "./asset-sources.ts";
import { printStyles, screenStyles } from "./style-sheets.ts";

/** The folder that is served below /assets/. */
export const assetsFolder = fileURLToPath(new URL("../../../../.build/assets", import.meta.url));
const publicPath = "/assets";
const manifestName = "manifest.json";
const digestName = "sources.sha256";

type AssetFile = { readonly name: string; readonly content: string };
export type AssetManifest = Readonly<Record<string, string>>;

const browserScript = async (): Promise<string> => {
  const entry = fileURLToPath(new URL("../browser/site.ts", import.meta.url));
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    minify: true,
    format: "iife",
    target: "es2022",
  });
  return outputFiles.map(({ text }) => text).join("\n");
};

const logos = async ({ libraryLogos }: AssetSources): Promise<readonly AssetFile[]> => {
  const versions = { "logo-eu": "standard-version", "logo-eu-condensed": "condensed-version" };
  const wanted = languages.flatMap((language) =>
    Object.entries(versions).map(async ([prefix, version]) => ({
      name: `${prefix}--${language}.svg`,
      content: await readFile(`${libraryLogos}/${version}/positive/logo-eu--${language}.svg`, "utf8"),
    })),
  );
  return Promise.all(wanted);
};

const makeFiles = async (sources: AssetSources): Promise<readonly AssetFile[]> => {
  const [site, print, script, favicon, emblems] = await Promise.all([
    screenStyles(sources),
    printStyles(sources),
    browserScript(),
    readFile(new URL("favicon.svg", import.meta.url), "utf8"),
    logos(sources),
  ]);
  return [
    { name: "site.css", content: site },
    { name: "print.css", content: print },
    { name: "site.js", content: script },
    { name: "favicon.svg", content: favicon },
    ...emblems,
  ];
};

/** "site.css" → "site.3f9a1c20b7.css": a file under this name never changes, so it may be kept for ever. */
const hashedName = ({ name, content }: AssetFile): string => {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 10);
  return name.replace(/\.(\w+)$/, `.${hash}.$1`);
};

const readIfThere = async (path: string): Promise<string | null> => {
  try {
    return await readFile(path, "utf8");
  } catch {
    return null;
  }
};

const builtManifest = async (digest: string): Promise<AssetManifest | null> => {
  if ((await readIfThere(`${assetsFolder}/${digestName}`)) !== digest) return null;
  const text = await readIfThere(`${assetsFolder}/${manifestName}`);
  if (text === null) return null;
  const manifest: AssetManifest = JSON.parse(text);
  return manifest;
};

/** Appears whole or not at all: several processes may build at once, and a server may be reading. */
const putFile = async (name: string, content: string): Promise<void> => {
  const staging = `${assetsFolder}/.${name}.${randomUUID()}`;
  await writeFile(staging, content);
  await rename(staging, `${assetsFolder}/${name}`);
};

/** Makes the style sheets, scripts and pictures of the site, unless nothing changed since they were made. */
export const buildAssets = async (): Promise<AssetManifest> => {
  const sources = await readAssetSources();
  const built = await builtManifest(sources.digest);
  if (built !== null) return built;
  const files = (await makeFiles(sources)).map((file) => ({ ...file, hashed: hashedName(file) }));
  const manifest = Object.fromEntries(files.map(({ name, hashed }) => [name, `${publicPath}/${hashed}`]));
  await mkdir(assetsFolder, { recursive: true });
  await Promise.all(files.map(({ hashed, content }) => putFile(hashed, content)));
  await putFile(manifestName, `${JSON.stringify(manifest, null, 2)}\n`);
  // Last: it vouches for the files before it.
  await putFile(digestName, sources.digest);
  return manifest;
};

if (import.meta.main) await buildAssets();
