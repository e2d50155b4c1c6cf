import { CostCategory, buildUpCosts } from "@grants/core/agreements/build-up-costs";
import { Rate } from "@grants/kernel/fraction";
import { Cents } from "@grants/kernel/money";
import { z } from "zod";

const Input = z.object({
  categoriesCents: z.partialRecord(CostCategory, Cents),
  indirectBase: z.array(CostCategory),
  indirectRate: Rate,
  fundingRate: Rate,
});

export const adapt = (input: unknown): unknown => {
  const { categoriesCents, ...rules } = Input.parse(input);
  return buildUpCosts(categoriesCents, rules);
};
