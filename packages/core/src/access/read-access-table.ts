import type { UserId } from "@grants/kernel/id";
import { type Result, ok } from "@grants/kernel/result";
import type { Instant } from "@grants/kernel/time";
import { type AccessRow, accessTable, personalActions, publicActions } from "./access-table.ts";
import type { AccessStore } from "./access-store.ts";
import { type NotAllowed, decideAccess } from "./decide-access.ts";

/** Who may do one thing: everybody, everybody who is signed in, or the roles of its rows. */
export type ActionRights = {
  readonly action: string;
  readonly openTo: "EVERYBODY" | "SIGNED_IN" | "ROLES";
  readonly rows: readonly AccessRow[];
};

export const accessRights = (): readonly ActionRights[] => [
  ...Object.entries(accessTable).map(([action, rows]) => ({ action, openTo: "ROLES" as const, rows })),
  ...personalActions.map((action) => ({ action, openTo: "SIGNED_IN" as const, rows: [] })),
  ...publicActions.map((action) => ({ action, openTo: "EVERYBODY" as const, rows: [] })),
];

export type ReadAccessTableDeps = { readonly access: Pick<AccessStore, "loadRights"> };

/** The one table of rights as it is in force, for whoever administers or audits it. */
export const readAccessTable = async (
  { access }: ReadAccessTableDeps,
  { caller, now }: { readonly caller: UserId; readonly now: Instant },
): Promise<Result<readonly ActionRights[], NotAllowed>> => {
  const [loaded] = await access.loadRights([caller]);
  const capacity = decideAccess("readAccessTable", loaded?.rights ?? null, {}, now);
  return capacity.ok ? ok(accessRights()) : capacity;
};
