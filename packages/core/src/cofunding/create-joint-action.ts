import type { NewId } from "@grants/kernel/id";
import type { Cents } from "@grants/kernel/money";
import { type Result, err } from "@grants/kernel/result";
import { dateInZone } from "@grants/kernel/time";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { CallId, CallNotFound } from "../calls/call.ts";
import type { JointActionStore } from "./cofunding-store.ts";
import { type JointAction, jointActionIdOf, matchingModeOf } from "./joint-action.ts";
import { type AboveLegalCeiling, legalCeilingOn, refuseAbove } from "./legal-ceilings.ts";

/** The cap bounds the allocation: what the work programme sets aside can never be more than it may mirror. */
export type UnionAmountAboveCap = {
  readonly kind: "UnionAmountAboveCap";
  readonly field: "unionAmountCents";
  readonly unionCapCents: Cents;
};
export type CreateJointActionDeps = { readonly jointActions: JointActionStore; readonly newId: NewId };
export type CreateJointActionError =
  | NotAllowed
  | CallNotFound
  | UnionAmountAboveCap
  | AboveLegalCeiling
  | CommitRefusal;
type CreateJointAction = {
  callId: CallId;
  unionAmountCents: Cents;
  unionCapCents: Cents;
  administrativeCents: Cents;
  command: Command;
};

/** Opens the one joint action of a call, so that Member States can contribute to it (ORG-05). The call then names it. */
export const createJointAction = async (
  { jointActions, newId }: CreateJointActionDeps,
  { callId, unionAmountCents, unionCapCents, administrativeCents, command }: CreateJointAction,
): Promise<Result<Stored<JointAction>, CreateJointActionError>> => {
  const { rights, call } = await jointActions.loadCall(callId, command.caller);
  const role = decideAccess("createJointAction", rights, {}, command.at);
  if (!role.ok) return role;
  if (call === null) return err({ kind: "CallNotFound", callId });
  if (unionAmountCents > unionCapCents)
    return err({ kind: "UnionAmountAboveCap", field: "unionAmountCents", unionCapCents });
  const { programme } = call.content.profile;
  const today = dateInZone(command.at);
  const refused =
    refuseAbove(legalCeilingOn(programme, today), "unionCapCents", unionCapCents) ??
    refuseAbove(legalCeilingOn("ADMINISTRATIVE", today), "administrativeCents", administrativeCents);
  if (refused !== null) return err(refused);
  const id = jointActionIdOf(newId, callId);
  const matching = matchingModeOf(programme);
  const next: JointAction = {
    state: "open",
    id,
    callId,
    matching,
    unionAmountCents,
    unionCapCents,
    administrativeCents,
  };
  const change = { aggregate: id, before: null, next, type: "JointActionOpened", role: role.value, terms: [] };
  return jointActions.commitJointAction(change, command);
};
