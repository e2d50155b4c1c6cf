import { type Result, ok } from "@grants/kernel/result";
import { type LocalDate, dateInZone } from "@grants/kernel/time";
import { type AllowedAction, type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Rights } from "../access/rights.ts";
import type { Command } from "../audit/command.ts";
import type { Stored } from "../audit/stored.ts";
import type { CallSummary } from "../calls/call.ts";
import type { JointActionStore } from "./cofunding-store.ts";
import {
  type ContributionLine,
  type ContributionStatus,
  contributionSteps,
  formOf,
  statusOf,
} from "./contribution-line.ts";
import { findJointAction } from "./find-joint-action.ts";
import type { JointAction, JointActionId, JointActionNotFound } from "./joint-action.ts";
import { type MatchingStatement, stateMatching } from "./matching-statement.ts";
import { type PotLineState, funderLineState } from "./pot-statement.ts";
import type { ContributionForm } from "./split-administrative-costs.ts";

/** A line as pages want it: what the clock makes of it, and where it may go from here. */
export type ShownLine = {
  readonly line: Stored<ContributionLine>;
  readonly form: ContributionForm;
  readonly status: ContributionStatus;
  readonly nextSteps: readonly ContributionStatus[];
};

export const showLine = (line: Stored<ContributionLine>, today: LocalDate): ShownLine => {
  const status = statusOf(line.state, today);
  return { line, form: formOf(line.state.channel), status, nextSteps: contributionSteps[status] };
};

export type ReadJointAction = {
  readonly jointAction: Stored<JointAction>;
  readonly call: CallSummary | null;
  readonly lines: readonly ShownLine[];
  readonly matching: MatchingStatement;
  /** What each funder put up and what is left of it. */
  readonly budgets: readonly PotLineState[];
  readonly allowedActions: readonly AllowedAction[];
};

const steps = ["listNationalRequests", "lockVerdicts"] as const;
const stateFor = { listNationalRequests: "open", lockVerdicts: "inVerdicts" } as const;

const allowedActions = (rights: Rights | null, { state }: JointAction, { at }: Command): readonly AllowedAction[] =>
  steps.map((action) => {
    const access = decideAccess(action, rights, {}, at);
    if (!access.ok) return { action, allowed: false, because: access.error.kind };
    if (state === stateFor[action]) return { action, allowed: true };
    return {
      action,
      allowed: false,
      because: action === "lockVerdicts" ? "VerdictsNotOpen" : "RequestsAlreadyListed",
    };
  });

/** The joint action whole: the Union's side, who pledged and committed what, what is missing, who bears the administrative costs. */
export const readJointAction = async (
  { jointActions }: { readonly jointActions: JointActionStore },
  { jointActionId, command }: { jointActionId: JointActionId; command: Command },
): Promise<Result<ReadJointAction, NotAllowed | JointActionNotFound>> => {
  const { call, lines, budgets, pot, ...loaded } = await jointActions.loadWhole(jointActionId, command.caller);
  const found = findJointAction(loaded, { action: "readJointAction", jointActionId, command });
  if (!found.ok) return found;
  const { jointAction } = found.value;
  const today = dateInZone(command.at);
  return ok({
    jointAction,
    call,
    lines: lines.map((line) => showLine(line, today)),
    matching: stateMatching(
      jointAction.state,
      lines.map(({ state }) => state),
      today,
    ),
    budgets: budgets.map(({ state }) => funderLineState(pot, state)),
    allowedActions: allowedActions(loaded.rights, jointAction.state, command),
  });
};
