import { addDays } from "@grants/kernel/calendar";
import { type Cents, minusAtLeastZero } from "@grants/kernel/money";
import type { LocalDate } from "@grants/kernel/time";

export type TerminatedBeneficiary = {
  /** What the coordinator passed on to it. */
  readonly receivedCents: Cents;
  /** The Union contribution to its accepted costs until termination. */
  readonly acceptedContributionCents: Cents;
  readonly notifiedOn: LocalDate;
  /** Parameter `mga.terminationRepayment.days`. */
  readonly repaymentDays: number;
};

export type TerminationSettlement = {
  readonly owedToCoordinatorCents: Cents;
  readonly stillDueToBeneficiaryCents: Cents;
  /** Each beneficiary answers for its own debt unless the agreement says otherwise (HE-R 32(1)). */
  readonly liability: "OWN_DEBT";
  /** The arithmetic end of the period to repay; null where nothing is owed. */
  readonly repayBy: LocalDate | null;
  readonly ifUnpaid: "RECOVERY_FROM_BENEFICIARY" | null;
};

/** What a beneficiary that leaves an agreement owes or still gets; a debt goes to the coordinator first, then it is recovered (GA-10). */
export const settleTermination = (beneficiary: TerminatedBeneficiary): TerminationSettlement => {
  const { receivedCents, acceptedContributionCents, notifiedOn, repaymentDays } = beneficiary;
  const owedToCoordinatorCents = minusAtLeastZero(receivedCents, acceptedContributionCents);
  const owes = owedToCoordinatorCents > 0;
  return {
    owedToCoordinatorCents,
    stillDueToBeneficiaryCents: minusAtLeastZero(acceptedContributionCents, receivedCents),
    liability: "OWN_DEBT",
    repayBy: owes ? addDays(notifiedOn, repaymentDays) : null,
    ifUnpaid: owes ? "RECOVERY_FROM_BENEFICIARY" : null,
  };
};
