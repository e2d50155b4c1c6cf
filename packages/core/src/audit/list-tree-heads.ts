import type { LogKey } from "./log-key.ts";
import type { SignedHead, TreeHead } from "./tree-head.ts";

export type ListedHead = TreeHead & SignedHead & { readonly timeStamp?: string };

export type TreeHeadStore = {
  /** Heads of a day, the newest first; without a day, of the last one that has some. */
  listHeads(day?: string): Promise<{ readonly heads: readonly ListedHead[]; readonly earlierDay: string | null }>;
  currentKey(): Promise<LogKey | null>;
};

export type TreeHeadList = {
  readonly key: LogKey | null;
  readonly heads: readonly ListedHead[];
  readonly earlierDay: string | null;
};

/** What anybody may know of the log: who signs it, and what was signed. */
export const listTreeHeads = async (
  { treeHeads }: { readonly treeHeads: TreeHeadStore },
  day?: string,
): Promise<TreeHeadList> => {
  const [key, listed] = await Promise.all([treeHeads.currentKey(), treeHeads.listHeads(day)]);
  return { key, ...listed };
};
