import type { NewId, UserId } from "@grants/kernel/id";
import { type Result, err, ok } from "@grants/kernel/result";
import type { Instant } from "@grants/kernel/time";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Stored } from "../audit/stored.ts";
import type { Call, CallContent, CallId, CallNotFound, ChangeReason } from "./call.ts";
import type { CallStore } from "./call-store.ts";
import { type ContentChange, compareContents } from "./compare-contents.ts";
import { type PublicationFault, publicationFaults } from "./decide-publication.ts";
import { isEditable } from "./editable-call.ts";
import { draftOf } from "./find-draft.ts";

export type ReadCallDraft = {
  readonly call: Stored<Call>;
  readonly draft: CallContent;
  /** What stands in the way of its publication, all of it. */
  readonly faults: readonly PublicationFault[];
  /** What it changes of the public version; nothing before the first. */
  readonly changes: readonly ContentChange[];
  /** The reasons that were given with the request for its publication. */
  readonly reasons: readonly ChangeReason[];
  readonly returnedBecause: string | null;
};

type Ask = { readonly callId: CallId; readonly caller: UserId; readonly now: Instant };

/** The content being written, with the version to save against, and where it stands. */
export const readCallDraft = async (
  deps: { readonly calls: CallStore; readonly newId: NewId },
  { callId, caller, now }: Ask,
): Promise<Result<ReadCallDraft, NotAllowed | CallNotFound>> => {
  const { calls } = deps;
  const { rights, call, draft, published } = await calls.load(callId, caller);
  const role = decideAccess("readCallDraft", rights, {}, now);
  if (!role.ok) return role;
  if (call === null || draft === null) return err({ kind: "CallNotFound", callId });
  const steps = isEditable(call.state) ? call.state : null;
  const [decidedOn, reasons, returnedBecause] = await Promise.all([
    draftOf(deps, { callId, content: draft, before: published }),
    steps?.requested === undefined ? [] : calls.loadReasons(callId, steps.requested.logSha256),
    steps?.returnedBy === undefined ? null : calls.loadReturnReason(callId, call.version),
  ]);
  return ok({
    call,
    draft,
    faults: steps === null ? [] : publicationFaults(decidedOn, now),
    changes: published === null ? [] : compareContents(published.content, draft),
    reasons,
    returnedBecause,
  });
};
