import { hash } from "node:crypto";
import { leafHash, nodeHash } from "@grants/core/audit/merkle-tree";
import { type TreeHasher, createTree } from "@grants/core/audit/verify-log";
import { composeHead, firstPrevious } from "@grants/core/audit/tree-head";
import { chainStart, hashOfBody } from "@grants/core/audit/entry";
import type { HeadSigner } from "@grants/core/audit/seal-log";
import { canonicalJson } from "@grants/kernel/canonical-json";
import { instantOfEpoch } from "@grants/kernel/time";
import { Digest } from "@grants/kernel/digest";
import { newId } from "@grants/store/new-id";

/** Exports of any size, made as text: the bodies are those that commits write, without the cost of composing each by its schema. */

export const sha256Hex = (data: string | Buffer): string => hash("sha256", data, "hex");

const hashBytes = (hexadecimal: string): string => sha256Hex(Buffer.from(hexadecimal, "hex"));

/** The tree as the rules say it, without any of the verifier's short cuts. */
export const hexadecimalTree: TreeHasher = {
  leaf: (digest) => leafHash(hashBytes, digest),
  node: (left, right) => nodeHash(hashBytes, left, right),
  toHexadecimal: (root) => root,
};

export type BulkEntry = {
  readonly aggregate: string;
  readonly version: number;
  readonly body: string;
  readonly hash: string;
};
export type BulkChain = { readonly aggregate: string; readonly entries: readonly BulkEntry[] };

const commandHash = sha256Hex("command");
const keyHash = sha256Hex("key");
const instant = instantOfEpoch(Date.parse("2026-11-22T17:00:00.000Z"));
const [actor, term] = [`usr_${newId("bulk")}`, `call_${newId("bulk")}`];

type Written = {
  readonly aggregate: string;
  readonly version: number;
  readonly prevHash: string;
  readonly facts: string;
};

const bodyOf = ({ aggregate, version, prevHash, facts }: Written): string =>
  `{"actor":"${actor}","aggregate":"${aggregate}","at":"${instant}","commandHash":"${commandHash}",` +
  `"correlationId":"3f0c7f0e-92a5-4a5e-8d8e-2f8a1b2c3d4e","facts":${facts},"keyHash":"${keyHash}","prevHash":"${prevHash}","role":"applicant","terms":{"${term}":3},` +
  `"type":"ProposalSubmitted","v":1,"version":${version}}`;

export const bulkChain = (name: string, entries: number): BulkChain => {
  const aggregate = `prop_${newId(name)}`;
  const chain: BulkEntry[] = [];
  let previous = chainStart(sha256Hex, aggregate);
  for (let version = 1; version <= entries; version += 1) {
    const facts = `{"documentSha256":"${commandHash}","holder":"${version}","state":"submitted"}`;
    const body = bodyOf({ aggregate, version, prevHash: previous, facts });
    previous = hashOfBody(sha256Hex, body);
    chain.push({ aggregate, version, body, hash: previous });
  }
  return { aggregate, entries: chain };
};

/** The chain of the one key that signs. */
export const keyChain = ({ key, publicKey }: HeadSigner, attestation: string): BulkChain => {
  const aggregate = `key_${newId("bulk")}`;
  const facts = canonicalJson({ attestation, attestedBy: key, key, publicKey, state: "current" });
  const body = bodyOf({ aggregate, version: 1, prevHash: chainStart(sha256Hex, aggregate), facts });
  return { aggregate, entries: [{ aggregate, version: 1, body, hash: hashOfBody(sha256Hex, body) }] };
};

export const chainsOf = (of: { readonly first: number; readonly count: number; readonly entries: number }) =>
  Array.from({ length: of.count }, (_, index) => bulkChain(`bulk ${of.first + index}`, of.entries));

const joined = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join("");

/** The files of an export of whole chains, sealed in the same order. */
export const composeExport = (chains: readonly BulkChain[]) => {
  const entries = chains.flatMap((chain) => chain.entries);
  const ends = chains.flatMap((chain) => chain.entries.at(-1) ?? []);
  return {
    entries,
    audit: joined(entries.map(({ hash: digest, body }) => `${digest}\t${body}`)),
    heads: joined(ends.map(({ aggregate, version, hash: digest }) => `${aggregate}\t${version}\t${digest}`)),
    log: joined(entries.map(({ aggregate, version }) => `${aggregate}\t${version}`)),
  };
};

/** The text of the first head of a log. */
export const headOver = (size: number, root: string, key = `sha256:${sha256Hex("nobody")}`): string => {
  const previous = firstPrevious((text) => Digest.parse(sha256Hex(text)));
  return composeHead({ v: 1, size, root: Digest.parse(root), previous, at: instant, key });
};

/** The root over entries, in the order of the log. */
export const rootOver = (entries: readonly BulkEntry[]): string => {
  const tree = createTree(hexadecimalTree);
  for (const entry of entries) tree.append(entry.hash);
  return tree.root();
};
