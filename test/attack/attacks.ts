import { createHeadSigner } from "@grants/files/evidence/head-signer";
import { attestedText } from "@grants/core/audit/log-key";
import type { HeadSigner } from "@grants/core/audit/seal-log";
import { signedText } from "@grants/core/audit/tree-head";
import type { AuditBytes } from "@grants/store/audit-lines";
import type { EvidenceExport, Lines } from "@grants/store/verify-audit-export";
import { hashOfBody } from "@grants/core/audit/entry";
import { type BulkEntry, bulkChain, headOver, keyChain, rootOver, sha256Hex } from "../support/bulk-export.ts";

/** An export in memory: entries chain by chain, sealed in the same order. */
export type Held = {
  readonly entries: readonly BulkEntry[];
  readonly heads: readonly BulkEntry[];
  readonly leaves: readonly BulkEntry[];
  readonly treeHead: string;
  readonly key: string;
};

/** What the attacker did, and what the verifier must name. */
export type Attack = { readonly kind: string; readonly held: Held; readonly expected: object };

const signer = createHeadSigner("the signer of the attacked exports");
const attacker = createHeadSigner("the attacker");

const signedHead = async (by: HeadSigner, leaves: readonly BulkEntry[]): Promise<string> => {
  const body = headOver(leaves.length, rootOver(leaves), by.key);
  return `${await by.sign(signedText(body))}\t${body}`;
};

/** Chains of these lengths, with the chain of the key in front. */
export const holdExport = async (lengths: readonly number[], seed: string): Promise<Held> => {
  const key = keyChain(signer, await signer.sign(attestedText(signer)));
  const chains = [key, ...lengths.map((length, place) => bulkChain(`${seed} ${place}`, length))];
  const entries = chains.flatMap((chain) => chain.entries);
  const heads = chains.flatMap((chain) => chain.entries.at(-1) ?? []);
  return { entries, heads, leaves: entries, treeHead: await signedHead(signer, entries), key: signer.key };
};

async function* linesOf(texts: readonly string[]): Lines {
  yield [...texts];
}

const entriesPerChunk = 2_000;
async function* bytesOf(entries: readonly BulkEntry[]): AuditBytes {
  for (let from = 0; from < entries.length; from += entriesPerChunk) {
    const lines = entries.slice(from, from + entriesPerChunk).map(({ hash, body }) => `${hash}\t${body}\n`);
    yield Buffer.from(lines.join(""));
  }
}

/** The export as the verifier reads one from a disk. */
export const toExport = ({ entries, heads, leaves, treeHead }: Held): EvidenceExport => ({
  audit: () => bytesOf(entries),
  journal: () => linesOf([]),
  heads: () => linesOf(heads.map(({ aggregate, version, hash }) => `${aggregate}\t${version}\t${hash}`)),
  log: () => linesOf(leaves.map(({ aggregate, version }) => `${aggregate}\t${version}`)),
  treeHeads: () => linesOf([treeHead]),
  pots: async () => [],
  ballots: () => linesOf([]),
});

const at = <T>(list: readonly T[], place: number): T => {
  const found = list[place];
  if (found === undefined) throw new RangeError(`There is nothing at ${place}.`);
  return found;
};

const missing = ({ aggregate, version }: BulkEntry, line: number) => ({
  broken: { kind: "VersionMissing", line, aggregate, version },
});
const notReached = ({ heads }: Held, aggregate: string) => ({
  broken: { kind: "HeadNotReached", aggregate, version: heads.find((head) => head.aggregate === aggregate)?.version },
});

/** Whether the entry after a place continues its chain. */
const isContinued = ({ entries }: Held, place: number): boolean =>
  entries[place + 1]?.aggregate === at(entries, place).aggregate;

const change = (held: Held, place: number, pick: number): Attack => {
  const entry = at(held.entries, place);
  const where = pick % entry.body.length;
  const other = entry.body[where] === "x" ? "y" : "x";
  const body = `${entry.body.slice(0, where)}${other}${entry.body.slice(where + 1)}`;
  const entries = held.entries.with(place, { ...entry, body });
  const expected = { broken: { kind: "BodyDoesNotMatchHash", line: place + 1 } };
  return { kind: "change", held: { ...held, entries }, expected };
};

const remove = (held: Held, place: number): Attack => {
  const entry = at(held.entries, place);
  const expected = isContinued(held, place) ? missing(entry, place + 1) : notReached(held, entry.aggregate);
  return { kind: "delete", held: { ...held, entries: held.entries.toSpliced(place, 1) }, expected };
};

/** A forged continuation right behind an entry, with a digest and a predecessor that fit. */
const insert = (held: Held, place: number): Attack => {
  const entry = at(held.entries, place);
  const body = entry.body
    .replace(/"prevHash":"[0-9a-f]{64}"/, `"prevHash":"${entry.hash}"`)
    .replace(/"version":\d+\}$/, `"version":${entry.version + 1}}`);
  const forged = { ...entry, version: entry.version + 1, body, hash: hashOfBody(sha256Hex, body) };
  const due = { ...entry, version: entry.version + 2 };
  const expected = isContinued(held, place) ? missing(due, place + 3) : notReached(held, entry.aggregate);
  return { kind: "insert", held: { ...held, entries: held.entries.toSpliced(place + 1, 0, forged) }, expected };
};

const repeat = (held: Held, place: number): Attack => {
  const entry = at(held.entries, place);
  const due = { ...entry, version: entry.version + 1 };
  const entries = held.entries.toSpliced(place + 1, 0, entry);
  return { kind: "insert", held: { ...held, entries }, expected: missing(due, place + 2) };
};

const reorder = (held: Held, place: number): Attack => {
  const first = isContinued(held, place) ? place : firstContinued(held);
  const entries = held.entries.with(first, at(held.entries, first + 1)).with(first + 1, at(held.entries, first));
  return { kind: "reorder", held: { ...held, entries }, expected: missing(at(held.entries, first), first + 1) };
};
const firstContinued = (held: Held): number => held.entries.findIndex((_, place) => isContinued(held, place));

const truncate = (held: Held, place: number): Attack => {
  const { aggregate } = at(held.entries, place);
  const entries = held.entries.slice(0, place);
  return { kind: "truncate", held: { ...held, entries }, expected: notReached(held, aggregate) };
};

/** An entry rewritten together with everything behind it and the chain's head: no link is broken, only the log knows better. */
const rewritten = (held: Held, place: number) => {
  const { aggregate } = at(held.entries, place);
  let previous: string | null = null;
  const entries = held.entries.map((entry, index) => {
    if (entry.aggregate !== aggregate || index < place) return entry;
    const linked: string =
      previous === null ? entry.body : entry.body.replace(/"prevHash":"[0-9a-f]{64}"/, `"prevHash":"${previous}"`);
    const body = index === place ? linked.replace('"role":"applicant"', '"role":"auditor"') : linked;
    previous = hashOfBody(sha256Hex, body);
    return { ...entry, body, hash: previous };
  });
  const last = entries.findLast((entry) => entry.aggregate === aggregate);
  const heads = held.heads.map((head) => (head.aggregate === aggregate ? (last ?? head) : head));
  return { ...held, entries, heads };
};

const rewrite = (held: Held, place: number): Attack => ({
  kind: "rewrite",
  held: rewritten(held, place),
  expected: { broken: null, log: { broken: { kind: "RootDiffers", size: held.leaves.length } } },
});

/** The same, with a new tree head over it by a key of the attacker's own. */
const resign = async (held: Held, place: number): Promise<Attack> => {
  const other = rewritten(held, place);
  const treeHead = await signedHead(attacker, other.entries);
  const broken = { kind: "HeadKeyNotTrusted", size: held.leaves.length, key: attacker.key };
  return { kind: "rewrite and sign", held: { ...other, treeHead }, expected: { broken: null, log: { broken } } };
};

export const fiveKinds = [change, remove, insert, reorder, truncate] as const;
/** Every way in which an export can be tampered with. */
const attackKinds = [...fiveKinds, repeat, rewrite, resign] as const;

/** Attacks the entry at a place; the first one is the key's, and stays, since without it nothing is trusted at all. */
export const attack = async (held: Held, number: number, pick: number): Promise<Attack> => {
  const place = 1 + (pick % (held.entries.length - 1));
  return at(attackKinds, number % attackKinds.length)(held, place, pick);
};
