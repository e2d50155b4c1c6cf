import { verifyAuditExport } from "@grants/store/verify-audit-export";
import * as fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { type Held, fiveKinds, holdExport, toExport } from "./attacks.ts";
import { type Verifier, isCaught, scoreOf, verifier } from "./score.ts";

const entriesOf100000 = 100_000;
const entriesPerChain = 25;

describe("attacking an export of 100,000 entries", () => {
  let held: Held;
  beforeAll(async () => {
    const chains = Array.from({ length: entriesOf100000 / entriesPerChain }, () => entriesPerChain);
    held = await holdExport(chains.with(0, entriesPerChain - 1), "large");
  });

  test("finds nothing before the attack", async () => {
    expect(held.entries).toHaveLength(entriesOf100000);
    expect(await verifier(toExport(held), held.key)).toMatchObject({ valid: true, log: { isTrusted: true } });
  });

  test.each(fiveKinds.map((kind) => [kind.name, kind] as const))(
    "names what is broken first, wherever it is: %s",
    async (_, kind) => {
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 1, max: entriesOf100000 - 1 }), fc.nat(), async (place, pick) => {
          expect(await isCaught(verifier, kind(held, place, pick))).toBe(true);
        }),
        { numRuns: 1 },
      );
    },
  );
});

describe("scoring attacks", () => {
  const some = { attacks: 96, entries: 60, seed: 3 };

  test("finds every one caught, of every kind", async () => {
    const score = await scoreOf(verifier, some);
    expect(score).toMatchObject({ caught: 96, missed: [] });
    expect(Object.keys(score.byKind)).toHaveLength(7);
  });

  test("gives the same score for the same seed", async () => {
    expect(await scoreOf(verifier, some)).toEqual(await scoreOf(verifier, some));
  });

  /** Verifiers that leave something out: the score must tell. */
  const trustsAnyKey: Verifier = (evidence) => verifyAuditExport(evidence);
  const forgetsTheLog: Verifier = (evidence) => verifyAuditExport({ ...evidence, log: noLines, treeHeads: noLines });
  const forgetsTheHeads: Verifier = async (evidence, key) => {
    const verdict = await verifier(evidence, key);
    return verdict.broken?.kind === "HeadNotReached" ? { ...verdict, broken: null, valid: true } : verdict;
  };
  const seesNothing: Verifier = async (evidence, key) => ({
    ...(await verifier(evidence, key)),
    broken: null,
    valid: true,
  });
  async function* noLines() {}

  test.each([
    ["trusts any key", trustsAnyKey, ["rewrite and sign"]],
    ["forgets the log", forgetsTheLog, ["rewrite", "rewrite and sign"]],
    ["forgets the heads", forgetsTheHeads, ["insert", "truncate"]],
    ["sees nothing", seesNothing, ["change", "delete", "insert", "reorder", "rewrite", "rewrite and sign", "truncate"]],
  ])("shows what a verifier misses that %s", async (_, weak, kinds) => {
    const { missed } = await scoreOf(weak, some);
    expect([...new Set(missed.map(({ kind }) => kind))].toSorted()).toEqual(kinds);
  });
});
