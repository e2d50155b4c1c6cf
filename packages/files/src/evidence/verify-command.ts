import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { type BundleVerdict, type Trust, verifyBundle } from "@grants/core/audit/verify-bundle";
import { bundleCheck } from "./bundle-check.ts";
import { unzipFiles } from "./zip-bundle.ts";

const usage = `Usage: node verify.mjs BUNDLE.zip --trust sha256:… [--trust-tsa sha256:…] [--json]

  --trust      fingerprint of the key that signs the log: from the public page "Verify", the notice in the
               Official Journal or the README of a release. Never from the bundle.
  --trust-tsa  fingerprint of the certificate of the time-stamping authority, where you know it.

Ends with 0 when everything holds, with 1 and the first thing that does not, with 2 when it cannot begin.`;

const fingerprint = /^sha256:[0-9a-f]{64}$/;

const inWords = (finding: object): string =>
  Object.entries(finding)
    .map(([name, value]) => (name === "kind" ? String(value) : `${name} ${String(value)}`))
    .join(", ");

const report = (verdict: BundleVerdict): string => {
  const { aggregate, entries, chains, ballots, sealed, heads, timeStamps, broken, valid } = verdict;
  const open = entries - sealed;
  return [
    `bundle   ${aggregate}: ${entries} entries in ${chains} chains`,
    ...ballots.map(
      (ballot) =>
        `ballot   ${ballot.aggregate}: ${ballot.yesShare} of all votes in favour, ${ballot.hasPassed ? "adopted" : "not adopted"}; counted again from its votes`,
    ),
    ...heads.map(({ size, at, key }) => `head     ${size} entries, signed ${at} by ${key}`),
    ...timeStamps.map(
      ({ at, subject, authority, isTrusted }) =>
        `stamped  ${at} by ${subject} (${authority}${isTrusted ? "" : ", not among what you said you trust"})`,
    ),
    `log      ${sealed} entries are proven to be in it${open > 0 ? `, ${open} are not yet sealed` : ""}`,
    ...(broken === null ? [] : [`BROKEN   the first thing that does not hold: ${inWords(broken)}`]),
    `verdict  ${valid ? "valid" : "NOT VALID"}`,
  ].join("\n");
};

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const complain = (text: string): number => {
  process.stderr.write(`${text}\n`);
  return 2;
};

const verify = async (path: string, trust: Trust, asJson: boolean): Promise<number> => {
  const bytes = await readFile(path).catch(() => null);
  if (bytes === null) return complain(`There is no file ${path}.`);
  const texts = unzipFiles(bytes);
  if ("kind" in texts) return complain(`${path} is no bundle: ${texts.kind}.`);
  const verdict = await verifyBundle(bundleCheck, texts, trust);
  say(asJson ? JSON.stringify(verdict, null, 2) : report(verdict));
  return verdict.valid ? 0 : 1;
};

const readArguments = () => {
  const text = { type: "string" } as const;
  try {
    return parseArgs({
      options: { trust: text, "trust-tsa": text, json: { type: "boolean" } },
      allowPositionals: true,
    });
  } catch {
    return null;
  }
};

/** The offline verifier of evidence bundles. Gives the code to end with. */
const run = async (): Promise<number> => {
  const given = readArguments();
  const [path] = given?.positionals ?? [];
  const key = given?.values.trust ?? "";
  const timeStampAuthority = given?.values["trust-tsa"];
  if (given === null || path === undefined) return complain(usage);
  if (!fingerprint.test(key)) return complain(`--trust must name the key that you trust.\n\n${usage}`);
  if (timeStampAuthority !== undefined && !fingerprint.test(timeStampAuthority)) return complain(usage);
  return verify(path, { key, timeStampAuthority }, given.values.json === true);
};

process.exitCode = await run();
