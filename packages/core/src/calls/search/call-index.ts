import type { Instant } from "@grants/kernel/time";
import type { CallId } from "../call.ts";
import type { IndexedCall } from "./indexed-call.ts";
import type { Stem } from "./search-words.ts";

/** A call that words lead to, the best first, with the stems under which it was found. */
export type FoundCall = { readonly callId: CallId; readonly stems: ReadonlySet<string> };

/** `every`: with all words that were asked for; `some`: no call has them all. */
export type FoundCalls = { readonly having: "every" | "some"; readonly calls: readonly FoundCall[] };

/** The index of all public calls, as it was built once. */
export type CallIndex = {
  readonly builtAt: Instant;
  readonly calls: readonly IndexedCall[];
  readonly stem: Stem;
  find(text: string): FoundCalls;
};

export type CallIndexReader = {
  /** The index that stands, in one small read; `null` before the first one. */
  open(): Promise<CallIndex | null>;
};

export type CallIndexWriter = {
  /** Builds, keeps and puts in the place of the one before. */
  replace(calls: readonly IndexedCall[], builtAt: Instant): Promise<CallIndex>;
};
