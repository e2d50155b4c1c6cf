import type { JournalDraft } from "../ledger/journal.ts";
import type { Capacity } from "../access/capacity.ts";
import type { Stored } from "./stored.ts";

/** A document that a decision was taken on, named by id and version so that the decision can be replayed (DESIGN §4.2). */
export type Term = { readonly id: string; readonly version: number };

/** A decision that waits for its commit: the next state, and what its audit entry will say. */
export type Change<S> = {
  /** Id of the aggregate; the chain is kept under it. */
  readonly aggregate: string;
  /** `null` creates the aggregate at version 1. */
  readonly before: Stored<S> | null;
  readonly next: S;
  /** Past tense, PascalCase: the entry is the event. */
  readonly type: string;
  /** The role in which the caller acted, be it an own one or another person's. */
  readonly role: Capacity;
  readonly terms: readonly Term[];
  /** Personal or free text, kept apart and hashed with a salt into the entry (DATA §5). */
  readonly notes?: Readonly<Record<string, string>>;
  /** Postings that move with this version, or not at all. */
  readonly journal?: JournalDraft;
};
