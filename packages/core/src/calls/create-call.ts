import { canonicalJson } from "@grants/kernel/canonical-json";
import type { Sha256 } from "@grants/kernel/digest";
import type { NewId } from "@grants/kernel/id";
import type { Result } from "@grants/kernel/result";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import { type Call, type CallContent, CallId } from "./call.ts";
import type { CallStore } from "./call-store.ts";

export type CreateCallDeps = { readonly calls: CallStore; readonly newId: NewId; readonly sha256: Sha256 };
export type CreateCallError = NotAllowed | CommitRefusal;

/** Starts a draft. Nothing is public until it is published. */
export const createCall = async (
  { calls, newId, sha256 }: CreateCallDeps,
  { content, command }: { content: CallContent; command: Command },
): Promise<Result<Stored<Call>, CreateCallError>> => {
  const role = decideAccess("createCall", await calls.loadRights(command.caller), {}, command.at);
  if (!role.ok) return role;
  const id = CallId.parse(`call_${newId(command.keyHash)}`);
  const next: Call = { state: "draft", id, draftSha256: sha256(canonicalJson(content)), writtenBy: command.caller };
  const change = { aggregate: id, before: null, next, type: "CallDrafted", role: role.value, terms: [] };
  return calls.commitDraft(change, content, command);
};
