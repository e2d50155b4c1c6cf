import { UserId, prefixedId } from "@grants/kernel/id";
import { Instant } from "@grants/kernel/time";
import { z } from "zod";
import { InterestNature } from "../experts/conflict.ts";
import { ProposalId } from "../proposals/proposal.ts";

export const DeclarationId = prefixedId("dcl").brand("InterestDeclarationId").meta({ id: "InterestDeclarationId" });

/** What is known of one expert's interest in one proposal: nothing against it, or a conflict that ended the assignment (EVA-02). */
export const DeclarationHead = z
  .object({ state: z.enum(["clear", "conflict"]), id: DeclarationId, proposalId: ProposalId })
  .meta({ id: "InterestDeclarationHead" });
export type DeclarationHead = z.infer<typeof DeclarationHead>;

/** Of which kind a conflict is says something of the person: it is kept beside the head, out of the chain. */
export const Declaration = DeclarationHead.extend({
  expert: UserId,
  declaredAt: Instant,
  nature: InterestNature.optional(),
});
export type Declaration = z.infer<typeof Declaration>;
