import type { Sha256 } from "@grants/kernel/digest";
import type { UserId } from "@grants/kernel/id";
import { pageItemsMax } from "@grants/kernel/limits";
import { type Result, err, ok } from "@grants/kernel/result";
import type { Instant } from "@grants/kernel/time";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Rights } from "../access/rights.ts";
import { AuditBody } from "./entry.ts";
import { type BrokenLink, type ExportedEntry, createChainVerifier } from "./verify-chain.ts";

export type AggregateNotFound = { readonly kind: "AggregateNotFound"; readonly aggregate: string };

export type AuditTrailStore = {
  /** Entries of an aggregate from a version on, in the order of their versions, and the caller's rights, in one wave. */
  loadTrail(
    aggregate: string,
    page: { readonly fromVersion: number; readonly entriesMax: number },
    caller: UserId,
  ): Promise<{ readonly rights: Rights | null; readonly entries: readonly ExportedEntry[] }>;
};

export type AuditTrail = {
  readonly aggregate: string;
  readonly entries: readonly { readonly hash: string; readonly body: AuditBody }[];
  /** The first link of this page that does not hold; `null`: every entry is the one that was written, and none is missing before the last. */
  readonly brokenLink: BrokenLink | null;
  /** The last version shown, where more follow it. */
  readonly next: number | null;
};

type Page = { readonly aggregate: string; readonly after: number; readonly before: ExportedEntry | undefined };

/** A page is linked to the last entry of the one before it, which that page has verified. */
const firstBrokenLink = (
  sha256: Sha256,
  entries: readonly ExportedEntry[],
  { aggregate, after, before }: Page,
): BrokenLink | null => {
  const begun = before === undefined ? undefined : { aggregate, version: after, chainHash: before.hash };
  const verifier = createChainVerifier(sha256, begun);
  return entries.map((entry) => verifier.next(entry).broken).find((broken) => broken !== null) ?? null;
};

/**
 * The timeline of anything: who decided what, when, on which terms, a page of it, with the chain verified on the way out. `after` is the
 * last version that the reader has seen, 0 at the beginning.
 */
export const readAuditTrail = async (
  { trails, sha256 }: { readonly trails: AuditTrailStore; readonly sha256: Sha256 },
  { aggregate, after, caller, now }: { aggregate: string; after: number; caller: UserId; now: Instant },
): Promise<Result<AuditTrail, NotAllowed | AggregateNotFound>> => {
  // The entry before the page and the one behind it are read too: the first links it, the second tells that it is not the last.
  const before = after === 0 ? 0 : 1;
  const page = { fromVersion: after + 1 - before, entriesMax: before + pageItemsMax + 1 };
  const { rights, entries } = await trails.loadTrail(aggregate, page, caller);
  const role = decideAccess("readAuditTrail", rights, {}, now);
  if (!role.ok) return role;
  const shown = entries.slice(before, before + pageItemsMax);
  if (shown.length === 0) return err({ kind: "AggregateNotFound", aggregate });
  return ok({
    aggregate,
    entries: shown.map(({ hash, body }) => ({ hash, body: AuditBody.parse(JSON.parse(body)) })),
    brokenLink: firstBrokenLink(sha256, shown, { aggregate, after, before: before === 0 ? undefined : entries[0] }),
    next: entries.length > before + pageItemsMax ? after + pageItemsMax : null,
  });
};
