import { type Result, err, ok } from "@grants/kernel/result";
import { type NotAllowed, type Subject, decideAccess } from "../access/decide-access.ts";
import type { Action } from "../access/access-table.ts";
import type { Capacity } from "../access/capacity.ts";
import type { Command } from "../audit/command.ts";
import type { Stored } from "../audit/stored.ts";
import type { Member, Proposal, ProposalId } from "./proposal.ts";
import type { LoadedProposal } from "./proposal-store.ts";

export type ProposalNotFound = { readonly kind: "ProposalNotFound"; readonly proposalId: ProposalId };

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
  { action, proposalId, command }: { action: Action; proposalId: ProposalId; command: Command },
): Result<{ readonly proposal: Stored<Proposal>; readonly role: Capacity }, ProposalNotFound | NotAllowed> => {
  if (proposal === null) return err({ kind: "ProposalNotFound", proposalId });
  const subject = subjectOf(member, proposal.state);
  const canRead = decideAccess("readProposal", rights, subject, command.at);
  if (!canRead.ok) return err({ kind: "ProposalNotFound", proposalId });
  const role = decideAccess(action, rights, subject, command.at);
  return role.ok ? ok({ proposal, role: role.value }) : role;
};
