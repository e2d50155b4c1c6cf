import type { UserId } from "@grants/kernel/id";
import { type Result, ok } from "@grants/kernel/result";
import type { Instant } from "@grants/kernel/time";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { CursorInvalid } from "../audit/cursor-invalid.ts";
import type { RegistryStore, RegistryWork, WorkPage } from "./registry-store.ts";

/** Legal entities and bank accounts that wait for somebody of the ECCC, a page of them. */
export const listRegistryWork = async (
  { registry }: { readonly registry: Pick<RegistryStore, "loadWork"> },
  { caller, now, page }: { caller: UserId; now: Instant; page: WorkPage },
): Promise<Result<Omit<RegistryWork, "rights">, NotAllowed | CursorInvalid>> => {
  const loaded = await registry.loadWork(caller, page);
  if (!loaded.ok) return loaded;
  const { rights, ...work } = loaded.value;
  const role = decideAccess("listRegistryWork", rights, {}, now);
  return role.ok ? ok(work) : role;
};
