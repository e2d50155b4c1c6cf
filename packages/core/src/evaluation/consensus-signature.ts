import { Digest } from "@grants/kernel/digest";
import { UserId, prefixedId } from "@grants/kernel/id";
import { Instant } from "@grants/kernel/time";
import { z } from "zod";
import { ProposalId } from "../proposals/proposal.ts";
import { Comment } from "./report.ts";

export const ConsensusSignatureId = prefixedId("csg")
  .brand("ConsensusSignatureId")
  .meta({ id: "ConsensusSignatureId" });
export type ConsensusSignatureId = z.infer<typeof ConsensusSignatureId>;

/** An expert's word under a consensus: that it says what was agreed, or with a view of one's own beside it. */
export const ConsensusSignatureHead = z
  .object({
    state: z.literal("signed"),
    id: ConsensusSignatureId,
    proposalId: ProposalId,
    /** The words that were signed. */
    consensusSha256: Digest,
    /** Where the expert sees it differently. */
    minorityViewSha256: Digest.optional(),
  })
  .meta({ id: "ConsensusSignatureHead" });
export type ConsensusSignatureHead = z.infer<typeof ConsensusSignatureHead>;

export const ConsensusSignature = ConsensusSignatureHead.extend({ expert: UserId, signedAt: Instant });
export type ConsensusSignature = z.infer<typeof ConsensusSignature>;

/** The words of a minority view: beside the head, which names them by their digest. */
export const MinorityViewBody = z.object({
  v: z.literal(1),
  proposalId: ProposalId,
  consensusSha256: Digest,
  expert: UserId,
  text: Comment,
});
export type MinorityViewBody = z.infer<typeof MinorityViewBody>;
