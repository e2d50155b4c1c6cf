import { parseFraction, type Rate } from "@grants/kernel/fraction";
import { type Cents, shareOf, sumCents } from "@grants/kernel/money";
import { type Result, err, ok } from "@grants/kernel/result";

/** Funding rates by class, as a call's table gives them: "SME", "OTHER", "NON_PROFIT" (CALL-05, HSC-07). */
export type RatesByClass = { readonly [rateClass: string]: Rate | undefined };

/** A participant with accepted or budgeted costs: funded at the rate of its own class, or at the rate of the beneficiary it is affiliated to. */
export type Participant<Id extends string> = {
  readonly id: Id;
  readonly costsCents: Cents;
  readonly rateClass?: string | undefined;
  readonly affiliatedTo?: Id | undefined;
};

export type BeneficiaryContribution<Id extends string> = {
  readonly id: Id;
  readonly rate: Rate;
  readonly contributionCents: Cents;
};

export type BeneficiaryContributions<Id extends string> = {
  readonly perBeneficiary: readonly BeneficiaryContribution<Id>[];
  readonly totalContributionCents: Cents;
};

export type RateNotFound<Id extends string> =
  | { readonly kind: "ParticipantNamedTwice"; readonly participant: Id }
  | { readonly kind: "RateClassUnknown"; readonly participant: Id; readonly rateClass: string | null }
  | { readonly kind: "AffiliatedToUnknown"; readonly participant: Id; readonly affiliatedTo: Id }
  | { readonly kind: "AffiliatedInACircle"; readonly participant: Id };

/**
 * The Union contribution of each participant at its own rate (DEP rate table, HSC-07). An affiliated entity takes the rate of its
 * beneficiary, through any number of links (GA-15). Each contribution is rounded, the total is the sum of the rounded ones (CLR-MON-03).
 */
export const applyBeneficiaryRates = <Id extends string>(
  rates: RatesByClass,
  participants: readonly Participant<Id>[],
): Result<BeneficiaryContributions<Id>, RateNotFound<Id>> => {
  const participantById = new Map(participants.map((participant) => [participant.id, participant]));
  const perBeneficiary: BeneficiaryContribution<Id>[] = [];
  for (const participant of participants) {
    const { id, costsCents } = participant;
    if (participantById.get(id) !== participant) return err({ kind: "ParticipantNamedTwice", participant: id });
    const rate = rateOf(participant, participantById, rates);
    if (!rate.ok) return rate;
    perBeneficiary.push({ id, rate: rate.value, contributionCents: shareOf(costsCents, parseFraction(rate.value)) });
  }
  const totalContributionCents = sumCents(perBeneficiary.map(({ contributionCents }) => contributionCents));
  return ok({ perBeneficiary, totalContributionCents });
};

const rateOf = <Id extends string>(
  participant: Participant<Id>,
  participantById: ReadonlyMap<Id, Participant<Id>>,
  rates: RatesByClass,
): Result<Rate, RateNotFound<Id>> => {
  const followed = new Set<Id>();
  let holder = participant;
  while (holder.affiliatedTo !== undefined) {
    if (followed.has(holder.id)) return err({ kind: "AffiliatedInACircle", participant: participant.id });
    followed.add(holder.id);
    const { id, affiliatedTo } = holder;
    const next = participantById.get(affiliatedTo);
    if (next === undefined) return err({ kind: "AffiliatedToUnknown", participant: id, affiliatedTo });
    holder = next;
  }
  const { id, rateClass } = holder;
  const rate = rateClass !== undefined && Object.hasOwn(rates, rateClass) ? rates[rateClass] : undefined;
  return rate === undefined
    ? err({ kind: "RateClassUnknown", participant: id, rateClass: rateClass ?? null })
    : ok(rate);
};
