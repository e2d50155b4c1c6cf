import { z } from "zod";
import type { SubmittedStory } from "./chapter-proposals.ts";
import { cast } from "./people.ts";
import type { StoryApi } from "./story-api.ts";

const experts = [cast.expertOne, cast.expertTwo, cast.expertThree];
const criteria = ["RELEVANCE", "IMPLEMENTATION", "IMPACT"] as const;

const entered = ({ scores, acronym }: SubmittedStory) => ({
  scores: Object.fromEntries(criteria.map((criterion, place) => [criterion, scores[place]])),
  comments: Object.fromEntries(
    criteria.map((criterion) => [
      criterion,
      `Synthetic comment on ${criterion.toLowerCase()} of ${acronym}, written for the demonstration.`,
    ]),
  ),
});

const evaluateOne = async (api: StoryApi, proposal: SubmittedStory) => {
  const path = `/v1/evaluation/proposals/${proposal.proposalId}`;
  const assignment = { experts: experts.map(({ id }) => id) };
  await api.send("PUT", `${path}/experts`, { as: cast.evaluationOfficer, body: assignment, ifMatch: 0 });
  for (const expert of experts)
    // oxlint-disable-next-line no-await-in-loop -- a story is told in order.
    await api.send("POST", `${path}/report`, { as: expert, body: entered(proposal) });
  await api.send("POST", `${path}/consensus`, { as: cast.expertOne, body: entered(proposal) });
};

/** Three experts read every proposal and agree on it. */
export const evaluateProposals = async (api: StoryApi, proposals: readonly SubmittedStory[]) => {
  // oxlint-disable-next-line no-await-in-loop -- a story is told in order.
  for (const proposal of proposals) await evaluateOne(api, proposal);
};

const RankingHead = z.object({ version: z.int() });
const DecisionHead = z.object({ decision: z.object({ id: z.string() }) });

/** The platform makes its checks, and every proposal of the story meets them. */
export const admitProposals = (api: StoryApi, callId: string) =>
  api.send("POST", `/v1/admissibility/calls/${callId}/pages/1`, { as: cast.evaluationOfficer });

/** The ranking meets the budgets, and the Executive Director decides. */
export const rankAndDecide = async (api: StoryApi, callId: string, topicId: string): Promise<string> => {
  const topic = `/v1/evaluation/calls/${callId}/topics/${topicId}`;
  const ranked = await api.send("POST", `${topic}/ranking`, { as: cast.evaluationOfficer, ifMatch: 0 });
  const body = { rankingVersion: RankingHead.parse(ranked).version };
  const decided = await api.send("POST", `${topic}/decision`, { as: cast.executiveDirector, body });
  return DecisionHead.parse(decided).decision.id;
};
