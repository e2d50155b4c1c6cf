import type { Digest } from "@grants/kernel/digest";
import { AuditBody, stateAfter } from "./entry.ts";
import { type BrokenLink, type ChainHead, type ExportedEntry, createChainVerifier } from "./verify-chain.ts";

/** The entries of a chain, in the order of their versions. */
export type ChainPort = { loadEntries(aggregate: string): Promise<readonly ExportedEntry[]> };

/** What an entry left behind, and the versions of the documents that it was decided on. */
export type Decided = {
  readonly state: object;
  readonly terms: AuditBody["terms"];
  /** Digest of the postings of that version, where money moved. */
  readonly journal?: Digest | undefined;
};

/** `decided` has one for each version, the first one first. */
export type ReadChain =
  | { readonly brokenLink: null; readonly decided: readonly Decided[] }
  | { readonly brokenLink: BrokenLink };

/**
 * What was decided by the entries alone, from the first one up to the head's version: every link is verified on the way, and that the chain
 * ends where the head says. What the head says of itself is not believed.
 */
export const readChain = (
  sha256: (text: string) => string,
  head: ChainHead,
  entries: readonly ExportedEntry[],
): ReadChain => {
  const verifier = createChainVerifier(sha256);
  const decided: Decided[] = [];
  // An entry that came after the head was read is no part of this account.
  for (const entry of entries.slice(0, head.version)) {
    const { broken } = verifier.next(entry);
    if (broken !== null) return { brokenLink: broken };
    const body = AuditBody.parse(JSON.parse(entry.body));
    decided.push({ state: stateAfter(decided.at(-1)?.state ?? null, body), terms: body.terms, journal: body.journal });
  }
  const brokenLink = verifier.head(head);
  return brokenLink === null ? { brokenLink, decided } : { brokenLink };
};
