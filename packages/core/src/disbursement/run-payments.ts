import { type Result, ok } from "@grants/kernel/result";
import { type AnswerNotRead, type CollectAnswersDeps, collectAnswers } from "./collect-answers.ts";
import { applyMessage } from "./apply-message.ts";
import type { BankMessageId } from "./bank-message.ts";
import { deliverRun } from "./deliver-run.ts";
import type { RunId } from "./payment-run.ts";
import { prepareRun } from "./prepare-run.ts";
import type { LoadedRun } from "./run-store.ts";
import type { RunTask } from "./run-work-store.ts";
import type { Overtaken, Pass, Progress } from "./work-command.ts";

export type RunPaymentsDeps = CollectAnswersDeps;
type Failure = Overtaken | AnswerNotRead;

/** What one pass did. What failed is still to do, and somebody must hear of it; what was left is looked at again by the next pass. */
export type PassReport = {
  readonly done: readonly string[];
  readonly later: readonly string[];
  readonly failed: readonly { readonly id: string; readonly because: string }[];
};

/**
 * One pass over what waits for the worker: messages first, since they end what runs wait for. Each task is taken as far as it goes now; a task
 * that fails holds up no other.
 */
export const runPayments = async (deps: RunPaymentsDeps, pass: Pass): Promise<PassReport> => {
  const tasks = await allTasks(deps);
  const ordered = tasks.toSorted((a, b) => Number(a.kind === "run") - Number(b.kind === "run"));
  const report = { done: [] as string[], later: [] as string[], failed: [] as { id: string; because: string }[] };
  for (const task of ordered) {
    const id = task.kind === "run" ? task.runId : task.messageId;
    // oxlint-disable-next-line no-await-in-loop -- one task at a time: each is work enough.
    const outcome = pass.hasTime() ? await attempt(deps, task, pass) : "later";
    if (typeof outcome === "string") report[outcome].push(id);
    else report.failed.push({ id, because: outcome.because });
  }
  return report;
};

const allTasks = async ({ work }: RunPaymentsDeps): Promise<readonly RunTask[]> => {
  const tasks: RunTask[] = [];
  let after: string | null = null;
  do {
    // oxlint-disable-next-line no-await-in-loop -- each page starts where the one before ended.
    const page: Awaited<ReturnType<typeof work.listTasks>> = await work.listTasks(after);
    tasks.push(...page.tasks);
    after = page.next;
  } while (after !== null);
  return tasks;
};

/** An error is a failure of this task alone. */
const attempt = async (
  deps: RunPaymentsDeps,
  task: RunTask,
  pass: Pass,
): Promise<Progress | { readonly because: string }> => {
  try {
    const stepped =
      task.kind === "run" ? await advanceRun(deps, task.runId, pass) : await advanceMessage(deps, task.messageId, pass);
    if (stepped.ok) return stepped.value;
    return stepped.error.kind === "AnswerNotRead" ? { because: JSON.stringify(stepped.error) } : "later";
  } catch (error) {
    return { because: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
};

const advanceMessage = async (
  deps: RunPaymentsDeps,
  messageId: BankMessageId,
  pass: Pass,
): Promise<Result<Progress, Failure>> => {
  const message = await deps.work.loadMessage(messageId);
  if (message === null) throw new Error(`The message ${messageId} is gone.`);
  return applyMessage(deps, message, pass);
};

const advanceRun = async (deps: RunPaymentsDeps, runId: RunId, pass: Pass): Promise<Result<Progress, Failure>> => {
  const loaded = await deps.work.loadRun(runId);
  const { run } = loaded;
  if (run === null) throw new Error(`The run ${runId} is gone.`);
  const { state } = run;
  if (state.state === "requested") return prepareRun(deps, { run: { ...run, state }, pass });
  if (state.state === "released") return advanceReleased(deps, { ...loaded, run: { ...run, state } }, pass);
  // Somebody else has brought it further since the list was read.
  return ok("done");
};

type ReleasedRunOf = LoadedRun & { readonly run: Parameters<typeof collectAnswers>[1]["run"] };

const advanceReleased = async (
  deps: RunPaymentsDeps,
  { run, manifest, file }: ReleasedRunOf,
  pass: Pass,
): Promise<Result<Progress, Failure>> => {
  if (manifest === null) throw new Error(`The list of ${run.state.id} is gone.`);
  const delivered = await deliverRun(deps, { run, manifest, file, pass });
  if (!delivered.ok) return delivered;
  return delivered.value === null ? ok("later") : collectAnswers(deps, { run, file: delivered.value, pass });
};
