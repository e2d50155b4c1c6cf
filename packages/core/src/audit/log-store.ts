import { Digest } from "@grants/kernel/digest";
import type { Instant } from "@grants/kernel/time";
import { z } from "zod";
import type { LogEdge, Tile } from "./log-tiles.ts";
import type { SignedHead } from "./tree-head.ts";

/** An entry as the log knows it: the leaf's data is the entry's digest. */
export type LogRow = { readonly aggregate: string; readonly version: number; readonly hash: Digest };

/** An entry as the ledger holds it. */
export const LedgerEntry = z.object({ aggregate: z.string(), version: z.int().min(1), hash: Digest, body: z.string() });
export type LedgerEntry = z.infer<typeof LedgerEntry>;

/** The head that was signed last, and the day under which it is kept. */
export type LastHead = { readonly size: number; readonly digest: Digest; readonly day: string };

/** A head that is not anchored or not time-stamped yet. */
export type OpenHead = { readonly size: number; readonly day: string; readonly isAnchored: boolean };

/** All that appending and sealing need to know of what went before. `version` is the lock of the one writer. */
export type LogState = {
  readonly version: number;
  readonly edge: LogEdge;
  readonly head: LastHead | null;
  readonly open: readonly OpenHead[];
};

/** `moved`: another run of the worker was first, and nothing was written. */
export type LogWrite = "written" | "moved";

export type LogStore = {
  loadLog(): Promise<LogState>;
  /** The last entry of each aggregate that is in the log. An aggregate without one is missing. */
  lastSealed(aggregates: readonly string[]): Promise<ReadonlyMap<string, LogRow>>;
  /** Entries of an aggregate behind a version, from the ledger itself, oldest first. */
  entriesAfter(aggregate: string, version: number): Promise<readonly LedgerEntry[]>;
  /** Leaves, their places and what became of the edge, in one transaction. */
  append(
    log: LogState,
    leaves: {
      readonly rows: readonly LogRow[];
      readonly edge: LogEdge;
      readonly tiles: readonly Tile[];
      readonly at: Instant;
    },
  ): Promise<LogWrite>;
  putHead(log: LogState, head: SignedHead, next: LogState): Promise<LogWrite>;
  loadHead(place: { readonly size: number; readonly day: string }): Promise<SignedHead | null>;
  /** Keeps the token of a third party beside the head; again is no harm. */
  putTimeStamp(place: { readonly size: number; readonly day: string }, token: string): Promise<void>;
  /** Says which heads still wait for their anchor or their stamp. */
  putOpen(log: LogState, open: readonly OpenHead[]): Promise<LogWrite>;
};

/** Keeps heads where nobody can change or remove them: a bucket with a retention lock, of another account. Put once; again is no harm. */
export type HeadVault = {
  keepHead(size: number, text: string): Promise<void>;
  keepTimeStamp(size: number, token: string): Promise<void>;
};

/** A third party that says when it saw something: RFC 3161. Gives the token as base64 of its DER. */
export type TimeStampAuthority = { stamp(text: string): Promise<string> };
