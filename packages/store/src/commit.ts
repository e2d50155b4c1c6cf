import type { Command } from "@grants/core/audit/command";
import type { AuditEntry } from "@grants/core/audit/entry";
import type { CommitRefusal, Stored } from "@grants/core/audit/stored";
import { type Result, err, ok } from "@grants/kernel/result";
import type { Database } from "./database.ts";
import { evidenceOf } from "./evidence.ts";
import { type HeadMove, headWrite } from "./head.ts";
import { type PotRefusal, type PotUpdate, potRefusal, potWrites } from "./pots.ts";
import { type Item, getAll } from "./read.ts";
import { isContention } from "./retry.ts";
import { ownStates, settle } from "./settle.ts";
import { type Outcome, type Write, sendTransaction } from "./transaction.ts";

export type { HeadMove } from "./head.ts";
export type { Write } from "./transaction.ts";

/** A write of the same transaction, and the refusal when its condition is lost. */
export type Beside<E> = { readonly write: Write; readonly lost?: (item: Item | null) => E };

export type Plan<E> = {
  readonly command: Command;
  readonly heads: Heads<E>;
  readonly beside?: readonly Beside<E>[];
};

type Heads<E> = readonly [HeadMove<E>, ...HeadMove<E>[]];

type Part<E> =
  | { readonly kind: "head"; readonly write: Write; readonly move: HeadMove<E> }
  | { readonly kind: "pot"; readonly write: Write; readonly update: PotUpdate }
  | ({ readonly kind: "beside" } & Beside<E>)
  | { readonly kind: "evidence"; readonly write: Write };

type Committed<E> = Result<readonly Stored<object>[], CommitRefusal | PotRefusal | E>;

/**
 * Writes state, audit entries, postings and pots in one transaction, or nothing (DESIGN §4.1). A lost condition is an answer: our own
 * earlier success, a stale version, a pot without room, or what `beside` says. A conflict is sent again with the same bytes and token.
 * Everything else throws and must reach the alarm.
 */
export const commit = async <E = never>(
  db: Database,
  { command, heads, beside = [] }: Plan<E>,
): Promise<Committed<E>> => {
  const evidence = heads.map((move) => ({ move, ...evidenceOf(db, move.change, command) }));
  const parts: readonly Part<E>[] = [
    ...evidence.map(({ move, entry }) => ({
      kind: "head" as const,
      write: headWrite(db, move, entry, command),
      move,
    })),
    ...potWrites(db, heads, command).map((pot) => ({ kind: "pot" as const, ...pot })),
    ...beside.map((one) => ({ kind: "beside" as const, ...one })),
    ...evidence.flatMap(({ writes }) => writes.map((write) => ({ kind: "evidence" as const, write }))),
  ];
  const outcome = await sendTransaction(
    db,
    parts.map(({ write }) => write),
  );
  switch (outcome.kind) {
    case "committed":
      return ok(evidence.map(({ move, entry }) => storedBy(move, entry, command)));
    case "lost":
      return answerLost(db, { command, heads, parts }, outcome);
    case "contended":
      return (await settleUnanswered(db, { command, heads })) ?? err(outcome.refusal);
  }
};

const storedBy = (
  { change }: HeadMove<unknown>,
  { version, hash }: AuditEntry,
  { keyHash, commandHash }: Command,
): Stored<object> => ({ state: change.next, version, chainHash: hash, keyHash, commandHash });

type Sent<E> = { readonly command: Command; readonly heads: Heads<E>; readonly parts: readonly Part<E>[] };
type Lost<E> = { readonly part: Part<E>; readonly item: Item | null };

/** The first lost condition decides. Heads come first, because they tell our own earlier success apart. */
const answerLost = async <E>(
  db: Database,
  { command, heads, parts }: Sent<E>,
  { fates }: Extract<Outcome, { kind: "lost" }>,
): Promise<Committed<E>> => {
  const lost = parts.flatMap((part, index): readonly Lost<E>[] => {
    const fate = fates[index];
    return fate?.kind === "lost" ? [{ part, item: fate.item }] : [];
  });
  const [first] = lost;
  if (first === undefined) throw new Error("A cancelled transaction names no write of its own.");
  const { part, item } = first;
  if (part.kind === "head") return answerLostHead(db, { command, heads }, part.move, item);
  // A head in contention may be ahead of us by our own earlier try, and then what the others refuse is no news.
  const isHeadUnknown = parts.some(({ kind }, index) => kind === "head" && fates[index]?.kind === "contended");
  const settled = isHeadUnknown ? await settleUnanswered(db, { command, heads }) : null;
  return settled ?? err(refusalOf(part, item));
};

const refusalOf = <E>(part: Exclude<Part<E>, { kind: "head" }>, item: Item | null): PotRefusal | E => {
  switch (part.kind) {
    case "pot":
      return potRefusal(part.update, item);
    case "beside":
      if (part.lost === undefined) throw new Error("A write lost a condition that it does not have.");
      return part.lost(item);
    case "evidence":
      // The head's condition guards the chain: an entry without its head is an incident, not a race.
      throw new Error(`The ledger is ahead of its head: ${JSON.stringify(part.write.Put?.Item?.["pk"])}.`);
  }
};

const versionOf = (item: Item | null): number => (item === null ? 0 : Number(item["version"]));
const expectedOf = ({ change }: HeadMove<unknown>): number => change.before?.version ?? 0;

const answerLostHead = async <E>(
  db: Database,
  { command, heads }: Pick<Sent<E>, "command" | "heads">,
  move: HeadMove<E>,
  item: Item | null,
): Promise<Committed<E>> => {
  if (versionOf(item) !== expectedOf(move)) return answerMoved(db, { command, heads }, move, item);
  if (move.condition === undefined) throw new Error(`The head ${move.key.pk} lost a condition that it does not have.`);
  return err(move.condition.refusal);
};

/** A head has left the version that the command named: by our own earlier try, or by somebody else's. */
const answerMoved = async <E>(
  db: Database,
  { command, heads }: Pick<Sent<E>, "command" | "heads">,
  move: HeadMove<E>,
  item: Item | null,
): Promise<Committed<E>> => {
  const settled = await settle(db, move, item, command);
  return settled.ok ? ok(await ownStates(db, heads, command)) : settled;
};

/** No answer came: one consistent read decides whether our own try got through after all. `null` when no head has moved. */
const settleUnanswered = async <E>(
  db: Database,
  { command, heads }: Pick<Sent<E>, "command" | "heads">,
): Promise<Committed<E> | null> => {
  try {
    const items = await getAll(
      db,
      heads.map(({ key }) => ({ table: "grants", key })),
    );
    const moved = heads.findIndex((move, index) => versionOf(items[index] ?? null) !== expectedOf(move));
    const move = heads[moved];
    return move === undefined ? null : await answerMoved(db, { command, heads }, move, items[moved] ?? null);
  } catch (error) {
    // Still no answer: the caller sends the same command again, and its key tells what became of this one.
    if (isContention(error)) return null;
    throw error;
  }
};
