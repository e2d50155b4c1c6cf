import type { Digest } from "@grants/kernel/digest";
import type { UserId } from "@grants/kernel/id";
import type { Capacity } from "../access/capacity.ts";
import type { CallId } from "./call.ts";
import type { EditableCall } from "./editable-call.ts";

export type PublicationNotRequested = { readonly kind: "PublicationNotRequested"; readonly callId: CallId };
/** The draft is another one than the person has looked at. */
export type AnotherDraft = { readonly kind: "AnotherDraft"; readonly draftSha256: Digest };
/** Who wrote a draft, or asked for its publication, does not publish it: a call is launched by two persons (ORG-06). */
export type PublisherNotSecond = { readonly kind: "PublisherNotSecond"; readonly because: "WROTE" | "REQUESTED" };

export const notRequested = (callId: CallId): PublicationNotRequested => ({ kind: "PublicationNotRequested", callId });

type Publisher = { readonly caller: UserId; readonly capacity: Capacity };

/** Whether this person may publish what was requested; a deputy acts with the hand of the one who is represented, and with their own. */
export const refusePublisher = (
  { id, draftSha256, writtenBy, requested }: EditableCall,
  asked: Digest,
  { caller, capacity }: Publisher,
): PublicationNotRequested | AnotherDraft | PublisherNotSecond | null => {
  if (requested === undefined) return notRequested(id);
  if (draftSha256 !== asked) return { kind: "AnotherDraft", draftSha256 };
  const hands: readonly string[] = typeof capacity === "string" ? [caller] : [caller, capacity.onBehalfOf];
  if (hands.includes(requested.by)) return { kind: "PublisherNotSecond", because: "REQUESTED" };
  return writtenBy !== undefined && hands.includes(writtenBy) ? { kind: "PublisherNotSecond", because: "WROTE" } : null;
};
