import { computePayments } from "@grants/core/disbursement/compute-payments";
import { parameterOn } from "@grants/core/reference/parameters";
import { Rate } from "@grants/kernel/fraction";
import { Cents } from "@grants/kernel/money";
import { LocalDate } from "@grants/kernel/time";
import { z } from "zod";

const Input = z.object({
  programme: z.enum(["DEP", "HE"]),
  beneficiaryNonProfit: z.boolean(),
  maxGrantCents: Cents,
  fundingRate: Rate,
  prefinancingRate: Rate,
  mimRate: Rate,
  paymentCeilingRate: Rate,
  interims: z.array(z.object({ acceptedCostsCents: Cents })),
  final: z.object({
    acceptedCostsCents: Cents,
    revenues: z.array(z.object({ kind: z.enum(["ACTION_INCOME", "EXPLOITATION_OF_RESULTS"]), cents: Cents })),
    breachReductionCents: Cents.default(Cents.parse(0)),
  }),
});

// The cases name no date: the law in force since the recast of the Financial Regulation.
const lowValueGrant = parameterOn("fr.lowValueGrant.max", LocalDate.parse("2026-01-01"));

export const adapt = (input: unknown): unknown => {
  const { interims, final, ...terms } = Input.parse(input);
  const conditions = { lowValueGrantMaxCents: lowValueGrant.value, breachReductionOrder: "BEFORE_CAP" } as const;
  return computePayments({ ...terms, ...conditions }, interims, final);
};
