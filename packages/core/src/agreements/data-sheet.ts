import { Digest } from "@grants/kernel/digest";
import { Rate } from "@grants/kernel/fraction";
import { OrganisationId } from "@grants/kernel/id";
import { partnersPerProposalMax } from "@grants/kernel/limits";
import { Cents, sumCents } from "@grants/kernel/money";
import { LocalDate } from "@grants/kernel/time";
import { z } from "zod";
import { FunderCode } from "../access/rights.ts";
import { ActionType, CallId, Programme, RateClass } from "../calls/call.ts";
import { AwardId, CommitmentId } from "../cofunding/award.ts";
import type { Commitment } from "../cofunding/commitment.ts";
import { CountryCode, PartnerSlot, Pic } from "../proposals/part.ts";
import { Acronym, ProposalId } from "../proposals/proposal.ts";
import { BankAccountId } from "../registry/organisation.ts";
import { AgreementId, ProjectNumber } from "./agreement.ts";
import { CostCategory } from "./build-up-costs.ts";
import { LumpSumPackage } from "./lump-sum-packages.ts";

/** A beneficiary with its own rate and its share of the maximum grant. */
export const Party = z
  .object({
    slot: PartnerSlot,
    /** Set when the organisation was registered. */
    organisation: OrganisationId.optional(),
    name: z.string(),
    pic: Pic,
    country: CountryCode,
    rateClass: RateClass,
    rate: Rate,
    eligibleCents: Cents,
    maxContributionCents: Cents,
  })
  .meta({ id: "Party" });
export type Party = z.infer<typeof Party>;

export const ReportingPeriod = z
  .object({ number: z.int().min(1), from: LocalDate, to: LocalDate })
  .meta({ id: "ReportingPeriod" });
export type ReportingPeriod = z.infer<typeof ReportingPeriod>;

/** The terms of an agreement, immutable: every amount, rate and period that a payment is computed from (agreements.md, "Data Sheet"). */
export const DataSheet = z
  .object({
    v: z.literal(1),
    agreementId: AgreementId,
    projectNumber: ProjectNumber,
    awardId: AwardId,
    commitmentId: CommitmentId,
    coordinator: OrganisationId,
    callId: CallId,
    /** The call version whose rates and categories hold. */
    callVersion: z.int().min(1),
    topicId: z.string(),
    proposalId: ProposalId,
    /** The submitted document that was awarded. */
    documentSha256: Digest,
    acronym: Acronym,
    title: z.string(),
    programme: Programme,
    actionType: ActionType,
    startsOn: LocalDate,
    endsOn: LocalDate,
    durationMonths: z.int().min(1),
    /** The Union's money, absolute, whatever the costs become (FORM-02, GA-12). */
    maxGrantCents: Cents,
    /** What national funders give beside the Union's grant. */
    national: z.array(z.object({ funder: FunderCode, cents: Cents })),
    /** The part of the maximum grant that comes from the common pot, where national money was short (MAT-02). */
    commonPotCents: Cents,
    parties: z.array(Party).min(1).max(partnersPerProposalMax),
    /** Of a lump-sum grant: what is paid for each work package once it is accepted (GA-13). */
    lumpSum: z.array(LumpSumPackage).optional(),
    costCategories: z.array(CostCategory),
    indirectBase: z.array(CostCategory),
    indirectRate: Rate,
    reportingPeriods: z.array(ReportingPeriod).min(1),
    prefinancingRate: Rate,
    /** Share of the maximum grant that the mutual insurance mechanism keeps; "0" for none (GA-03). */
    mimRate: Rate,
    /** Ceiling of pre-financing and interim payments together (GA-04). */
    paymentCeilingRate: Rate,
    /** Time to pay (PAY-05, GA-07). */
    prefinancingDays: z.int().min(1),
    interimDays: z.int().min(1),
    finalDays: z.int().min(1),
    /** Above this contribution to a beneficiary's costs the final payment needs a certificate (GA-08). */
    certificateFromCents: Cents,
    /** Year N of the commitment and the last day for signing, 31 December N+1 (COMT-03). */
    budgetYear: z.int(),
    signByOn: LocalDate,
    /** The coordinator's validated account when the sheet was made; a payment goes to the one that is valid then. */
    bankAccountId: BankAccountId.optional(),
  })
  .meta({ id: "DataSheet" });
export type DataSheet = z.infer<typeof DataSheet>;

/** The Union's money for an award, from its topic and from the common pot: the maximum of its grant. */
export const grantCentsOf = ({
  unionCents,
  commonPotCents,
}: Pick<Commitment, "unionCents" | "commonPotCents">): Cents => sumCents([unionCents, commonPotCents]);
