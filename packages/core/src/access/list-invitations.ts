import type { OrganisationId, UserId } from "@grants/kernel/id";
import { type Result, ok } from "@grants/kernel/result";
import type { Instant } from "@grants/kernel/time";
import type { AccessStore, InvitationStore, OpenInvitation } from "./access-store.ts";
import { type NotAllowed, type Subject, decideAccess } from "./decide-access.ts";

/** Whose an invitation is: the organisation's for which the role would be held. */
export const subjectOf = ({ organisation }: { readonly organisation?: OrganisationId | undefined }): Subject =>
  organisation === undefined ? {} : { organisations: [organisation] };

type Asked = {
  readonly organisation?: OrganisationId | undefined;
  readonly caller: UserId;
  readonly now: Instant;
};

/** Invitations that nobody has answered: of an organisation, or for roles that belong to none. */
export const listInvitations = async (
  { access, invitations }: { readonly access: AccessStore; readonly invitations: InvitationStore },
  { organisation, caller, now }: Asked,
): Promise<Result<readonly OpenInvitation[], NotAllowed>> => {
  const [[loaded], open] = await Promise.all([
    access.loadRights([caller]),
    invitations.listInvitations(organisation ?? null),
  ]);
  const capacity = decideAccess("listInvitations", loaded?.rights ?? null, subjectOf({ organisation }), now);
  return capacity.ok ? ok(open) : capacity;
};
