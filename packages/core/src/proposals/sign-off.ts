import { Digest } from "@grants/kernel/digest";
import { OrganisationId, UserId, prefixedId } from "@grants/kernel/id";
import { Instant } from "@grants/kernel/time";
import { z } from "zod";
import { PartnerSlot } from "./part.ts";
import { ProposalId } from "./proposal.ts";

export const SignOffId = prefixedId("sgn").brand("SignOffId").meta({ id: "SignOffId" });
export type SignOffId = z.infer<typeof SignOffId>;

/** What a partner has agreed to: one document, by its digest. A newer document needs a newer one (ELG-06). */
export const SignOff = z
  .object({
    state: z.literal("signed"),
    id: SignOffId,
    proposal: ProposalId,
    organisation: OrganisationId,
    slot: PartnerSlot,
    sha256: Digest,
    signedBy: UserId,
    signedAt: Instant,
  })
  .meta({ id: "SignOff" });
export type SignOff = z.infer<typeof SignOff>;

/** How a partner stands to the document that is frozen now. `outdated`: signed another one before. */
export const SignOffState = z.enum(["missing", "outdated", "signed"]).meta({ id: "SignOffState" });
export type SignOffState = z.infer<typeof SignOffState>;

export const signOffStateOf = (
  signOffs: readonly SignOff[],
  { organisation, frozenSha256 }: { readonly organisation: OrganisationId; readonly frozenSha256: string | null },
): SignOffState => {
  const own = signOffs.find((one) => one.organisation === organisation);
  if (own === undefined) return "missing";
  return own.sha256 === frozenSha256 ? "signed" : "outdated";
};
