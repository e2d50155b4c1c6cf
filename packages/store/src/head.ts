import type { Change } from "@grants/core/audit/change";
import type { Command } from "@grants/core/audit/command";
import type { AuditEntry } from "@grants/core/audit/entry";
import { headBytesMax } from "@grants/kernel/limits";
import type { Database } from "./database.ts";
import { itemBytes } from "./item-bytes.ts";
import type { Item } from "./read.ts";
import type { Key } from "./table.ts";
import type { Write } from "./transaction.ts";

/** A head that moves: the change, where the head is kept, and by which schema it was written. */
export type HeadMove<E = never> = {
  readonly change: Change<object>;
  readonly key: Key;
  /** Name and number of the schema, "proposal/1": a read parses by it. */
  readonly schema: string;
  /**
   * Kept on the head's item beside the state, outside the entry's facts: a published call version. At most 60 kB. It stays until a later
   * move attaches something of the same name.
   */
  readonly attached?: Item;
  /** A further condition on the head, without placeholders, and what its loss means when the version is still the expected one. */
  readonly condition?: { readonly expression: string; readonly refusal: E };
};

/** Members that belong to the head itself. `gate` is set beside every command, by the closing of a call (DATA §7). */
const ownMembers = ["pk", "sk", "schema", "version", "chainHash", "keyHash", "commandHash", "gate"];

const definedMembers = (state: object): readonly (readonly [string, unknown])[] =>
  Object.entries(state).filter(([, value]) => value !== undefined);

const headItem = ({ key, schema, change, attached = {} }: HeadMove<unknown>, entry: AuditEntry, command: Command) => {
  const state = Object.fromEntries(definedMembers(change.next));
  if (state["id"] !== change.aggregate) throw new Error(`The state of ${change.aggregate} does not carry its id.`);
  const names = [...ownMembers, ...Object.keys(state), ...Object.keys(attached)];
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`The head of ${change.aggregate} has two members named ${twice}.`);
  const { keyHash, commandHash } = command;
  const item = { schema, version: entry.version, chainHash: entry.hash, keyHash, commandHash, ...state };
  const bytes = itemBytes({ ...key, ...item });
  if (bytes > headBytesMax) throw new Error(`The head ${key.pk} has ${bytes} bytes of at most ${headBytesMax}.`);
  return { ...item, ...attached };
};

/**
 * The write of a head under its version. A head that stands is updated, not replaced: what others keep on its item, such as the gate of a
 * closing call, outlives a commit that does not know of it.
 */
export const headWrite = (db: Database, move: HeadMove<unknown>, entry: AuditEntry, command: Command): Write => {
  const { key, change, condition } = move;
  const item = headItem(move, entry, command);
  const target = { TableName: db.tables.grants, ReturnValuesOnConditionCheckFailure: "ALL_OLD" } as const;
  const conditionOn = (version: string) =>
    condition === undefined ? version : `${version} AND ${condition.expression}`;
  if (change.before === null)
    return {
      Put: { ...target, Item: { ...key, ...item }, ConditionExpression: conditionOn("attribute_not_exists(pk)") },
    };
  const set = definedMembers(item);
  const removed = Object.keys(change.before.state).filter((name) => !Object.hasOwn(item, name));
  return {
    Update: {
      ...target,
      Key: key,
      UpdateExpression: [
        `SET ${set.map((_, index) => `#s${index} = :s${index}`).join(", ")}`,
        ...(removed.length === 0 ? [] : [`REMOVE ${removed.map((_, index) => `#r${index}`).join(", ")}`]),
      ].join(" "),
      ConditionExpression: conditionOn("version = :expected"),
      ExpressionAttributeNames: Object.fromEntries([
        ...set.map(([name], index) => [`#s${index}`, name]),
        ...removed.map((name, index) => [`#r${index}`, name]),
      ]),
      ExpressionAttributeValues: {
        ":expected": change.before.version,
        ...Object.fromEntries(set.map(([, value], index) => [`:s${index}`, value])),
      },
    },
  };
};
