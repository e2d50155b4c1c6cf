import { type Json, canonicalJson } from "@grants/kernel/canonical-json";
import type { Sha256 } from "@grants/kernel/digest";
import { z } from "zod";
import { type ChainPort, type ReadChain, readChain } from "../read-chain.ts";
import type { Stored } from "../stored.ts";

/** A figure of the record beside what comes out when it is computed once more. */
export type Difference = { readonly figure: string; readonly kept: string; readonly computed: string };

/** What became of one decision that was computed once more. */
export type Recomputed =
  | { readonly outcome: "EQUAL" }
  | ({ readonly outcome: "DIFFERENT" } & Difference & { readonly callId?: string; readonly topicId?: string })
  | { readonly outcome: "NOT_COMPUTED"; readonly because: string };

/** Computes the decision of an aggregate once more. Writes nothing; throws where a row cannot be read. */
export type Recompute = (aggregate: string) => Promise<Recomputed>;

export type Figures = Readonly<Record<string, Json | undefined>>;

const textOf = (value: Json | undefined): string => {
  if (value === undefined) return "";
  return typeof value === "string" ? value : canonicalJson(value);
};

/** The first figure that differs, in the order of those that were computed, then of those that are kept alone. */
export const firstDifference = (kept: Figures, computed: Figures): Difference | null => {
  const names = [...new Set([...Object.keys(computed), ...Object.keys(kept)])];
  const figure = names.find((name) => textOf(kept[name]) !== textOf(computed[name]));
  return figure === undefined ? null : { figure, kept: textOf(kept[figure]), computed: textOf(computed[figure]) };
};

const Members = z.record(z.string(), z.json().optional());

type EntriesDeps = { readonly chains: ChainPort; readonly sha256: Sha256 };
type Head = Stored<{ readonly id: string }>;

/** The chain of a head's own entries, verified up to the head's version. */
export const readEntriesOf = async ({ chains, sha256 }: EntriesDeps, { state, version, chainHash }: Head) =>
  readChain(sha256, { aggregate: state.id, version, chainHash }, await chains.loadEntries(state.id));

/**
 * The first member of a head that is not what its entries left behind; the chain itself, where it does not hold. `beside` are members that ride
 * on the head's item and in no entry.
 */
export const differenceFromChain = (
  read: ReadChain,
  { state, chainHash }: Head,
  beside: readonly string[] = [],
): Difference | null => {
  if (read.brokenLink !== null) return { figure: "chainHash", kept: chainHash, computed: read.brokenLink.kind };
  const kept = Object.entries(Members.parse(state)).filter(([name]) => !beside.includes(name));
  return firstDifference(Object.fromEntries(kept), Members.parse(read.decided.at(-1)?.state ?? {}));
};

/** The same for a head that has all its members in its entries. The head is not believed in what it says of itself. */
export const differenceFromEntries = async (deps: EntriesDeps, head: Head): Promise<Difference | null> =>
  differenceFromChain(await readEntriesOf(deps, head), head);

export const toRecomputed = (difference: Difference | null): Recomputed =>
  difference === null ? { outcome: "EQUAL" } : { outcome: "DIFFERENT", ...difference };

/** Nothing is kept under an id that the log names. */
export const headGone: Recomputed = { outcome: "DIFFERENT", figure: "id", kept: "", computed: "" };
