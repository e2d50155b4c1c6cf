import { hash } from "node:crypto";
import { type BrokenLink, createChainVerifier } from "@grants/core/audit/verify-chain";
import { type KeptPot, type LedgerDifference, createLedgerVerifier } from "@grants/core/ledger/verify-ledger";

/** Lines in batches, as they come off a disk. */
export type Lines = AsyncIterable<readonly string[]>;

/**
 * An export of the evidence. A line of the first two is a digest, a tab and the canonical bytes that were hashed; entries of an aggregate
 * come in the order of their versions.
 */
export type EvidenceExport = {
  readonly audit: () => Lines;
  readonly journal: () => Lines;
  /** Aggregate, version and chain hash of every head, tab between. */
  readonly heads: () => Lines;
  readonly pots: () => Promise<readonly KeptPot[]>;
};

export type ExportVerdict = {
  /** Every chain holds from its first entry to its head, and the money recomputes. */
  readonly valid: boolean;
  readonly entries: number;
  readonly chains: number;
  /** A line counts in the audit entries. */
  readonly broken: BrokenLink | null;
  readonly journalEntries: number;
  readonly pots: number;
  /** Sum of all balances: nothing, where every entry balances. */
  readonly balanceCents: bigint;
  /** The first hundred, and how many there are. A line counts in the journal. */
  readonly differences: readonly LedgerDifference[];
  readonly differenceCount: number;
};

const differencesShownMax = 100;

const sha256 = (text: string): string => hash("sha256", text, "hex");

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

const splitLine = (line: string) => {
  const tab = line.indexOf("\t");
  return { hash: line.slice(0, Math.max(tab, 0)), body: line.slice(tab + 1) };
};

/** Entries up to the first broken link; each one also tells the ledger which postings it names. */
const walkEntries = async (batches: Lines, chains: Chains, ledger: Ledger, findings: Findings) => {
  for await (const lines of batches) {
    for (const line of lines) {
      const read = chains.next(splitLine(line));
      if (read.broken !== null) return read.broken;
      findings.add(ledger.auditEntry(read.link, read.link.journal));
    }
  }
  return null;
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

/** Walks an export offline: the chains up to the first broken link, and the money from the journal. Hashes stored bytes, serialises nothing. */
export const verifyAuditExport = async (evidence: EvidenceExport): Promise<ExportVerdict> => {
  const chains = createChainVerifier(sha256);
  const ledger = createLedgerVerifier(sha256);
  const findings = createFindings();
  for await (const lines of evidence.journal()) for (const line of lines) findings.add(ledger.journal(splitLine(line)));
  const inEntries = await walkEntries(evidence.audit(), chains, ledger, findings);
  const broken = inEntries ?? (await walkHeads(evidence.heads(), chains));
  const pots = await evidence.pots();
  for (const pot of pots) findings.add(ledger.pot(pot));
  // Behind a broken link nothing was read, and postings that nobody has named yet prove nothing.
  if (inEntries === null) findings.add(ledger.finish());
  return {
    valid: broken === null && findings.count() === 0,
    entries: chains.entries(),
    chains: chains.chains(),
    broken,
    journalEntries: ledger.entries(),
    pots: pots.length,
    balanceCents: [...ledger.balances().values()].reduce((sum, cents) => sum + cents, 0n),
    differences: findings.shown(),
    differenceCount: findings.count(),
  };
};
