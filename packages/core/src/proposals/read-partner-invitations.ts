import type { Sha256 } from "@grants/kernel/digest";
import type { OrganisationId, UserId } from "@grants/kernel/id";
import { type Result, err, ok } from "@grants/kernel/result";
import type { Instant } from "@grants/kernel/time";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import { type MembershipNotFound, decidePartnerAnswer } from "./answer-partner-invitation.ts";
import type { ConsortiumStore, MembershipPlace } from "./consortium-store.ts";
import { refuseOutsidePeriod } from "./decide-submission.ts";
import type { ShownPartnerInvitation } from "./read-consortium.ts";
import type { ProposalStore } from "./proposal-store.ts";

type Deps = { readonly proposals: ProposalStore; readonly consortium: ConsortiumStore; readonly sha256: Sha256 };
type Asker = { readonly caller: UserId; readonly now: Instant };

const show = async (
  { proposals, consortium }: Deps,
  places: readonly MembershipPlace[],
  { caller, now }: Asker,
): Promise<readonly ShownPartnerInvitation[]> => {
  const found = await consortium.loadInvitations(places);
  return Promise.all(
    found.map(async ({ membership, proposal, acronym }) => {
      const [call, coordinator] = await Promise.all([
        proposals.loadCall(proposal.callId),
        consortium.loadOrganisation(proposal.coordinator),
      ]);
      if (call === null) throw new Error(`The call of ${proposal.id} is gone.`);
      const decided = decidePartnerAnswer(membership.state, { caller, at: now });
      return {
        membership,
        proposal,
        acronym,
        callTitle: call.version.content.title,
        coordinatorName: coordinator?.name ?? null,
        sentTo: null,
        because: decided.ok ? (refuseOutsidePeriod(call.version, now)?.kind ?? null) : decided.error.kind,
      };
    }),
  );
};

/** Whoever is signed in and holds the link sees what it offers. A link that opens nothing is not found, whatever became of it. */
export const readPartnerInvitation = async (
  deps: Deps,
  { token, ...asker }: Asker & { readonly token: string },
): Promise<Result<ShownPartnerInvitation, MembershipNotFound>> => {
  const place = await deps.consortium.findByToken(deps.sha256(token));
  if (place === null) return err({ kind: "MembershipNotFound" });
  const [[shown], letter] = await Promise.all([show(deps, [place], asker), deps.consortium.loadLetter(place)]);
  return shown === undefined ? err({ kind: "MembershipNotFound" }) : ok({ ...shown, sentTo: letter?.mail ?? null });
};

/** What waits for the answer of an organisation, for its own people. */
export const listPartnerInvitations = async (
  deps: Deps,
  { organisation, ...asker }: Asker & { readonly organisation: OrganisationId },
): Promise<Result<readonly ShownPartnerInvitation[], NotAllowed>> => {
  const rights = await deps.proposals.loadRights(asker.caller);
  const role = decideAccess("listPartnerInvitations", rights, { organisations: [organisation] }, asker.now);
  if (!role.ok) return role;
  return ok(await show(deps, await deps.consortium.listWaiting(organisation), asker));
};
