import type { Instant } from "@grants/kernel/time";
import { AuditBody, stateAfter } from "../audit/entry.ts";
import type { LedgerEntry } from "../audit/log-store.ts";
import { composeReceipt } from "./compose-receipt.ts";
import { Proposal, type Receipt } from "./proposal.ts";

/** A submission and what became of it: each is kept, the last one that was not withdrawn counts. */
export type Submission =
  | { readonly fate: "IN_FORCE" | "REPLACED"; readonly receipt: Receipt }
  | { readonly fate: "WITHDRAWN"; readonly receipt: Receipt; readonly withdrawnAt: Instant };

const withdraw = (submissions: readonly Submission[], withdrawnAt: Instant): readonly Submission[] =>
  submissions.map((one) => (one.fate === "IN_FORCE" ? { fate: "WITHDRAWN", receipt: one.receipt, withdrawnAt } : one));

const replace = (submissions: readonly Submission[]): readonly Submission[] =>
  submissions.map((one) => (one.fate === "IN_FORCE" ? { fate: "REPLACED", receipt: one.receipt } : one));

/** Every submission of a proposal, the oldest first, from its whole chain. */
export const submissionsOf = (entries: readonly LedgerEntry[]): readonly Submission[] => {
  let state: object | null = null;
  let submissions: readonly Submission[] = [];
  for (const { body: text, version, hash } of entries) {
    const body = AuditBody.parse(JSON.parse(text));
    state = stateAfter(state, body);
    if (body.type === "ProposalWithdrawn") submissions = withdraw(submissions, body.at);
    if (body.type !== "ProposalSubmitted") continue;
    const proposal = Proposal.parse(state);
    if (proposal.state !== "submitted") throw new Error(`${proposal.id} was submitted and is ${proposal.state}.`);
    const receipt = composeReceipt(proposal, { version, entryHash: hash });
    submissions = [...replace(submissions), { fate: "IN_FORCE", receipt }];
  }
  return submissions;
};
