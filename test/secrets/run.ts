import { execFileSync } from "node:child_process";
import { existsSync, globSync, readFileSync, statSync } from "node:fs";
import { checkSources } from "./check-sources.ts";

const root = `${import.meta.dirname}/../..`;

/** What is in the repository, or would be at the next commit. */
const tracked = (): readonly string[] =>
  execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: root, encoding: "utf8" })
    .split("\0")
    .filter((path) => path !== "" && existsSync(`${root}/${path}`));

/** What is built from it, and what the tests left in logs and reports, where they are there. */
const made = (): readonly string[] =>
  ["{.build,reports,cdk.out}/**/*.{js,mjs,css,json,html,log,txt}"].flatMap((pattern) =>
    globSync(pattern, { cwd: root }),
  );

const sources = [...new Set([...tracked(), ...made(), ...process.argv.slice(2)])]
  .filter((path) => statSync(`${root}/${path}`).isFile())
  .map((path) => ({ path, text: readFileSync(`${root}/${path}`, "utf8") }));

const { findings, stale } = checkSources(sources);
// The secret itself is not printed: this ends up in a log.
for (const { path, line, rule, sha256 } of findings)
  console.error(`${path}:${String(line)} ${rule} (sha256 ${sha256})`);
for (const { path, rule } of stale) console.error(`${path}: nothing is there that "${rule}" has to allow`);
console.log(`${String(sources.length)} files, ${String(findings.length)} secrets.`);
process.exitCode = findings.length + stale.length > 0 ? 1 : 0;
