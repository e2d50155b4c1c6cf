import type { UserId } from "@grants/kernel/id";
import { type Result, ok } from "@grants/kernel/result";
import type { Instant } from "@grants/kernel/time";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { CursorInvalid } from "../audit/cursor-invalid.ts";
import type { MyProposals, ProposalStore } from "./proposal-store.ts";

export const listMyProposals = async (
  { proposals }: { readonly proposals: Pick<ProposalStore, "listMine"> },
  { caller, cursor, now }: { caller: UserId; cursor: string | null; now: Instant },
): Promise<Result<MyProposals, NotAllowed | CursorInvalid>> => {
  const mine = await proposals.listMine(caller, cursor);
  if (!mine.ok) return mine;
  const role = decideAccess("listMyProposals", mine.value.rights, {}, now);
  return role.ok ? ok(mine.value) : role;
};
