import type { Command } from "@grants/core/audit/command";
import { AuditBody, stateAfter } from "@grants/core/audit/entry";
import { type IdempotencyKeyReused, type StaleVersion, type Stored, compareCommands } from "@grants/core/audit/stored";
import { Digest } from "@grants/kernel/digest";
import { type Result, err, ok } from "@grants/kernel/result";
import { z } from "zod";
import type { Database } from "./database.ts";
import type { HeadMove } from "./head.ts";
import { Envelope, type Item, type QueryAsk, type QueryPage, getAll, getOne, queryPage } from "./read.ts";
import { type Key, versionKey } from "./table.ts";
import { sharedKeys, sharedPatterns } from "./tables/shared.ts";

type Verdict = Result<"own", StaleVersion | IdempotencyKeyReused>;
/** What a head tells of the version it is at, without its state. */
type Met = {
  readonly aggregate: string;
  readonly expectedVersion: number;
  readonly head: Omit<Stored<unknown>, "state">;
};

const Entry = z.object({ body: z.string(), hash: Digest });
type Produced = { readonly body: AuditBody; readonly hash: Digest };

const toProduced = (item: Item): Produced => {
  const { body, hash } = Entry.parse(item);
  return { body: AuditBody.parse(JSON.parse(body)), hash };
};

const expectedOf = ({ change }: Pick<HeadMove<unknown>, "change">): number => change.before?.version ?? 0;

/** What a command meets at a head that is no longer at the version it names; see `settleVersion`. */
export const settle = async (
  db: Database,
  move: Pick<HeadMove<unknown>, "change">,
  item: Item | null,
  command: Command,
): Promise<Verdict> => {
  const expectedVersion = expectedOf(move);
  if (item === null) return err({ kind: "StaleVersion", expectedVersion, actualVersion: 0 });
  return settleVersion(db, { aggregate: move.change.aggregate, expectedVersion, head: Envelope.parse(item) }, command);
};

/**
 * Who produced the version after the one that a command names (DATA §4): this command itself earlier, the same key with another command,
 * or somebody else. A head that has moved further is asked no more; the entry of that version still knows.
 */
export const settleVersion = async (
  db: Database,
  { aggregate, expectedVersion, head }: Met,
  command: Command,
): Promise<Verdict> => {
  const stale = err({ kind: "StaleVersion", expectedVersion, actualVersion: head.version });
  if (head.version <= expectedVersion) return stale;
  const isNext = head.version === expectedVersion + 1;
  const produced = isNext ? head : (await entryAt(db, sharedKeys.auditEntry(aggregate, expectedVersion + 1))).body;
  switch (compareCommands(produced, command)) {
    case "same-command":
      return ok("own");
    case "same-key":
      return err({ kind: "IdempotencyKeyReused" });
    case "another":
      return stale;
  }
};

const entryAt = async (db: Database, key: Key): Promise<Produced> => {
  const item = await getOne(db, "ledger", key);
  if (item === null) throw new Error(`The head of ${key.pk} is ahead of its chain.`);
  return toProduced(item);
};

const storedBy = (state: object, { body, hash }: Produced): Stored<object> => ({
  state,
  version: body.version,
  chainHash: hash,
  keyHash: body.keyHash,
  commandHash: body.commandHash,
});

/** Heads as our own earlier try left them, told from its entries: they may have moved on since, and the first answer must not change. */
export const ownStates = async (
  db: Database,
  heads: readonly Pick<HeadMove<unknown>, "change">[],
  command: Command,
): Promise<readonly Stored<object>[]> => {
  const items = await getAll(
    db,
    heads.map((move) => ({ table: "ledger", key: sharedKeys.auditEntry(move.change.aggregate, expectedOf(move) + 1) })),
  );
  return heads.map(({ change }, index) => {
    const item = items[index];
    const produced = item === null || item === undefined ? null : toProduced(item);
    if (produced?.body.commandHash !== command.commandHash)
      throw new Error(`A command was repeated with other heads: ${change.aggregate} is not of the first time.`);
    if (change.before !== null && produced.body.prevHash !== change.before.chainHash)
      throw new Error(`The chain of ${change.aggregate} does not continue what was loaded.`);
    return storedBy(stateAfter(change.before?.state ?? null, produced.body), produced);
  });
};

/** An aggregate as it was at a version, folded from its entries. */
export const storedAt = async (db: Database, aggregate: string, version: number): Promise<Stored<object>> => {
  const { pk } = sharedKeys.auditEntry(aggregate, version);
  const sk = { from: versionKey(1), to: versionKey(version) };
  let entries = 0;
  let stored: Stored<object> | null = null;
  let after: Key | null = null;
  do {
    const ask: QueryAsk = { pk, sk, ...(after === null ? {} : { after }) };
    // oxlint-disable-next-line no-await-in-loop -- each page starts where the one before ended.
    const { items, next }: QueryPage = await queryPage(db, sharedPatterns.auditTrail, ask);
    stored = items
      .map(toProduced)
      .reduce<Stored<object> | null>(
        (was, entry) => storedBy(stateAfter(was?.state ?? null, entry.body), entry),
        stored,
      );
    entries += items.length;
    after = next;
  } while (after !== null);
  if (stored === null || entries !== version) throw new Error(`The chain of ${aggregate} has a gap.`);
  return stored;
};
