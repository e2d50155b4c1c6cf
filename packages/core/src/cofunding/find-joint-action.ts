import { type Result, err, ok } from "@grants/kernel/result";
import type { Action } from "../access/access-table.ts";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { FunderCode } from "../access/rights.ts";
import type { Capacity } from "../access/capacity.ts";
import type { Command } from "../audit/command.ts";
import type { Stored } from "../audit/stored.ts";
import type { LoadedJointAction } from "./cofunding-store.ts";
import type { JointAction, JointActionId, JointActionNotFound } from "./joint-action.ts";

type Asked = {
  readonly action: Action;
  readonly jointActionId: JointActionId;
  /** Whose money it is about, where it is one funder's. */
  readonly funder?: FunderCode;
  readonly command: Command;
};

/**
 * The loaded joint action, when this person may do this with it. That there is a joint action is no secret, whose money one may touch is
 * asked first.
 */
export const findJointAction = (
  { rights, jointAction }: LoadedJointAction,
  { action, jointActionId, funder, command }: Asked,
): Result<{ readonly jointAction: Stored<JointAction>; readonly role: Capacity }, NotAllowed | JointActionNotFound> => {
  const role = decideAccess(action, rights, funder === undefined ? {} : { funder }, command.at);
  if (!role.ok) return role;
  return jointAction === null
    ? err({ kind: "JointActionNotFound", jointActionId })
    : ok({ jointAction, role: role.value });
};
