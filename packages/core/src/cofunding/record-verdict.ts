import type { NewId } from "@grants/kernel/id";
import { type Result, err } from "@grants/kernel/result";
import type { NotAllowed } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { JointActionStore, Partner } from "./cofunding-store.ts";
import { findJointAction } from "./find-joint-action.ts";
import type { JointActionId, JointActionNotFound } from "./joint-action.ts";
import { meetVersion } from "../audit/meet-version.ts";
import { type NationalVerdict, type VerdictOutcome, nationalVerdictIdOf } from "./national-verdict.ts";
import type { VerdictsNotOpen } from "./verdicts-not-open.ts";

/** The partner does not ask this funder for money. */
export type NationalRequestNotFound = { readonly kind: "NationalRequestNotFound" } & Partner;
export type RecordVerdictDeps = { readonly jointActions: JointActionStore; readonly newId: NewId };
export type RecordVerdictError =
  | NotAllowed
  | JointActionNotFound
  | VerdictsNotOpen
  | NationalRequestNotFound
  | CommitRefusal;
type RecordVerdict = {
  jointActionId: JointActionId;
  partner: Partner;
  outcome: VerdictOutcome;
  /** In words; every verdict but `ELIGIBLE` has one. */
  reason?: string | undefined;
  expectedVersion: number;
  command: Command;
};

/** A funder's own word on its own partner: eligible by the national rules or not, or a veto on its money (SBA Art. 12(1)). */
export const recordVerdict = async (
  { jointActions, newId }: RecordVerdictDeps,
  { jointActionId, partner, outcome, reason, expectedVersion, command }: RecordVerdict,
): Promise<Result<Stored<NationalVerdict>, RecordVerdictError>> => {
  const { verdict, request, ...loaded } = await jointActions.loadVerdict(jointActionId, partner, command.caller);
  const { funder, proposalId, slot } = partner;
  const found = findJointAction(loaded, { action: "recordVerdict", jointActionId, funder, command });
  if (!found.ok) return found;
  const { jointAction, role } = found.value;
  const met = await meetVersion(jointActions, verdict, { expectedVersion, command });
  if (met !== null) return met;
  const { state } = jointAction.state;
  if (state !== "inVerdicts") return err({ kind: "VerdictsNotOpen", state });
  if (request === null) return err({ kind: "NationalRequestNotFound", ...partner });
  const id = nationalVerdictIdOf(newId, { jointActionId, ...partner });
  const next: NationalVerdict = { state: "given", id, jointActionId, funder, proposalId, slot, outcome };
  const terms = [{ id: jointActionId, version: jointAction.version }];
  const notes = reason === undefined ? {} : { notes: { reason } };
  const change = { aggregate: id, before: verdict, next, type: "NationalVerdictGiven", role, terms, ...notes };
  return jointActions.commitVerdict(change, command);
};
