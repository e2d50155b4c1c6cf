import { decideFundingCutoff } from "@grants/core/evaluation/decide-funding-cutoff";
import { Cents } from "@grants/kernel/money";
import { z } from "zod";

const Input = z.object({
  budgetCents: Cents,
  ranking: z.array(z.array(z.string())),
  requestedCents: z.record(z.string(), Cents),
});

export const adapt = (raw: unknown) => {
  const { budgetCents, ranking, requestedCents } = Input.parse(raw);
  const requestOf = (id: string) => ({ id, requestedCents: Cents.parse(requestedCents[id]) });
  return decideFundingCutoff(
    budgetCents,
    ranking.map((group) => group.map(requestOf)),
  );
};
