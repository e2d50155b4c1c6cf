import { canonicalJson } from "@grants/kernel/canonical-json";
import type { Digest } from "@grants/kernel/digest";
import { type Result, err, ok } from "@grants/kernel/result";
import type { NotAllowed } from "../access/decide-access.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { Call, CallGateDown, CallId, CallNotFound, CallVersion } from "./call.ts";
import {
  type ChangeReasonMissing,
  type NothingChanged,
  type PublicationFault,
  decidePublication,
} from "./decide-publication.ts";
import type { CallNotEditable } from "./editable-call.ts";
import { type DraftStep, type FoundDraft, draftOf, findDraft } from "./find-draft.ts";
import { invitedOrganisations, takesInUntil } from "./invited.ts";
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

/** An award without a call is not made public: the authorising officer opens it to those who are invited. */
export type InvitationNotPublic = { readonly kind: "InvitationNotPublic"; readonly callId: CallId };

export type VersionRefusal =
  | PublicationNotRequested
  | AnotherDraft
  | PublisherNotSecond
  | PublicationFault
  | ChangeReasonMissing
  | NothingChanged;
export type PublishCallError =
  | NotAllowed
  | CallNotFound
  | CallNotEditable
  | InvitationNotPublic
  | VersionRefusal
  | CallGateDown
  | CommitRefusal;
/** The digest of the draft that the person has read. */
export type PublishCall = DraftStep & { readonly draftSha256: Digest };

/** What the requested draft becomes, by another person than wrote it: its version, and the head that has it in force. */
export const decideVersion = async (
  deps: PublicationDeps,
  { call, content, published, capacity }: FoundDraft,
  { callId, draftSha256, command }: PublishCall,
): Promise<Result<{ readonly version: CallVersion; readonly next: Call }, VersionRefusal>> => {
  const refused = refusePublisher(call.state, draftSha256, { caller: command.caller, capacity });
  if (refused !== null) return err(refused);
  const { requested } = call.state;
  const [draft, reasons] = await Promise.all([
    draftOf(deps, { callId, content, before: published }),
    requested === undefined ? [] : deps.calls.loadReasons(callId, requested.logSha256),
  ]);
  const decided = decidePublication(draft, reasons, command.at);
  if (!decided.ok) return decided;
  const version = decided.value;
  const { opensAt, contentVersion } = version;
  const next: Call = {
    state: "published",
    id: callId,
    draftSha256,
    contentVersion,
    contentSha256: deps.sha256(canonicalJson(version)),
    opensAt,
    // The head closes when its list is sealed.
    closesAt: takesInUntil(version),
    registerShards: call.state.state === "draft" ? registerShardsDefault : call.state.registerShards,
  };
  return ok({ version, next });
};

/** Makes the requested draft public, by another person than wrote it, as a new version under the same conditions as the first (CALL-03). */
export const publishCall = async (
  deps: PublicationDeps,
  step: PublishCall,
): Promise<Result<Stored<Call>, PublishCallError>> => {
  const { calls } = deps;
  const { callId, command } = step;
  const found = await findDraft(calls, "publishCall", step);
  if (!found.ok)
    return found.error.kind === "Stale"
      ? calls.settle(found.error.call, step.expectedVersion, command)
      : err(found.error);
  const { call, content, published, capacity: role } = found.value;
  if (invitedOrganisations(content) !== null) return err({ kind: "InvitationNotPublic", callId });
  const decided = await decideVersion(deps, found.value, step);
  if (!decided.ok) return decided;
  const { version, next } = decided.value;
  const type = version.contentVersion === 1 ? "CallPublished" : "CallCorrected";
  const terms = [{ id: callId, version: version.contentVersion }];
  const change = { aggregate: callId, before: call, next, type, role, terms };
  return calls.commitPublication(change, { version, summary: summariseCall(version), before: published }, command);
};
