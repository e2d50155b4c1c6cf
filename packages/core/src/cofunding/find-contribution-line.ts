import { type Result, err, ok } from "@grants/kernel/result";
import type { Action } from "../access/access-table.ts";
import type { NotAllowed } from "../access/decide-access.ts";
import type { FunderCode } from "../access/rights.ts";
import type { Capacity } from "../access/capacity.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { JointActionStore } from "./cofunding-store.ts";
import type { ContributionLine, ContributionLineId, ContributionLineNotFound } from "./contribution-line.ts";
import { findJointAction } from "./find-joint-action.ts";
import type { JointAction, JointActionId, JointActionNotFound } from "./joint-action.ts";

/** A step on a line of one funder. */
export type LineStep = {
  readonly jointActionId: JointActionId;
  readonly funder: FunderCode;
  readonly lineId: ContributionLineId;
  readonly expectedVersion: number;
  readonly command: Command;
};
export type LineRefusal = NotAllowed | JointActionNotFound | ContributionLineNotFound | CommitRefusal;

/** The line that a step is about, when this person may take it. */
export const findContributionLine = async (
  jointActions: JointActionStore,
  action: Action,
  { jointActionId, funder, lineId, command }: LineStep,
): Promise<
  Result<
    { readonly line: Stored<ContributionLine>; readonly jointAction: JointAction; readonly role: Capacity },
    NotAllowed | JointActionNotFound | ContributionLineNotFound
  >
> => {
  const { line, ...loaded } = await jointActions.loadLine(jointActionId, funder, lineId, command.caller);
  const found = findJointAction(loaded, { action, jointActionId, funder, command });
  if (!found.ok) return found;
  const { jointAction, role } = found.value;
  return line === null
    ? err({ kind: "ContributionLineNotFound", lineId })
    : ok({ line, jointAction: jointAction.state, role });
};
