import { rankProposals } from "@grants/core/evaluation/rank-proposals";
import { formatScore, parseScore } from "@grants/core/evaluation/score";
import { ONE, parseDecimal } from "@grants/kernel/fraction";
import { Cents } from "@grants/kernel/money";
import { z } from "zod";

const Decimal = z.string().transform(parseDecimal);
// What is no decimal text is a score all the same, and an invalid one.
const Score = z
  .string()
  .nullable()
  .transform((text) => (text === null ? undefined : (parseScore(text) ?? undefined)));
const NamedStaff = z.object({ women: z.int().min(0), men: z.int().min(0) });

const Input = z.object({
  criteria: z.array(z.string()),
  scoreStep: Decimal,
  criterionMax: Decimal,
  criterionThreshold: Decimal,
  overallThreshold: Decimal,
  weights: z.record(z.string(), Decimal),
  tieBreak: z.array(z.string()),
  proposals: z.array(
    z.object({
      id: z.string(),
      scores: z.record(z.string(), Score),
      theme: z.string().nullable().default(null),
      namedStaff: NamedStaff.nullish().transform((staff) => staff ?? undefined),
      partners: z.array(z.object({ country: z.string(), requestedCents: Cents })).optional(),
    }),
  ),
});

export const adapt = (raw: unknown) => {
  const input = Input.parse(raw);
  const scheme = {
    criteria: input.criteria.map((criterion) => ({ criterion, weight: input.weights[criterion] ?? ONE })),
    scale: { step: input.scoreStep, maximum: input.criterionMax },
    criterionThreshold: input.criterionThreshold,
    overallThreshold: input.overallThreshold,
  };
  const { groups, rejected, assessments, tieNeedsPanel } = rankProposals(input.proposals, scheme, input.tieBreak);
  const totals = [...assessments].map(([id, { total }]) => [id, formatScore(total)]);
  const weightedTotals = [...assessments].map(([id, { weightedTotal }]) => [id, formatScore(weightedTotal)]);
  return {
    ranking: groups,
    rejected,
    totals: Object.fromEntries(totals),
    weightedTotals: Object.fromEntries(weightedTotals),
    tieNeedsPanel,
  };
};
