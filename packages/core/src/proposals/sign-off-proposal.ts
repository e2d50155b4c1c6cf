import type { Digest } from "@grants/kernel/digest";
import type { NewId } from "@grants/kernel/id";
import { type Result, err } from "@grants/kernel/result";
import type { NotAllowed } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { CallGateDown } from "../calls/call.ts";
import type { ConsortiumStore } from "./consortium-store.ts";
import type { AnotherDocumentFrozen, CallClosed, CallNotOpen, ProposalNotFrozen } from "./decide-submission.ts";
import { type CoordinatorOnly, type ProposalNotFound, findProposal } from "./find-proposal.ts";
import { coordinatorSlot } from "./part.ts";
import type { ProposalId } from "./proposal.ts";
import type { ProposalStore } from "./proposal-store.ts";
import { refuseNow } from "./save-part.ts";
import { type SignOff, SignOffId } from "./sign-off.ts";

/** A partner signs off; the coordinator does so by submitting, a viewer reads. */
export type PartnerOnly = { readonly kind: "PartnerOnly" };
export type AlreadySignedOff = { readonly kind: "AlreadySignedOff"; readonly sha256: Digest };
export type SignOffProposalError =
  | ProposalNotFound
  | NotAllowed
  | CoordinatorOnly
  | PartnerOnly
  | ProposalNotFrozen
  | AnotherDocumentFrozen
  | AlreadySignedOff
  | CallNotOpen
  | CallClosed
  | CallGateDown
  | CommitRefusal;

/** A partner agrees to the frozen document, by its digest (T4s). A freeze at the same instant makes it another one: then this is refused. */
export const signOffProposal = async (
  deps: { readonly proposals: ProposalStore; readonly consortium: ConsortiumStore; readonly newId: NewId },
  { proposalId, documentSha256, command }: { proposalId: ProposalId; documentSha256: Digest; command: Command },
): Promise<Result<Stored<SignOff>, SignOffProposalError>> => {
  const loaded = await deps.consortium.loadConsortium(proposalId, command.caller);
  const found = findProposal(loaded, { action: "signOffProposal", proposalId, command });
  if (!found.ok) return found;
  const { proposal, role } = found.value;
  const { member } = loaded;
  if (member === null || member.role !== "partner" || member.slot === undefined || member.slot === coordinatorSlot)
    return err({ kind: "PartnerOnly" });
  const before = loaded.signOffs.find(({ state }) => state.organisation === member.organisation) ?? null;
  if (before !== null && before.state.sha256 === documentSha256) {
    const own = await deps.consortium.settle(before, before.version - 1, command);
    return own.ok || own.error.kind !== "StaleVersion"
      ? own
      : err({ kind: "AlreadySignedOff", sha256: documentSha256 });
  }
  const outside = await refuseNow(deps.proposals, proposal.state.callId, command);
  if (outside !== null) return err(outside);
  const frozen = proposal.state.state === "writing" ? undefined : proposal.state.frozen;
  if (frozen === undefined) return err({ kind: "ProposalNotFrozen" });
  if (frozen.sha256 !== documentSha256) return err({ kind: "AnotherDocumentFrozen", frozenSha256: frozen.sha256 });
  const { organisation, slot } = member;
  const id = SignOffId.parse(`sgn_${deps.newId(`sign-off:${proposalId}:${organisation}`)}`);
  const next: SignOff = {
    state: "signed",
    id,
    proposal: proposalId,
    organisation,
    slot,
    sha256: documentSha256,
    signedBy: command.caller,
    signedAt: command.at,
  };
  const change = { aggregate: id, before, next, type: "PartnerSignedOff", role, terms: [] };
  return deps.consortium.commitSignOff(change, command);
};
