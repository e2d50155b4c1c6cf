import type { UserId } from "@grants/kernel/id";
import { type Result, ok } from "@grants/kernel/result";
import { type Instant, dateInZone } from "@grants/kernel/time";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { FunderCode } from "../access/rights.ts";
import type { JointActionStore, ListedJointAction } from "./cofunding-store.ts";
import { type ShownLine, showLine } from "./read-joint-action.ts";

export type ListedJointActions = {
  readonly jointActions: readonly ListedJointAction[];
  /** Their contributions, in every joint action. */
  readonly ownLines: readonly ShownLine[];
  /** The funders for which this person acts. */
  readonly ownFunders: readonly FunderCode[];
};

/** Every joint action, for those who run them and those who contribute. */
export const listJointActions = async (
  { jointActions }: { readonly jointActions: JointActionStore },
  { caller, now }: { caller: UserId; now: Instant },
): Promise<Result<ListedJointActions, NotAllowed>> => {
  const listed = await jointActions.list(caller);
  const role = decideAccess("listJointActions", listed.rights, {}, now);
  if (!role.ok) return role;
  const funders = new Set(
    (listed.rights?.grants ?? []).flatMap(({ funder }) => (funder === undefined ? [] : [funder])),
  );
  // The same question as at every pledge: a grant of rights that has ended shows nothing any more.
  const ownFunders = [...funders].filter(
    (funder) => decideAccess("pledgeContribution", listed.rights, { funder }, now).ok,
  );
  const today = dateInZone(now);
  const ownLines = listed.ownLines
    .filter(({ state }) => ownFunders.includes(state.funder))
    .map((line) => showLine(line, today));
  return ok({ jointActions: listed.jointActions, ownLines, ownFunders });
};
