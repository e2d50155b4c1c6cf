import { Digest } from "@grants/kernel/digest";
import { prefixedId } from "@grants/kernel/id";
import { Instant } from "@grants/kernel/time";
import { z } from "zod";
import { ProposalId } from "../proposals/proposal.ts";
import { ScoresByCriterion } from "./ranking.ts";

export const ConsensusId = prefixedId("con").brand("ConsensusId").meta({ id: "ConsensusId" });
export type ConsensusId = z.infer<typeof ConsensusId>;

/** Women and men among the named staff who are primarily responsible (CLR-RANK-05). */
export const NamedStaff = z
  .strictObject({ women: z.int().min(0).max(1_000), men: z.int().min(0).max(1_000) })
  .meta({ id: "NamedStaff" });

export const Theme = z.string().trim().min(1).max(60).meta({ id: "Theme" });

/** The head of what the experts of a proposal agreed on. It is recorded once: a ranking stands on it. */
export const Consensus = z
  .object({
    state: z.literal("agreed"),
    id: ConsensusId,
    proposalId: ProposalId,
    scores: ScoresByCriterion,
    /** The theme that the experts tag; without a tag the theme counts as covered (CLR-RANK-02). */
    theme: Theme.optional(),
    namedStaff: NamedStaff.optional(),
    bodySha256: Digest,
    agreedAt: Instant,
  })
  .meta({ id: "Consensus" });
export type Consensus = z.infer<typeof Consensus>;
