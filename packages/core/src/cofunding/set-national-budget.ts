import type { NewId } from "@grants/kernel/id";
import { type Cents, NO_CENTS } from "@grants/kernel/money";
import { type Result, err } from "@grants/kernel/result";
import type { NotAllowed } from "../access/decide-access.ts";
import type { FunderCode } from "../access/rights.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import { appropriationLegs } from "./appropriation-legs.ts";
import type { JointActionStore } from "./cofunding-store.ts";
import { findJointAction } from "./find-joint-action.ts";
import type { JointActionId, JointActionNotFound } from "./joint-action.ts";
import { operationalMoneyCents } from "./matching-statement.ts";
import { meetVersion } from "../audit/meet-version.ts";
import { type NationalBudget, nationalBudgetIdOf } from "./national-budget.ts";
import type { NothingToChange, PotRefusal } from "./pot-line.ts";

/** A budget is made of money that the funder has committed, never of intentions or of costs in kind (FIN-12). */
export type BudgetAboveContribution = {
  readonly kind: "BudgetAboveContribution";
  readonly field: "amountCents";
  readonly committedCents: Cents;
};
export type SetNationalBudgetDeps = { readonly jointActions: JointActionStore; readonly newId: NewId };
export type SetNationalBudgetError =
  | NotAllowed
  | JointActionNotFound
  | BudgetAboveContribution
  | NothingToChange
  | PotRefusal
  | CommitRefusal;
type SetNationalBudget = {
  jointActionId: JointActionId;
  funder: FunderCode;
  amountCents: Cents;
  expectedVersion: number;
  command: Command;
};

/**
 * What a funder puts up for its own partners. The difference to the amount before is appropriated to the funder's line of the pot; below
 * what awards have taken, the pot refuses it.
 */
export const setNationalBudget = async (
  { jointActions, newId }: SetNationalBudgetDeps,
  { jointActionId, funder, amountCents, expectedVersion, command }: SetNationalBudget,
): Promise<Result<Stored<NationalBudget>, SetNationalBudgetError>> => {
  const { lines, budget, ...loaded } = await jointActions.loadFunder(jointActionId, funder, command.caller);
  const found = findJointAction(loaded, { action: "setNationalBudget", jointActionId, funder, command });
  if (!found.ok) return found;
  const met = await meetVersion(jointActions, budget, { expectedVersion, command });
  if (met !== null) return met;
  const committedCents = operationalMoneyCents(lines.map(({ state }) => state));
  if (amountCents > committedCents)
    return err({ kind: "BudgetAboveContribution", field: "amountCents", committedCents });
  const { jointAction, role } = found.value;
  const { callId } = jointAction.state;
  const fromCents = budget?.state.amountCents ?? NO_CENTS;
  const legs = appropriationLegs(callId, funder, { fromCents, toCents: amountCents });
  if (legs.length === 0) return err({ kind: "NothingToChange" });
  const id = nationalBudgetIdOf(newId, jointActionId, funder);
  const next: NationalBudget = { state: "set", id, jointActionId, callId, funder, amountCents };
  const journal = { type: "FundsAppropriated", legs };
  const change = { aggregate: id, before: budget, next, type: "NationalBudgetSet", role, terms: [], journal };
  return jointActions.commitBudget(change, command);
};
