import { Cents } from "@grants/kernel/money";
import { Rate } from "@grants/kernel/fraction";
import { annexesPerProposalMax, partnersPerProposalMax } from "@grants/kernel/limits";
import { z } from "zod";
import { CallId, RateClass } from "../calls/call.ts";
import { AnnexPart } from "./annex.ts";
import {
  BudgetPart,
  CostsPart,
  DeclarationPart,
  GeneralPart,
  PartPath,
  PartnerPart,
  TextPart,
  WorkPackagePart,
} from "./part.ts";
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
    /** Granted by other Union programmes for the same costs; absent where the partner declares no other grant (MAT-07). */
    otherUnionCents: Cents.optional(),
    /** Income of the action; absent where none is declared. */
    incomeCents: Cents.optional(),
    /** What the partner brings itself: eligible costs less what the Union, the funder and others pay. */
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
    /** Where the proposal is planned by work packages. */
    workPackages: z.array(WorkPackagePart).optional(),
    /** The lines behind the budgets of the partners that plan by lines: their categories are the sums of these. */
    costs: z.array(CostsPart).optional(),
    texts: z.array(TextPart),
    /** The files that belong to it, each named by its digest and its version in the storage; absent where there are none. */
    annexes: z.array(AnnexPart).max(annexesPerProposalMax).optional(),
    /** What the project and each partner declare; absent where nothing is declared. */
    declarations: z.array(DeclarationPart).optional(),
    totals: ProposalTotals,
    /** Version of every part at the freeze. */
    partVersions: z.record(PartPath, z.int().min(1)),
  })
  .meta({ id: "ProposalDocument" });
export type ProposalDocument = z.infer<typeof ProposalDocument>;
