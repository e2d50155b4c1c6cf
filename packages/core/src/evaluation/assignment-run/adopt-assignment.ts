import { type Result, err } from "@grants/kernel/result";
import type { NotAllowed } from "../../access/decide-access.ts";
import type { Command } from "../../audit/command.ts";
import type { CommitRefusal, Stored } from "../../audit/stored.ts";
import type { AssignmentRun, AssignmentRunId } from "./assignment-run.ts";
import { type AssignmentRunNotFound, type AssignmentRunNotOpen, findRun } from "./find-run.ts";
import type { AssignmentRunStore } from "./run-store.ts";

export type AdoptAssignmentError = NotAllowed | AssignmentRunNotFound | AssignmentRunNotOpen | CommitRefusal;
type AdoptAssignment = {
  readonly runId: AssignmentRunId;
  readonly expectedVersion: number;
  readonly command: Command;
};

/** An officer decides that the plan, moves by hand included, is who evaluates what. A worker names the experts, proposal by proposal. */
export const adoptAssignment = async (
  { runs }: { readonly runs: AssignmentRunStore },
  { runId, expectedVersion, command }: AdoptAssignment,
): Promise<Result<Stored<AssignmentRun>, AdoptAssignmentError>> => {
  const found = await findRun(runs, { runId, action: "adoptAssignment", command });
  if (!found.ok) return found;
  const { run } = found.value.loaded;
  if (run.version !== expectedVersion) return runs.settle(run, expectedVersion, command);
  if (run.state.state !== "solved") return err({ kind: "AssignmentRunNotOpen", state: run.state.state });
  const change = {
    aggregate: runId,
    before: run,
    next: { ...run.state, state: "adopted" as const },
    type: "AssignmentAdopted",
    role: found.value.role,
    terms: [],
  };
  const order = { kind: "carryOut", runId, at: command.at, by: command.caller } as const;
  return runs.commitRun(change, { attached: {}, order }, command);
};
