import type { Sha256 } from "@grants/kernel/digest";
import type { UserId } from "@grants/kernel/id";
import { type Result, err, ok } from "@grants/kernel/result";
import type { Instant } from "@grants/kernel/time";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Rights } from "../access/rights.ts";
import { AuditBody } from "./entry.ts";
import { type BrokenLink, type ExportedEntry, createChainVerifier } from "./verify-chain.ts";

export type AggregateNotFound = { readonly kind: "AggregateNotFound"; readonly aggregate: string };

export type AuditTrailStore = {
  /** Entries of an aggregate in the order of their versions, and the caller's rights, in one wave. */
  loadTrail(
    aggregate: string,
    caller: UserId,
  ): Promise<{ readonly rights: Rights | null; readonly entries: readonly ExportedEntry[] }>;
};

export type AuditTrail = {
  readonly aggregate: string;
  readonly entries: readonly { readonly hash: string; readonly body: AuditBody }[];
  /** The first link that does not hold; `null`: every entry is the one that was written, and none is missing before the last. */
  readonly brokenLink: BrokenLink | null;
};

const firstBrokenLink = (sha256: Sha256, entries: readonly ExportedEntry[]): BrokenLink | null => {
  const verifier = createChainVerifier(sha256);
  return entries.map((entry) => verifier.next(entry).broken).find((broken) => broken !== null) ?? null;
};

/** The timeline of anything: who decided what, when, on which terms, with the chain verified on the way out. */
export const readAuditTrail = async (
  { trails, sha256 }: { readonly trails: AuditTrailStore; readonly sha256: Sha256 },
  { aggregate, caller, now }: { aggregate: string; caller: UserId; now: Instant },
): Promise<Result<AuditTrail, NotAllowed | AggregateNotFound>> => {
  const { rights, entries } = await trails.loadTrail(aggregate, caller);
  const role = decideAccess("readAuditTrail", rights, {}, now);
  if (!role.ok) return role;
  if (entries.length === 0) return err({ kind: "AggregateNotFound", aggregate });
  return ok({
    aggregate,
    entries: entries.map(({ hash, body }) => ({ hash, body: AuditBody.parse(JSON.parse(body)) })),
    brokenLink: firstBrokenLink(sha256, entries),
  });
};
