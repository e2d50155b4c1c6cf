import type { Change } from "@grants/core/audit/change";
import type { Command } from "@grants/core/audit/command";
import type { Stored } from "@grants/core/audit/stored";
import type { Leg } from "@grants/core/ledger/journal";
import { UserId } from "@grants/kernel/id";
import { signedCents } from "@grants/kernel/money";
import { Instant } from "@grants/kernel/time";
import { commit } from "@grants/store/commit";
import type { Database } from "@grants/store/database";
import type { HeadMove } from "@grants/store/head";
import { newId } from "@grants/store/new-id";
import { sha256 } from "@grants/store/sha256";

/** The smallest aggregate with a head: enough to try the store without any rule of the field. */
export type Purse = {
  readonly id: string;
  readonly state: "open" | "closed";
  readonly holder?: string;
  readonly purpose?: string;
  readonly remark?: string;
};

export const purseId = (name: string): string => `purse_${newId(name)}`;
export const caller = UserId.parse(`usr_${newId("caller")}`);
export const receivedAt = Instant.parse("2026-11-22T17:00:00.000Z");

/** A request: the same key and body make the same command. */
export const aCommand = ({ key = "key", body = "body", at = receivedAt } = {}): Command => ({
  caller,
  at,
  correlationId: "3f0c7f0e-92a5-4a5e-8d8e-2f8a1b2c3d4e",
  keyHash: sha256(`key ${key}`),
  commandHash: sha256(`command ${key} ${body}`),
});

type PurseChange = Partial<Omit<Change<Purse>, "before">> & { readonly before?: Stored<object> | null };

export const aMove = (id: string, { before = null, ...change }: PurseChange = {}): HeadMove => ({
  change: {
    aggregate: id,
    before,
    next: { id, state: "open" },
    type: before === null ? "PurseOpened" : "PurseChanged",
    role: "applicant",
    terms: [],
    ...change,
  },
  key: { pk: `PURSE#${id}`, sk: "META" },
  schema: "purse/1",
});

/** Commits a move that nothing stands in the way of. */
export const commitPurse = async (db: Database, move: HeadMove, command = aCommand()): Promise<Stored<object>> => {
  const result = await commit(db, { command, heads: [move] });
  const [stored] = result.ok ? result.value : [];
  if (stored === undefined) throw new Error(`The commit was refused: ${JSON.stringify(result)}`);
  return stored;
};

/** Money from one account to another. */
export const transfer = (from: string, to: string, cents: number): readonly Leg[] => [
  { account: from, cents: signedCents(0 - cents) },
  { account: to, cents: signedCents(cents) },
];
