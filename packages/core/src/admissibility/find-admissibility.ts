import { type Result, err, ok } from "@grants/kernel/result";
import type { Action } from "../access/access-table.ts";
import type { Capacity } from "../access/capacity.ts";
import { type NotAllowed, type Subject, decideAccess } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { Dossier } from "../evaluation/dossier.ts";
import type { Member, ProposalId } from "../proposals/proposal.ts";
import type { LoadedAdmissibility, Screened } from "./admissibility-store.ts";

/** There is no such proposal among the sealed ones, or not for this person. */
export type AdmissibilityNotFound = { readonly kind: "AdmissibilityNotFound"; readonly proposalId: ProposalId };
export type NotScreened = { readonly kind: "NotScreened"; readonly proposalId: ProposalId };

export const subjectOfMember = (member: Member | null): Subject => ({
  isNamed: member !== null,
  ...(member === null ? {} : { namedFor: member.organisation }),
});

type Asked = { readonly action: Action; readonly proposalId: ProposalId; readonly command: Command };

/** The sealed proposal, when this person may do this with it; to those who may not read it, it does not exist. */
export const findSealed = (
  { rights, dossier, member }: LoadedAdmissibility,
  { action, proposalId, command }: Asked,
): Result<{ readonly dossier: Dossier; readonly role: Capacity }, AdmissibilityNotFound | NotAllowed> => {
  const subject = subjectOfMember(member);
  if (dossier === null || !decideAccess("readAdmissibility", rights, subject, command.at).ok)
    return err({ kind: "AdmissibilityNotFound", proposalId });
  const role = decideAccess(action, rights, subject, command.at);
  return role.ok ? ok({ dossier, role: role.value }) : role;
};

export type FoundAdmissibility = Screened & { readonly dossier: Dossier; readonly role: Capacity };

/** The same for what can be done only with a proposal that was looked at. */
export const findScreened = (
  loaded: LoadedAdmissibility,
  asked: Asked,
): Result<FoundAdmissibility, AdmissibilityNotFound | NotAllowed | NotScreened> => {
  const found = findSealed(loaded, asked);
  if (!found.ok) return found;
  if (loaded.screened === null) return err({ kind: "NotScreened", proposalId: asked.proposalId });
  return ok({ ...loaded.screened, ...found.value });
};
