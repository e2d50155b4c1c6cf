import { canonicalJson } from "@grants/kernel/canonical-json";
import type { Sha256 } from "@grants/kernel/digest";
import type { NewId } from "@grants/kernel/id";
import { type Result, err } from "@grants/kernel/result";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { Call, CallGateDown, CallId, CallNotFound } from "./call.ts";
import { jointActionIdOf } from "../cofunding/joint-action.ts";
import type { CallStore } from "./call-store.ts";
import { type CallContentInvalid, type DeadlineMovedEarlier, decidePublication } from "./decide-publication.ts";
import type { CallNotEditable } from "./revise-call.ts";
import { summariseCall } from "./summarise-call.ts";

/** Shards of a call's register: 10,000 submissions in the last minute stay at 4 % of a partition each (DATA §7). */
const registerShardsDefault = 8;

export type PublishCallDeps = { readonly calls: CallStore; readonly newId: NewId; readonly sha256: Sha256 };
export type PublishCallError =
  | NotAllowed
  | CallNotFound
  | CallNotEditable
  | CallContentInvalid
  | DeadlineMovedEarlier
  | CallGateDown
  | CommitRefusal;
type PublishCall = { callId: CallId; expectedVersion: number; command: Command };

/** Makes the draft public as a new version under the same conditions as the first (CALL-03). */
export const publishCall = async (
  { calls, newId, sha256 }: PublishCallDeps,
  { callId, expectedVersion, command }: PublishCall,
): Promise<Result<Stored<Call>, PublishCallError>> => {
  const { rights, call, draft, published } = await calls.load(callId, command.caller);
  const role = decideAccess("publishCall", rights, {}, command.at);
  if (!role.ok) return role;
  if (call === null || draft === null) return err({ kind: "CallNotFound", callId });
  if (call.version !== expectedVersion) return calls.settle(call, expectedVersion, command);
  const { state } = call.state;
  if (state === "sealed" || state === "imported") return err({ kind: "CallNotEditable", callId, state });
  const ownJointActionId = jointActionIdOf(newId, callId);
  const decided = decidePublication({ callId, content: draft, before: published, ownJointActionId }, command.at);
  if (!decided.ok) return decided;
  const version = decided.value;
  const { opensAt, closesAt, contentVersion } = version;
  const next: Call = {
    state: "published",
    id: callId,
    draftSha256: call.state.draftSha256,
    contentVersion,
    contentSha256: sha256(canonicalJson(version)),
    opensAt,
    closesAt,
    registerShards: state === "draft" ? registerShardsDefault : call.state.registerShards,
  };
  const change = {
    aggregate: callId,
    before: call,
    next,
    type: contentVersion === 1 ? "CallPublished" : "CallCorrected",
    role: role.value,
    terms: [{ id: callId, version: contentVersion }],
  };
  const replaces = published?.closesAt ?? null;
  return calls.commitPublication(change, { version, summary: summariseCall(version), replaces }, command);
};
