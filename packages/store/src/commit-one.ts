import type { Command } from "@grants/core/audit/command";
import type { CommitRefusal, Stored } from "@grants/core/audit/stored";
import { type Result, err, ok } from "@grants/kernel/result";
import type { Database } from "./database.ts";
import type { PotRefusal } from "./pots.ts";
import { settleVersion, storedAt } from "./settle.ts";

type Committed<E> = Promise<Result<readonly Stored<object>[], E>>;

const isPotRefusal = (error: { readonly kind: string }): error is PotRefusal =>
  error.kind === "FundsInsufficient" || error.kind === "PotFrozen";

/**
 * The one head of a commit that moves no money, with the type of what was written. A pot cannot refuse where no posting names one: if it
 * does, that is a bug.
 */
export const commitOne = async <S extends object, E extends { readonly kind: string }>(
  committed: Committed<E>,
): Promise<Result<Stored<S>, Exclude<E, PotRefusal>>> => {
  const result = await committed;
  if (!result.ok) {
    const { error } = result;
    if (isPotRefusal(error)) throw new Error("A pot refused a commit without postings.");
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the guard above took the pots' refusals out.
    return err(error as Exclude<E, PotRefusal>);
  }
  const [first] = result.value;
  if (first === undefined) throw new Error("A commit without a head.");
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the head was written from a value of this type.
  return ok(first as Stored<S>);
};

/**
 * Answers a command that names an older version than the one that was just read (DATA §4): with what its own earlier success left behind,
 * whatever came after it, or why not.
 */
export const settleOne = async <S extends object>(
  db: Database,
  { aggregate, expectedVersion, stored }: { aggregate: string; expectedVersion: number; stored: Stored<S> },
  command: Command,
): Promise<Result<Stored<S>, CommitRefusal>> => {
  const { state: _state, ...head } = stored;
  const settled = await settleVersion(db, { aggregate, expectedVersion, head }, command);
  if (!settled.ok) return settled;
  if (head.version === expectedVersion + 1) return ok(stored);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the entries were written from values of this type.
  return ok((await storedAt(db, aggregate, expectedVersion + 1)) as Stored<S>);
};
