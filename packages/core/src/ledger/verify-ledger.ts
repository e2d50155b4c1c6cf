import { JournalBody, type Leg, hashOfJournal, potLineOf } from "./journal.ts";

/** One line of an export: the digest, and the canonical bytes that were hashed. */
export type ExportedPosting = { readonly hash: string; readonly body: string };

/** A pot as the store keeps it: cents left by line, and the number of entries that moved it. */
export type KeptPot = { readonly pot: string; readonly n: number; readonly lines: Readonly<Record<string, number>> };

type Place = { readonly aggregate: string; readonly version: number };

export type LedgerDifference =
  | { readonly kind: "JournalDoesNotMatchHash"; readonly line: number }
  | { readonly kind: "JournalUnreadable"; readonly line: number }
  | ({ readonly kind: "JournalTwice"; readonly line: number } & Place)
  | ({ readonly kind: "LegsDoNotBalance"; readonly line: number; readonly sumCents: bigint } & Place)
  /** No audit entry of that version names these postings. */
  | ({ readonly kind: "JournalNotNamed" } & Place)
  /** The audit entry of that version names postings that are not there. */
  | ({ readonly kind: "JournalMissing" } & Place)
  | {
      readonly kind: "PotLineDiffers";
      readonly pot: string;
      readonly line: string;
      readonly keptCents: bigint;
      readonly postedCents: bigint;
    }
  | { readonly kind: "PotCountDiffers"; readonly pot: string; readonly kept: number; readonly posted: number };

type PotSum = { n: number; readonly lines: Map<string, bigint> };

const readJournal = (body: string): JournalBody | null => {
  try {
    return JournalBody.safeParse(JSON.parse(body)).data ?? null;
  } catch {
    return null;
  }
};

const sumOf = (legs: readonly Leg[]): bigint => legs.reduce((sum, { cents }) => sum + BigInt(cents), 0n);

const addTo = (sums: Map<string, bigint>, name: string, cents: number) =>
  sums.set(name, (sums.get(name) ?? 0n) + BigInt(cents));

const potDifferences = (kept: KeptPot, posted: PotSum | undefined): readonly LedgerDifference[] => {
  const names = new Set([...Object.keys(kept.lines), ...(posted?.lines.keys() ?? [])]);
  const lines = [...names].flatMap((line): readonly LedgerDifference[] => {
    const keptCents = BigInt(kept.lines[line] ?? 0);
    const postedCents = posted?.lines.get(line) ?? 0n;
    if (keptCents === postedCents) return [];
    return [{ kind: "PotLineDiffers", pot: kept.pot, line, keptCents, postedCents }];
  });
  const n = posted?.n ?? 0;
  return n === kept.n ? lines : [...lines, { kind: "PotCountDiffers", pot: kept.pot, kept: kept.n, posted: n }];
};

/**
 * Recomputes the money from the journal (DATA §8): every entry sums to zero, every entry is named by the audit entry of its version and the
 * other way round, every line of every pot is the sum of its legs. Feed it the journal first, then the audit entries, then the pots; the
 * sums are exact whatever a tampered entry says.
 */
export const createLedgerVerifier = (sha256: (text: string) => string) => {
  const balances = new Map<string, bigint>();
  const pots = new Map<string, PotSum>();
  /** Digests of postings that no audit entry has named yet, by where they belong. */
  const unnamed = new Map<string, string>();
  let line = 0;

  const potSumOf = (pot: string): PotSum => {
    const known = pots.get(pot) ?? { n: 0, lines: new Map<string, bigint>() };
    pots.set(pot, known);
    return known;
  };
  const post = (legs: readonly Leg[]) => {
    const moved = new Set<PotSum>();
    for (const { account, cents } of legs) {
      addTo(balances, account, cents);
      const guard = potLineOf(account);
      if (guard === null) continue;
      const sum = potSumOf(guard.pot);
      addTo(sum.lines, guard.line, cents);
      moved.add(sum);
    }
    for (const sum of moved) sum.n += 1;
  };

  return {
    journal: ({ hash, body }: ExportedPosting): readonly LedgerDifference[] => {
      line += 1;
      const digest = hashOfJournal(sha256, body);
      if (digest !== hash) return [{ kind: "JournalDoesNotMatchHash", line }];
      const posting = readJournal(body);
      if (posting === null) return [{ kind: "JournalUnreadable", line }];
      const { aggregate, version, legs } = posting;
      const place = `${aggregate} ${version}`;
      if (unnamed.has(place)) return [{ kind: "JournalTwice", line, aggregate, version }];
      unnamed.set(place, digest);
      post(legs);
      const sumCents = sumOf(legs);
      return sumCents === 0n ? [] : [{ kind: "LegsDoNotBalance", line, aggregate, version, sumCents }];
    },
    /** An audit entry, and the digest of the postings that it names. */
    auditEntry: ({ aggregate, version }: Place, journal: string | undefined): readonly LedgerDifference[] => {
      if (journal === undefined) return [];
      const place = `${aggregate} ${version}`;
      if (unnamed.get(place) !== journal) return [{ kind: "JournalMissing", aggregate, version }];
      unnamed.delete(place);
      return [];
    },
    pot: (kept: KeptPot): readonly LedgerDifference[] => {
      const posted = pots.get(kept.pot);
      pots.delete(kept.pot);
      return potDifferences(kept, posted);
    },
    /** What nobody asked about: postings that no entry names, pots that the store has lost. */
    finish: (): readonly LedgerDifference[] => [
      ...[...unnamed.keys()].map((place): LedgerDifference => {
        const [aggregate = "", version] = place.split(" ");
        return { kind: "JournalNotNamed", aggregate, version: Number(version) };
      }),
      ...[...pots].flatMap(([pot, posted]) => potDifferences({ pot, n: 0, lines: {} }, posted)),
    ],
    entries: () => line,
    /** Sums of legs by account. */
    balances: (): ReadonlyMap<string, bigint> => balances,
  };
};
