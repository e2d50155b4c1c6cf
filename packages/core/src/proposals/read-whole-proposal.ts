import type { Digest } from "@grants/kernel/digest";
import { type Result, err, ok } from "@grants/kernel/result";
import type { NotAllowed } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { CallVersion } from "../calls/call.ts";
import { inOrderOf } from "./compose-document.ts";
import { computeTotals } from "./compute-totals.ts";
import { type CoordinatorOnly, type ProposalNotFound, findProposal } from "./find-proposal.ts";
import { draftOf } from "./find-shortcomings.ts";
import { sectionsOf } from "./part.ts";
import { plannedBudgets } from "./planned-budgets.ts";
import type { Proposal, ProposalId } from "./proposal.ts";
import type { DocumentStore, ProposalStore } from "./proposal-store.ts";
import { type Standing, type WholeProposal, wholeOfDocument } from "./whole-proposal.ts";

type Deps = {
  readonly proposals: Pick<ProposalStore, "load" | "loadWhole" | "loadCall">;
  readonly documents: Pick<DocumentStore, "load">;
};
type Asked = {
  readonly proposalId: ProposalId;
  /** A frozen document; without it, the draft as it is now. */
  readonly sha256: Digest | undefined;
  readonly command: Command;
};
type Refusal = ProposalNotFound | NotAllowed | CoordinatorOnly;

const standingOf = (proposal: Proposal, sha256: Digest): Standing =>
  proposal.state === "submitted" && proposal.submitted.sha256 === sha256
    ? { kind: "submitted", sha256, receivedAt: proposal.submitted.receivedAt }
    : { kind: "frozen", sha256 };

const loadCallOf = async ({ proposals }: Deps, { callId, id }: Proposal): Promise<CallVersion> => {
  const call = await proposals.loadCall(callId);
  if (call === null) throw new Error(`The call of ${id} is gone.`);
  return call.version;
};

const readDraft = async (deps: Deps, { proposalId, command }: Asked): Promise<Result<WholeProposal, Refusal>> => {
  const { parts, ...loaded } = await deps.proposals.loadWhole(proposalId, command.caller);
  const found = findProposal(loaded, { action: "readProposal", proposalId, command });
  if (!found.ok) return found;
  const proposal = found.value.proposal.state;
  const call = await loadCallOf(deps, proposal);
  const { general, partners, budgets, workPackages, costs, texts, annexes, declarations } = draftOf(parts);
  return ok({
    proposalId,
    topicId: proposal.topicId,
    callVersion: call.contentVersion,
    call,
    standing: { kind: "draft", at: command.at },
    general,
    partners,
    budgets: plannedBudgets(budgets, costs),
    workPackages,
    costs: costs.filter(({ lines }) => lines.length > 0),
    texts: sectionsOf(call.content.profile).flatMap((section) => texts.filter((text) => text.section === section)),
    annexes: inOrderOf(annexes, call),
    declarations,
    totals: computeTotals(partners, budgets, call.content.profile, costs),
  });
};

const readDocument = async (
  deps: Deps,
  sha256: Digest,
  { proposalId, command }: Asked,
): Promise<Result<WholeProposal, Refusal>> => {
  const loaded = await deps.proposals.load(proposalId, command.caller);
  const found = findProposal(loaded, { action: "readProposal", proposalId, command });
  if (!found.ok) return found;
  const proposal = found.value.proposal.state;
  const [document, call] = await Promise.all([deps.documents.load(proposalId, sha256), loadCallOf(deps, proposal)]);
  if (document === null) return err({ kind: "ProposalNotFound", proposalId });
  return ok(wholeOfDocument(document, call, standingOf(proposal, sha256)));
};

/** The whole proposal for those who may read it: as it is being written, or as it was frozen. */
export const readWholeProposal = (deps: Deps, asked: Asked): Promise<Result<WholeProposal, Refusal>> =>
  asked.sha256 === undefined ? readDraft(deps, asked) : readDocument(deps, asked.sha256, asked);
