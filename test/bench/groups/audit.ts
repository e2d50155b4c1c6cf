import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdtemp, open, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exportFiles, readExport } from "@grants/local/export-evidence";
import { verifyAuditExport } from "@grants/store/verify-audit-export";
import { createTree } from "@grants/core/audit/verify-log";
import { chainsOf, composeExport, headOver, hexadecimalTree } from "../../support/bulk-export.ts";
import type { Group } from "../row.ts";

const group = "audit";
const entriesTotal = 1_000_000;
const entriesPerChain = 20;
const chainsPerWrite = 500;
/** Verifying an export costs at most so often what a bare SHA-256 of the same bytes costs. */
const ratioBound = 6;
const microsecondsPerSecond = 1_000_000;
const rounded = (number: number): number => Math.round(number * 100) / 100;

/** Seconds of the processor, all threads: what the machine did, whatever else it had to do. */
const processorSeconds = async (act: () => Promise<unknown>): Promise<number> => {
  const before = process.cpuUsage();
  await act();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / microsecondsPerSecond;
};

const writeExport = async (folder: string): Promise<void> => {
  const fileOf = (name: string) => open(join(folder, name), "w");
  const [audit, heads, log] = await Promise.all([
    fileOf(exportFiles.audit),
    fileOf(exportFiles.heads),
    fileOf(exportFiles.log),
  ]);
  const tree = createTree(hexadecimalTree);
  const chains = entriesTotal / entriesPerChain;
  for (let first = 0; first < chains; first += chainsPerWrite) {
    const batch = composeExport(chainsOf({ first, count: chainsPerWrite, entries: entriesPerChain }));
    for (const { hash } of batch.entries) tree.append(hash);
    await Promise.all([audit.write(batch.audit), heads.write(batch.heads), log.write(batch.log)]);
  }
  await Promise.all([audit.close(), heads.close(), log.close()]);
  await writeFile(join(folder, exportFiles.journal), "");
  await writeFile(join(folder, exportFiles.pots), "[]");
  await writeFile(join(folder, exportFiles.ballots), "");
  await writeFile(join(folder, exportFiles.treeHeads), `unsigned\t${headOver(tree.size(), tree.root())}\n`);
};

const hashBare = async (path: string): Promise<string> => {
  const digest = createHash("sha256");
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) digest.update(chunk);
  return digest.digest("hex");
};

/** The whole verifier against the least that anybody could do with the same bytes, in the same run. */
export const audit: Group = async () => {
  const folder = await mkdtemp(join(tmpdir(), "bench-audit-"));
  try {
    await writeExport(folder);
    const bareSeconds = await processorSeconds(() => hashBare(join(folder, exportFiles.audit)));
    let isValid = false;
    const seconds = await processorSeconds(async () => {
      const verdict = await verifyAuditExport(readExport(folder));
      isValid = verdict.valid && verdict.entries === entriesTotal && verdict.log.sealed === entriesTotal;
    });
    if (!isValid) throw new Error("The export of the bench does not verify.");
    return [
      {
        group,
        name: "verifying 1,000,000 entries, chain and log, against a bare SHA-256",
        instrument: "ratio" as const,
        figure: rounded(seconds / bareSeconds),
        baseline: null,
        bound: ratioBound,
      },
    ];
  } finally {
    await rm(folder, { recursive: true });
  }
};
