import type { WorkingCalendar } from "@grants/kernel/calendar";
import type { NewId } from "@grants/kernel/id";
import { type Result, err } from "@grants/kernel/result";
import { type LocalDate, dateInZone } from "@grants/kernel/time";
import { actorBehind } from "../access/actor.ts";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import { type ExecutionDateInvalid, refuseExecutionDate } from "./decide-payment.ts";
import { personsOf } from "./compose-run.ts";
import { type PaymentRun, type RunId, requestedVersionOf, runIdOf } from "./payment-run.ts";
import type { LoadedDay, RunStore } from "./run-store.ts";
import { type SegregationViolated, type StepTaker, refuseAccountingOfficer } from "./segregation.ts";

/** The orders of this day are in a run already; an order is in one run only. */
export type OrdersAlreadyInRun = { readonly kind: "OrdersAlreadyInRun"; readonly runId: RunId };
export type NothingDue = { readonly kind: "NothingDue"; readonly executionOn: LocalDate };
export type CreateRunDeps = {
  readonly runs: RunStore;
  readonly newId: NewId;
  readonly calendar: WorkingCalendar;
};
export type RunRequestRefusal = ExecutionDateInvalid | OrdersAlreadyInRun | NothingDue | SegregationViolated;
export type CreateRunError = NotAllowed | RunRequestRefusal | CommitRefusal;
type CreateRun = { readonly executionOn: LocalDate; readonly command: Command };
type Asked = CreateRun & Pick<CreateRunDeps, "calendar"> & { readonly payer: StepTaker };

/**
 * Whether a run may be asked for now, as far as the first orders of the day tell. The worker has the last word: it looks at all of them once
 * the day is closed, and refuses the run by a state of it.
 */
export const refuseRunRequest = (
  { run, orders }: Pick<LoadedDay, "run" | "orders">,
  { executionOn, command, calendar, payer }: Asked,
): RunRequestRefusal | null => {
  if (run !== null && run.state.state !== "refused") return { kind: "OrdersAlreadyInRun", runId: run.state.id };
  const outside = refuseExecutionDate(executionOn, dateInZone(command.at), calendar);
  if (outside !== null) return outside;
  if (orders.length === 0) return { kind: "NothingDue", executionOn };
  return refuseAccountingOfficer(personsOf(orders), payer);
};

/** Asks for the run of one day (DATA §8); the worker closes the day and prepares it. A run that was refused is asked for anew. */
export const createRun = async (
  { runs, newId, calendar }: CreateRunDeps,
  { executionOn, command }: CreateRun,
): Promise<Result<Stored<PaymentRun>, CreateRunError>> => {
  const runId = runIdOf(newId, executionOn);
  const day = await runs.loadDay(executionOn, runId, command.caller);
  const role = decideAccess("createRun", day.rights, {}, command.at);
  if (!role.ok) return role;
  const earlier = day.run === null ? null : await answerAgain(runs, day.run, command);
  if (earlier !== null) return earlier;
  const payer = await actorBehind(runs, command.caller, day.rights, role.value);
  const refused = refuseRunRequest(day, { executionOn, command, calendar, payer });
  if (refused !== null) return err(refused);
  const attempt = (day.run?.state.attempt ?? 0) + 1;
  const next: PaymentRun = {
    state: "requested",
    id: runId,
    executionOn,
    createdBy: command.caller,
    ...(payer.onBehalfOf === undefined ? {} : { createdFor: payer.onBehalfOf }),
    attempt,
  };
  const change = { aggregate: runId, before: day.run, next, type: "RunRequested", role: role.value, terms: [] };
  return runs.commitRun(change, command);
};

/** By this very request, at whichever attempt that was; `null` when it was another one. */
const answerAgain = async (
  runs: RunStore,
  run: Stored<PaymentRun>,
  command: Command,
): Promise<Result<Stored<PaymentRun>, CommitRefusal> | null> => {
  const attempts = Array.from({ length: run.state.attempt }, (_, index) => index + 1);
  const settled = await Promise.all(
    attempts.map((attempt) => runs.settle(run, requestedVersionOf(attempt) - 1, command)),
  );
  return settled.find((one) => one.ok || one.error.kind !== "StaleVersion") ?? null;
};
