import type { UserId } from "@grants/kernel/id";
import { type Result, ok } from "@grants/kernel/result";
import type { Instant } from "@grants/kernel/time";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { RegistryStore, RegistryWork } from "./registry-store.ts";

/** Legal entities and bank accounts that wait for somebody of the ECCC. */
export const listRegistryWork = async (
  { registry }: { readonly registry: Pick<RegistryStore, "loadWork"> },
  { caller, now }: { caller: UserId; now: Instant },
): Promise<Result<Omit<RegistryWork, "rights">, NotAllowed>> => {
  const { rights, ...work } = await registry.loadWork(caller);
  const role = decideAccess("listRegistryWork", rights, {}, now);
  return role.ok ? ok(work) : role;
};
