import type { Sha256 } from "@grants/kernel/digest";
import { type SignatureCheck, acceptKeys, firstKeyIn } from "./accept-keys.ts";
import type { LogKey } from "./log-key.ts";
import { type SignedHead, type TreeHead, firstPrevious, hashOfHead, signedText } from "./tree-head.ts";

export type KeptTreeHead = TreeHead & SignedHead & { readonly timeStamp?: string };

export type TreeHeadStore = {
  /** Heads of a day, the newest first; without a day, of the last one that has some. `before` is the one right before the oldest of them. */
  listHeads(day?: string): Promise<{
    readonly heads: readonly KeptTreeHead[];
    readonly before: SignedHead | null;
    readonly earlierDay: string | null;
  }>;
  currentKey(): Promise<LogKey | null>;
  /** Entries of the chain of keys, oldest first. */
  keyBodies(): Promise<readonly string[]>;
};

export type HeadVerdict = "SignedAndLinked" | "NotSigned" | "NotLinked";
export type ListedHead = KeptTreeHead & { readonly verdict: HeadVerdict };

export type TreeHeadList = {
  readonly key: LogKey | null;
  readonly heads: readonly ListedHead[];
  readonly earlierDay: string | null;
};

type Deps = { readonly treeHeads: TreeHeadStore; readonly check: SignatureCheck; readonly sha256: Sha256 };

/** What anybody may know of the log: who signs it, what was signed, and whether each head holds at this moment. */
export const listTreeHeads = async ({ treeHeads, check, sha256 }: Deps, day?: string): Promise<TreeHeadList> => {
  const [key, { heads, before, earlierDay }, bodies] = await Promise.all([
    treeHeads.currentKey(),
    treeHeads.listHeads(day),
    treeHeads.keyBodies(),
  ]);
  // The platform vouches for the keys of its own chain, the first included; an outsider begins with the one that it trusts.
  const keys = acceptKeys(check, firstKeyIn(bodies) ?? "", bodies);
  const verdictOf = (head: KeptTreeHead, previous: SignedHead | null): HeadVerdict => {
    const publicKey = keys.get(head.key);
    const { body, signature } = head;
    if (publicKey === undefined || !check.verifySignature(signedText(body), { publicKey, signature }))
      return "NotSigned";
    const due = previous === null ? firstPrevious(sha256) : hashOfHead(sha256, previous.body);
    return head.previous === due ? "SignedAndLinked" : "NotLinked";
  };
  const listed = heads.map((head, place) => ({ ...head, verdict: verdictOf(head, heads[place + 1] ?? before) }));
  return { key, heads: listed, earlierDay };
};
