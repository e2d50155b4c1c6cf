import { statSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { reportOf } from "./report.ts";
import { runFolder } from "./run-cases.ts";

// npm run golden [-- --cases DIR], or GOLDEN_CASES=DIR npm run golden: another folder of the same shape.
const { values } = parseArgs({ options: { cases: { type: "string" } } });
const folder = resolve(values.cases ?? process.env["GOLDEN_CASES"] ?? join(import.meta.dirname, "cases"));

const isFolder = statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true;
const outcomes = isFolder ? await runFolder(folder) : [];
if (outcomes.length === 0) console.error(`There are no golden cases in ${folder}.`);

const { lines, failed } = reportOf(outcomes);
console.log(lines.join("\n"));
process.exitCode = failed > 0 || outcomes.length === 0 ? 1 : 0;
