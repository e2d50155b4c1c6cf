import type { SignatureCheck } from "./accept-keys.ts";
import type { EntryLink } from "./read-link.ts";
import { type SignedHead, type TreeHead, firstPrevious, hashOfHead } from "./tree-head.ts";
import { type BrokenHead, verifyHeads } from "./verify-heads.ts";

/** The first place where an export does not agree with the sealed log. Leaves count from 0. */
export type BrokenLog =
  | BrokenHead
  /** The log takes the entries of an aggregate in the order of their versions, each once. */
  | { readonly kind: "LeafOutOfOrder"; readonly leaf: number; readonly aggregate: string; readonly version: number }
  /** The log holds an entry that the export lacks. */
  | { readonly kind: "SealedEntryMissing"; readonly leaf: number; readonly aggregate: string; readonly version: number }
  | { readonly kind: "LogShorterThanHead"; readonly size: number; readonly leaves: number }
  /** Up to this head the entries are not the ones that were sealed; up to the head before they are. */
  | { readonly kind: "RootDiffers"; readonly size: number }
  | { readonly kind: "HeadNotLinked"; readonly size: number };

/** Hashes leaves and nodes in a form of its own, which need not be hexadecimal: a log of millions is hashed twice a leaf. */
export type TreeHasher = {
  readonly leaf: (digest: string) => string;
  readonly node: (left: string, right: string) => string;
  readonly toHexadecimal: (root: string) => string;
};

/** A tree that is only appended to: it keeps the roots of its complete subtrees, the largest first. */
export const createTree = ({ leaf, node, toHexadecimal }: TreeHasher) => {
  const roots: string[] = [];
  let size = 0;
  return {
    append: (data: string): void => {
      let root = leaf(data);
      for (let left = size; left % 2 === 1; left = (left - 1) / 2) root = node(roots.pop() ?? "", root);
      roots.push(root);
      size += 1;
    },
    /** Of one leaf at least. */
    root: (): string =>
      toHexadecimal(roots.slice(0, -1).reduceRight((right, left) => node(left, right), roots.at(-1) ?? "")),
    size: () => size,
  };
};

type Leaf = { readonly aggregate: string; readonly version: number };

const linkFault = (
  sha256: (text: string) => string,
  heads: readonly TreeHead[],
  signed: readonly SignedHead[],
): BrokenLog | null => {
  for (const [place, { previous, size }] of heads.entries()) {
    const before = signed[place - 1];
    const due = before === undefined ? firstPrevious(sha256) : hashOfHead(sha256, before.body);
    if (previous !== due) return { kind: "HeadNotLinked", size };
  }
  return null;
};

/**
 * Compares an export with the sealed log (DATA §5): the leaves say where each entry is, the entries give their digests, the heads what the
 * root must be. Feed it the leaves, then the entries, then `finish` with the heads.
 */
export const createLogVerifier = (ports: { readonly tree: TreeHasher; readonly sha256: (text: string) => string }) => {
  const { sha256 } = ports;
  const placesOf = new Map<string, number[]>();
  const digests: string[] = [];
  let leaves = 0;

  /** Only a broken export asks for it: a million names are not kept for that. */
  const leafAt = (leaf: number): Leaf => {
    const [aggregate = "", places = []] = [...placesOf].find(([, some]) => some.includes(leaf)) ?? [];
    return { aggregate, version: places.indexOf(leaf) + 1 };
  };

  const rootFault = (heads: readonly TreeHead[]): BrokenLog | null => {
    const tree = createTree(ports.tree);
    for (const { size, root } of heads) {
      if (size > leaves) return { kind: "LogShorterThanHead", size, leaves };
      while (tree.size() < size) {
        const leaf = tree.size();
        const digest = digests[leaf];
        if (digest === undefined || digest === "") return { kind: "SealedEntryMissing", leaf, ...leafAt(leaf) };
        tree.append(digest);
      }
      if (tree.root() !== root) return { kind: "RootDiffers", size };
    }
    return null;
  };

  return {
    leaf: ({ aggregate, version }: Leaf): BrokenLog | null => {
      const places = placesOf.get(aggregate) ?? [];
      if (places.length === 0) placesOf.set(aggregate, places);
      if (version !== places.length + 1) return { kind: "LeafOutOfOrder", leaf: leaves, aggregate, version };
      places.push(leaves);
      digests.push("");
      leaves += 1;
      return null;
    },
    entry: ({ aggregate, version }: EntryLink, digest: string): void => {
      const place = placesOf.get(aggregate)?.[version - 1];
      if (place !== undefined) digests[place] = digest;
    },
    leaves: () => leaves,
    /** The heads against the entries; with keys also who signed them. */
    finish: (
      signed: readonly SignedHead[],
      trusted: { readonly check: SignatureCheck; readonly keys: ReadonlyMap<string, string> } | null,
    ): BrokenLog | null => {
      const keys = trusted?.keys ?? new Map<string, string>();
      const verifySignature = trusted?.check.verifySignature ?? (() => true);
      const read = verifyHeads({ verifySignature, isEveryKeyTaken: trusted === null }, keys, signed);
      return read.broken ?? linkFault(sha256, read.heads, signed) ?? rootFault(read.heads);
    },
  };
};
