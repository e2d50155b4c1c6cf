import { type Result, ok } from "@grants/kernel/result";
import type { UserId } from "@grants/kernel/id";
import type { Instant } from "@grants/kernel/time";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { CallDraftRow } from "./call.ts";
import type { CallStore } from "./call-store.ts";

/** What is written and not public: calls before their publication, and next versions of published ones; the last saved first. */
export const listCallDrafts = async (
  { calls }: { readonly calls: Pick<CallStore, "loadDrafts"> },
  { caller, now }: { readonly caller: UserId; readonly now: Instant },
): Promise<Result<readonly CallDraftRow[], NotAllowed>> => {
  const { rights, drafts } = await calls.loadDrafts(caller);
  const role = decideAccess("listCallDrafts", rights, {}, now);
  if (!role.ok) return role;
  return ok(drafts.toSorted((a, b) => (a.savedAt < b.savedAt ? 1 : -1)));
};
