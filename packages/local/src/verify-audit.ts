import { parseArgs } from "node:util";
import { centsToEuroText, signedCents } from "@grants/kernel/money";
import { type ExportVerdict, verifyAuditExport } from "@grants/store/verify-audit-export";
import { readExport } from "./export-evidence.ts";

const usage = "Usage: npm run verify-audit -- FOLDER [--json]\n\nFOLDER holds an export of the evidence.";

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

const report = (verdict: ExportVerdict): string => {
  const { entries, chains, broken, journalEntries, pots, balanceCents, differences, differenceCount } = verdict;
  const unseen = differenceCount - differences.length;
  return [
    `audit    ${entries} entries in ${chains} chains: ${broken === null ? "every chain holds" : "BROKEN"}`,
    ...(broken === null ? [] : [`         first broken link: ${inWords(broken)}`]),
    `ledger   ${journalEntries} entries, balance ${euro(balanceCents)}, ${pots} pots: ` +
      (differenceCount === 0 ? "every cent recomputes" : `${differenceCount} DIFFERENCES`),
    ...differences.map((difference) => `         ${inWords(difference)}`),
    ...(unseen > 0 ? [`         and ${unseen} more`] : []),
    `verdict  ${verdict.valid ? "valid" : "NOT VALID"}`,
  ].join("\n");
};

const isMissingFile = (error: unknown): error is Error & { readonly path: string } =>
  error instanceof Error && "code" in error && error.code === "ENOENT" && "path" in error;

const verify = async (folder: string, asJson: boolean): Promise<number> => {
  try {
    const verdict = await verifyAuditExport(readExport(folder));
    console.log(asJson ? JSON.stringify(verdict, toJson) : report(verdict));
    return verdict.valid ? 0 : 1;
  } catch (error) {
    if (!isMissingFile(error)) throw error;
    console.error(`There is no whole export in ${folder}: ${error.path} is missing.`);
    return 2;
  }
};

const { values, positionals } = parseArgs({ options: { json: { type: "boolean" } }, allowPositionals: true });
const [folder] = positionals;
if (folder === undefined) console.error(usage);
process.exitCode = folder === undefined ? 2 : await verify(folder, values.json === true);
