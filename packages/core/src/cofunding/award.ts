import { Digest } from "@grants/kernel/digest";
import { OrganisationId, prefixedId } from "@grants/kernel/id";
import { z } from "zod";
import { CallId } from "../calls/call.ts";
import { ProposalId } from "../proposals/proposal.ts";

export const AwardId = prefixedId("awd").brand("AwardId").meta({ id: "AwardId" });
export type AwardId = z.infer<typeof AwardId>;

export const AwardDecisionId = prefixedId("dec").brand("AwardDecisionId").meta({ id: "AwardDecisionId" });
export type AwardDecisionId = z.infer<typeof AwardDecisionId>;

export const CommitmentId = prefixedId("cmt").brand("CommitmentId").meta({ id: "CommitmentId" });
export type CommitmentId = z.infer<typeof CommitmentId>;

const shared = {
  id: AwardId,
  decisionId: AwardDecisionId,
  callId: CallId,
  proposalId: ProposalId,
  /** Place in the award decision of its topic; absent where nobody is ranked. */
  rank: z.int().min(1).optional(),
  coordinator: OrganisationId,
  /** The submitted document that was awarded. */
  documentSha256: Digest,
  commitmentId: CommitmentId,
};
const agreementId = prefixedId("agr");

const AwardedAward = z.object({ state: z.literal("awarded"), ...shared }).meta({ id: "AwardedAward" });
const PreparedAward = z
  .object({ state: z.literal("agreementPrepared"), ...shared, agreementId })
  .meta({ id: "PreparedAward" });
const SignedAward = z.object({ state: z.literal("signed"), ...shared, agreementId }).meta({ id: "SignedAward" });

/**
 * The head of an award, born with the commitment of its money: a decided award without money is only a row of its decision (COMT-01).
 * It follows the agreement from there.
 */
export const Award = z.discriminatedUnion("state", [AwardedAward, PreparedAward, SignedAward]).meta({ id: "Award" });
export type Award = z.infer<typeof Award>;
