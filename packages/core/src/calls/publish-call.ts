import { canonicalJson } from "@grants/kernel/canonical-json";
import type { Digest } from "@grants/kernel/digest";
import { type Result, err } from "@grants/kernel/result";
import type { NotAllowed } from "../access/decide-access.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { Call, CallGateDown, CallNotFound } from "./call.ts";
import {
  type ChangeReasonMissing,
  type NothingChanged,
  type PublicationFault,
  decidePublication,
} from "./decide-publication.ts";
import type { CallNotEditable } from "./editable-call.ts";
import { type DraftStep, draftOf, findDraft } from "./find-draft.ts";
import type { PublicationDeps } from "./request-publication.ts";
import {
  type AnotherDraft,
  type PublicationNotRequested,
  type PublisherNotSecond,
  refusePublisher,
} from "./second-hand.ts";
import { summariseCall } from "./summarise-call.ts";

/** Shards of a call's register: 10,000 submissions in the last minute stay at 4 % of a partition each (DATA §7). */
const registerShardsDefault = 8;

export type PublishCallError =
  | NotAllowed
  | CallNotFound
  | CallNotEditable
  | PublicationNotRequested
  | AnotherDraft
  | PublisherNotSecond
  | PublicationFault
  | ChangeReasonMissing
  | NothingChanged
  | CallGateDown
  | CommitRefusal;
/** The digest of the draft that the person has read. */
type PublishCall = DraftStep & { readonly draftSha256: Digest };

/** Makes the requested draft public, by another person than wrote it, as a new version under the same conditions as the first (CALL-03). */
export const publishCall = async (
  deps: PublicationDeps,
  { draftSha256, ...step }: PublishCall,
): Promise<Result<Stored<Call>, PublishCallError>> => {
  const { calls, sha256 } = deps;
  const { callId, command } = step;
  const found = await findDraft(calls, "publishCall", step);
  if (!found.ok)
    return found.error.kind === "Stale"
      ? calls.settle(found.error.call, step.expectedVersion, command)
      : err(found.error);
  const { call, content, published, capacity } = found.value;
  const refused = refusePublisher(call.state, draftSha256, { caller: command.caller, capacity });
  if (refused !== null) return err(refused);
  const { requested } = call.state;
  const [draft, reasons] = await Promise.all([
    draftOf(deps, { callId, content, before: published }),
    requested === undefined ? [] : calls.loadReasons(callId, requested.logSha256),
  ]);
  const decided = decidePublication(draft, reasons, command.at);
  if (!decided.ok) return decided;
  const version = decided.value;
  const { opensAt, closesAt, contentVersion } = version;
  const next: Call = {
    state: "published",
    id: callId,
    draftSha256,
    contentVersion,
    contentSha256: sha256(canonicalJson(version)),
    opensAt,
    closesAt,
    registerShards: call.state.state === "draft" ? registerShardsDefault : call.state.registerShards,
  };
  const change = {
    aggregate: callId,
    before: call,
    next,
    type: contentVersion === 1 ? "CallPublished" : "CallCorrected",
    role: capacity,
    terms: [{ id: callId, version: contentVersion }],
  };
  const replaces = published?.closesAt ?? null;
  return calls.commitPublication(change, { version, summary: summariseCall(version), replaces }, command);
};
