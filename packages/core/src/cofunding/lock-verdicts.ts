import { type Result, err } from "@grants/kernel/result";
import type { NotAllowed } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { JointActionStore } from "./cofunding-store.ts";
import { findJointAction } from "./find-joint-action.ts";
import type { JointAction, JointActionId, JointActionNotFound } from "./joint-action.ts";
import { meetVersion } from "../audit/meet-version.ts";
import type { VerdictsNotOpen } from "./verdicts-not-open.ts";

/** The ranking needs a verdict on every partner that asks for national money (MAT-02). */
export type VerdictsMissing = { readonly kind: "VerdictsMissing"; readonly requests: number; readonly given: number };
export type LockVerdictsError = NotAllowed | JointActionNotFound | VerdictsNotOpen | VerdictsMissing | CommitRefusal;
type LockVerdicts = { jointActionId: JointActionId; expectedVersion: number; command: Command };

/** Ends the time of the verdicts, so that the ranking reads what no funder can still change after seeing it (MAT-02). */
export const lockVerdicts = async (
  { jointActions }: { readonly jointActions: JointActionStore },
  { jointActionId, expectedVersion, command }: LockVerdicts,
): Promise<Result<Stored<JointAction>, LockVerdictsError>> => {
  const loaded = await jointActions.load(jointActionId, command.caller);
  const found = findJointAction(loaded, { action: "lockVerdicts", jointActionId, command });
  if (!found.ok) return found;
  const { jointAction, role } = found.value;
  const met = await meetVersion(jointActions, jointAction, { expectedVersion, command });
  if (met !== null) return met;
  const { state } = jointAction;
  if (state.state !== "inVerdicts") return err({ kind: "VerdictsNotOpen", state: state.state });
  const given = await jointActions.countVerdicts(jointActionId);
  if (given < state.requests) return err({ kind: "VerdictsMissing", requests: state.requests, given });
  const next: JointAction = { ...state, state: "verdictsLocked", lockedAt: command.at };
  const change = { aggregate: jointActionId, before: jointAction, next, type: "VerdictsLocked", role, terms: [] };
  return jointActions.commitJointAction(change, command);
};
