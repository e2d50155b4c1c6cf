import * as fc from "fast-check";
import { sha256 } from "@grants/store/sha256";
import { describe, expect, test } from "vitest";
import { aChain, interleaved } from "../../../../test/support/chain.ts";
import { type AuditEntry, hashOfBody } from "./entry.ts";
import { type BrokenLink, type ChainHead, type ExportedEntry, createChainVerifier } from "./verify-chain.ts";

const chains = [1, 2, 17, 40, 41, 60, 64].map((length) => aChain(`chain ${length}`, length));
const heads = chains.map(({ head }) => head);
const size = heads.reduce((sum, { version }) => sum + version, 0);
const headOf = (aggregate: string) => heads.find((head) => head.aggregate === aggregate);

/** How the chains of an export of 225 entries are mixed. */
const aMix = fc.array(fc.nat(chains.length - 1), { minLength: 1, maxLength: size });
const aPlace = fc.nat(size - 1);

const verify = (lines: readonly ExportedEntry[], ends: readonly ChainHead[] = heads): BrokenLink | null => {
  const verifier = createChainVerifier(sha256);
  const inLines = lines.map((line) => verifier.next(line).broken).find((broken) => broken !== null);
  const inHeads = () => ends.map((end) => verifier.head(end)).find((broken) => broken !== null);
  return inLines ?? inHeads() ?? verifier.finish();
};

const at = (lines: readonly AuditEntry[], place: number): AuditEntry => {
  const line = lines[place];
  if (line === undefined) throw new RangeError(`There is no line ${place}.`);
  return line;
};
/** The next entry of the same chain behind a place, as a line of the export, or what the head says when there is none. */
const nextOf = (lines: readonly AuditEntry[], place: number) => {
  const { aggregate } = at(lines, place);
  const index = lines.findIndex((line, other) => other > place && line.aggregate === aggregate);
  return index === -1 ? null : index;
};
const headNotReached = (aggregate: string) => ({
  kind: "HeadNotReached",
  aggregate,
  version: headOf(aggregate)?.version,
});
const rehashed = (entry: AuditEntry, body: string): AuditEntry => ({ ...entry, body, hash: hashOfBody(sha256, body) });

describe("verifying an export of untouched chains", () => {
  test("finds nothing, however the chains are mixed", () => {
    fc.assert(
      fc.property(aMix, (mix) => {
        expect(verify(interleaved(chains, mix))).toBeNull();
      }),
    );
  });

  test("counts the entries, and the chains whose heads were reached", () => {
    const verifier = createChainVerifier(sha256);
    const links = interleaved(chains, [3, 1]).map((line) => verifier.next(line));
    expect(links[0]).toMatchObject({ link: { version: 1 }, broken: null });
    expect(heads.map((head) => verifier.head(head)).every((broken) => broken === null)).toBe(true);
    expect([verifier.entries(), verifier.chains(), verifier.finish()]).toEqual([size, chains.length, null]);
  });

  test("finds nothing in an empty export", () => {
    expect(verify([], [])).toBeNull();
  });
});

describe("verifying an export in which an entry was changed", () => {
  test("names its line, whatever character it was", () => {
    fc.assert(
      fc.property(aMix, aPlace, fc.nat(), fc.string({ minLength: 1, maxLength: 1 }), (mix, place, where, by) => {
        const lines = interleaved(chains, mix);
        const { body, hash } = at(lines, place);
        const index = where % body.length;
        const changed = `${body.slice(0, index)}${by}${body.slice(index + 1)}`;
        fc.pre(changed !== body);
        expect(verify(lines.with(place, { ...at(lines, place), body: changed, hash }))).toEqual({
          kind: "BodyDoesNotMatchHash",
          line: place + 1,
        });
      }),
    );
  });

  test("names its line when the digest was changed", () => {
    fc.assert(
      fc.property(aMix, aPlace, (mix, place) => {
        const lines = interleaved(chains, mix);
        const entry = { ...at(lines, place), hash: sha256("another") };
        expect(verify(lines.with(place, entry))).toEqual({ kind: "BodyDoesNotMatchHash", line: place + 1 });
      }),
    );
  });

  test("names the next line of that chain, or its head, when the digest was forged as well", () => {
    fc.assert(
      fc.property(aMix, aPlace, (mix, place) => {
        const lines = interleaved(chains, mix);
        const entry = at(lines, place);
        const forged = rehashed(entry, entry.body.replace('"holder":"chain', '"holder":"forger'));
        const next = nextOf(lines, place);
        const { aggregate, version } = entry;
        const expected =
          next === null
            ? headNotReached(aggregate)
            : { kind: "ChainDoesNotLink", line: next + 1, aggregate, version: version + 1 };
        expect(verify(lines.with(place, forged))).toEqual(expected);
      }),
    );
  });

  test("names the line of a body that is no longer an entry", () => {
    const [first, ...others] = interleaved(chains, [0]);
    const texts = ["", "{}", "null", "not JSON", '{"aggregate":"x","version":0,"prevHash":"y"}'];
    const broken = texts.map((text) => verify([{ body: text, hash: hashOfBody(sha256, text) }, ...others]));
    expect(first).toBeDefined();
    expect(broken).toEqual(texts.map(() => ({ kind: "BodyUnreadable", line: 1 })));
  });
});

describe("verifying an export from which an entry was taken", () => {
  test("names the next line of that chain and the version that is due there, or its head", () => {
    fc.assert(
      fc.property(aMix, aPlace, (mix, place) => {
        const lines = interleaved(chains, mix);
        const { aggregate, version } = at(lines, place);
        const next = nextOf(lines, place);
        const expected =
          next === null ? headNotReached(aggregate) : { kind: "VersionMissing", line: next, aggregate, version };
        expect(verify(lines.toSpliced(place, 1))).toEqual(expected);
      }),
    );
  });

  test("names the first chain, in the order of the heads, whose end was cut off", () => {
    fc.assert(
      fc.property(aMix, aPlace, (mix, place) => {
        const lines = interleaved(chains, mix);
        const cut = lines.slice(place);
        const short = heads.find(({ aggregate }) => cut.some((line) => line.aggregate === aggregate));
        expect(verify(lines.slice(0, place))).toEqual(headNotReached(short?.aggregate ?? ""));
      }),
    );
  });
});

describe("verifying an export into which an entry was put", () => {
  test("names the line of an entry that stands there a second time", () => {
    fc.assert(
      fc.property(aMix, aPlace, aPlace, (mix, place, further) => {
        const lines = interleaved(chains, mix);
        const entry = at(lines, place);
        const second = Math.min(place + 1 + further, size);
        const due = lines.slice(0, second).filter(({ aggregate }) => aggregate === entry.aggregate).length + 1;
        expect(verify(lines.toSpliced(second, 0, entry))).toEqual({
          kind: "VersionMissing",
          line: second + 1,
          aggregate: entry.aggregate,
          version: due,
        });
      }),
    );
  });

  test("names the line behind a forged continuation, or the head", () => {
    fc.assert(
      fc.property(aMix, aPlace, (mix, place) => {
        const lines = interleaved(chains, mix);
        const entry = at(lines, place);
        const { aggregate, version } = entry;
        const body = entry.body
          .replace(/"prevHash":"[0-9a-f]{64}"/, `"prevHash":"${entry.hash}"`)
          .replace(/"version":\d+\}$/, `"version":${version + 1}}`);
        const next = nextOf(lines, place);
        const expected =
          next === null
            ? headNotReached(aggregate)
            : { kind: "VersionMissing", line: next + 2, aggregate, version: version + 2 };
        expect(verify(lines.toSpliced(place + 1, 0, rehashed(entry, body)))).toEqual(expected);
      }),
    );
  });

  test("names the chain that has no head", () => {
    const extra = aChain("extra", 3);
    expect(verify([...interleaved(chains, [1]), ...extra.entries])).toEqual({
      kind: "HeadMissing",
      aggregate: extra.aggregate,
      version: 3,
    });
  });
});

describe("verifying an export whose entries were put in another order", () => {
  test("names the earlier of two lines of one chain that changed places", () => {
    fc.assert(
      fc.property(aMix, aPlace, (mix, place) => {
        const lines = interleaved(chains, mix);
        const next = nextOf(lines, place);
        fc.pre(next !== null);
        const { aggregate, version } = at(lines, place);
        const swapped = lines.with(place, at(lines, next ?? 0)).with(next ?? 0, at(lines, place));
        expect(verify(swapped)).toEqual({ kind: "VersionMissing", line: place + 1, aggregate, version });
      }),
    );
  });
});

describe("verifying heads", () => {
  test("names a head whose digest or version was changed, or that is there twice", () => {
    fc.assert(
      fc.property(fc.nat(chains.length - 1), (index) => {
        const head = heads[index] ?? { aggregate: "", version: 0, chainHash: "" };
        const lines = interleaved(chains, [2]);
        const expected = headNotReached(head.aggregate);
        expect(verify(lines, heads.with(index, { ...head, chainHash: sha256("x") }))).toEqual(expected);
        expect(verify(lines, heads.with(index, { ...head, version: head.version - 1 }))).toMatchObject({
          ...expected,
          version: head.version - 1,
        });
        expect(verify(lines, [...heads, head])).toEqual(expected);
      }),
    );
  });

  test("names a chain whose head was taken", () => {
    const [, ...others] = heads;
    expect(verify(interleaved(chains, [2]), others)).toEqual({
      kind: "HeadMissing",
      aggregate: chains[0]?.aggregate,
      version: 1,
    });
  });
});
