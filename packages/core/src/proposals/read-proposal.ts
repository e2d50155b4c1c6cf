import type { Sha256 } from "@grants/kernel/digest";
import { type Result, ok } from "@grants/kernel/result";
import { type AllowedAction, type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { Stored } from "../audit/stored.ts";
import type { CallVersion } from "../calls/call.ts";
import { type Shortcoming, draftOf, findShortcomings } from "./find-shortcomings.ts";
import { computeTotals } from "./compute-totals.ts";
import { refuseOutsidePeriod } from "./decide-submission.ts";
import { markOfParts, isDraftUnsubmitted } from "./parts-mark.ts";
import type { ProposalTotals } from "./document.ts";
import { type ProposalNotFound, findProposal, subjectOf } from "./find-proposal.ts";
import type { Part } from "./part.ts";
import type { Proposal, ProposalId } from "./proposal.ts";
import type { LoadedProposal, ProposalStore } from "./proposal-store.ts";

export type ReadProposal = {
  readonly proposal: Stored<Proposal>;
  readonly parts: readonly Part[];
  readonly totals: ProposalTotals;
  readonly shortcomings: readonly Shortcoming[];
  /** The draft is not what is submitted. */
  readonly isDraftUnsubmitted: boolean;
  readonly allowedActions: readonly AllowedAction[];
};

const steps = ["savePart", "freezeProposal", "submitProposal", "withdrawProposal"] as const;
type Step = (typeof steps)[number];

const stateForbids = (step: Step, { state }: Proposal, shortcomings: readonly Shortcoming[]): string | null => {
  switch (step) {
    case "savePart":
      return null;
    case "freezeProposal":
      return shortcomings.length > 0 ? "ProposalIncomplete" : null;
    case "submitProposal":
      return state === "writing" ? "ProposalNotFrozen" : null;
    case "withdrawProposal":
      return state === "submitted" ? null : "ProposalNotSubmitted";
  }
};

type Facts = { loaded: LoadedProposal; proposal: Proposal; call: CallVersion; shortcomings: readonly Shortcoming[] };

const allowedActions = ({ loaded, proposal, call, shortcomings }: Facts, { at }: Command): readonly AllowedAction[] =>
  steps.map((action) => {
    const subject = subjectOf(loaded.member, proposal);
    const access = decideAccess(action, loaded.rights, subject, at);
    const because = access.ok
      ? (refuseOutsidePeriod(call, at, proposal.topicId)?.kind ?? stateForbids(action, proposal, shortcomings))
      : access.error.kind;
    return because === null ? { action, allowed: true } : { action, allowed: false, because };
  });

/** The whole draft with totals and checklist, computed by the code that freezes and submits it. */
export const readProposal = async (
  { proposals, sha256 }: { readonly proposals: ProposalStore; readonly sha256: Sha256 },
  { proposalId, command }: { proposalId: ProposalId; command: Command },
): Promise<Result<ReadProposal, ProposalNotFound | NotAllowed>> => {
  const { parts, ...loaded } = await proposals.loadWhole(proposalId, command.caller);
  const found = findProposal(loaded, { action: "readProposal", proposalId, command });
  if (!found.ok) return found;
  const { proposal } = found.value;
  const call = await proposals.loadCall(proposal.state.callId);
  if (call === null) throw new Error(`The call of ${proposalId} is gone.`);
  const draft = draftOf(parts);
  const shortcomings = findShortcomings(draft, call.version, proposal.state);
  const totals = computeTotals(draft.partners, draft.budgets, call.version.content.profile);
  const facts = { loaded, proposal: proposal.state, call: call.version, shortcomings };
  const unsubmitted = isDraftUnsubmitted(proposal.state, markOfParts(sha256, parts));
  return ok({
    proposal,
    parts,
    totals,
    shortcomings,
    isDraftUnsubmitted: unsubmitted,
    allowedActions: allowedActions(facts, command),
  });
};
