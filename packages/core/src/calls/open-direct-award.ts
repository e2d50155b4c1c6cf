import { type Result, err } from "@grants/kernel/result";
import type { NotAllowed } from "../access/decide-access.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { Call, CallGateDown, CallId, CallNotFound } from "./call.ts";
import type { CallNotEditable } from "./editable-call.ts";
import { findDraft } from "./find-draft.ts";
import { type PublishCall, type VersionRefusal, decideVersion } from "./publish-call.ts";
import type { PublicationDeps } from "./request-publication.ts";

/** A call for everybody is published, not opened to some. */
export type NotADirectAward = { readonly kind: "NotADirectAward"; readonly callId: CallId };
export type OpenDirectAwardError =
  | NotAllowed
  | CallNotFound
  | CallNotEditable
  | NotADirectAward
  | VersionRefusal
  | CallGateDown
  | CommitRefusal;

/**
 * Opens an award without a call to the recognised Centres that it names (FR 198, ECCC-R 7(3)): the programme officer has asked for it, the
 * authorising officer decides. Nothing of it is public.
 */
export const openDirectAward = async (
  deps: PublicationDeps,
  step: PublishCall,
): Promise<Result<Stored<Call>, OpenDirectAwardError>> => {
  const { calls } = deps;
  const { callId, command } = step;
  const found = await findDraft(calls, "openDirectAward", step);
  if (!found.ok)
    return found.error.kind === "Stale"
      ? calls.settle(found.error.call, step.expectedVersion, command)
      : err(found.error);
  const { call, content, published: before, capacity: role } = found.value;
  if (content.directAward === undefined) return err({ kind: "NotADirectAward", callId });
  const decided = await decideVersion(deps, found.value, step);
  if (!decided.ok) return decided;
  const { version, next } = decided.value;
  const type = version.contentVersion === 1 ? "DirectAwardOpened" : "DirectAwardCorrected";
  const terms = [{ id: callId, version: version.contentVersion }];
  const change = { aggregate: callId, before: call, next, type, role, terms };
  return calls.commitInvitation(change, { version, before }, command);
};
