import { z } from "zod";
import type { SubmittedStory } from "./chapter-proposals.ts";
import { type StoryPerson, cast } from "./people.ts";
import type { StoryApi } from "./story-api.ts";

const experts = [cast.expertOne, cast.expertTwo, cast.expertThree, cast.expertFour, cast.expertFive, cast.expertSix];
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

const evaluateOne = async (api: StoryApi, proposal: SubmittedStory, assigned: readonly StoryPerson[]) => {
  const path = `/v1/evaluation/proposals/${proposal.proposalId}`;
  const [rapporteur = cast.expertOne] = assigned;
  for (const expert of assigned) {
    // oxlint-disable-next-line no-await-in-loop -- a story is told in order.
    await api.send("POST", `${path}/declaration`, { as: expert, body: { interest: "NONE" } });
    // oxlint-disable-next-line no-await-in-loop -- a story is told in order.
    await api.send("POST", `${path}/report`, { as: expert, body: entered(proposal) });
  }
  await api.send("POST", `${path}/consensus`, { as: rapporteur, body: entered(proposal) });
};

const profiles = [
  {
    expertise: ["CRYPTOLOGY", "NETWORKS"],
    languages: ["en", "es"],
    country: "ES",
    gender: "WOMAN",
    sector: "ACADEMIA",
  },
  { expertise: ["INCIDENT_HANDLING", "GOVERNANCE"], languages: ["en", "nl"], country: "NL", sector: "INDUSTRY" },
  {
    expertise: ["ASSURANCE", "LEGAL_ASPECTS"],
    languages: ["en", "el"],
    country: "GR",
    gender: "WOMAN",
    sector: "PUBLIC",
  },
  { expertise: ["INCIDENT_HANDLING", "MEASUREMENT"], languages: ["en", "pl"], country: "PL", sector: "PUBLIC" },
  { expertise: ["INCIDENT_HANDLING", "NETWORKS", "TRUST"], languages: ["en", "cs"], country: "CZ", sector: "ACADEMIA" },
  { expertise: ["GOVERNANCE", "HUMAN_ASPECTS"], languages: ["fr"], country: "FR", gender: "WOMAN", sector: "INDUSTRY" },
];

/** Experts say what they know before anybody looks for them. */
export const describeExperts = async (api: StoryApi) => {
  for (const [place, expert] of experts.entries()) {
    const body = {
      ...profiles[place],
      expertiseText: "Synthetic profile, for the demonstration.",
      availability: [],
      reportsMax: 12,
      interests: [],
      coAuthors: [],
    };
    // oxlint-disable-next-line no-await-in-loop -- a story is told in order.
    await api.send("PUT", "/v1/experts/me", { as: expert, body, ifMatch: 0 });
  }
};

const Started = z.object({ run: z.object({ id: z.string() }) });
const Plan = z.object({
  rows: z.array(z.object({ proposalId: z.string(), experts: z.array(z.object({ user: z.string() })) })),
});
type Plan = z.infer<typeof Plan>;

/** The platform finds and proves the best assignment, the officer adopts it, and names the experts of one proposal in another order. */
export const assignExperts = async (api: StoryApi, callId: string, topicId: string): Promise<Plan["rows"]> => {
  const as = cast.evaluationOfficer;
  const body = {
    topics: [{ topicId, keywords: ["INCIDENT_HANDLING", "NETWORKS", "GOVERNANCE"] }],
    language: "en",
    expertsPerProposal: 3,
    loadMin: 1,
    loadMax: 4,
    on: "2027-03-15",
  };
  const { run } = Started.parse(await api.send("POST", `/v1/assignments/calls/${callId}/runs`, { as, body }));
  await api.runWorker("propose-assignments");
  const { rows } = Plan.parse(await api.get(`/v1/assignments/runs/${run.id}/plan`, as));
  await api.send("POST", `/v1/assignments/runs/${run.id}/adoption`, { as, ifMatch: 2 });
  await api.runWorker("propose-assignments");
  const [first, ...others] = rows;
  if (first === undefined) throw new Error("Nobody was assigned.");
  const turned = { ...first, experts: first.experts.toReversed() };
  await api.send("PUT", `/v1/evaluation/proposals/${turned.proposalId}/experts`, {
    as,
    ifMatch: 1,
    body: { experts: turned.experts.map(({ user }) => user) },
  });
  return [turned, ...others];
};

/** Three experts read every proposal and agree on it. */
export const evaluateProposals = async (
  api: StoryApi,
  proposals: readonly SubmittedStory[],
  assigned: Plan["rows"],
) => {
  for (const proposal of proposals) {
    const places = assigned.find(({ proposalId }) => proposalId === proposal.proposalId)?.experts ?? [];
    const named = places.flatMap(({ user }) => experts.filter(({ id }) => id === user));
    // oxlint-disable-next-line no-await-in-loop -- a story is told in order.
    await evaluateOne(api, proposal, named);
  }
};

const RankingHead = z.object({ version: z.int() });
const DecisionHead = z.object({ decision: z.object({ id: z.string() }) });

const controlled = {
  check: "SECURITY",
  outcome: "PASS",
  reason:
    "Every partner is a public body of a Member State, by the acts that founded it. Synthetic, for the demonstration.",
};

/** The call restricts who may take part, so a person looks at who controls each partner; of the first one something is asked. */
const admitOne = async (api: StoryApi, { proposalId, coordinator }: SubmittedStory, isAsked: boolean) => {
  const path = `/v1/admissibility/proposals/${proposalId}`;
  const as = cast.evaluationOfficer;
  if (isAsked) {
    const body = {
      subject: { kind: "MISSING_OR_UNCLEAR", question: "Which act of the Member State founded the coordinator?" },
      whyNotSubstantial: "The act is public; nothing of the work, the partners or the budget changes.",
      replyByOn: "2027-03-26",
    };
    await api.send("POST", `${path}/clarifications`, { as, ifMatch: 1, body });
    const answer = { kind: "GIVEN", text: "The act of 10 October 2014 on the national centre. Synthetic." };
    await api.send("POST", `${path}/clarifications/1/answer`, { as: coordinator, ifMatch: 2, body: { answer } });
  }
  const ifMatch = isAsked ? 3 : 1;
  await api.send("POST", `${path}/findings`, { as, ifMatch, body: controlled });
  await api.send("POST", `${path}/admission`, { as, ifMatch: ifMatch + 1 });
};

/** The platform makes its checks of the whole list, persons the one that it cannot make. */
export const admitProposals = async (api: StoryApi, callId: string, proposals: readonly SubmittedStory[]) => {
  await api.send("POST", `/v1/admissibility/calls/${callId}/pages/1`, { as: cast.evaluationOfficer });
  // oxlint-disable-next-line no-await-in-loop -- a story is told in order.
  for (const [place, proposal] of proposals.entries()) await admitOne(api, proposal, place === 0);
};

/** The ranking meets the budgets, and the Executive Director decides. */
export const rankAndDecide = async (api: StoryApi, callId: string, topicId: string): Promise<string> => {
  const topic = `/v1/evaluation/calls/${callId}/topics/${topicId}`;
  const ranked = await api.send("POST", `${topic}/ranking`, { as: cast.evaluationOfficer, ifMatch: 0 });
  const body = { rankingVersion: RankingHead.parse(ranked).version };
  const decided = await api.send("POST", `${topic}/decision`, { as: cast.executiveDirector, body });
  return DecisionHead.parse(decided).decision.id;
};
