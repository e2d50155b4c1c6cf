import { z } from "zod";
import { cast } from "./people.ts";
import type { StoryApi } from "./story-api.ts";

const FunderAmount = z.object({ funder: z.string(), cents: z.int() });
const RankingPage = z.object({
  budgetCents: z.int(),
  rows: z.array(
    z.object({
      proposalId: z.string(),
      acronym: z.string(),
      rank: z.int().optional(),
      total: z.string(),
      status: z.string(),
      unionCents: z.int(),
      national: z.array(FunderAmount),
      missing: z.array(FunderAmount),
    }),
  ),
});
export type RankedStory = z.infer<typeof RankingPage>["rows"][number];

const CommitmentsPage = z.object({
  awards: z.array(z.object({ awardId: z.string(), proposalId: z.string(), acronym: z.string(), state: z.string() })),
  lines: z.array(z.object({ line: z.string(), committedCents: z.int(), leftCents: z.int() })),
});
export type AwardedStory = z.infer<typeof CommitmentsPage>["awards"][number];

/** The ranking of a topic as its officer reads it. */
export const readRanking = async (api: StoryApi, callId: string, topicId: string) =>
  RankingPage.parse(await api.get(`/v1/evaluation/calls/${callId}/topics/${topicId}/ranking`, cast.evaluationOfficer));

/** What the Union and each funder give to the awards of a decision. */
export const readCommitments = async (api: StoryApi, decisionId: string) =>
  CommitmentsPage.parse(await api.get(`/v1/cofunding/decisions/${decisionId}/commitments`, cast.projectOfficer));

const isUnionLine = (line: string) => /^U\d+$/.test(line);
const sum = (amounts: readonly number[]) => amounts.reduce((all, amount) => all + amount, 0);

export const committedSums = ({ lines }: z.infer<typeof CommitmentsPage>) => ({
  unionCommittedCents: sum(lines.filter(({ line }) => isUnionLine(line)).map(({ committedCents }) => committedCents)),
  nationalCommittedCents: sum(
    lines.filter(({ line }) => !isUnionLine(line)).map(({ committedCents }) => committedCents),
  ),
});
