import { OrganisationId } from "@grants/kernel/id";
import { LineText } from "@grants/kernel/text";
import { z } from "zod";
import { Country } from "./call-terms.ts";

/**
 * Why the Centre may award without a call (FR 198, CALL-08): (c) a monopoly, (d) a body that Member States have designated under a basic act,
 * such as a National Coordination Centre, (e) in research, a body that the work programme names, (f) a specific technical competence.
 */
export const DirectAwardGround = z
  .enum(["MONOPOLY", "DESIGNATED_BODY", "NAMED_IN_PROGRAMME", "SPECIFIC_COMPETENCE"])
  .meta({ id: "DirectAwardGround" });
export type DirectAwardGround = z.infer<typeof DirectAwardGround>;

/** The Centre of a Member State, as the body that it is on the day of the invitation. */
export const InvitedCentre = z
  .strictObject({ country: Country, organisation: OrganisationId })
  .meta({ id: "InvitedCentre" });
export type InvitedCentre = z.infer<typeof InvitedCentre>;

const invitedMax = 27;

/** An award without a call: who is invited, on which ground, where the work programme allows it. */
export const DirectAward = z
  .strictObject({
    /** Absent while it is written; without it nothing is opened. */
    ground: DirectAwardGround.optional(),
    /** The place of the work programme that allows it. */
    basis: LineText.min(3).max(300).optional(),
    invited: z.array(InvitedCentre).min(1).max(invitedMax),
  })
  .meta({ id: "DirectAward" });
export type DirectAward = z.infer<typeof DirectAward>;

/** (c) and (f) are explained in the award decision itself (CALL-08). */
export const needsReasons = ({ ground }: DirectAward): boolean =>
  ground === "MONOPOLY" || ground === "SPECIFIC_COMPETENCE";
