import { OrganisationId, prefixedId } from "@grants/kernel/id";
import { z } from "zod";

const invitedMax = 200;

/** A short proposal whose people are invited to write a full one. */
export const InvitedProposal = z
  .strictObject({ proposalId: prefixedId("prop"), organisation: OrganisationId, topicId: z.string() })
  .meta({ id: "InvitedProposal" });
export type InvitedProposal = z.infer<typeof InvitedProposal>;

/** The second of two stages is a call of its own, for those who are invited alone. */
export const SecondStage = z
  .strictObject({ firstCallId: prefixedId("call"), invited: z.array(InvitedProposal).min(1).max(invitedMax) })
  .meta({ id: "SecondStage" });
export type SecondStage = z.infer<typeof SecondStage>;
