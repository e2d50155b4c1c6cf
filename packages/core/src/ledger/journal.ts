import { canonicalJson } from "@grants/kernel/canonical-json";
import type { Digest, Sha256 } from "@grants/kernel/digest";
import { type SignedCents, SignedCents as SignedCentsSchema, sumSignedCents } from "@grants/kernel/money";
import { Instant } from "@grants/kernel/time";
import { z } from "zod";

/**
 * An account of the ledger: a kind, what it belongs to, and where needed a line, joined by colons.
 * `avail:<pot>:<line>` is what a pot's line has left and is guarded (DATA §8); the others are sums of their legs, stored nowhere.
 */
export const Account = z
  .string()
  .regex(/^(?!avail:[^:]*$)[a-z]+(?::[A-Za-z0-9_#-]+){1,2}$/)
  .meta({ id: "Account" });

export const Leg = z.object({ account: Account, cents: SignedCentsSchema });
export type Leg = z.infer<typeof Leg>;

/** Postings of one decision before it has a version. The legs of an entry sum to zero. */
export type JournalDraft = {
  /** Past tense, what the money did: "FundsCommitted". */
  readonly type: string;
  readonly legs: readonly Leg[];
  /** A correction names the entry it reverses; entries are never edited. */
  readonly reverses?: { readonly aggregate: string; readonly version: number };
};

export const JournalBody = z.object({
  v: z.literal(1),
  aggregate: z.string(),
  version: z.int().min(1),
  type: z.string(),
  at: Instant,
  legs: z.array(Leg).min(2).max(300),
  reverses: z.object({ aggregate: z.string(), version: z.int() }).optional(),
});
export type JournalBody = z.infer<typeof JournalBody>;

export type JournalEntry = {
  readonly aggregate: string;
  readonly version: number;
  readonly body: string;
  readonly hash: Digest;
};

const journalDomain = "eccc-journal/1\n";

export const hashOfJournal = <D extends string>(sha256: (text: string) => D, body: string): D =>
  sha256(`${journalDomain}${body}`);

/** Throws when the legs do not balance: an unbalanced entry is a bug, and must never be stored. */
export const composeJournal = (
  sha256: Sha256,
  { aggregate, version, at }: { aggregate: string; version: number; at: Instant },
  { type, legs, reverses }: JournalDraft,
): JournalEntry => {
  if (sumSignedCents(legs.map(({ cents }) => cents)) !== 0) throw new Error(`The legs of ${type} do not sum to zero.`);
  const body = canonicalJson(JournalBody.parse({ v: 1, aggregate, version, type, at, legs: [...legs], reverses }));
  return { aggregate, version, body, hash: hashOfJournal(sha256, body) };
};

const guarded = /^avail:([^:]+):([^:]+)$/;

/** The pot's line that an account is kept beside, or `null` where an account has no guard. */
export const potLineOf = (account: string): { readonly pot: string; readonly line: string } | null => {
  const [, pot, line] = guarded.exec(account) ?? [];
  return pot === undefined || line === undefined ? null : { pot, line };
};

/** A change of what a pot's line has left. */
export type PotMove = { readonly pot: string; readonly line: string; readonly cents: SignedCents };

/** The guarded legs of entries, summed per pot and line: the one way in which a pot changes. */
export const potMoves = (legs: readonly Leg[]): readonly PotMove[] => {
  const moves = legs.flatMap(({ account, cents }) => {
    const guard = potLineOf(account);
    return guard === null ? [] : [{ ...guard, cents }];
  });
  const grouped = Map.groupBy(moves, ({ pot, line }) => `${pot}:${line}`);
  return [...grouped.values()].flatMap((same) => {
    const [first] = same;
    return first === undefined ? [] : [{ ...first, cents: sumSignedCents(same.map(({ cents }) => cents)) }];
  });
};

/** Balances by account over any set of legs. */
export const balances = (legs: readonly Leg[]): ReadonlyMap<string, SignedCents> =>
  new Map(
    [...Map.groupBy(legs, ({ account }) => account)].map(([account, same]) => [
      account,
      sumSignedCents(same.map(({ cents }) => cents)),
    ]),
  );
