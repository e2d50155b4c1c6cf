import { decideFurtherPrefinancing } from "@grants/core/disbursement/second-prefinancing";
import { Rate, formatFraction } from "@grants/kernel/fraction";
import { Cents } from "@grants/kernel/money";
import { z } from "zod";

const Input = z.object({
  previousPrefinancingCents: z.array(Cents),
  consumedCents: Cents,
  instalmentCents: Cents,
  consumptionThreshold: Rate,
});

export const adapt = (input: unknown): unknown => {
  const decision = decideFurtherPrefinancing(Input.parse(input));
  const { consumedShare } = decision;
  return { ...decision, consumedShare: consumedShare === null ? null : formatFraction(consumedShare) };
};
