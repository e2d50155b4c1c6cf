import type { UserId } from "@grants/kernel/id";
import { type Result, err, ok } from "@grants/kernel/result";
import { actorBehind } from "../access/actor.ts";
import type { NotAllowed } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import { findRun, personsBehind } from "./find-run.ts";
import type { PaymentRun, RunId, RunNotFound } from "./payment-run.ts";
import type { RunStore } from "./run-store.ts";
import { type OrderPersons, type SegregationViolated, type StepTaker, refuseAccountingOfficer } from "./segregation.ts";

export type RunNotConfirmed = { readonly kind: "RunNotConfirmed"; readonly state: PaymentRun["state"] };
export type RunAlreadyReleased = { readonly kind: "RunAlreadyReleased"; readonly runId: RunId };
export type ReleaseRefusal = RunNotConfirmed | RunAlreadyReleased | SegregationViolated;
export type SendRunError = RunNotFound | NotAllowed | ReleaseRefusal | CommitRefusal;
type SendRun = { readonly runId: RunId; readonly expectedVersion: number; readonly command: Command };

/** A confirmed list is released once; a list that could not be written is released again when what was wrong is mended. */
export const decideRelease = (
  run: PaymentRun,
  persons: readonly OrderPersons[],
  releasedBy: UserId,
  releaser: StepTaker = releasedBy,
): Result<PaymentRun, ReleaseRefusal> => {
  switch (run.state) {
    case "requested":
    case "refused":
    case "prepared":
      return err({ kind: "RunNotConfirmed", state: run.state });
    case "released":
    case "completed":
      return err({ kind: "RunAlreadyReleased", runId: run.id });
    case "confirmed":
      return released(run, persons, { releasedBy, releaser });
    case "unwritable": {
      const { because: _because, ...confirmed } = run;
      return released(confirmed, persons, { releasedBy, releaser });
    }
  }
};

type Releasable = Omit<Extract<PaymentRun, { state: "confirmed" }>, "state">;

const released = (
  run: Releasable,
  persons: readonly OrderPersons[],
  { releasedBy, releaser }: { readonly releasedBy: UserId; readonly releaser: StepTaker },
): Result<PaymentRun, SegregationViolated> => {
  const violated = refuseAccountingOfficer(persons, releaser);
  return violated === null ? ok({ ...run, state: "released", releasedBy }) : err(violated);
};

/** The accounting officer releases a confirmed run: the worker writes its file and hands it to the bank. */
export const sendRun = async (
  { runs }: { readonly runs: RunStore },
  { runId, expectedVersion, command }: SendRun,
): Promise<Result<Stored<PaymentRun>, SendRunError>> => {
  const loaded = await runs.loadRun(runId, command.caller);
  const found = findRun(loaded, { action: "sendRun", runId, command });
  if (!found.ok) return found;
  const { run, role } = found.value;
  if (run.version !== expectedVersion) return runs.settle(run, expectedVersion, command);
  const actor = await actorBehind(runs, command.caller, loaded.rights, role);
  const decided = decideRelease(run.state, personsBehind(loaded), command.caller, actor);
  if (!decided.ok) return decided;
  const change = { aggregate: runId, before: run, next: decided.value, type: "RunReleased", role, terms: [] };
  return runs.commitRun(change, command);
};
