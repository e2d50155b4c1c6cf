import { Digest } from "@grants/kernel/digest";
import { prefixedId } from "@grants/kernel/id";
import { LineText } from "@grants/kernel/text";
import { Instant } from "@grants/kernel/time";
import { z } from "zod";
import { ProposalId } from "../proposals/proposal.ts";
import { ScoresByCriterion } from "./ranking.ts";
import { CommentsByCriterion } from "./report.ts";

export const ConsensusId = prefixedId("con").brand("ConsensusId").meta({ id: "ConsensusId" });
export type ConsensusId = z.infer<typeof ConsensusId>;

/** Women and men among the named staff who are primarily responsible (CLR-RANK-05). */
export const NamedStaff = z
  .strictObject({ women: z.int().min(0).max(1_000), men: z.int().min(0).max(1_000) })
  .meta({ id: "NamedStaff" });

export const Theme = LineText.min(1).max(60).meta({ id: "Theme" });

/** The head of what the experts of a proposal agreed on. It is recorded once: a ranking stands on it. */
export const ConsensusHead = z
  .object({
    state: z.literal("agreed"),
    id: ConsensusId,
    proposalId: ProposalId,
    scores: ScoresByCriterion,
    bodySha256: Digest,
  })
  .meta({ id: "ConsensusHead" });
export type ConsensusHead = z.infer<typeof ConsensusHead>;

/** What the ranking reads beside the scores. */
const tagged = {
  /** The theme that the experts tag; without a tag the theme counts as covered (CLR-RANK-02). */
  theme: Theme.optional(),
  namedStaff: NamedStaff.optional(),
  agreedAt: Instant,
};

export const Consensus = ConsensusHead.extend(tagged);
export type Consensus = z.infer<typeof Consensus>;

/** The words of a consensus and all that it tags: beside the head, which names them by their digest. */
export const ConsensusBody = z.object({
  v: z.literal(1),
  proposalId: ProposalId,
  documentSha256: Digest,
  ...tagged,
  comments: CommentsByCriterion,
});
export type ConsensusBody = z.infer<typeof ConsensusBody>;
