import { canonicalJson } from "@grants/kernel/canonical-json";
import type { Sha256 } from "@grants/kernel/digest";
import type { NewId } from "@grants/kernel/id";
import type { Result } from "@grants/kernel/result";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import { type Call, CallId, type CallSummary, type ImportedCall } from "./call.ts";
import type { CallStore } from "./call-store.ts";

export type ImportCallDeps = { readonly calls: CallStore; readonly newId: NewId; readonly sha256: Sha256 };
export type ImportCallError = NotAllowed | CommitRefusal;

/**
 * Takes in the record of a call that ran elsewhere, with its source. What the source does not say stays null and is shown as unknown. The
 * id comes from reference and title, so that the same record cannot be taken in twice.
 */
export const importCall = async (
  { calls, newId, sha256 }: ImportCallDeps,
  { record, command }: { record: ImportedCall; command: Command },
): Promise<Result<Stored<Call>, ImportCallError>> => {
  const role = decideAccess("importCall", await calls.loadRights(command.caller), {}, command.at);
  if (!role.ok) return role;
  const callId = CallId.parse(`call_${newId(`import:${record.reference ?? ""}:${record.title}`)}`);
  const summary: CallSummary = { ...record, callId, origin: "imported", syntheticFields: [] };
  const next: Call = { state: "imported", id: callId, recordSha256: sha256(canonicalJson(summary)) };
  const change = { aggregate: callId, before: null, next, type: "CallImported", role: role.value, terms: [] };
  return calls.commitImport(change, summary, command);
};
