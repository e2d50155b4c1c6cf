import type { Instant } from "@grants/kernel/time";
import type { CallVersion } from "./call.ts";

/** When a topic takes in its last proposal: at its own instant where it has one. */
export const closingOf = (
  { closesAt, topicClosesAt = {} }: Pick<CallVersion, "closesAt" | "topicClosesAt">,
  topicId: string,
): Instant => topicClosesAt[topicId] ?? closesAt;
