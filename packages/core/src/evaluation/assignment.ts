import { Digest } from "@grants/kernel/digest";
import { UserId, prefixedId } from "@grants/kernel/id";
import { expertsPerProposalMax, expertsPerProposalMin } from "@grants/kernel/limits";
import { Instant } from "@grants/kernel/time";
import { z } from "zod";
import { CallId } from "../calls/call.ts";
import { Acronym, ProposalId } from "../proposals/proposal.ts";

export const AssignmentId = prefixedId("asg").brand("AssignmentId").meta({ id: "AssignmentId" });
export type AssignmentId = z.infer<typeof AssignmentId>;

/** The head of a proposal's evaluation: it names who evaluates what by a digest. */
export const AssignmentHead = z
  .object({ state: z.literal("assigned"), id: AssignmentId, proposalId: ProposalId, manifestSha256: Digest })
  .meta({ id: "AssignmentHead" });
export type AssignmentHead = z.infer<typeof AssignmentHead>;

/** Who evaluates which document. The first expert is the rapporteur. */
export const AssignmentManifest = z.object({
  callId: CallId,
  documentSha256: Digest,
  experts: z.array(UserId).min(expertsPerProposalMin).max(expertsPerProposalMax),
});
export type AssignmentManifest = z.infer<typeof AssignmentManifest>;

export const Assignment = AssignmentHead.extend(AssignmentManifest.shape).meta({ id: "Assignment" });
export type Assignment = z.infer<typeof Assignment>;

export const isRapporteur = ({ experts: [first] }: Pick<Assignment, "experts">, user: UserId): boolean =>
  first === user;

/** One expert's part in the evaluation of a proposal; it is gone when somebody else was assigned instead. */
export const ExpertAssignment = z
  .object({
    proposalId: ProposalId,
    callId: CallId,
    topicId: z.string(),
    documentSha256: Digest,
    acronym: Acronym,
    title: z.string(),
    expert: UserId,
    assignedAt: Instant,
    /** Set when the expert's report is in: from then on nobody takes the place. */
    reportedAt: Instant.optional(),
  })
  .meta({ id: "ExpertAssignment" });
export type ExpertAssignment = z.infer<typeof ExpertAssignment>;
