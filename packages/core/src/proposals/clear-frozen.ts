import type { Proposal } from "./proposal.ts";

/**
 * The head once the consortium has changed: no document is frozen any more, since none names who takes part now (DATA §6). What is submitted
 * stays submitted until another document is.
 */
export const clearFrozen = (proposal: Proposal): Proposal => {
  const { id, callId, topicId, coordinator, shard } = proposal;
  const head = { id, callId, topicId, coordinator, shard };
  return proposal.state === "submitted"
    ? { ...head, state: "submitted", submitted: proposal.submitted }
    : { ...head, state: "writing" };
};
