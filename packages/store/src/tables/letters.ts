import { type AccessPattern, type Key } from "../table.ts";

export const letterKeys = {
  letter: (letterId: string): Key => ({ pk: `LET#${letterId}`, sk: "META" }),
  /** What the letter says, and what came back, by their digests. */
  letterFacts: (letterId: string, sha256: string): Key => ({ pk: `LET#${letterId}`, sk: `FACTS#${sha256}` }),
  letterAnswer: (letterId: string, sha256: string): Key => ({ pk: `LET#${letterId}`, sk: `ANSWER#${sha256}` }),
  /** Twins of a letter, under its receiver and under what it is about. */
  letterInBox: (owner: string, sentAt: string, letterId: string): Key => ({
    pk: `LETBOX#${owner}`,
    sk: `${sentAt}#${letterId}`,
  }),
  /** A letter, or another bank account of an organisation, of which its people are not told yet. */
  news: (happenedAt: string, about: string): Key => ({ pk: "LETWORK", sk: `NEWS#${happenedAt}#${about}` }),
  /** Letters that are to be written, by what they are to tell of. */
  letterOrder: (orderedAt: string, name: string): Key => ({ pk: "LETWORK", sk: `ORDER#${orderedAt}#${name}` }),
  letterBatch: (batchId: string): Key => ({ pk: `LET#${batchId}`, sk: "META" }),
  letterProgress: (batchId: string): Key => ({ pk: `LET#${batchId}`, sk: "PROGRESS" }),
} as const;

export const letterPatterns = {
  letter: {
    asks: "receiver, officer: a letter",
    owner: "letters",
    table: "grants",
    pk: "LET#<letterId>",
    sk: "META",
    itemsMax: 1,
  },
  letterContent: {
    asks: "receiver, officer: what a letter says, and what was answered",
    owner: "letters",
    table: "grants",
    pk: "LET#<letterId>",
    sk: "FACTS#<sha256>, ANSWER#<sha256>",
    itemsMax: 1,
  },
  letterBatch: {
    asks: "officer: the letters of an award decision, and how far they are",
    owner: "letters",
    table: "grants",
    pk: "LET#<batchId>",
    sk: "META, PROGRESS",
    itemsMax: 1,
  },
  letterBox: {
    asks: "receiver: the letters to an organisation; officer: those about a proposal or an agreement; the newest first",
    owner: "letters",
    table: "grants",
    pk: "LETBOX#<owner>",
    sk: "<sentAt>#<letterId>",
    itemsMax: 50,
  },
  news: {
    asks: "send-letters: letters, and other bank accounts that were asked for, of which nobody is told yet, the oldest first",
    owner: "letters",
    table: "grants",
    pk: "LETWORK",
    sk: "NEWS#*",
    itemsMax: 100,
  },
  letterOrders: {
    asks: "send-letters: letters that are to be written, the oldest first",
    owner: "letters",
    table: "grants",
    pk: "LETWORK",
    sk: "ORDER#*",
    itemsMax: 25,
  },
} as const satisfies Readonly<Record<string, AccessPattern>>;
