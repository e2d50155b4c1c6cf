import { type Result, ok } from "@grants/kernel/result";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { CursorInvalid } from "../audit/cursor-invalid.ts";
import { isRapporteur } from "./assignment.ts";
import type { EvaluationStore, MyAssignment } from "./evaluation-store.ts";

/** What is expected of the expert on a proposal. */
export type AssignmentTask =
  | "DECLARE"
  | "WRITE_REPORT"
  | "WAIT_FOR_REPORTS"
  | "WRITE_CONSENSUS"
  | "WAIT_FOR_CONSENSUS"
  | "NOTHING";

export type ListedAssignment = MyAssignment & { readonly isRapporteur: boolean; readonly task: AssignmentTask };
export type MyAssignments = { readonly assignments: readonly ListedAssignment[]; readonly next: string | null };

const taskOf = (
  { own, assignment, reportsIn, isConsensusRecorded, isDeclared }: MyAssignment,
  isWriter: boolean,
): AssignmentTask => {
  if (!isDeclared) return "DECLARE";
  if (own.reportedAt === undefined) return "WRITE_REPORT";
  if (isConsensusRecorded) return "NOTHING";
  if (reportsIn < assignment.state.experts.length) return "WAIT_FOR_REPORTS";
  return isWriter ? "WRITE_CONSENSUS" : "WAIT_FOR_CONSENSUS";
};

export const listMyAssignments = async (
  { evaluations }: { readonly evaluations: Pick<EvaluationStore, "listMine"> },
  { cursor, command }: { readonly cursor: string | null; readonly command: Command },
): Promise<Result<MyAssignments, NotAllowed | CursorInvalid>> => {
  const mine = await evaluations.listMine(command.caller, cursor);
  if (!mine.ok) return mine;
  const { rights, assignments, next } = mine.value;
  const role = decideAccess("listMyAssignments", rights, {}, command.at);
  if (!role.ok) return role;
  const listed = assignments.map((one) => {
    const isWriter = isRapporteur(one.assignment.state, command.caller);
    return { ...one, isRapporteur: isWriter, task: taskOf(one, isWriter) };
  });
  return ok({ assignments: listed, next });
};
