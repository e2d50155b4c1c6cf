import { type Cents, centsToEuroText, sumCents } from "@grants/kernel/money";

export type ControlSum = {
  readonly nbOfTxs: number;
  readonly ctrlSumCents: Cents;
  /** In euro with two decimals, as the file carries it. */
  readonly ctrlSum: string;
};

/** Count and sum of the transactions: the bank rejects a file in which they differ (CLR-PAYX-01). */
export const controlSum = (amounts: readonly Cents[]): ControlSum => {
  const ctrlSumCents = sumCents(amounts);
  return { nbOfTxs: amounts.length, ctrlSumCents, ctrlSum: centsToEuroText(ctrlSumCents) };
};
