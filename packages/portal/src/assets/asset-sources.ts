import { createHash } from "node:crypto";
import { glob, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

export type AssetSources = {
  /** The text of every file that may name a class. */
  readonly pages: readonly string[];
  readonly houseStyles: string;
  readonly printStyles: string;
  readonly libraryStyles: string;
  readonly libraryIcons: string;
  readonly libraryLogos: string;
  /** Changes with anything that the assets are made from. */
  readonly digest: string;
};

const sourceFolder = fileURLToPath(new URL("..", import.meta.url));
const modules = fileURLToPath(new URL("../../../../node_modules", import.meta.url));

const readAll = async (pattern: string): Promise<readonly string[]> => {
  const paths = await Array.fromAsync(glob(pattern, { cwd: sourceFolder }));
  const sources = paths.filter((path) => !path.includes(".test."));
  return Promise.all(sources.toSorted().map((path) => readFile(`${sourceFolder}/${path}`, "utf8")));
};

export const readAssetSources = async (): Promise<AssetSources> => {
  const [pages, rules, building, preset, icons] = await Promise.all([
    readAll("**/*.{ts,tsx}"),
    // What the browser computes with the rules of the platform.
    readAll("../../core/src/proposals/{markup,text-length}.ts"),
    readAll("assets/**/*.{css,svg}"),
    readFile(`${modules}/@ecl/preset-eu/package.json`, "utf8"),
    readFile(`${modules}/@ecl/resources-icons/package.json`, "utf8"),
  ]);
  const digest = createHash("sha256")
    .update(JSON.stringify([pages, rules, building, preset, icons]))
    .digest("hex");
  return {
    pages,
    houseStyles: (await readAll("assets/house/*.css")).join("\n"),
    printStyles: (await readAll("assets/print/*.css")).join("\n"),
    libraryStyles: `${modules}/@ecl/preset-eu/dist/styles`,
    libraryIcons: `${modules}/@ecl/resources-icons/dist/svg/all`,
    libraryLogos: `${modules}/@ecl/preset-eu/dist/images/logo`,
    digest,
  };
};
