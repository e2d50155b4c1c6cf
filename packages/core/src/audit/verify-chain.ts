import { chainStart, hashOfBody } from "./entry.ts";
import { type EntryLink, readLink } from "./read-link.ts";

/** One line of an export: the digest, and the canonical bytes that were hashed. */
export type ExportedEntry = { readonly hash: string; readonly body: string };
export type ChainHead = { readonly aggregate: string; readonly version: number; readonly chainHash: string };

/** An entry with the digest that was computed of its body, and the link that the body states. */
export type ReadEntry = { readonly hash: string; readonly digest: string; readonly link: EntryLink | null };

/** The first place where a chain does not hold. Lines of the export count from 1; the version is the one that was due there. */
export type BrokenLink =
  | { readonly kind: "BodyDoesNotMatchHash"; readonly line: number }
  | { readonly kind: "BodyUnreadable"; readonly line: number }
  | { readonly kind: "ChainDoesNotLink"; readonly line: number; readonly aggregate: string; readonly version: number }
  | { readonly kind: "VersionMissing"; readonly line: number; readonly aggregate: string; readonly version: number }
  | { readonly kind: "HeadNotReached"; readonly aggregate: string; readonly version: number }
  | { readonly kind: "HeadMissing"; readonly aggregate: string; readonly version: number };

/** The digest is computed, and a text of its own: whoever keeps it keeps nothing else of the line. */
type LinkRead =
  | { readonly link: EntryLink; readonly digest: string; readonly broken: null }
  | { readonly broken: BrokenLink };

/**
 * Walks an export, entries of one aggregate in the order of their versions, up to the first broken link: an altered, removed, inserted or
 * reordered entry. A walk may begin behind an entry of one chain. The heads show truncation. Stored bytes are hashed as they are, nothing is serialised again. Keeps one line per chain.
 */
export const createChainVerifier = (sha256: (text: string) => string, begun?: ChainHead) => {
  const ends = new Map<string, { readonly version: number; readonly hash: string }>();
  if (begun !== undefined) ends.set(begun.aggregate, { version: begun.version, hash: begun.chainHash });
  let line = 0;
  let chains = 0;
  const follow = ({ hash, digest, link }: ReadEntry): LinkRead => {
    line += 1;
    if (digest !== hash) return { broken: { kind: "BodyDoesNotMatchHash", line } };
    if (link === null) return { broken: { kind: "BodyUnreadable", line } };
    const { aggregate, version, prevHash } = link;
    const known = ends.get(aggregate);
    const end = known ?? { version: 0, hash: chainStart(sha256, aggregate) };
    const due = { line, aggregate, version: end.version + 1 };
    if (version !== due.version) return { broken: { kind: "VersionMissing", ...due } };
    if (prevHash !== end.hash) return { broken: { kind: "ChainDoesNotLink", ...due } };
    // What is kept is a text of its own: a part of the line would keep the whole line, and what was read with it, in memory.
    ends.set(known === undefined ? aggregate.split("").join("") : aggregate, { version, hash: digest });
    return { link, digest, broken: null };
  };
  return {
    /** The entry's link, or where it breaks its chain. */
    next: ({ hash, body }: ExportedEntry): LinkRead =>
      follow({ hash, digest: hashOfBody(sha256, body), link: readLink(body) }),
    /** The same for an entry that somebody else has hashed and read. */
    follow,
    /** After the last entry: the chain ends where its head says. */
    head: ({ aggregate, version, chainHash }: ChainHead): BrokenLink | null => {
      const end = ends.get(aggregate);
      if (end?.version !== version || end.hash !== chainHash) return { kind: "HeadNotReached", aggregate, version };
      ends.delete(aggregate);
      chains += 1;
      return null;
    },
    /** After the last head: every chain had one. */
    finish: (): BrokenLink | null => {
      const [orphan] = ends;
      return orphan === undefined ? null : { kind: "HeadMissing", aggregate: orphan[0], version: orphan[1].version };
    },
    entries: () => line,
    /** Chains whose head was reached. */
    chains: () => chains,
  };
};
