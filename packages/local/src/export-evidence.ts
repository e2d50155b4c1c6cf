import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { type FileHandle, mkdir, open, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { canonicalJson } from "@grants/kernel/canonical-json";
import type { Database } from "@grants/store/database";
import { toPot } from "@grants/store/pots";
import type { Item } from "@grants/store/read";
import { type TableKey } from "@grants/store/table";
import { sharedKeys } from "@grants/store/tables/shared";
import { SignedHead, TreeHead } from "@grants/core/audit/tree-head";
import type { EvidenceExport, Lines } from "@grants/store/verify-audit-export";
import { z } from "zod";

type Source = Pick<Database, "client" | "tables">;

/** The files of an export's folder. */
export const exportFiles = {
  audit: "audit.tsv",
  journal: "journal.tsv",
  heads: "heads.tsv",
  log: "log.tsv",
  treeHeads: "tree-heads.tsv",
  pots: "pots.json",
  ballots: "ballots.tsv",
} as const;

const attemptsMax = 5;
const chunkBytes = 1 << 20;
const lineFeed = 0x0a;
const potPrefix = sharedKeys.pot("").pk;
const auditPrefix = sharedKeys.auditEntry("", 1).pk;
const logPrefix = "LOG#";
const leavesPrefix = "LEAVES#";
const headPrefix = "HEAD#";
const journalPrefix = sharedKeys.journalEntry("", 1).pk;

const BallotItem = z.object({ schema: z.literal("ballot/1"), id: z.string(), papers: z.json() });
const HeadItem = z.object({ id: z.string(), version: z.int(), chainHash: z.string() });
const LedgerItem = z.object({ pk: z.string(), body: z.string(), hash: z.string() });
const LeavesItem = z.object({ from: z.int(), rows: z.array(z.string()) });

/** The one place that reads whole tables: on the local engine a scan gives an aggregate's items in the order of their sort keys. */
async function* scan({ client, tables }: Source, table: TableKey): AsyncGenerator<readonly Item[]> {
  let start: Item | undefined;
  do {
    // oxlint-disable-next-line no-await-in-loop -- each page starts where the one before ended.
    const page = await client.send(
      new ScanCommand({
        TableName: tables[table],
        ConsistentRead: true,
        ...(start === undefined ? {} : { ExclusiveStartKey: start }),
      }),
    );
    yield page.Items ?? [];
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
}

const isPot = ({ pk }: Item) => typeof pk === "string" && pk.startsWith(potPrefix);

const headLine = (item: Item): string => {
  const { id, version, chainHash } = HeadItem.parse(item);
  return `${id}\t${version}\t${chainHash}\n`;
};

/** What a ballot was counted on, as a line. */
const ballotLine = (item: Item): string => {
  const { data } = BallotItem.safeParse(item);
  return data === undefined ? "" : `${data.id}\t${canonicalJson(data.papers)}\n`;
};

type Heads = {
  readonly digest: string;
  readonly heads: number;
  readonly pots: readonly ReturnType<typeof toPot>[];
  readonly ballots: string;
};

/** Heads and pots as they stand, the heads handed on page by page, and one digest of all of it. */
const readHeads = async (source: Source, keep: (lines: string) => Promise<unknown>): Promise<Heads> => {
  const digest = createHash("sha256");
  const pots: ReturnType<typeof toPot>[] = [];
  let heads = 0;
  let ballots = "";
  for await (const items of scan(source, "grants")) {
    const lines = items.filter((item) => "chainHash" in item).map(headLine);
    pots.push(...items.filter(isPot).map(toPot));
    ballots += items.map(ballotLine).join("");
    heads += lines.length;
    digest.update(lines.join(""));
    await keep(lines.join(""));
  }
  // The engine gives an item's attributes in any order.
  return { digest: digest.update(canonicalJson(pots)).digest("hex"), heads, pots, ballots };
};

type LogParts = { readonly leaves: z.infer<typeof LeavesItem>[]; readonly heads: (SignedHead & TreeHead)[] };

const isOfLog = ({ pk }: Item) => typeof pk === "string" && pk.startsWith(logPrefix);
const hasPlace = ({ sk }: Item, prefix: string) => typeof sk === "string" && sk.startsWith(prefix);

/** What of the log a page holds: its leaves, and the heads that were signed. Tiles follow from the leaves. */
const collectLog = (items: readonly Item[], { leaves, heads }: LogParts): void => {
  for (const item of items.filter(isOfLog)) {
    if (hasPlace(item, leavesPrefix)) leaves.push(LeavesItem.parse(item));
    if (!hasPlace(item, headPrefix)) continue;
    const signed = SignedHead.parse(item);
    heads.push({ ...TreeHead.parse(JSON.parse(signed.body)), ...signed });
  }
};

/** Leaves and heads in the log's own order: a scan meets its days in any order. */
const writeLog = async (folder: string, { leaves, heads }: LogParts): Promise<void> => {
  const rows = leaves.toSorted((left, right) => left.from - right.from).flatMap((batch) => batch.rows);
  const lines = rows.map((row) => `${row.split(" ").slice(0, 2).join("\t")}\n`);
  await writeFile(join(folder, exportFiles.log), lines.join(""));
  const signed = heads.toSorted((left, right) => left.size - right.size);
  const headLines = signed.map(({ signature, body }) => `${signature}\t${body}\n`);
  await writeFile(join(folder, exportFiles.treeHeads), headLines.join(""));
};

type EvidenceFiles = { readonly audit: FileHandle; readonly journal: FileHandle; readonly folder: string };

const writeEvidence = async (source: Source, { audit, journal, folder }: EvidenceFiles) => {
  let entries = 0;
  const log: LogParts = { leaves: [], heads: [] };
  for await (const items of scan(source, "ledger")) {
    collectLog(items, log);
    const parsed = items.filter((item) => !isOfLog(item)).map((item) => LedgerItem.parse(item));
    const linesOf = (prefix: string) =>
      parsed.filter(({ pk }) => pk.startsWith(prefix)).map(({ hash, body }) => `${hash}\t${body}\n`);
    const auditLines = linesOf(auditPrefix);
    entries += auditLines.length;
    await audit.write(auditLines.join(""));
    await journal.write(linesOf(journalPrefix).join(""));
  }
  await writeLog(folder, log);
  return entries;
};

const exportOnce = async (source: Source, folder: string) => {
  const fileOf = async (name: string) => open(join(folder, name), "w");
  const [heads, audit, journal] = await Promise.all([
    fileOf(exportFiles.heads),
    fileOf(exportFiles.audit),
    fileOf(exportFiles.journal),
  ]);
  try {
    const before = await readHeads(source, (lines) => heads.write(lines));
    const entries = await writeEvidence(source, { audit, journal, folder });
    const after = await readHeads(source, async () => undefined);
    const pots = before.pots.map(({ pot, n, lines }) => ({ pot, n, lines }));
    await writeFile(join(folder, exportFiles.pots), `${JSON.stringify(pots, null, 2)}\n`);
    await writeFile(join(folder, exportFiles.ballots), before.ballots);
    return { entries, heads: before.heads, isAtRest: before.digest === after.digest };
  } finally {
    await Promise.all([heads.close(), audit.close(), journal.close()]);
  }
};

const ExportedPots = z.array(z.object({ pot: z.string(), n: z.int(), lines: z.record(z.string(), z.int()) }));

/**
 * The lines of a file of any size, as many whole ones at a time as come at once. Only a line feed ends a line: the evidence holds every other
 * character as it is, also those that JavaScript's own line reader takes for an end.
 */
async function* readWholeLines(path: string): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { highWaterMark: chunkBytes })) {
    const bytes: Buffer = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const end = bytes.lastIndexOf(lineFeed);
    rest = bytes.subarray(end + 1);
    if (end >= 0) yield bytes.subarray(0, end + 1);
  }
  if (rest.length > 0) yield rest;
}

async function* readLines(path: string): Lines {
  for await (const bytes of readWholeLines(path)) {
    const end = bytes.at(-1) === lineFeed ? bytes.length - 1 : bytes.length;
    yield bytes.toString("utf8", 0, end).split("\n");
  }
}

/** An export as `exportEvidence` wrote it, to be verified. */
export const readExport = (folder: string): EvidenceExport => ({
  audit: () => readWholeLines(join(folder, exportFiles.audit)),
  journal: () => readLines(join(folder, exportFiles.journal)),
  heads: () => readLines(join(folder, exportFiles.heads)),
  log: () => readLines(join(folder, exportFiles.log)),
  treeHeads: () => readLines(join(folder, exportFiles.treeHeads)),
  pots: async () => ExportedPots.parse(JSON.parse(await readFile(join(folder, exportFiles.pots), "utf8"))),
  ballots: () => readLines(join(folder, exportFiles.ballots)),
});

/** Somebody wrote during every attempt. */
export class PlatformBusy extends Error {
  override readonly name = "PlatformBusy";
  constructor() {
    super("The platform does not rest: an export would show half a transaction.");
  }
}

export type ExportedEvidence = { readonly entries: number; readonly heads: number };

/**
 * Writes audit entries, postings, heads and pots to a folder, for `verify-audit`. Tables are read one after the other, so an export of a
 * platform that writes meanwhile would show half a transaction: it is begun again, and in the end refused.
 */
export const exportEvidence = async (source: Source, folder: string): Promise<ExportedEvidence> => {
  await mkdir(folder, { recursive: true });
  for (let attempt = 1; attempt <= attemptsMax; attempt += 1) {
    // oxlint-disable-next-line no-await-in-loop -- an attempt follows one that was disturbed.
    const { isAtRest, ...exported } = await exportOnce(source, folder);
    if (isAtRest) return exported;
  }
  throw new PlatformBusy();
};
