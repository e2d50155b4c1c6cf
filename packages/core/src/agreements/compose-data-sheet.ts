import { addDays, addMonths } from "@grants/kernel/calendar";
import { divide, fraction, parseFraction } from "@grants/kernel/fraction";
import { type Cents, allocate, cents, largerOf } from "@grants/kernel/money";
import type { LocalDate } from "@grants/kernel/time";
import type { CallVersion } from "../calls/call.ts";
import type { Award } from "../cofunding/award.ts";
import type { Commitment } from "../cofunding/commitment.ts";
import { FunderCode } from "../access/rights.ts";
import type { PartnerTotals, ProposalDocument } from "../proposals/document.ts";
import type { BankAccountId } from "../registry/organisation.ts";
import { parameterOn } from "../reference/parameters.ts";
import { takesLumpSums } from "../calls/programme-profiles.ts";
import type { AgreementId, ProjectNumber } from "./agreement.ts";
import { lumpSumPackages } from "./lump-sum-packages.ts";
import { type DataSheet, type Party, type ReportingPeriod, grantCentsOf } from "./data-sheet.ts";

/** A report is due at least every year and a half; an agreement may say otherwise (assumption). */
const reportingPeriodMonthsMax = 18;

/** Periods that follow each other without a gap from the first day of the action to the last. */
export const reportingPeriods = (startsOn: LocalDate, durationMonths: number): readonly ReportingPeriod[] => {
  const periods: ReportingPeriod[] = [];
  for (let from = 0; from < durationMonths; from += reportingPeriodMonthsMax) {
    const months = durationMonths - from < reportingPeriodMonthsMax ? durationMonths : from + reportingPeriodMonthsMax;
    periods.push({
      number: periods.length + 1,
      from: addMonths(startsOn, from),
      to: addDays(addMonths(startsOn, months), -1),
    });
  }
  return periods;
};

/** Union money by partner, where it is another one than each asked for. */
export type Shares = ReadonlyMap<string, Cents>;

/**
 * Costs of a partner as the sheet has them: as planned, and where it receives more than it asked for, at least those of which its rate
 * gives so much. Who takes over the work of a partner that left takes over its costs (assumption). Rounded up to the cent, so that the rate
 * of them is never less than the contribution.
 */
const costsOf = ({ eligibleCents, requestedCents, rate }: PartnerTotals, contributionCents: Cents): Cents => {
  if (contributionCents <= requestedCents) return eligibleCents;
  const { numerator, denominator } = divide(fraction(BigInt(contributionCents), 1n), parseFraction(rate));
  return largerOf(eligibleCents, cents((numerator + denominator - 1n) / denominator));
};

/**
 * The maximum grant shared among the beneficiaries in proportion to what each asked for; with the grant that was asked for, each has
 * exactly what it asked for (CLR-MON-02). After a change of the award, in proportion to what each receives since; who left is no party.
 */
const partiesOf = (
  { partners, totals }: ProposalDocument,
  { maxGrantCents, shares }: { readonly maxGrantCents: Cents; readonly shares: Shares | null },
): Party[] => {
  const asked = totals.partners.flatMap(({ slot, requestedCents }) => {
    const given = shares === null ? requestedCents : shares.get(slot);
    return given === undefined ? [] : [{ key: slot, weight: fraction(BigInt(given), 1n) }];
  });
  const given = allocate(maxGrantCents, asked);
  return partners.flatMap(({ slot, organisation, name, pic, country }) => {
    const maxContributionCents = given.get(slot);
    if (shares !== null && maxContributionCents === undefined) return [];
    const budget = totals.partners.find((partner) => partner.slot === slot);
    if (budget === undefined || maxContributionCents === undefined)
      throw new Error(`The partner ${slot} has no budget.`);
    const { rateClass, rate } = budget;
    const eligibleCents = shares === null ? budget.eligibleCents : costsOf(budget, maxContributionCents);
    const registered = organisation === undefined ? {} : { organisation };
    return [{ slot, ...registered, name, pic, country, rateClass, rate, eligibleCents, maxContributionCents }];
  });
};

export type SheetFacts = {
  readonly agreementId: AgreementId;
  readonly projectNumber: ProjectNumber;
  readonly award: Award;
  readonly commitment: Commitment;
  readonly document: ProposalDocument;
  readonly call: CallVersion;
  readonly bankAccountId: BankAccountId | null;
  /** What each partner receives since somebody left before the agreement; `null` where the award is as it was decided. */
  readonly shares: Shares | null;
  readonly startsOn: LocalDate;
  readonly preparedOn: LocalDate;
};

/** By funder, in alphabetical order. */
const nationalOf = ({ nationalCents }: Commitment): DataSheet["national"] =>
  Object.entries(nationalCents)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([funder, needed]) => ({ funder: FunderCode.parse(funder), cents: needed }));

const daysToPay = (preparedOn: LocalDate) => {
  const days = parameterOn("fr.timeToPay.days", preparedOn).value;
  // GA-07: the model agreements give 90 days after a report; pre-financing depends on none (PAY-05).
  return { prefinancingDays: days.default, interimDays: days.complex, finalDays: days.complex };
};

const certificateFrom = (programme: DataSheet["programme"], preparedOn: LocalDate) =>
  parameterOn(programme === "DEP" ? "dep.cfs.threshold" : "he.cfs.threshold.modelAgreement", preparedOn).value;

/** The data sheet of an award: from the document that was awarded, the money that was committed, and the call's terms. */
export const composeDataSheet = (facts: SheetFacts): DataSheet => {
  const { document, commitment, call, award, startsOn, preparedOn, bankAccountId } = facts;
  const { profile } = call.content;
  const { general } = document;
  const maxGrantCents = grantCentsOf(commitment);
  const parties = partiesOf(document, { maxGrantCents, shares: facts.shares });
  const lumpSum = takesLumpSums(profile) ? lumpSumPackages(document, parties, profile) : null;
  return {
    v: 1,
    agreementId: facts.agreementId,
    projectNumber: facts.projectNumber,
    awardId: award.id,
    commitmentId: commitment.id,
    coordinator: award.coordinator,
    callId: call.callId,
    callVersion: call.contentVersion,
    topicId: document.topicId,
    proposalId: award.proposalId,
    documentSha256: award.documentSha256,
    acronym: general.acronym,
    title: general.title,
    programme: profile.programme,
    actionType: profile.actionType,
    startsOn,
    endsOn: addDays(addMonths(startsOn, general.durationMonths), -1),
    durationMonths: general.durationMonths,
    maxGrantCents,
    national: nationalOf(commitment),
    commonPotCents: commitment.commonPotCents,
    parties,
    ...(lumpSum === null ? {} : { lumpSum }),
    costCategories: profile.costCategories,
    indirectBase: profile.indirectBase,
    indirectRate: profile.indirectRate,
    reportingPeriods: [...reportingPeriods(startsOn, general.durationMonths)],
    prefinancingRate: profile.prefinancingRate,
    mimRate: profile.mutualInsuranceRate,
    paymentCeilingRate: profile.interimCeilingRate,
    ...daysToPay(preparedOn),
    certificateFromCents: certificateFrom(profile.programme, preparedOn),
    budgetYear: commitment.budgetYear,
    signByOn: commitment.signByOn,
    ...(bankAccountId === null ? {} : { bankAccountId }),
  };
};
