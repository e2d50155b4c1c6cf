import { Cents } from "@grants/kernel/money";
import { Rate } from "@grants/kernel/fraction";
import { partnersPerProposalMax } from "@grants/kernel/limits";
import { z } from "zod";
import { CallId, RateClass } from "../calls/call.ts";
import { BudgetPart, DeclarationPart, GeneralPart, PartPath, PartnerPart, TextPart } from "./part.ts";
import { ProposalId } from "./proposal.ts";

/** What one partner costs and asks for, computed, never entered (CLR-COST-01, CLR-MON-03). */
export const PartnerTotals = z
  .object({
    slot: z.string(),
    rateClass: RateClass,
    rate: Rate,
    directCents: Cents,
    indirectCents: Cents,
    eligibleCents: Cents,
    /** Requested Union contribution. */
    requestedCents: Cents,
    nationalCents: Cents,
    /** What the partner brings itself: eligible costs less the Union's and the funder's share. */
    ownCents: Cents,
  })
  .meta({ id: "PartnerTotals" });
export type PartnerTotals = z.infer<typeof PartnerTotals>;

export const ProposalTotals = z
  .object({ partners: z.array(PartnerTotals), eligibleCents: Cents, requestedCents: Cents, nationalCents: Cents })
  .meta({ id: "ProposalTotals" });
export type ProposalTotals = z.infer<typeof ProposalTotals>;

/** The whole proposal, frozen: the canonical JSON of this is what its digest names and what experts read. */
export const ProposalDocument = z
  .object({
    v: z.literal(1),
    proposalId: ProposalId,
    callId: CallId,
    topicId: z.string(),
    /** The call version whose rates and categories computed the totals. */
    callVersion: z.int().min(1),
    general: GeneralPart,
    partners: z.array(PartnerPart).min(1).max(partnersPerProposalMax),
    budgets: z.array(BudgetPart).min(1).max(partnersPerProposalMax),
    texts: z.array(TextPart),
    /** What the project and each partner declare; absent where nothing is declared. */
    declarations: z.array(DeclarationPart).optional(),
    totals: ProposalTotals,
    /** Version of every part at the freeze. */
    partVersions: z.record(PartPath, z.int().min(1)),
  })
  .meta({ id: "ProposalDocument" });
export type ProposalDocument = z.infer<typeof ProposalDocument>;
