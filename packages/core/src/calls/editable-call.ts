import type { Call, CallId } from "./call.ts";

/** A sealed call's terms cannot change any more: submissions were made under them. An imported record is its source's. */
export type CallNotEditable = {
  readonly kind: "CallNotEditable";
  readonly callId: CallId;
  readonly state: "sealed" | "imported";
};

export type EditableCall = Extract<Call, { state: "draft" | "published" }>;

export const isEditable = (call: Call): call is EditableCall => call.state === "draft" || call.state === "published";

type Steps = Pick<EditableCall, "writtenBy" | "requested" | "returnedBy">;

/** A call whose draft stands at another point between writing and publication. */
export const atStep = (call: EditableCall, steps: Steps): EditableCall => {
  const { writtenBy: _writtenBy, requested: _requested, returnedBy: _returnedBy, ...kept } = call;
  return { ...kept, ...steps };
};
