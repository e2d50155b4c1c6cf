import { parseArgs } from "node:util";
import { bundleCheck } from "@grants/files/evidence/bundle-check";
import { centsToEuroText, signedCents } from "@grants/kernel/money";
import { type ExportVerdict, verifyAuditExport } from "@grants/store/verify-audit-export";
import { readExport } from "./export-evidence.ts";

const usage =
  "Usage: npm run verify-audit -- FOLDER [--trust sha256:…] [--json]\n\n" +
  "FOLDER holds an export of the evidence. --trust names the key that signs its log: take it from the public page, not from the export.";
const fingerprint = /^sha256:[0-9a-f]{64}$/;

/** Amounts are exact in the verdict; as JSON they are numbers, or text where a number could not hold them. */
const toJson = (_: string, value: unknown): unknown => {
  if (typeof value !== "bigint") return value;
  return Number.isSafeInteger(Number(value)) ? Number(value) : `${value}`;
};

const inWords = (finding: object): string =>
  Object.entries(finding)
    .map(([name, value]) => (name === "kind" ? String(value) : `${name} ${String(value)}`))
    .join(", ");

const euro = (amount: bigint): string =>
  Number.isSafeInteger(Number(amount)) ? `${centsToEuroText(signedCents(amount))} EUR` : `${amount} cents`;

const logVerdict = ({ log, broken }: ExportVerdict): string => {
  if (log.broken !== null) return `BROKEN, ${inWords(log.broken)}`;
  if (broken !== null) return "not looked at behind a broken link";
  if (log.heads === 0) return "nothing is sealed";
  return log.isTrusted
    ? "every root holds, signed by the key that you trust"
    : "every root holds; --trust was not given";
};

const report = (verdict: ExportVerdict): string => {
  const { entries, chains, broken, log, ballots, journalEntries, pots, balanceCents, differences, differenceCount } =
    verdict;
  const unseen = differenceCount - differences.length;
  return [
    `audit    ${entries} entries in ${chains} chains: ${broken === null ? "every chain holds" : "BROKEN"}`,
    ...(broken === null ? [] : [`         first broken link: ${inWords(broken)}`]),
    `log      ${log.sealed} entries under ${log.heads} signed heads: ${logVerdict(verdict)}`,
    `ballots  ${ballots.recounted} counted again: ${ballots.broken === null ? "every result follows from its votes" : `BROKEN, ${inWords(ballots.broken)}`}`,
    `ledger   ${journalEntries} entries, balance ${euro(balanceCents)}, ${pots} pots: ` +
      (differenceCount === 0 ? "every cent recomputes" : `${differenceCount} DIFFERENCES`),
    ...differences.map((difference) => `         ${inWords(difference)}`),
    ...(unseen > 0 ? [`         and ${unseen} more`] : []),
    `verdict  ${verdict.valid ? "valid" : "NOT VALID"}`,
  ].join("\n");
};

const isMissingFile = (error: unknown): error is Error & { readonly path: string } =>
  error instanceof Error && "code" in error && error.code === "ENOENT" && "path" in error;

const verify = async (folder: string, key: string | undefined, asJson: boolean): Promise<number> => {
  try {
    const trusted = key === undefined ? null : { key, check: bundleCheck };
    const verdict = await verifyAuditExport(readExport(folder), trusted);
    console.log(asJson ? JSON.stringify(verdict, toJson) : report(verdict));
    return verdict.valid ? 0 : 1;
  } catch (error) {
    if (!isMissingFile(error)) throw error;
    console.error(`There is no whole export in ${folder}: ${error.path} is missing.`);
    return 2;
  }
};

const { values, positionals } = parseArgs({
  options: { json: { type: "boolean" }, trust: { type: "string" } },
  allowPositionals: true,
});
const [folder] = positionals;
const isUsable = folder !== undefined && (values.trust === undefined || fingerprint.test(values.trust));
if (!isUsable) console.error(usage);
process.exitCode = isUsable ? await verify(folder, values.trust, values.json === true) : 2;
