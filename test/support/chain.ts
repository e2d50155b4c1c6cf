import { type AuditEntry, composeEntry } from "@grants/core/audit/entry";
import type { ChainHead, ExportedEntry } from "@grants/core/audit/verify-chain";
import { type JournalDraft, composeJournal } from "@grants/core/ledger/journal";
import { sha256 } from "@grants/store/sha256";
import { aCommand, aMove, purseId } from "./purse.ts";

export type Chain = {
  readonly aggregate: string;
  readonly entries: readonly AuditEntry[];
  readonly journals: readonly ExportedEntry[];
  readonly head: ChainHead;
};

/** A chain of so many entries; each version that `journalOf` has postings for names their digest. */
export const aChain = (
  name: string,
  length: number,
  journalOf: (version: number) => JournalDraft | undefined = () => undefined,
): Chain => {
  const aggregate = purseId(name);
  const entries: AuditEntry[] = [];
  const journals: ExportedEntry[] = [];
  const command = aCommand({ key: name });
  let before = null;
  for (let version = 1; version <= length; version += 1) {
    const next = { id: aggregate, state: "open", holder: `${name} ${version}` } as const;
    const draft = journalOf(version);
    const journal =
      draft === undefined ? undefined : composeJournal(sha256, { aggregate, version, at: command.at }, draft);
    if (journal !== undefined) journals.push(journal);
    const { change } = aMove(aggregate, { before, next, terms: [{ id: "call_1", version }] });
    const entry = composeEntry(sha256, change, command, journal === undefined ? {} : { journal: journal.hash });
    entries.push(entry);
    before = { ...command, state: next, version, chainHash: entry.hash };
  }
  const last = entries.at(-1);
  if (last === undefined) throw new Error("A chain has at least one entry.");
  return { aggregate, entries, journals, head: { aggregate, version: length, chainHash: last.hash } };
};

/** One export of several chains: each pick takes the next entry of a chain that has one left, starting with the one it names. */
export const interleaved = (chains: readonly Chain[], picks: readonly number[]): readonly AuditEntry[] => {
  const left = chains.map(({ entries }) => [...entries]);
  const total = left.reduce((sum, entries) => sum + entries.length, 0);
  return Array.from({ length: total }, (_, index) => {
    const pick = picks[index % picks.length] ?? 0;
    const from =
      left.slice(pick % left.length).find((entries) => entries.length > 0) ??
      left.find((entries) => entries.length > 0);
    const entry = from?.shift();
    if (entry === undefined) throw new Error("No entry is left.");
    return entry;
  });
};
