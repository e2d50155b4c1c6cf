import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** A test or a group of tests whose name, as it stands in the source, cites rules. */
export type NamedTest = { readonly file: string; readonly name: string; readonly rules: readonly string[] };

const ruleId = /\b(?:CLR-[A-Z]+|[A-Z]{2,5})-\d{2}\b/g;

/** What follows `describe(`, `test(` or the table of `test.each(…)(`. */
const nameOfTest = /(?:\b(?:describe|test)|\))\(\s*"((?:[^"\\]|\\.)*)"/g;

const namesIn = (source: string): readonly string[] => [...source.matchAll(nameOfTest)].map(([, name]) => name ?? "");

export const rulesIn = (text: string): readonly string[] => [...new Set(text.match(ruleId))];

const testFiles = (root: string, folder: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .map((file) => `${folder}/${file}`)
    .filter((file) => /\.test\.tsx?$/.test(file) && !file.includes("node_modules"))
    .toSorted();

/** Every test below `packages` and `test` whose name cites a rule; this folder speaks about all of them and holds none. */
export const readNamedTests = (root: string): readonly NamedTest[] =>
  [...testFiles(root, "packages"), ...testFiles(root, "test")]
    .filter((file) => !file.startsWith("test/rules/"))
    .flatMap((file) =>
      namesIn(readFileSync(join(root, file), "utf8"))
        .map((name) => ({ file, name, rules: rulesIn(name) }))
        .filter(({ rules }) => rules.length > 0),
    );
