import { hash } from "node:crypto";
import { type SignatureCheck, acceptKeys } from "@grants/core/audit/accept-keys";
import { type SignedHead, readHead } from "@grants/core/audit/tree-head";
import { type BrokenLog, type TreeHasher, createLogVerifier } from "@grants/core/audit/verify-log";
import { type BrokenLink, createChainVerifier } from "@grants/core/audit/verify-chain";
import { type AuditBytes, auditLinesIn, bodyOfAuditLine, readAuditLine } from "./audit-lines.ts";
import { type BrokenBallot, createBallotRecount, isOfBallot } from "@grants/core/governance/recount-ballot";
import { type KeptPot, type LedgerDifference, createLedgerVerifier } from "@grants/core/ledger/verify-ledger";

/** Lines in batches, as they come off a disk. */
export type Lines = AsyncIterable<readonly string[]>;

/**
 * An export of the evidence. A line of the first two is a digest, a tab and the canonical bytes that were hashed; entries of an aggregate
 * come in the order of their versions.
 */
export type EvidenceExport = {
  readonly audit: () => AuditBytes;
  readonly journal: () => Lines;
  /** Aggregate, version and chain hash of every head, tab between. */
  readonly heads: () => Lines;
  /** Aggregate and version of every leaf of the sealed log, tab between, in the log's order. */
  readonly log: () => Lines;
  /** Signature and text of every tree head, tab between, the smallest first. */
  readonly treeHeads: () => Lines;
  readonly pots: () => Promise<readonly KeptPot[]>;
  /** A ballot's id and what it was counted on, tab between. */
  readonly ballots: () => Lines;
};

/** Whom the reader trusts to sign the log, and how signatures are checked. Known from elsewhere, never from the export. */
export type Trusted = { readonly key: string; readonly check: SignatureCheck };

export type ExportVerdict = {
  /** Every chain holds from its first entry to its head, and the money recomputes. */
  readonly valid: boolean;
  readonly entries: number;
  readonly chains: number;
  /** A line counts in the audit entries. */
  readonly broken: BrokenLink | null;
  readonly log: {
    readonly heads: number;
    /** Entries up to the last head; those behind it are linked by their chain alone until the next seal. */
    readonly sealed: number;
    /** The heads were signed by whom the reader trusts. Nobody has looked where the reader named no key. */
    readonly isTrusted: boolean;
    readonly broken: BrokenLog | { readonly kind: "TrustedKeyAbsent"; readonly key: string } | null;
  };
  readonly ballots: {
    /** Closed ballots whose result follows from the entries of their votes. */
    readonly recounted: number;
    readonly broken: BrokenBallot | null;
  };
  readonly journalEntries: number;
  readonly pots: number;
  /** Sum of all balances: nothing, where every entry balances. */
  readonly balanceCents: bigint;
  /** The first hundred, and how many there are. A line counts in the journal. */
  readonly differences: readonly LedgerDifference[];
  readonly differenceCount: number;
};

const differencesShownMax = 100;

const keyPrefix = "key_";

const digestBytes = 32;

const sha256 = (text: string): string => hash("sha256", text, "hex");

/** Leaves and nodes of RFC 6962 in rooms that are used again, digests as 32 characters: half of what hexadecimal takes. */
const leafRoom = Buffer.alloc(1 + digestBytes, 0);
const nodeRoom = Buffer.alloc(1 + 2 * digestBytes, 1);
const tree: TreeHasher = {
  leaf: (digest) => {
    leafRoom.write(digest, 1, "hex");
    return hash("sha256", leafRoom, "binary");
  },
  node: (left, right) => {
    nodeRoom.write(left, 1, "latin1");
    nodeRoom.write(right, 1 + digestBytes, "latin1");
    return hash("sha256", nodeRoom, "binary");
  },
  toHexadecimal: (root) => Buffer.from(root, "latin1").toString("hex"),
};

const createFindings = () => {
  const shown: LedgerDifference[] = [];
  let count = 0;
  return {
    add: (found: readonly LedgerDifference[]) => {
      count += found.length;
      shown.push(...found.slice(0, differencesShownMax - shown.length));
    },
    shown: () => shown,
    count: () => count,
  };
};
type Findings = ReturnType<typeof createFindings>;
type Ledger = ReturnType<typeof createLedgerVerifier>;
type Chains = ReturnType<typeof createChainVerifier>;
type Log = ReturnType<typeof createLogVerifier>;
type Recount = ReturnType<typeof createBallotRecount>;

const splitLine = (line: string) => {
  const tab = line.indexOf("\t");
  return { hash: line.slice(0, Math.max(tab, 0)), body: line.slice(tab + 1) };
};

type Walk = {
  readonly chains: Chains;
  readonly ledger: Ledger;
  readonly findings: Findings;
  readonly log: Log;
  readonly recount: Recount;
  /** Bodies of the chain of keys. */
  readonly keyBodies: string[];
};

/** Entries up to the first broken link; each one also tells the ledger which postings it names, and the log its digest. */
const walkEntries = async (batches: AuditBytes, { chains, ledger, findings, log, recount, keyBodies }: Walk) => {
  for await (const bytes of batches) {
    for (const line of auditLinesIn(bytes)) {
      const read = chains.follow(readAuditLine(bytes, line));
      if (read.broken !== null) return read.broken;
      const { link } = read;
      if (link.journal !== undefined) findings.add(ledger.auditEntry(link, link.journal));
      log.entry(link, read.digest);
      if (link.aggregate.startsWith(keyPrefix)) keyBodies.push(bodyOfAuditLine(bytes, line));
      if (isOfBallot(link.aggregate)) recount.entry(bodyOfAuditLine(bytes, line));
    }
  }
  return null;
};

const walkLeaves = async (batches: Lines, log: Log) => {
  for await (const lines of batches) {
    for (const line of lines) {
      const [aggregate = "", version] = line.split("\t");
      const broken = log.leaf({ aggregate, version: Number(version) });
      if (broken !== null) return broken;
    }
  }
  return null;
};

const readTreeHeads = async (batches: Lines): Promise<readonly SignedHead[]> => {
  const heads: SignedHead[] = [];
  for await (const lines of batches)
    heads.push(...lines.map((line) => ({ signature: splitLine(line).hash, body: splitLine(line).body })));
  return heads;
};

const finishLog = (log: Log, signed: readonly SignedHead[], bodies: readonly string[], trusted: Trusted | null) => {
  if (trusted === null) return log.finish(signed, null);
  const keys = acceptKeys(trusted.check, trusted.key, bodies);
  if (!keys.has(trusted.key)) return { kind: "TrustedKeyAbsent" as const, key: trusted.key };
  return log.finish(signed, { check: trusted.check, keys });
};

const walkHeads = async (batches: Lines, chains: Chains) => {
  for await (const lines of batches) {
    for (const line of lines) {
      const [aggregate = "", version, chainHash = ""] = line.split("\t");
      const broken = chains.head({ aggregate, version: Number(version), chainHash });
      if (broken !== null) return broken;
    }
  }
  return chains.finish();
};

/** Behind a broken link votes are unread. */
const notRecounted: ExportVerdict["ballots"] = { recounted: 0, broken: null };

const recountBallots = async (batches: Lines, recount: Recount): Promise<ExportVerdict["ballots"]> => {
  const papers = new Map<string, unknown>();
  for await (const lines of batches)
    for (const line of lines) papers.set(splitLine(line).hash, JSON.parse(splitLine(line).body));
  const { ballots, broken } = recount.finish(papers);
  return { recounted: ballots.length, broken };
};

/**
 * Walks an export offline: the chains up to the first broken link, the sealed log from its leaves to its heads, the money from the journal,
 * and the votes of the Board.
 * Hashes stored bytes, serialises nothing.
 */
export const verifyAuditExport = async (
  evidence: EvidenceExport,
  trusted: Trusted | null = null,
): Promise<ExportVerdict> => {
  const log = createLogVerifier({ sha256, tree });
  const inLeaves = await walkLeaves(evidence.log(), log);
  const signed = await readTreeHeads(evidence.treeHeads());
  const keyBodies: string[] = [];
  const chains = createChainVerifier(sha256);
  const ledger = createLedgerVerifier(sha256);
  const findings = createFindings();
  const recount = createBallotRecount(sha256);
  for await (const lines of evidence.journal()) for (const line of lines) findings.add(ledger.journal(splitLine(line)));
  const inEntries = await walkEntries(evidence.audit(), { chains, ledger, findings, log, recount, keyBodies });
  const broken = inEntries ?? (await walkHeads(evidence.heads(), chains));
  const pots = await evidence.pots();
  for (const pot of pots) findings.add(ledger.pot(pot));
  // Behind a broken link nothing was read, and postings that nobody has named yet prove nothing.
  if (inEntries === null) findings.add(ledger.finish());
  // Behind a broken link the entries are unread: what the log would say of them is no news.
  const inLog = inLeaves ?? (inEntries === null ? finishLog(log, signed, keyBodies, trusted) : null);
  const ballots = inEntries === null ? await recountBallots(evidence.ballots(), recount) : notRecounted;
  return {
    valid: broken === null && inLog === null && ballots.broken === null && findings.count() === 0,
    entries: chains.entries(),
    chains: chains.chains(),
    broken,
    log: {
      heads: signed.length,
      sealed: readHead(signed.at(-1)?.body ?? "")?.size ?? 0,
      isTrusted: trusted !== null && inLog === null && inEntries === null && signed.length > 0,
      broken: inLog,
    },
    ballots,
    journalEntries: ledger.entries(),
    pots: pots.length,
    balanceCents: [...ledger.balances().values()].reduce((sum, cents) => sum + cents, 0n),
    differences: findings.shown(),
    differenceCount: findings.count(),
  };
};
