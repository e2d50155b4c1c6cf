import type { UserId } from "@grants/kernel/id";
import { type Result, err, ok } from "@grants/kernel/result";
import { type Instant, addMilliseconds } from "@grants/kernel/time";
import type { Invitation } from "./grant.ts";

/** An invitation may be accepted for thirty days after the mail that carries its link. */
const invitationMs = 30 * 24 * 60 * 60 * 1_000;
export const expiryOf = (at: Instant): Instant => addMilliseconds(at, invitationMs);

export type InvitationClosed = { readonly kind: "InvitationClosed"; readonly state: Invitation["state"] };
export type InvitationExpired = { readonly kind: "InvitationExpired"; readonly expiredAt: Instant };
/** Whoever invited does not answer their own invitation. */
export type InvitedOneself = { readonly kind: "InvitedOneself" };

/** Open until its last instant, that instant included; answered once. */
export const decideAnswer = (
  invitation: Invitation,
  { caller, at }: { readonly caller: UserId; readonly at: Instant },
): Result<Invitation, InvitationClosed | InvitationExpired | InvitedOneself> => {
  const { state, expiresAt, invitedBy } = invitation;
  if (state !== "open") return err({ kind: "InvitationClosed", state });
  if (at > expiresAt) return err({ kind: "InvitationExpired", expiredAt: expiresAt });
  return invitedBy === caller ? err({ kind: "InvitedOneself" }) : ok(invitation);
};
