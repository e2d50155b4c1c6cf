import type { Digest } from "@grants/kernel/digest";
import type { Receipt, SubmittedProposal } from "./proposal.ts";

/** The entry of the chain that says that something was received. */
export type SubmissionEntry = { readonly version: number; readonly entryHash: Digest };

/** The same words on the day of the submission and years later. */
export const composeReceipt = (
  { id, callId, submitted: { sha256, receivedAt, callVersion } }: SubmittedProposal,
  { version, entryHash }: SubmissionEntry,
): Receipt => ({ proposalId: id, callId, callVersion, version, receivedAt, documentSha256: sha256, entryHash });
