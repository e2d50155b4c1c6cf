import { type Result, err, ok } from "@grants/kernel/result";
import { type NotAllowed, type Subject, decideAccess } from "../access/decide-access.ts";
import type { Action } from "../access/access-table.ts";
import type { Capacity } from "../access/capacity.ts";
import type { Command } from "../audit/command.ts";
import type { Stored } from "../audit/stored.ts";
import { coordinatorSlot } from "./part.ts";
import type { Member, Proposal, ProposalId } from "./proposal.ts";
import type { LoadedProposal } from "./proposal-store.ts";

export type ProposalNotFound = { readonly kind: "ProposalNotFound"; readonly proposalId: ProposalId };

/** Somebody takes part, and this is for the coordinator's contact to do. */
export type CoordinatorOnly = { readonly kind: "CoordinatorOnly"; readonly action: Action };

/** What the coordinator's contact alone does among the members of a proposal. */
const coordinatorActions: readonly Action[] = [
  "freezeProposal",
  "submitProposal",
  "withdrawProposal",
  "invitePartner",
  "resendPartnerInvitation",
  "withdrawPartnerInvitation",
  "setMemberRights",
  "removePartner",
  "copyProposal",
];

/** Among their own people partners do what the coordinator does for all: invite, send again, take back. */
const ownPlaceActions: readonly Action[] = ["invitePartner", "resendPartnerInvitation", "withdrawPartnerInvitation"];

/** `null`: this member may; `ownSlot` is the place that the act is about. */
export const refuseMember = (
  member: Member | null,
  action: Action,
  ownSlot: string | undefined,
): CoordinatorOnly | null => {
  if (member === null || member.role === "coordinator" || !coordinatorActions.includes(action)) return null;
  const { role, slot = coordinatorSlot } = member;
  const isOwnPlace = role === "partner" && slot === ownSlot && ownPlaceActions.includes(action);
  return isOwnPlace ? null : { kind: "CoordinatorOnly", action };
};

/** How a proposal stands to the person who asks: named on it, for the organisation they were named for. */
export const subjectOf = (member: Member | null, { coordinator }: Proposal): Subject => ({
  isNamed: member !== null,
  ...(member === null ? {} : { namedFor: member.organisation }),
  organisations: [coordinator],
});

/**
 * The loaded proposal, when this person may do this with it. One that the person may not even read does not exist for them: 404, so that
 * ids tell nothing; one that they may read and not change is refused with the reason.
 */
export const findProposal = (
  { rights, proposal, member }: LoadedProposal,
  {
    action,
    proposalId,
    command,
    ownSlot,
  }: { action: Action; proposalId: ProposalId; command: Command; ownSlot?: string | undefined },
): Result<
  { readonly proposal: Stored<Proposal>; readonly role: Capacity },
  ProposalNotFound | NotAllowed | CoordinatorOnly
> => {
  if (proposal === null) return err({ kind: "ProposalNotFound", proposalId });
  const subject = subjectOf(member, proposal.state);
  const canRead = decideAccess("readProposal", rights, subject, command.at);
  if (!canRead.ok) return err({ kind: "ProposalNotFound", proposalId });
  const role = decideAccess(action, rights, subject, command.at);
  if (!role.ok) return role;
  const refused = refuseMember(member, action, ownSlot);
  return refused === null ? ok({ proposal, role: role.value }) : err(refused);
};
