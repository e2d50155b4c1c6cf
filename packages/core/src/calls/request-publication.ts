import { canonicalJson } from "@grants/kernel/canonical-json";
import type { Sha256 } from "@grants/kernel/digest";
import type { NewId } from "@grants/kernel/id";
import { type Result, err } from "@grants/kernel/result";
import type { NotAllowed } from "../access/decide-access.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { Call, CallNotFound, ChangeReason } from "./call.ts";
import type { CallStore } from "./call-store.ts";
import {
  type ChangeReasonMissing,
  type NothingChanged,
  type PublicationFault,
  decidePublication,
} from "./decide-publication.ts";
import { type CallNotEditable, atStep } from "./editable-call.ts";
import { type DraftStep, draftOf, findDraft } from "./find-draft.ts";

export type PublicationDeps = { readonly calls: CallStore; readonly newId: NewId; readonly sha256: Sha256 };
export type RequestPublicationError =
  | NotAllowed
  | CallNotFound
  | CallNotEditable
  | PublicationFault
  | ChangeReasonMissing
  | NothingChanged
  | CommitRefusal;
type RequestPublication = DraftStep & { readonly reasons: readonly ChangeReason[] };

/**
 * Puts a draft before somebody else, as it stands: the request names its digest, and saving it again takes the request back. Of a public
 * call every change comes with its reason (CALL-03).
 */
export const requestPublication = async (
  deps: PublicationDeps,
  { reasons, ...step }: RequestPublication,
): Promise<Result<Stored<Call>, RequestPublicationError>> => {
  const { calls, sha256 } = deps;
  const { callId, command } = step;
  const found = await findDraft(calls, "requestPublication", step);
  if (!found.ok)
    return found.error.kind === "Stale"
      ? calls.settle(found.error.call, step.expectedVersion, command)
      : err(found.error);
  const { call, content, published, capacity } = found.value;
  const draft = await draftOf(deps, { callId, content, before: published });
  const decided = decidePublication(draft, reasons, command.at);
  if (!decided.ok) return decided;
  const changeLog = decided.value.changeLog ?? [];
  const { draftSha256, writtenBy } = call.state;
  const logSha256 = sha256(canonicalJson({ draftSha256, reasons: changeLog }));
  const next: Call = atStep(call.state, { writtenBy, requested: { by: command.caller, logSha256 } });
  const change = {
    aggregate: callId,
    before: call,
    next,
    type: "CallPublicationRequested",
    role: capacity,
    terms: [],
  };
  return calls.commitStep(change, { content, log: { logSha256, reasons: changeLog } }, command);
};
