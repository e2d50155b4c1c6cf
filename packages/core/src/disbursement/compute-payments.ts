import { parseFraction, type Rate } from "@grants/kernel/fraction";
import {
  type Cents,
  type SignedCents,
  NO_CENTS,
  cents,
  minusAtLeastZero,
  proportionOf,
  shareOf,
  signedCents,
  smallerOf,
  sumCents,
} from "@grants/kernel/money";

/** What the data sheet of an agreement says about its payments; a payment names the version of the sheet it was computed on. */
export type PaymentTerms = {
  readonly programme: "DEP" | "HE";
  readonly beneficiaryNonProfit: boolean;
  readonly maxGrantCents: Cents;
  readonly fundingRate: Rate;
  readonly prefinancingRate: Rate;
  /** Share of the maximum grant kept for the mutual insurance mechanism; "0" where the data sheet has none (GA-03). */
  readonly mimRate: Rate;
  /** Ceiling of pre-financing and interim payments together, as a share of the maximum grant (GA-04). */
  readonly paymentCeilingRate: Rate;
  /** At or below this maximum grant there is no no-profit deduction (PRI-06, PRI-09; parameter `fr.lowValueGrant.max`). */
  readonly lowValueGrantMaxCents: Cents;
  /** When a reduction for breach is taken: before the cap (corporate model agreement, Art. 22.3.4) or last (H2020 model) (GA-05). */
  readonly breachReductionOrder: "BEFORE_CAP" | "LAST";
};

export type Prefinancing = {
  readonly prefinancingGrossCents: Cents;
  readonly mimRetainedCents: Cents;
  readonly prefinancingTransferCents: Cents;
};

/** Pre-financing and what the mutual insurance mechanism keeps of it, each rounded; never more than the pre-financing itself (GA-02, GA-03, HE-R 37(3)). */
export const computePrefinancing = (
  terms: Pick<PaymentTerms, "maxGrantCents" | "prefinancingRate" | "mimRate">,
): Prefinancing => {
  const prefinancingGrossCents = shareOf(terms.maxGrantCents, parseFraction(terms.prefinancingRate));
  const mimShare = shareOf(terms.maxGrantCents, parseFraction(terms.mimRate));
  const mimRetainedCents = smallerOf(mimShare, prefinancingGrossCents);
  const prefinancingTransferCents = cents(prefinancingGrossCents - mimRetainedCents);
  return { prefinancingGrossCents, mimRetainedCents, prefinancingTransferCents };
};

export type InterimPayment = { readonly acceptedContributionCents: Cents; readonly paidCents: Cents };

/**
 * An interim payment: the contribution to the costs accepted for the period, as far as pre-financing and interim payments together
 * stay within the ceiling (GA-04). A ceiling that is used up pays nothing.
 */
export const computeInterim = (
  terms: Pick<PaymentTerms, "maxGrantCents" | "fundingRate" | "paymentCeilingRate">,
  acceptedCostsCents: Cents,
  paidBeforeCents: Cents,
): InterimPayment => {
  const acceptedContributionCents = shareOf(acceptedCostsCents, parseFraction(terms.fundingRate));
  const ceilingCents = shareOf(terms.maxGrantCents, parseFraction(terms.paymentCeilingRate));
  const paidCents = smallerOf(acceptedContributionCents, minusAtLeastZero(ceilingCents, paidBeforeCents));
  return { acceptedContributionCents, paidCents };
};

export type Revenue = { readonly kind: "ACTION_INCOME" | "EXPLOITATION_OF_RESULTS"; readonly cents: Cents };

/** The final report, with the costs of the whole action. */
export type FinalReport = {
  readonly acceptedCostsCents: Cents;
  readonly revenues: readonly Revenue[];
  readonly breachReductionCents: Cents;
};

export type FinalGrant = {
  readonly step1Cents: Cents;
  readonly step2CappedCents: Cents;
  readonly receiptsCountedCents: Cents;
  readonly noProfitExemption: "NON_PROFIT_ORGANISATION" | "LOW_VALUE_GRANT" | null;
  readonly profitCents: Cents;
  readonly profitDeductionCents: Cents;
  readonly finalGrantCents: Cents;
};

/**
 * The final grant (GA-05): the contribution to all accepted costs less a reduction for breach, at least nothing (step 1), at most the
 * maximum grant (step 2), less the no-profit deduction and never below nothing (step 3). With the order `LAST` the reduction follows.
 */
export const computeFinalGrant = (terms: PaymentTerms, report: FinalReport): FinalGrant => {
  const { acceptedCostsCents, breachReductionCents } = report;
  const isReducedFirst = terms.breachReductionOrder === "BEFORE_CAP";
  const contribution = shareOf(acceptedCostsCents, parseFraction(terms.fundingRate));
  const step1Cents = minusAtLeastZero(contribution, isReducedFirst ? breachReductionCents : NO_CENTS);
  const step2CappedCents = smallerOf(step1Cents, terms.maxGrantCents);
  const noProfit = applyNoProfitRule(terms, report, step2CappedCents);
  const afterDeduction = minusAtLeastZero(step2CappedCents, noProfit.profitDeductionCents);
  const finalGrantCents = minusAtLeastZero(afterDeduction, isReducedFirst ? NO_CENTS : breachReductionCents);
  return { step1Cents, step2CappedCents, ...noProfit, finalGrantCents };
};

type NoProfit = Pick<FinalGrant, "receiptsCountedCents" | "noProfitExemption" | "profitCents" | "profitDeductionCents">;

// PRI-06, CLR-PAY-04: profit = grant (after the cap) + revenue − eligible costs; the Union takes back its own share of it.
const applyNoProfitRule = (terms: PaymentTerms, report: FinalReport, grantCents: Cents): NoProfit => {
  const { acceptedCostsCents, revenues } = report;
  const noProfitExemption = exemptionOf(terms);
  const counted = revenues.filter(({ kind }) => noProfitExemption === null && counts(kind, terms.programme));
  const receiptsCountedCents = sumCents(counted.map((revenue) => revenue.cents));
  const profitCents = minusAtLeastZero(sumCents([grantCents, receiptsCountedCents]), acceptedCostsCents);
  const hasShare = noProfitExemption === null && acceptedCostsCents > 0;
  const profitDeductionCents = hasShare ? proportionOf(profitCents, grantCents, acceptedCostsCents) : NO_CENTS;
  return { receiptsCountedCents, noProfitExemption, profitCents, profitDeductionCents };
};

const exemptionOf = (terms: PaymentTerms): FinalGrant["noProfitExemption"] => {
  if (terms.beneficiaryNonProfit) return "NON_PROFIT_ORGANISATION";
  return terms.maxGrantCents <= terms.lowValueGrantMaxCents ? "LOW_VALUE_GRANT" : null;
};

// PRI-07: in Horizon Europe income from the exploitation of results is not a receipt.
const counts = (kind: Revenue["kind"], programme: PaymentTerms["programme"]): boolean =>
  programme !== "HE" || kind !== "EXPLOITATION_OF_RESULTS";

export type Balance = {
  /** Final grant less what was paid; negative when too much was paid. */
  readonly balanceCents: SignedCents;
  readonly mimReleasedCents: Cents;
  /** To the coordinator: balance and released retention together, when that is positive. */
  readonly transferCents: Cents;
  /** What the released retention leaves open of a negative balance (REC-01). */
  readonly recoveryOrderCents: Cents;
};

/** The balance: retention is released in any case and set off first where the balance is negative (GA-05). */
export const computeBalance = (finalGrantCents: Cents, paidGrossCents: Cents, mimRetainedCents: Cents): Balance => {
  const inHandCents = sumCents([finalGrantCents, mimRetainedCents]);
  return {
    balanceCents: signedCents(finalGrantCents - paidGrossCents),
    mimReleasedCents: mimRetainedCents,
    transferCents: minusAtLeastZero(inHandCents, paidGrossCents),
    recoveryOrderCents: minusAtLeastZero(paidGrossCents, inHandCents),
  };
};

export type Payments = Prefinancing & {
  readonly interims: readonly InterimPayment[];
  readonly final: FinalGrant & Balance;
};

/** Every payment of an agreement from pre-financing to balance, in the order of its reports (GA-02 to GA-05). */
export const computePayments = (
  terms: PaymentTerms,
  interimReports: readonly { readonly acceptedCostsCents: Cents }[],
  finalReport: FinalReport,
): Payments => {
  const prefinancing = computePrefinancing(terms);
  const interims: InterimPayment[] = [];
  let paidCents = prefinancing.prefinancingGrossCents;
  for (const { acceptedCostsCents } of interimReports) {
    const interim = computeInterim(terms, acceptedCostsCents, paidCents);
    interims.push(interim);
    paidCents = sumCents([paidCents, interim.paidCents]);
  }
  const final = computeFinalGrant(terms, finalReport);
  const balance = computeBalance(final.finalGrantCents, paidCents, prefinancing.mimRetainedCents);
  return { ...prefinancing, interims, final: { ...final, ...balance } };
};
