import { z } from "zod";
import { cast } from "./people.ts";
import type { Story } from "./story.ts";
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
const CommitmentsPage = z.object({
  awards: z.array(z.object({ awardId: z.string(), proposalId: z.string(), acronym: z.string(), state: z.string() })),
  lines: z.array(z.object({ line: z.string(), committedCents: z.int(), leftCents: z.int() })),
});
const RunPage = z.object({
  run: z.object({ nbOfTxs: z.int(), ctrlSumCents: z.int() }),
  payments: z.array(z.object({ endToEndId: z.string(), amountCents: z.int(), status: z.string() })),
});
const RunFile = z.object({ fileName: z.string(), text: z.string() });

/** What each funder and the Union give to the awards of a decision. */
export const readCommitments = async (api: StoryApi, decisionId: string) =>
  CommitmentsPage.parse(await api.get(`/v1/cofunding/decisions/${decisionId}/commitments`, cast.projectOfficer));

const sum = (amounts: readonly number[]) => amounts.reduce((all, amount) => all + amount, 0);
const isUnionLine = ({ line }: { readonly line: string }) => /^U\d+$/.test(line);

/** The account of a story, read back over the API by those who may see each part of it. */
export const readAccount = async (api: StoryApi, { callId, topicId, decisionId, runId, proposals }: Story) => {
  const run = `/v1/treasury/runs/${runId}`;
  const [ranking, commitments, paid, file] = await Promise.all([
    api.get(`/v1/evaluation/calls/${callId}/topics/${topicId}/ranking`, cast.evaluationOfficer),
    readCommitments(api, decisionId),
    api.get(run, cast.accountingOfficer),
    api.get(`${run}/file`, cast.accountingOfficer),
  ]);
  const { rows, budgetCents } = RankingPage.parse(ranking);
  const { run: sent, payments } = RunPage.parse(paid);
  const awarded = new Set(commitments.awards.map(({ proposalId }) => proposalId));
  const booked = payments.filter(({ status }) => status === "booked");
  return {
    budgetCents,
    requestedCents: sum(proposals.map(({ requestedCents }) => requestedCents)),
    awardedCents: sum(rows.filter(({ proposalId }) => awarded.has(proposalId)).map(({ unionCents }) => unionCents)),
    unionCommittedCents: sum(commitments.lines.filter(isUnionLine).map(({ committedCents }) => committedCents)),
    nationalCommittedCents: sum(
      commitments.lines.filter((line) => !isUnionLine(line)).map(({ committedCents }) => committedCents),
    ),
    prefinancingPaidCents: sum(booked.map(({ amountCents }) => amountCents)),
    ranking: rows,
    funders: commitments.lines.filter((line) => !isUnionLine(line)),
    file: { ...RunFile.parse(file), nbOfTxs: sent.nbOfTxs, ctrlSumCents: sent.ctrlSumCents },
  };
};
export type AccountOfStory = Awaited<ReturnType<typeof readAccount>>;
