import type { NewId } from "@grants/kernel/id";
import { type Result, err, ok } from "@grants/kernel/result";
import type { Capacity } from "../access/capacity.ts";
import type { Action } from "../access/access-table.ts";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { Stored } from "../audit/stored.ts";
import { jointActionIdOf } from "../cofunding/joint-action.ts";
import type { CallContent, CallId, CallNotFound } from "./call.ts";
import type { CallStore, LoadedCall } from "./call-store.ts";
import type { Draft } from "./decide-publication.ts";
import { type CallNotEditable, type EditableCall, isEditable } from "./editable-call.ts";

/** A step of a draft: on the version that the caller has read. */
export type DraftStep = { readonly callId: CallId; readonly expectedVersion: number; readonly command: Command };

export type FoundDraft = {
  readonly call: Stored<EditableCall>;
  readonly content: CallContent;
  readonly published: LoadedCall["published"];
  readonly capacity: Capacity;
};
type Stale = { readonly kind: "Stale"; readonly call: NonNullable<LoadedCall["call"]> };

/** The draft that a step is about, in the order of every use case: rights first, then whether there is one, then its version. */
export const findDraft = async (
  calls: Pick<CallStore, "load">,
  action: Action,
  { callId, expectedVersion, command }: DraftStep,
): Promise<Result<FoundDraft, NotAllowed | CallNotFound | CallNotEditable | Stale>> => {
  const { rights, call, draft, published } = await calls.load(callId, command.caller);
  const capacity = decideAccess(action, rights, {}, command.at);
  if (!capacity.ok) return capacity;
  if (call === null || draft === null) return err({ kind: "CallNotFound", callId });
  if (call.version !== expectedVersion) return err({ kind: "Stale", call });
  const { state } = call;
  if (!isEditable(state)) return err({ kind: "CallNotEditable", callId, state: state.state });
  return ok({ call: { ...call, state }, content: draft, published, capacity: capacity.value });
};

/** The same with what its publication is decided on. */
export const draftOf = async (
  { calls, newId }: { readonly calls: Pick<CallStore, "loadWorkProgramme" | "loadCentres">; readonly newId: NewId },
  { callId, content, before }: Pick<Draft, "callId" | "content" | "before">,
): Promise<Draft> => {
  const { workProgrammeId, directAward } = content;
  const [workProgramme, centres] = await Promise.all([
    workProgrammeId === undefined ? null : calls.loadWorkProgramme(workProgrammeId),
    directAward === undefined ? [] : calls.loadCentres(directAward.invited.map(({ country }) => country)),
  ]);
  return { callId, content, before, ownJointActionId: jointActionIdOf(newId, callId), workProgramme, centres };
};
