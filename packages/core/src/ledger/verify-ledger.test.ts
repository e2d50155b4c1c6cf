import { canonicalJson } from "@grants/kernel/canonical-json";
import { sha256 } from "@grants/store/sha256";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Chain, aChain } from "../../../../test/support/chain.ts";
import { transfer } from "../../../../test/support/purse.ts";
import { type JournalDraft, hashOfJournal } from "./journal.ts";
import { type ExportedPosting, type KeptPot, type LedgerDifference, createLedgerVerifier } from "./verify-ledger.ts";

type Books = {
  readonly journals: readonly ExportedPosting[];
  readonly entries: readonly {
    readonly aggregate: string;
    readonly version: number;
    readonly journal: string | undefined;
  }[];
  readonly pots: readonly KeptPot[];
};

const verify = ({ journals, entries, pots }: Books): readonly LedgerDifference[] => {
  const verifier = createLedgerVerifier(sha256);
  return [
    ...journals.flatMap((posting) => verifier.journal(posting)),
    ...entries.flatMap((entry) => verifier.auditEntry(entry, entry.journal)),
    ...pots.flatMap((pot) => verifier.pot(pot)),
    ...verifier.finish(),
  ];
};

/** Every third version of a chain takes 5.00 from the pot; the first one fills it with 100.00. */
const draft = (version: number): JournalDraft | undefined => {
  const legs =
    version === 1
      ? transfer("source:budget", "avail:call_1:U1", 100_00)
      : transfer("avail:call_1:U1", "reserved:call_1", 5_00);
  return version % 3 === 1 ? { type: "Moved", legs } : undefined;
};
const chain: Chain = aChain("ledger", 10, draft);
const { aggregate } = chain;
const books: Books = {
  journals: chain.journals,
  entries: chain.entries.map(({ version, body }) => ({
    aggregate,
    version,
    journal: /"journal":"([0-9a-f]{64})"/.exec(body)?.[1],
  })),
  pots: [{ pot: "call_1", n: 4, lines: { U1: 85_00 } }],
};
const rehashed = (body: string): ExportedPosting => ({ body, hash: hashOfJournal(sha256, body) });
const changed = (line: number, change: (body: string) => string): Books => {
  const posting = books.journals[line - 1] ?? { body: "", hash: "" };
  return { ...books, journals: books.journals.with(line - 1, { ...posting, body: change(posting.body) }) };
};

describe("recomputing untouched books", () => {
  test("finds no difference", () => {
    expect(verify(books)).toEqual([]);
  });

  test("gives the balance of every account and counts the entries", () => {
    const verifier = createLedgerVerifier(sha256);
    expect(books.journals.flatMap((posting) => verifier.journal(posting))).toEqual([]);
    expect(Object.fromEntries(verifier.balances())).toEqual({
      "source:budget": -100_00n,
      "avail:call_1:U1": 85_00n,
      "reserved:call_1": 15_00n,
    });
    expect(verifier.entries()).toBe(4);
  });

  test("finds no difference in empty books", () => {
    expect(verify({ journals: [], entries: [], pots: [] })).toEqual([]);
  });

  test("follows pots through any postings", () => {
    const aMove = fc.record({
      pot: fc.constantFrom("call_1", "call_2", "BL#2026#02"),
      line: fc.constantFrom("U1", "BE", "BE-VLG"),
      cents: fc.integer({ min: -1_000_000, max: 1_000_000 }),
    });
    fc.assert(
      fc.property(
        fc.array(fc.array(aMove, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 12 }),
        (moves) => {
          const legsOf = (index: number) =>
            (moves[index] ?? []).flatMap(({ pot, line, cents }) =>
              transfer("source:budget", `avail:${pot}:${line}`, cents),
            );
          const some = aChain("any", moves.length, (version) => ({ type: "Moved", legs: legsOf(version - 1) }));
          const kept = [...Map.groupBy(moves.flat(), ({ pot }) => pot)].map(([pot, lines]): KeptPot => {
            const n = moves.filter((entry) => entry.some((move) => move.pot === pot)).length;
            const sums = [...Map.groupBy(lines, ({ line }) => line)].map(
              ([line, same]) => [line, same.reduce((sum, { cents }) => sum + cents, 0)] as const,
            );
            return { pot, n, lines: Object.fromEntries(sums) };
          });
          const named = some.journals.map(({ hash }, index) => ({
            aggregate: some.aggregate,
            version: index + 1,
            journal: hash,
          }));
          expect(verify({ journals: some.journals, entries: named, pots: kept })).toEqual([]);
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe("recomputing books in which postings were changed", () => {
  test("names the line of a body that is not the one that was hashed", () => {
    expect(verify(changed(2, (body) => body.replace("500", "600")))[0]).toEqual({
      kind: "JournalDoesNotMatchHash",
      line: 2,
    });
  });

  test("names the line of a body that is no journal entry", () => {
    const journals = ["{}", "not JSON"].map(rehashed);
    expect(verify({ journals, entries: [], pots: [] })).toEqual([
      { kind: "JournalUnreadable", line: 1 },
      { kind: "JournalUnreadable", line: 2 },
    ]);
  });

  test("names legs that do not balance, and the line of the pot", () => {
    const forged = rehashed((books.journals[1]?.body ?? "").replace('"cents":-500', '"cents":-400'));
    const found = verify({ ...books, journals: books.journals.with(1, forged) });
    expect(found).toEqual([
      { kind: "LegsDoNotBalance", line: 2, aggregate, version: 4, sumCents: 100n },
      { kind: "JournalMissing", aggregate, version: 4 },
      { kind: "PotLineDiffers", pot: "call_1", line: "U1", keptCents: 85_00n, postedCents: 86_00n },
      { kind: "JournalNotNamed", aggregate, version: 4 },
    ]);
  });

  test("stays exact where a forged sum leaves the safe integers", () => {
    const most = Number.MAX_SAFE_INTEGER;
    const legs = Array.from({ length: 3 }, () => ({ account: "avail:call_1:U1", cents: most }));
    const body = canonicalJson({ v: 1, aggregate, version: 1, type: "Moved", at: "2026-11-22T17:00:00.000Z", legs });
    expect(verify({ journals: [rehashed(body)], entries: [], pots: [] })).toContainEqual({
      kind: "LegsDoNotBalance",
      line: 1,
      aggregate,
      version: 1,
      sumCents: 3n * BigInt(most),
    });
  });
});

describe("recomputing books in which something is missing or too many", () => {
  test("names postings that an entry names and that are not there", () => {
    const found = verify({ ...books, journals: books.journals.toSpliced(2, 1) });
    expect(found).toEqual([
      { kind: "JournalMissing", aggregate, version: 7 },
      { kind: "PotLineDiffers", pot: "call_1", line: "U1", keptCents: 85_00n, postedCents: 90_00n },
      { kind: "PotCountDiffers", pot: "call_1", kept: 4, posted: 3 },
    ]);
  });

  test("names postings that no entry names", () => {
    const entries = books.entries.map((entry) => (entry.version === 7 ? { ...entry, journal: undefined } : entry));
    expect(verify({ ...books, entries })).toEqual([{ kind: "JournalNotNamed", aggregate, version: 7 }]);
    expect(verify({ ...books, entries: books.entries.slice(0, -1) })).toEqual([
      { kind: "JournalNotNamed", aggregate, version: 10 },
    ]);
  });

  test("names postings that another version names", () => {
    const [first, second] = [books.entries[0]?.journal, books.entries[3]?.journal];
    const entries = books.entries
      .with(0, { aggregate, version: 1, journal: second })
      .with(3, { aggregate, version: 4, journal: first });
    expect(verify({ ...books, entries }).map(({ kind }) => kind)).toEqual([
      "JournalMissing",
      "JournalMissing",
      "JournalNotNamed",
      "JournalNotNamed",
    ]);
  });

  test("names postings that stand there twice, and counts them once", () => {
    const [first] = books.journals;
    expect(verify({ ...books, journals: [...books.journals, ...(first === undefined ? [] : [first])] })).toEqual([
      { kind: "JournalTwice", line: 5, aggregate, version: 1 },
    ]);
  });
});

const withPot = (pot: Partial<KeptPot>): Books => ({
  ...books,
  pots: books.pots.map((kept) => ({ ...kept, ...pot })),
});

describe("recomputing a pot that was changed", () => {
  test("names the line, with what is kept and what was posted", () => {
    expect(verify(withPot({ lines: { U1: 85_01 } }))).toEqual([
      { kind: "PotLineDiffers", pot: "call_1", line: "U1", keptCents: 85_01n, postedCents: 85_00n },
    ]);
  });

  test("names a line that nobody posted to", () => {
    expect(verify(withPot({ lines: { U1: 85_00, BE: 1 } }))).toEqual([
      { kind: "PotLineDiffers", pot: "call_1", line: "BE", keptCents: 1n, postedCents: 0n },
    ]);
  });

  test("names the count of its entries", () => {
    expect(verify(withPot({ n: 3 }))).toEqual([{ kind: "PotCountDiffers", pot: "call_1", kept: 3, posted: 4 }]);
  });

  test("names a pot that the store has lost, and one that nobody posted to", () => {
    const other = { pot: "call_2", n: 1, lines: { U1: 1 } };
    expect(verify({ ...books, pots: [other] })).toEqual([
      { kind: "PotLineDiffers", pot: "call_2", line: "U1", keptCents: 1n, postedCents: 0n },
      { kind: "PotCountDiffers", pot: "call_2", kept: 1, posted: 0 },
      { kind: "PotLineDiffers", pot: "call_1", line: "U1", keptCents: 0n, postedCents: 85_00n },
      { kind: "PotCountDiffers", pot: "call_1", kept: 0, posted: 4 },
    ]);
  });
});
