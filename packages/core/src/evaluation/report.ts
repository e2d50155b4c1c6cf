import { Digest } from "@grants/kernel/digest";
import { UserId, prefixedId } from "@grants/kernel/id";
import { ParagraphText } from "@grants/kernel/text";
import { Instant } from "@grants/kernel/time";
import { z } from "zod";
import { CriterionName } from "../calls/call.ts";
import { ProposalId } from "../proposals/proposal.ts";
import { ScoreText, ScoresByCriterion } from "./ranking.ts";

export const ReportId = prefixedId("rep").brand("ReportId").meta({ id: "ReportId" });
export type ReportId = z.infer<typeof ReportId>;

/** In any alphabet of the Union so long a comment is saved in four write units. */
const commentCharactersMax = 1_800;

/** What an expert writes on a criterion: personal opinion, kept out of the chain. */
export const Comment = ParagraphText.max(commentCharactersMax).meta({ id: "EvaluationComment" });
export const CommentsByCriterion = z.partialRecord(CriterionName, Comment).meta({ id: "CommentsByCriterion" });
export type CommentsByCriterion = z.infer<typeof CommentsByCriterion>;

/** One criterion of a report that is being written: an autosave of its own. */
export const ReportPart = z
  .object({
    criterion: CriterionName,
    version: z.int().min(1),
    savedAt: Instant,
    score: ScoreText.optional(),
    comment: Comment,
  })
  .meta({ id: "ReportPart" });
export type ReportPart = z.infer<typeof ReportPart>;

/** The head of an expert's own report; it is handed in once. */
export const ReportHead = z
  .object({
    state: z.literal("submitted"),
    id: ReportId,
    proposalId: ProposalId,
    scores: ScoresByCriterion,
    bodySha256: Digest,
  })
  .meta({ id: "ReportHead" });
export type ReportHead = z.infer<typeof ReportHead>;

export const Report = ReportHead.extend({ expert: UserId, submittedAt: Instant });
export type Report = z.infer<typeof Report>;

/** The words of a report: beside the head, which names them by their digest. */
export const ReportBody = z.object({
  v: z.literal(1),
  proposalId: ProposalId,
  documentSha256: Digest,
  expert: UserId,
  submittedAt: Instant,
  comments: CommentsByCriterion,
});
export type ReportBody = z.infer<typeof ReportBody>;
