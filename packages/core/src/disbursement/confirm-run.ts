import type { Digest } from "@grants/kernel/digest";
import type { UserId } from "@grants/kernel/id";
import { type Result, err, ok } from "@grants/kernel/result";
import type { Instant } from "@grants/kernel/time";
import { type Actor, actorBehind } from "../access/actor.ts";
import type { NotAllowed } from "../access/decide-access.ts";
import { type Capacity, roleIn } from "../access/capacity.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import { findRun, personsBehind } from "./find-run.ts";
import type { PaymentRun, RunId, RunNotFound } from "./payment-run.ts";
import type { RunStore } from "./run-store.ts";
import { type OrderPersons, type SegregationViolated, makerOf, refuseAccountingOfficer } from "./segregation.ts";

export type RunNotPrepared = { readonly kind: "RunNotPrepared"; readonly state: PaymentRun["state"] };
/** The run's maker does not confirm it: four eyes on the manifest (DATA §8). */
export type ConfirmedByItsMaker = { readonly kind: "ConfirmedByItsMaker" };
/** The confirmation names another manifest than the one that stands. */
export type AnotherManifest = { readonly kind: "AnotherManifest"; readonly manifestSha256: Digest };
export type ConfirmationRefusal = RunNotPrepared | ConfirmedByItsMaker | AnotherManifest | SegregationViolated;
export type ConfirmRunError = RunNotFound | NotAllowed | ConfirmationRefusal | CommitRefusal;
type ConfirmRun = {
  readonly runId: RunId;
  readonly manifestSha256: Digest;
  readonly expectedVersion: number;
  readonly command: Command;
};

export type Confirmation = {
  readonly confirmedBy: UserId;
  readonly confirmedAt: Instant;
  readonly role: Capacity;
  /** All that stands behind the person, where more is known than the account. */
  readonly actor?: Actor;
  /** The list that the person has seen; `null` while there is none. */
  readonly manifestSha256: Digest | null;
};

/** A second person stands behind exactly this list. A second accounting officer is as far from the orders as the first. */
export const decideConfirmation = (
  run: PaymentRun,
  persons: readonly OrderPersons[],
  { confirmedBy, confirmedAt, role, actor, manifestSha256 }: Confirmation,
): Result<PaymentRun, ConfirmationRefusal> => {
  if (run.state !== "prepared") return err({ kind: "RunNotPrepared", state: run.state });
  if (makerOf(run).persons.some((maker) => (actor?.persons ?? [confirmedBy]).includes(maker)))
    return err({ kind: "ConfirmedByItsMaker" });
  if (run.manifestSha256 !== manifestSha256)
    return err({ kind: "AnotherManifest", manifestSha256: run.manifestSha256 });
  const violated = roleIn(role) === "accountingOfficer" ? refuseAccountingOfficer(persons, actor ?? confirmedBy) : null;
  return violated === null ? ok({ ...run, state: "confirmed", confirmedBy, confirmedAt }) : err(violated);
};

export const confirmRun = async (
  { runs }: { readonly runs: RunStore },
  { runId, manifestSha256, expectedVersion, command }: ConfirmRun,
): Promise<Result<Stored<PaymentRun>, ConfirmRunError>> => {
  const loaded = await runs.loadRun(runId, command.caller);
  const found = findRun(loaded, { action: "confirmRun", runId, command });
  if (!found.ok) return found;
  const { run, role } = found.value;
  if (run.version !== expectedVersion) return runs.settle(run, expectedVersion, command);
  const actor = await actorBehind(runs, command.caller, loaded.rights, role);
  const confirmation = { confirmedBy: command.caller, confirmedAt: command.at, role, actor, manifestSha256 };
  const decided = decideConfirmation(run.state, personsBehind(loaded), confirmation);
  if (!decided.ok) return decided;
  const change = { aggregate: runId, before: run, next: decided.value, type: "RunConfirmed", role, terms: [] };
  return runs.commitRun(change, command);
};
