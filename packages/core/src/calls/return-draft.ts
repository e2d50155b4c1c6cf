import { type Result, err } from "@grants/kernel/result";
import type { NotAllowed } from "../access/decide-access.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { Call, CallNotFound } from "./call.ts";
import type { CallStore } from "./call-store.ts";
import { type CallNotEditable, atStep } from "./editable-call.ts";
import { type DraftStep, findDraft } from "./find-draft.ts";
import { type PublicationNotRequested, notRequested } from "./second-hand.ts";

export type ReturnDraftError = NotAllowed | CallNotFound | CallNotEditable | PublicationNotRequested | CommitRefusal;

/** Sends a draft back to who wrote it, with a reason; who asked for its publication may take the request back so, too. */
export const returnDraft = async (
  { calls }: { readonly calls: CallStore },
  { reason, ...step }: DraftStep & { readonly reason: string },
): Promise<Result<Stored<Call>, ReturnDraftError>> => {
  const { callId, command } = step;
  const found = await findDraft(calls, "returnDraft", step);
  if (!found.ok)
    return found.error.kind === "Stale"
      ? calls.settle(found.error.call, step.expectedVersion, command)
      : err(found.error);
  const { call, content, capacity } = found.value;
  const { requested, writtenBy } = call.state;
  if (requested === undefined) return err(notRequested(callId));
  const next: Call = atStep(call.state, { writtenBy, returnedBy: command.caller });
  const change = {
    aggregate: callId,
    before: call,
    next,
    type: "CallDraftReturned",
    role: capacity,
    terms: [],
    notes: { reason },
  };
  return calls.commitStep(change, { content }, command);
};
