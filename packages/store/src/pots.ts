import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Command } from "@grants/core/audit/command";
import { type PotMove, potMoves } from "@grants/core/ledger/journal";
import type { KeptPot } from "@grants/core/ledger/verify-ledger";
import { cents, type Cents } from "@grants/kernel/money";
import type { Instant } from "@grants/kernel/time";
import { z } from "zod";
import type { Database } from "./database.ts";
import type { HeadMove } from "./head.ts";
import type { Item } from "./read.ts";
import { sharedKeys } from "./tables/shared.ts";
import type { Write } from "./transaction.ts";

/** A pot's line has less left than the posting takes. What other lines have left stays in the store (MAT-02). */
export type FundsInsufficient = {
  readonly kind: "FundsInsufficient";
  readonly pot: string;
  readonly line: string;
  readonly leftCents: Cents;
};
/** A pot whose recomputation differed is frozen until somebody finds out why (DATA §8). */
export type PotFrozen = { readonly kind: "PotFrozen"; readonly pot: string };
export type PotRefusal = FundsInsufficient | PotFrozen;

/** What one transaction moves on one pot. */
export type PotUpdate = { readonly pot: string; readonly moves: readonly PotMove[] };

const schema = "pot/1";
const keyPrefix = sharedKeys.pot("").pk;

/** `l` keeps a line's attribute apart from the pot's own and from reserved words such as DEC. */
const linePrefix = "l";
const attributeOf = (line: string) => `${linePrefix}${line}`;

/**
 * The pots' updates, derived from the postings of the same transaction: no other code names a pot's item. What is kept is what is left,
 * because a condition can compare and cannot calculate (DATA §8).
 */
export const potWrites = (
  db: Database,
  heads: readonly HeadMove<unknown>[],
  { at }: Command,
): readonly { readonly write: Write; readonly update: PotUpdate }[] => {
  const moves = potMoves(heads.flatMap(({ change }) => change.journal?.legs ?? []));
  const entriesOf = (pot: string) =>
    heads.filter(({ change }) => potMoves(change.journal?.legs ?? []).some((move) => move.pot === pot)).length;
  return [...Map.groupBy(moves, ({ pot }) => pot)].map(([pot, lines]) => ({
    update: { pot, moves: lines },
    write: potWrite(db, pot, lines, entriesOf(pot), at),
  }));
};

const potWrite = (db: Database, pot: string, moves: readonly PotMove[], entries: number, at: string): Write => {
  const changed = moves.filter(({ cents: amount }) => amount !== 0);
  const added = changed.map((_, index) => `#l${index} :d${index}`);
  // A condition cannot calculate, and it cannot negate: what a line gives is compared as its own positive value.
  const enough = changed.flatMap(({ cents: amount }, index) => (amount < 0 ? [`#l${index} >= :t${index}`] : []));
  return {
    Update: {
      TableName: db.tables.grants,
      Key: sharedKeys.pot(pot),
      UpdateExpression: `SET #schema = :schema, changedAt = :at ADD ${["n :n", ...added].join(", ")}`,
      ConditionExpression: ["attribute_not_exists(frozen)", ...enough].join(" AND "),
      ExpressionAttributeNames: Object.fromEntries([
        ["#schema", "schema"],
        ...changed.map(({ line }, index) => [`#l${index}`, attributeOf(line)]),
      ]),
      ExpressionAttributeValues: Object.fromEntries<string | number>([
        [":schema", schema],
        [":at", at],
        [":n", entries],
        ...changed.map(({ cents: amount }, index) => [`:d${index}`, amount] as const),
        ...changed.flatMap(({ cents: amount }, index) => (amount < 0 ? [[`:t${index}`, 0 - amount] as const] : [])),
      ]),
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    },
  };
};

/** Which line had no room. A pot that does not exist yet has nothing left. */
export const potRefusal = ({ pot, moves }: PotUpdate, item: Item | null): PotRefusal => {
  if (item?.["frozen"] !== undefined) return { kind: "PotFrozen", pot };
  const left = (line: string) => Number(item?.[attributeOf(line)] ?? 0);
  const short = moves.find(({ line, cents: amount }) => left(line) + amount < 0);
  if (short === undefined) throw new Error(`The pot ${pot} refused a posting that fits.`);
  return { kind: "FundsInsufficient", pot, line: short.line, leftCents: cents(left(short.line)) };
};

const PotItem = z.object({ pk: z.string().startsWith(keyPrefix), n: z.int().min(1), frozen: z.string().optional() });

/** A pot as the store keeps it: cents left by line, and how many entries moved it. */
export const toPot = (item: Item): KeptPot & { readonly isFrozen: boolean } => {
  const { pk, n, frozen } = PotItem.parse(item);
  const lines = Object.entries(item).flatMap(([name, left]) =>
    name.startsWith(linePrefix) ? [[name.slice(linePrefix.length), cents(Number(left))] as const] : [],
  );
  return { pot: pk.slice(keyPrefix.length), n, lines: Object.fromEntries(lines), isFrozen: frozen !== undefined };
};

/** Takes a pot out of use because its recomputation differed; nothing posts to it until the difference is explained. */
export const freezePot = async (db: Database, pot: string, at: Instant): Promise<void> => {
  await db.client.send(
    new UpdateCommand({
      TableName: db.tables.grants,
      Key: sharedKeys.pot(pot),
      UpdateExpression: "SET frozen = :at",
      ConditionExpression: "attribute_exists(pk)",
      ExpressionAttributeValues: { ":at": at },
    }),
  );
};
