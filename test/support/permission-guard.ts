import type { Database } from "@grants/store/database";
import { type TableKey, tableDefinitions } from "@grants/store/table";
import { z } from "zod";
import { permissions } from "../../infra/permissions.ts";

const Key = z.looseObject({ pk: z.string() });
const Reach = z.looseObject({
  TableName: z.string().optional(),
  Key: Key.optional(),
  Item: Key.optional(),
  ExpressionAttributeValues: z.record(z.string(), z.unknown()).optional(),
  RequestItems: z.record(z.string(), z.looseObject({ Keys: z.array(Key).optional() })).optional(),
  TransactItems: z
    .array(z.record(z.string(), z.looseObject({ TableName: z.string(), Key: Key.optional(), Item: Key.optional() })))
    .optional(),
});

type Touch = { readonly table: string; readonly pk: string; readonly action: "read" | "put" | "change" };

const actionOf = (name: string): Touch["action"] => {
  if (/^(Get|BatchGet|Query)/.test(name)) return "read";
  return name.startsWith("Put") ? "put" : "change";
};

/** Every partition that a command reaches, and how. */
const touchesOf = (name: string, input: unknown): readonly Touch[] => {
  const reach = Reach.parse(input);
  const single = reach.Key?.pk ?? reach.Item?.pk ?? reach.ExpressionAttributeValues?.[":p"];
  const action = actionOf(name);
  return [
    ...(reach.TableName !== undefined && typeof single === "string"
      ? [{ table: reach.TableName, pk: single, action }]
      : []),
    ...Object.entries(reach.RequestItems ?? {}).flatMap(([table, { Keys = [] }]) =>
      Keys.map(({ pk }) => ({ table, pk, action })),
    ),
    ...(reach.TransactItems ?? []).flatMap((item) =>
      Object.entries(item).map(([kind, { TableName, Key: key, Item }]) => ({
        table: TableName,
        pk: key?.pk ?? Item?.pk ?? "",
        action: kind === "ConditionCheck" ? ("read" as const) : actionOf(kind),
      })),
    ),
  ];
};

const suffices = { read: ["read", "write", "append"], put: ["write", "append"], change: ["write"] } as const;
const matches = (pattern: string, pk: string) =>
  pattern.endsWith("*") ? pk.startsWith(pattern.slice(0, -1)) : pattern === pk;

/**
 * The database as one deployed function reaches it: what its row in the table of permissions does not give is refused, as the cloud's
 * condition on leading keys would refuse it.
 */
export const guardedDatabase = (db: Database, name: string): Database => {
  const own = permissions[name]?.tables ?? [];
  const keyOf = (table: string): TableKey | undefined =>
    tableDefinitions.find(({ key }) => db.tables[key] === table)?.key;
  const refused = ({ table, pk, action }: Touch) =>
    !own.some(
      ({ table: allowed, may, prefixes }) =>
        allowed === keyOf(table) &&
        suffices[action].some((each) => each === may) &&
        prefixes.some((prefix) => matches(prefix, pk)),
    );
  const unguarded: unknown = Reflect.get(db.client, "send");
  if (typeof unguarded !== "function") throw new Error("The client sends nothing.");
  const send = (
    command: { readonly input: unknown; readonly constructor: { readonly name: string } },
    ...rest: unknown[]
  ) => {
    const touch = touchesOf(command.constructor.name, command.input).find(refused);
    if (touch !== undefined)
      throw new Error(`AccessDenied: ${name} may not ${touch.action} ${keyOf(touch.table)} ${touch.pk}`);
    return Reflect.apply(unguarded, db.client, [command, ...rest]);
  };
  return { ...db, client: Object.create(db.client, { send: { value: send } }) };
};
