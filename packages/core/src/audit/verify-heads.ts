import type { SignatureCheck } from "./accept-keys.ts";
import { type ConsistencyProof, type HashBytes, verifyConsistency } from "./merkle-tree.ts";
import { type SignedHead, type TreeHead, readHead, signedText } from "./tree-head.ts";

export type BrokenHead =
  | { readonly kind: "HeadUnreadable"; readonly place: number }
  /** The key is not the trusted one, and none that the trusted one leads to. */
  | { readonly kind: "HeadKeyNotTrusted"; readonly size: number; readonly key: string }
  | { readonly kind: "HeadSignatureWrong"; readonly size: number }
  | { readonly kind: "HeadsOutOfOrder"; readonly size: number }
  | { readonly kind: "HeadsNotConsistent"; readonly first: number; readonly second: number };

type Check = Pick<SignatureCheck, "verifySignature"> & {
  /** Nobody said whom to trust: signatures are not looked at, and the verdict says so. */
  readonly isEveryKeyTaken?: boolean;
};

const signatureFault = (
  { verifySignature, isEveryKeyTaken = false }: Check,
  keys: ReadonlyMap<string, string>,
  { head, signed }: { readonly head: TreeHead; readonly signed: SignedHead },
): BrokenHead | null => {
  if (isEveryKeyTaken) return null;
  const { size, key } = head;
  const publicKey = keys.get(key);
  if (publicKey === undefined) return { kind: "HeadKeyNotTrusted", size, key };
  const { body, signature } = signed;
  return verifySignature(signedText(body), { publicKey, signature }) ? null : { kind: "HeadSignatureWrong", size };
};

/**
 * Heads in the order of their sizes, the last signed by an accepted key; `null` stands for none that is broken. An earlier one may bear a key
 * that the reader knows nothing of, from before a change: that the last one grew out of it is shown by `verifyGrowth`.
 */
export const verifyHeads = (
  check: Check,
  keys: ReadonlyMap<string, string>,
  heads: readonly SignedHead[],
): { readonly heads: readonly TreeHead[]; readonly broken: BrokenHead | null } => {
  const read: TreeHead[] = [];
  for (const [place, signed] of heads.entries()) {
    const head = readHead(signed.body);
    if (head === null) return { heads: read, broken: { kind: "HeadUnreadable", place } };
    const isCoveredByLast = place < heads.length - 1 && !keys.has(head.key);
    const fault = isCoveredByLast ? null : signatureFault(check, keys, { head, signed });
    if (fault !== null) return { heads: read, broken: fault };
    const before = read.at(-1);
    if (before !== undefined && before.size >= head.size)
      return { heads: read, broken: { kind: "HeadsOutOfOrder", size: head.size } };
    read.push(head);
  }
  return { heads: read, broken: null };
};

/** Each head's tree begins with the one before: the log only grew in between. */
export const verifyGrowth = (
  { hash }: { readonly hash: HashBytes },
  heads: readonly TreeHead[],
  proofs: readonly ConsistencyProof[],
): BrokenHead | null => {
  for (const [place, second] of heads.entries()) {
    const first = heads[place - 1];
    if (first === undefined) continue;
    const broken = { kind: "HeadsNotConsistent" as const, first: first.size, second: second.size };
    const proof = proofs.find((one) => one.first === first.size && one.second === second.size);
    if (proof === undefined || !verifyConsistency(hash, proof, { first: first.root, second: second.root }))
      return broken;
  }
  return null;
};
