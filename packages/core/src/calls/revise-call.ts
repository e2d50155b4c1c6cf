import { canonicalJson } from "@grants/kernel/canonical-json";
import type { Sha256 } from "@grants/kernel/digest";
import { type Result, err } from "@grants/kernel/result";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { Call, CallContent, CallId, CallNotFound } from "./call.ts";
import { type CallNotEditable, isEditable, atStep } from "./editable-call.ts";
import type { CallStore } from "./call-store.ts";

export type ReviseCallDeps = { readonly calls: CallStore; readonly sha256: Sha256 };
export type ReviseCallError = NotAllowed | CallNotFound | CallNotEditable | CommitRefusal;
type ReviseCall = { callId: CallId; content: CallContent; expectedVersion: number; command: Command };

/** A request for publication was for what the draft said before: it falls, and whoever saves now is the writer. Replaces the draft content, also of a published call: the corrigendum that its next publication makes public (CALL-03). */
export const reviseCall = async (
  { calls, sha256 }: ReviseCallDeps,
  { callId, content, expectedVersion, command }: ReviseCall,
): Promise<Result<Stored<Call>, ReviseCallError>> => {
  const { rights, call } = await calls.load(callId, command.caller);
  const role = decideAccess("reviseCall", rights, {}, command.at);
  if (!role.ok) return role;
  if (call === null) return err({ kind: "CallNotFound", callId });
  if (call.version !== expectedVersion) return calls.settle(call, expectedVersion, command);
  if (!isEditable(call.state)) return err({ kind: "CallNotEditable", callId, state: call.state.state });
  const draftSha256 = sha256(canonicalJson(content));
  const next: Call = { ...atStep(call.state, { writtenBy: command.caller }), draftSha256 };
  const change = { aggregate: callId, before: call, next, type: "CallRevised", role: role.value, terms: [] };
  return calls.commitDraft(change, content, command);
};
