import { Digest } from "@grants/kernel/digest";
import { UserId, prefixedId } from "@grants/kernel/id";
import { z } from "zod";
import { ProposalId } from "../proposals/proposal.ts";

const OverrideId = prefixedId("coi").brand("ConflictOverrideId");

/** A potential conflict that an officer set aside, with a reason: what was known then, by its digest. Anything new is a conflict again. */
export const ConflictOverride = z
  .object({
    state: z.literal("setAside"),
    id: OverrideId,
    proposalId: ProposalId,
    expert: UserId,
    factsSha256: Digest,
  })
  .meta({ id: "ConflictOverride" });
export type ConflictOverride = z.infer<typeof ConflictOverride>;
export const overrideIdOf = (text: string) => OverrideId.parse(`coi_${text}`);
