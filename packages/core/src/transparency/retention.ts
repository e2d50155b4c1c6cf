import { addMonths, lastOfYear, laterOf } from "@grants/kernel/calendar";
import { type Cents, cents } from "@grants/kernel/money";
import { LocalDate } from "@grants/kernel/time";
import { parameterOn } from "../reference/parameters.ts";

const monthsPerYear = 12;
/** Up to this funding, inclusive, records are kept for the shorter period (FR 133(1)). */
const smallFundingCents = cents(60_000_00);

/** Day by which the recipients of the money that was legally committed in a year are published: 30 June of the next (TRA-01). */
export const publishRecipientsBy = (commitmentYear: number): LocalDate =>
  LocalDate.parse(`${commitmentYear + 1}-06-30`);

/** Last day on which the personal data of those recipients may be shown (TRA-02). */
export const personalDataRemovedAfter = (commitmentYear: number): LocalDate => {
  const committedBy = lastOfYear(commitmentYear);
  return lastOfYear(commitmentYear + parameterOn("fr.publication.personalDataYears", committedBy).value);
};

export type RecordKeeping = {
  readonly years: number;
  /** Last day; `null` while a procedure is open that keeps the records. */
  readonly until: LocalDate | null;
  readonly isExtended: boolean;
};

/**
 * How long a beneficiary keeps its records after the balance (RECD-01). An audit, litigation or inquiry keeps them until it ends:
 * `openUntil` is that day, `OPEN` while nobody knows it.
 */
export const recordKeepingOf = ({
  balancePaidOn,
  fundingCents,
  openUntil,
}: {
  readonly balancePaidOn: LocalDate;
  readonly fundingCents: Cents;
  readonly openUntil: LocalDate | "OPEN" | null;
}): RecordKeeping => {
  const { default: ordinary, upTo60000 } = parameterOn("fr.records.beneficiaryYears", balancePaidOn).value;
  const years = fundingCents > smallFundingCents ? ordinary : upTo60000;
  const regularUntil = addMonths(balancePaidOn, years * monthsPerYear);
  if (openUntil === "OPEN") return { years, until: null, isExtended: true };
  const until = openUntil === null ? regularUntil : laterOf(regularUntil, openUntil);
  return { years, until, isExtended: until !== regularUntil };
};

const institutionYears = 5;

/**
 * Last day on which the ECCC must keep the supporting documents of a budget year, and with them who decided (RECD-02): five years from the
 * discharge for that year. The discharge is due by 15 May of the second year after it; a later one would keep them longer, and is entered here.
 */
export const supportingDocumentsKeptUntil = (
  budgetYear: number,
  dischargedOn: LocalDate = LocalDate.parse(`${budgetYear + 2}-05-15`),
): LocalDate => addMonths(dischargedOn, institutionYears * monthsPerYear);
