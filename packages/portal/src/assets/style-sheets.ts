import { readFile } from "node:fs/promises";
import { transform } from "esbuild";
import { PurgeCSS } from "purgecss";
import { iconMasks } from "./icon-masks.ts";
import type { AssetSources } from "./asset-sources.ts";

// The looks of plain elements come first: their sheet repeats rules of the components, which must win.
const screenSheets = [
  "optional/ecl-reset.css",
  "optional/ecl-eu-default.css",
  "ecl-eu.css",
  "optional/ecl-eu-utilities.css",
];
const printSheets = ["optional/ecl-eu-default-print.css", "ecl-eu-print.css"];

/** Written by the browser script or built from parts, so that a search of the source does not find them. */
const safelist = {
  standard: ["html", "body", "has-js", "no-js"],
  greedy: [/wt-icon/, /ecl-icon/],
};

/** Keeps the rules whose classes and elements occur in the source of the pages. */
const purge = async (css: string, sources: AssetSources): Promise<string> => {
  const purged = await new PurgeCSS().purge({
    content: sources.pages.map((raw) => ({ raw, extension: "tsx" })),
    css: [{ raw: css }],
    safelist,
    variables: true,
  });
  return purged.map((result) => result.css).join("\n");
};

const joinSheets = async (folder: string, names: readonly string[]): Promise<string> => {
  const sheets = await Promise.all(names.map((name) => readFile(`${folder}/${name}`, "utf8")));
  return sheets.join("\n");
};

const minify = async (css: string): Promise<string> => {
  const { code } = await transform(css, { loader: "css", minify: true, legalComments: "none", target: "es2022" });
  return code;
};

/** Elements with a class of the library are left alone by the looks of plain elements; those of the house are too. */
const leaveHouseClassesAlone = (css: string): string => css.replaceAll("[class*=wt-]", "[class*=wt-],[class*=portal-]");

/** The library's rules, then the house's own, as far as the pages use them, then the icons. */
export const screenStyles = async (sources: AssetSources): Promise<string> => {
  const library = leaveHouseClassesAlone(await joinSheets(sources.libraryStyles, screenSheets));
  const used = await purge([library, sources.houseStyles].join("\n"), sources);
  return minify([used, await iconMasks(sources.libraryIcons)].join("\n"));
};

export const printStyles = async (sources: AssetSources): Promise<string> => {
  const library = leaveHouseClassesAlone(await joinSheets(sources.libraryStyles, printSheets));
  return minify(await purge([library, sources.printStyles].join("\n"), sources));
};
