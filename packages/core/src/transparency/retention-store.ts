import type { UserId } from "@grants/kernel/id";
import type { LocalDate } from "@grants/kernel/time";
import type { Stored } from "../audit/stored.ts";
import type { GrantInForce, Invitation, InvitationId } from "../access/grant.ts";

/** A reminder: personal data of a person or of an invitation is to be looked at from this day on. */
export type Due = { readonly on: LocalDate; readonly subject: UserId | InvitationId };

export type RetentionStore = {
  /** What is due by a day, the earliest first, as many as one pass takes. */
  listDue(by: LocalDate, dueMax: number): Promise<readonly Due[]>;
  /** Looked at, and not to be looked at again. */
  done(due: Due): Promise<void>;
  /** Looked at, and to be looked at again on that day. */
  postpone(due: Due, on: LocalDate): Promise<void>;
  loadInvitation(id: InvitationId): Promise<Stored<Invitation> | null>;
  /** Forgets whom an invitation was for. `false` when it was sent anew meanwhile: the address stays. */
  forgetAddress(invitation: Stored<Invitation>): Promise<boolean>;
  /** Roles whose last day was on this day or before it, which their lists still name. */
  listOver(by: LocalDate, overMax: number): Promise<readonly GrantInForce[]>;
  /** Takes a role that is over out of the lists. */
  unlist(grant: GrantInForce): Promise<void>;
};
