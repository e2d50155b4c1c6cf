import { isDeepStrictEqual } from "node:util";
import { bundleCheck } from "@grants/files/evidence/bundle-check";
import { type EvidenceExport, type ExportVerdict, verifyAuditExport } from "@grants/store/verify-audit-export";
import { type Attack, type Held, attack, holdExport, toExport } from "./attacks.ts";

export type Verifier = (evidence: EvidenceExport, key: string) => Promise<ExportVerdict>;

export const verifier: Verifier = (evidence, key) => verifyAuditExport(evidence, { key, check: bundleCheck });

export type Score = {
  readonly caught: number;
  readonly missed: readonly { readonly kind: string; readonly number: number }[];
  readonly byKind: Readonly<Record<string, number>>;
};

/** The same numbers for the same seed (mulberry32). */
const numbersFrom = (seed: number) => {
  let state = seed;
  return (below: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
};

/** Chains of 1 to 40 entries that make so many together. */
const lengthsOf = (total: number, next: (below: number) => number): readonly number[] => {
  const lengths: number[] = [];
  for (let left = total; left > 0; left -= lengths.at(-1) ?? left) lengths.push(Math.min(left, 1 + next(40)));
  return lengths;
};

/** An attack is caught when the verdict names exactly what was done, and nothing before it. */
export const isCaught = async (verify: Verifier, { held, expected }: Attack): Promise<boolean> => {
  const { valid, broken, log } = await verify(toExport(held), held.key);
  const named = "log" in expected ? { broken, log: { broken: log.broken } } : { broken };
  return !valid && isDeepStrictEqual(named, expected);
};

const attacksPerExport = 50;

/** Attacks exports of so many entries, and counts what the verifier names and what it misses. */
export const scoreOf = async (
  verify: Verifier,
  { attacks, entries, seed }: { readonly attacks: number; readonly entries: number; readonly seed: number },
): Promise<Score> => {
  const next = numbersFrom(seed);
  const byKind: Record<string, number> = {};
  const missed: { kind: string; number: number }[] = [];
  let held: Held | null = null;
  for (let number = 0; number < attacks; number += 1) {
    if (held === null || number % attacksPerExport === 0)
      held = await holdExport(lengthsOf(entries - 1, next), `${seed} ${number}`);
    const one = await attack(held, number, next(2 ** 31));
    if (await isCaught(verify, one)) byKind[one.kind] = (byKind[one.kind] ?? 0) + 1;
    else missed.push({ kind: one.kind, number });
  }
  return { caught: attacks - missed.length, missed, byKind };
};
