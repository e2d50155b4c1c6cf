import { NO_CENTS } from "@grants/kernel/money";
import { type Result, err } from "@grants/kernel/result";
import { type LocalDate, dateInZone } from "@grants/kernel/time";
import type { Stored } from "../audit/stored.ts";
import type { JointActionStore } from "./cofunding-store.ts";
import { type ContributionLine, type ContributionStepRefused, refuseStep } from "./contribution-line.ts";
import { type LineRefusal, type LineStep, findContributionLine } from "./find-contribution-line.ts";
import { meetVersion } from "../audit/meet-version.ts";

export type DueDateInPast = { readonly kind: "DueDateInPast"; readonly field: "dueOn"; readonly earliestOn: LocalDate };
/** Money through the Centre is called by debit notes, and what comes is booked on them: two persons stand behind each step. */
export type CalledByDebitNote = { readonly kind: "CalledByDebitNote" };
export type CallContributionError = LineRefusal | ContributionStepRefused | DueDateInPast | CalledByDebitNote;

/** Asks a funder for what it committed to give by itself, by a day (MAT-04). What is not there after that day is a shortfall (FIN-10). */
export const callContribution = async (
  { jointActions }: { readonly jointActions: JointActionStore },
  { dueOn, ...step }: LineStep & { readonly dueOn: LocalDate },
): Promise<Result<Stored<ContributionLine>, CallContributionError>> => {
  const found = await findContributionLine(jointActions, "callContribution", step);
  if (!found.ok) return found;
  const { line, role } = found.value;
  const met = await meetVersion(jointActions, line, step);
  if (met !== null) return met;
  const { state } = line;
  const today = dateInZone(step.command.at);
  if (state.channel === "VIA_ECCC") return err({ kind: "CalledByDebitNote" });
  if (state.state !== "committed") return err(refuseStep(state, "due", today));
  if (dueOn < today) return err({ kind: "DueDateInPast", field: "dueOn", earliestOn: today });
  const next: ContributionLine = { ...state, state: "due", dueOn, contributedCents: NO_CENTS };
  const change = { aggregate: state.id, before: line, next, type: "ContributionCalled", role, terms: [] };
  return jointActions.commitLine(change, step.command);
};
