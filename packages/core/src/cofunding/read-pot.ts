import type { NewId, UserId } from "@grants/kernel/id";
import { type Result, err, ok } from "@grants/kernel/result";
import type { Instant } from "@grants/kernel/time";
import { type AllowedAction, type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { CallId, CallNotFound, CallVersion } from "../calls/call.ts";
import { type CommitmentPeriod, type GlobalCommitment, globalCommitmentIdOf, periodOf } from "./commitment.ts";
import { topicIdsOf } from "./decide-appropriation.ts";
import type { FundsStore } from "./funds-store.ts";
import { JointActionId } from "./joint-action.ts";
import { type PotLineState, commonPotState, funderLineState, unionLineStates } from "./pot-statement.ts";
import type { Stored } from "../audit/stored.ts";

export type ReadPot = {
  readonly call: CallVersion;
  /** `null` before the first appropriation. */
  readonly global: Stored<GlobalCommitment> | null;
  /** `null` before the first appropriation. */
  readonly period: CommitmentPeriod | null;
  readonly lines: readonly PotLineState[];
  readonly isFrozen: boolean;
  readonly allowedActions: readonly AllowedAction[];
};

/** The money of a call as the officer sees it: every line with what it was given, what awards took, what is left. */
export const readPot = async (
  { funds, newId }: { readonly funds: FundsStore; readonly newId: NewId },
  { callId, caller, now }: { callId: CallId; caller: UserId; now: Instant },
): Promise<Result<ReadPot, NotAllowed | CallNotFound>> => {
  const { rights, call, opened, pot } = await funds.loadCallFunds(callId, globalCommitmentIdOf(newId, callId), caller);
  const role = decideAccess("readPot", rights, {}, now);
  if (!role.ok) return role;
  if (call === null) return err({ kind: "CallNotFound", callId });
  const { nationalFunding } = call.content;
  const budgets =
    nationalFunding.kind === "none" ? [] : await funds.loadBudgets(JointActionId.parse(nationalFunding.jointActionId));
  const appropriate = decideAccess("appropriateUnionBudget", rights, {}, now);
  const action = { action: "appropriateUnionBudget", allowed: appropriate.ok } as const;
  return ok({
    call,
    global: opened?.global ?? null,
    period: periodOf(opened?.global.state ?? null),
    lines: [
      ...unionLineStates(opened?.global.state ?? null, opened?.topicIds ?? topicIdsOf(call), pot),
      ...commonPotState(opened?.global.state ?? null, pot),
      ...budgets.map((budget) => funderLineState(pot, budget)),
    ],
    isFrozen: pot?.isFrozen ?? false,
    allowedActions: [appropriate.ok ? action : { ...action, because: appropriate.error.kind }],
  });
};
