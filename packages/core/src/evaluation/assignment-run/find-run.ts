import { type Result, err, ok } from "@grants/kernel/result";
import type { Action } from "../../access/access-table.ts";
import { type NotAllowed, decideAccess } from "../../access/decide-access.ts";
import type { Capacity } from "../../access/capacity.ts";
import type { Command } from "../../audit/command.ts";
import type { AssignmentRunId, RunProgress } from "./assignment-run.ts";
import type { AssignmentRunStore, LoadedRun } from "./run-store.ts";

export type AssignmentRunNotFound = { readonly kind: "AssignmentRunNotFound"; readonly runId: AssignmentRunId };
/** It is not solved yet, cannot be, or was adopted already. */
export type AssignmentRunNotOpen = { readonly kind: "AssignmentRunNotOpen"; readonly state: string };

export type FoundRun = {
  readonly loaded: LoadedRun;
  readonly progress: RunProgress | null;
  readonly role: Capacity;
  readonly rights: Parameters<typeof decideAccess>[1];
};

/** A run, when this person may do this with it. Who may not is told so before anything is said of the run, be there one or not. */
export const findRun = async (
  runs: AssignmentRunStore,
  { runId, action, command }: { readonly runId: AssignmentRunId; readonly action: Action; readonly command: Command },
): Promise<Result<FoundRun, NotAllowed | AssignmentRunNotFound>> => {
  const { rights, loaded, progress } = await runs.loadRun(runId, command.caller);
  const role = decideAccess(action, rights, {}, command.at);
  if (!role.ok) return role;
  return loaded === null
    ? err({ kind: "AssignmentRunNotFound", runId })
    : ok({ loaded, progress, role: role.value, rights });
};
